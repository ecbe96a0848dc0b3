"""What the map fetches by address: the marks of one view at one zoom and part of the ground, as packed JSON.

The address carries the digest of the store, so that browsers may keep an answer for ever; scope, selection and theme
are no part of it, since the map script dims and lights up what it has.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard import maps, regions
from dashboard.gathering import UNIT_ZOOM, Box, Group, Single, gather_cells, gather_units, is_small
from dashboard.words import Words
from geodata import symbols
from geodata.addresses import from_query, to_query
from geodata.columns.counting import count_styles
from geodata.columns.table import Columns
from geodata.errors import ViewError
from geodata.layers.entries import marked
from geodata.layers.heat import heat_of, points_of
from geodata.model import View, ViewSpec

if TYPE_CHECKING:
    from dashboard.data import Library

# Parts of an address that change nothing of what is fetched.
UNSEEN = ("place", "event", "map", "theme")
WORLD: Box = (-90.0, -180.0, 90.0, 180.0)
# Of gzip: smaller by a fifth than the fastest, and still a few milliseconds.
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for marks."""

    spec: ViewSpec
    zoom: float
    box: Box


def query(spec: ViewSpec) -> str:
    """Return the part of an address that says which marks a view has."""
    return urlencode({name: value for name, value in sorted(to_query(spec).items()) if name not in UNSEEN})


def read(params: Mapping[str, str]) -> Asked:
    """Read a request.

    Parameters
    ----------
    params : mapping of str to str
        A view's address, with ``zoom`` and ``box`` (south, west, north, east in degrees).

    Raises
    ------
    ViewError
        If zoom or box are no numbers.
    """
    view = {name: value for name, value in params.items() if name not in {"zoom", "box", *UNSEEN}}
    try:
        zoom = float(params.get("zoom", "4"))
        south, west, north, east = (float(edge) for edge in params.get("box", "-90,-180,90,180").split(","))
    except ValueError as error:
        raise ViewError(f"zoom or box of the map is no number: {error}.", "Load the page again.") from error
    if not all(map(math.isfinite, (zoom, south, west, north, east))):
        raise ViewError("zoom or box of the map is not finite.", "Load the page again.")
    return Asked(from_query(view)[0], min(max(zoom, 0.0), 18.0), (south, west, north, east))


def packed(library: Library, asked: Asked) -> bytes:
    """Return the answer as gzipped JSON."""
    return pack(answer(library, asked))


def pack(told: dict[str, Any]) -> bytes:
    """Return plain values as gzipped JSON, equal values as equal bytes."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(written.encode(), LEVEL, mtime=0)


def answer(library: Library, asked: Asked) -> dict[str, Any]:
    """Return what the map script draws, as plain values.

    Parameters
    ----------
    library : Library
    asked : Asked

    Returns
    -------
    dict
        Marks as `maps.map_data` has them, and groups; ``whole`` says that zoom and box made no difference,
        ``units`` that the box made none.
    """
    view, counts = library.counted(asked.spec)
    words = Words(asked.spec.language)
    common: dict[str, Any] = {"language": words.language, "words": maps.controls(words), "heat": []}
    if asked.spec.heat:
        common["heat"] = heat_of(counts)
    shading = regions.shading(library, view, words)
    common["regions"] = shading.fills
    if is_small(points_of(counts)):
        drawn = _small(library, view, words)
    else:
        drawn = _Gathering(library, view, words).drawn(counts, asked)
    drawn["legend"] = [*drawn["legend"], *shading.legend]
    return {**common, **drawn}


def _small(library: Library, view: View, words: Words) -> dict[str, Any]:
    layers = library.wide(view.spec)[1]
    data = maps.map_data(layers, view, words, name_of=library.teller(words).name_of)
    columns = library.columns(view)
    for mark in (*data["points"], *data["areas"]):
        mark["chain"] = chain_of(columns, columns.spots.place_number.get(mark["id"], -1))
    for badge in data["badges"]:
        badge["chain"] = [badge["country"]]
    kept = ("points", "areas", "badges", "shades", "legend")
    drawn = {name: data[name] for name in kept}
    return {**drawn, "groups": [], "whole": True, "leaving": _leaving(library, view, words)}


def _leaving(library: Library, view: View, words: Words) -> list[dict[str, Any]]:
    from dashboard.departures import lines  # noqa: PLC0415 - only views with withdrawals need it

    return lines(library, view, words)


def chain_of(columns: Columns, place: int) -> list[str]:
    """Return the ids of the units that hold a place, widest first."""
    if place < 0:
        return []
    spots = columns.spots
    held = spots.chain[spots.chain_start[place] : spots.chain_start[place + 1]]
    return [spots.units[unit] for unit in held.tolist()]


@dataclass(frozen=True)
class _Gathering:
    """Tell gathered marks in words of one language."""

    holdings: Library
    view: View
    words: Words

    @property
    def columns(self) -> Columns:
        return self.holdings.columns(self.view)

    def drawn(self, counts: Any, asked: Asked) -> dict[str, Any]:
        columns, rows = self.columns, self.view.rows
        assert rows is not None, "views of a library are made of columns"  # noqa: S101 - for the type checker
        if asked.zoom < UNIT_ZOOM:
            found = gather_units(columns, rows, counts, self.holdings.divisions, asked.zoom)
        else:
            found = gather_cells(counts, asked.zoom, asked.box)
        shades = {state.country: state.state for state in self.view.memberships}
        drawn = marked(columns, rows)
        return {
            "groups": [group for row in found.groups if (group := self._group(row)) is not None],
            "points": self._singles(found.singles),
            "areas": [self._area(row) for row in found.areas],
            "badges": [self._badge(row) for row in found.badges],
            "shades": shades,
            "legend": maps.legend_rows(
                Counter(count_styles(columns, drawn)), Counter(shades.values()), self.view, self.words
            ),
            "whole": False,
            "units": asked.zoom < UNIT_ZOOM,
            "leaving": _leaving(self.holdings, self.view, self.words),
        }

    def _name(self, group_id: str | None, own: str) -> str:
        name = self.holdings.place_name(group_id or "", own, self.words.language)
        return maps.shortened(name)

    def _group(self, row: Group) -> dict[str, Any] | None:
        lat, lon = row.lat, row.lon
        if math.isnan(lat):
            at = self.holdings.label_point(row.unit or "")
            if at is None:
                return None
            lat, lon = at
        own = self.columns.spots.names[row.place] if row.place >= 0 else row.unit or ""
        name = self._name(row.unit, own) if row.unit else ""
        shares = ", ".join(
            f"{symbols.symbol(style).label(self.words.language)} {self.words.number(n)}"
            for style, n in list(row.styles.items())[:4]
        )
        events = self.words.plural("{n} event", "{n} events", row.count)
        return {
            "id": row.unit, "kind": "cell" if row.unit is None else "place" if row.places else "unit",
            "lat": round(lat, 4), "lon": round(lon, 4), "n": row.count, "count": short(row.count, self.words),
            "styles": list(row.styles.items()), "box": row.box, "chain": self._chains(row),
            "hint": f"{name or self.words.text('Several places')}: {events}. {shares}", "name": name,
        }  # fmt: skip

    def _chains(self, row: Group) -> list[str]:
        if row.unit and not row.places:
            return list(self.holdings.path(row.unit))
        found: dict[str, None] = {}
        for place in row.places:
            found.update(dict.fromkeys(chain_of(self.columns, place)[: None if row.unit else -1]))
        return list(found)

    def _singles(self, singles: Iterable[Single]) -> list[dict[str, Any]]:
        spots = self.columns.spots
        marks = []
        for row in singles:
            place = int(spots.place[row.spot])
            radius = float(spots.radius[row.spot])
            mark = maps.point(
                lat=float(spots.lat[row.spot]), lon=float(spots.lon[row.spot]), place_id=spots.place_ids[place],
                name=self._name(spots.place_ids[place], spots.names[place]), style=row.style, count=row.count,
                radius=0 if math.isnan(radius) else radius, words=self.words,
            )  # fmt: skip
            marks.append({**mark, "chain": chain_of(self.columns, place)})
        return maps.side_by_side(marks)

    def _area(self, row: Group) -> dict[str, Any]:
        name = self._name(row.unit, self.columns.spots.names[row.place])
        hint = maps.area_hint(name, row.count, self.words)
        precision = 5 if (row.unit or "").startswith("area:") else 4
        return {
            "lat": row.lat, "lon": row.lon, "id": row.unit, "styles": list(row.styles), "events": [],
            "precision": precision, "count": short(row.count, self.words), "hint": hint,
            "chain": chain_of(self.columns, row.place),
        }  # fmt: skip

    def _badge(self, row: Group) -> dict[str, Any]:
        name = self._name(row.unit, self.columns.spots.names[row.place])
        return {
            "lat": row.lat, "lon": row.lon, "country": row.unit, "name": name, "styles": list(row.styles), "events": [],
            "count": short(row.count, self.words), "hint": maps.badge_hint(name, row.count, self.words),
            "chain": [row.unit],
        }  # fmt: skip


def short(n: int, words: Words) -> str:
    """Write a count for a small mark: 940, 12k, 1.3M as the language has its decimals.

    Examples
    --------
    >>> short(1_250_000, Words("en")), short(12_400, Words("fr")), short(940, Words("en"))
    ('1.2M', '12k', '940')
    """
    if n < 1000:
        return words.number(n)
    scale, mark = (1000, "k") if n < 999_500 else (1_000_000, "M")
    value = n / scale
    return f"{words.number(int(value) if value >= 10 else int(value * 10) / 10)}{mark}"

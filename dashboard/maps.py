"""From Layers to a folium map.

The map has two parts. The constant one (`page`) is the same for every view: folium's page, which stands in a frame
and loads Leaflet, the ground and our script from the application itself. The other is data: the script in the browser
fetches it by address (`dashboard.marking`), changes what differs and leaves the rest alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.escape import html, shorten
from dashboard.labels import organisation
from dashboard.words import Words
from geodata import symbols
from geodata.columns import columns_of_view
from geodata.columns.counting import count_styles
from geodata.model import AreaMark, CountryBadge, Layers, PointMark, View

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries

TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILES_BY = '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>'
CENTRE = (15.5, 1.5)
NameOf = Callable[[str, str], str]
# A place name longer than this is no name; it is cut for tooltips.
NAME_LIMIT = 120


def map_settings(ground: Any) -> dict[str, Any]:
    """Return what the map script is started with.

    Parameters
    ----------
    ground : str or dict
        Address of the ground file, or its content for a page that asks no server.
    """
    return {
        "ground": ground,
        "tiles": TILES,
        "tilesBy": TILES_BY,
        "colours": symbols.base_colours(),
        "themes": {theme: symbols.base_colours(theme) for theme in ("light", "dark")},
        "styles": {
            key: {"colour": row.colour, "fill": row.fill, "points": symbols.outline(row.shape)}
            for key, row in symbols.styles().items()
        },
        "states": {key: {"colour": row.colour, "hatch": row.hatch} for key, row in symbols.states().items()},
    }


@cache
def page(ground: str) -> tuple[str, bytes]:
    """Return the digest and the HTML of the page that shows the map in its frame, the same for every view.

    Parameters
    ----------
    ground : str
        Address of the ground file.
    """
    from dashboard.framing import written  # noqa: PLC0415 - folium, which briefings and stand-alone pages do without

    made = written(ground)
    return hashlib.sha256(made).hexdigest()[:12], made


def unit_names(boundaries: Boundaries, language: str) -> dict[str, str]:
    """Return the display names of all drawn units by `place_id`."""
    column = "name_fr" if language == "fr" else "name_en"
    frames = (boundaries.countries, boundaries.admin1, boundaries.admin2, boundaries.areas, boundaries.water)
    return {
        str(place_id): str(name)
        for frame in frames
        for place_id, name in zip(frame["place_id"], frame[column], strict=True)
    }


def map_data(
    layers: Layers, view: View, words: Words, *, name_of: NameOf, inside: View | None = None
) -> dict[str, Any]:
    """Return what the map script draws, as plain values."""
    spec = (inside or view).spec
    inside_ids = inside.event_ids() if inside and inside.spec.scope else None
    return {
        "language": words.language,
        "online": spec.basemap == "online",
        "scope": spec.scope,
        "selected": spec.selected,
        "bounds": layers.bounds,
        "inside": inside_ids,
        "points": side_by_side([_point(mark, words, name_of) for mark in layers.points]),
        "areas": [_area(mark, words, name_of) for mark in layers.areas],
        "badges": [_badge(mark, words, name_of) for mark in layers.badges],
        "shades": {shade.country: shade.state for shade in layers.shades},
        "legend": legend(layers, view, words),
        "words": controls(words),
    }


def controls(words: Words) -> dict[str, str]:
    """Return the words of the map's own controls."""
    return {
        "map": words.text("Map of the Sahel. Tab moves from mark to mark, Enter opens its excerpts."),
        "legend": words.text("Legend"),
        "closer": words.text("Closer"),
        "further": words.text("Further off"),
        "credit": html(words.text("Boundaries: Natural Earth, generalised; they imply no endorsement")),
    }


def legend(layers: Layers, view: View, words: Words) -> list[dict[str, Any]]:
    """Return the legend's groups, with the number of drawn events for each style and of countries for each state."""
    columns, _ = columns_of_view(view)
    drawn = np.unique(np.concatenate([*layers.events, np.empty(0, np.int32)])).astype(np.int32)
    by_style = Counter(count_styles(columns, drawn))
    by_state = Counter(shade.state for shade in layers.shades)
    return legend_rows(by_style, by_state, view, words)


def legend_rows(by_style: Counter[str], by_state: Counter[str], view: View, words: Words) -> list[dict[str, Any]]:
    """Return the legend's groups from numbers of events by style and of countries by state."""
    styles = [
        {"style": key, "label": row.label(words.language), "count": words.number(by_style[key])}
        for key, row in symbols.styles().items()
        if by_style[key]
    ]
    states = [
        {"state": key, "label": row.label(words.language), "count": words.number(by_state[key])}
        for key, row in symbols.states().items()
        if by_state[key]
    ]
    groups = []
    if styles:
        groups.append({"title": words.text("Events on the whole map"), "rows": styles})
    if states:
        title = words.text("{organisation}, countries", organisation=organisation(view.spec.organisation, words))
        groups.append({"title": title, "rows": states})
    return groups


def side_by_side(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each point its shift, in widths, so that marks of one spot stand beside one another."""
    spots = Counter((mark["lat"], mark["lon"]) for mark in marks)
    seen: Counter[tuple[float, float]] = Counter()
    for mark in marks:
        spot = (mark["lat"], mark["lon"])
        mark["shift"] = seen[spot] - (spots[spot] - 1) / 2
        seen[spot] += 1
    return marks


def point(
    *, lat: float, lon: float, place_id: str | None, name: str, style: str, count: int, radius: float, words: Words,
    events: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return a point mark as the map script has it."""
    told = words.plural("{n} event", "{n} events", count)
    hint = f"{name}: {told}, {symbols.symbol(style).label(words.language)}"
    if radius:
        hint += ", " + words.text("within about {km} km", km=words.number(radius))
    return {
        "lat": lat, "lon": lon, "id": place_id, "style": style, "shift": 0, "radius": radius, "events": list(events),
        "n": count, "hint": hint, "name": name,
    }  # fmt: skip


def _point(mark: PointMark, words: Words, name_of: NameOf) -> dict[str, Any]:
    return point(
        lat=mark.lat, lon=mark.lon, place_id=mark.place_id, name=_name(mark.place_id, mark.name, name_of),
        style=mark.style, count=mark.count, radius=mark.radius_km or 0, words=words, events=mark.event_ids,
    )  # fmt: skip


def area_hint(name: str, count: int, words: Words) -> str:
    """Say what an area's mark stands for."""
    return words.plural("{name}: {n} event known only to this area", "{name}: {n} events known only to this area",
                        count, name=name)  # fmt: skip


def badge_hint(name: str, count: int, words: Words) -> str:
    """Say what a country's badge stands for."""
    return words.plural("{name}: {n} event known only to the country", "{name}: {n} events known only to the country",
                        count, name=name)  # fmt: skip


def _area(mark: AreaMark, words: Words, name_of: NameOf) -> dict[str, Any]:
    name = _name(mark.place_id, mark.name, name_of)
    hint = area_hint(name, mark.count, words)
    return {
        "lat": mark.lat, "lon": mark.lon, "id": mark.place_id, "styles": mark.styles, "events": mark.event_ids,
        "precision": int(mark.precision), "count": words.number(mark.count), "hint": hint,
    }  # fmt: skip


def _badge(mark: CountryBadge, words: Words, name_of: NameOf) -> dict[str, Any]:
    name = _name(mark.country, mark.name, name_of)
    hint = badge_hint(name, mark.count, words)
    return {
        "lat": mark.lat, "lon": mark.lon, "country": mark.country, "name": name, "styles": mark.styles,
        "events": mark.event_ids, "count": words.number(mark.count), "hint": hint,
    }  # fmt: skip


def _name(place_id: str | None, own: str, name_of: NameOf) -> str:
    return shortened(name_of(place_id or "", own))


def shortened(name: str) -> str:
    """Return a name for a tooltip; one longer than any name is cut."""
    return shorten(name, NAME_LIMIT)

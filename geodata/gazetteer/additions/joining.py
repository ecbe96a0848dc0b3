"""Put the added tiers among the places of an index that is being built."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata.folding import key
from geodata.gazetteer.additions.country_tier import country_entries
from geodata.gazetteer.additions.own_table import OwnPlace, read_own_table
from geodata.gazetteer.additions.registry import digest, read_registry
from geodata.gazetteer.additions.unit_tier import unit_entries
from geodata.gazetteer.entries import Entry, slug
from geodata.gazetteer.names import Form

TWIN_KM = 30.0
"""A row of a user's table moves the settlement of its name in its country, if that lies within this distance."""
OWN_PROMINENCE = 2
_NAMED = Form.MAIN | Form.ALIAS


def version(folder: Path) -> str:
    """Return the part of the index's version that what is added makes: its digest and the rules by which it is read."""
    added = digest(folder)
    if not added:
        return ""
    rules = hashlib.sha256(added.encode())
    for path in sorted(Path(__file__).parent.glob("*.[pc]*[yv]")):
        rules.update(path.read_bytes())
    return rules.hexdigest()[:16]


def entries(folder: Path, known: dict[str, Entry]) -> Iterator[Entry]:
    """Yield the added outlines' units and GeoNames' features, to be merged below what is known.

    Parameters
    ----------
    folder : Path
        The folder of additions.
    known : dict of str to Entry
        Places of the better sources. A division of the same name, country and level gives its id to the added one.
    """
    countries = {one.name[:2] for one in read_registry(folder) if one.kind != "table"}
    if not countries:
        return
    divisions = _divisions(known, countries)
    renamed: dict[str, str] = {}
    for entry in _all(folder):
        entry.parent = renamed.get(entry.parent or "", entry.parent)
        if entry.kind in {"admin1", "admin2"} and entry.place_id not in known:
            twin = _twin_division(entry, divisions)
            if twin is not None:
                renamed[entry.place_id] = entry.place_id = twin
        yield entry


def _all(folder: Path) -> Iterator[Entry]:
    yield from unit_entries(folder)
    yield from country_entries(folder)


def _divisions(known: dict[str, Entry], countries: set[str]) -> dict[tuple[str, str, str], list[Entry]]:
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for one in known.values():
        if one.kind in {"admin1", "admin2"} and one.country in countries:
            for name in one.keys:
                found.setdefault((one.country, one.kind, name), []).append(one)
    return found


def _twin_division(entry: Entry, divisions: dict[tuple[str, str, str], list[Entry]]) -> str | None:
    """Find the one division that bears the name; a second-level one must lie in the same region."""
    for name, form in entry.keys.items():
        if form & (_NAMED | Form.ALTERNATE):
            twins = divisions.get((entry.country or "", entry.kind, name), [])
            if entry.kind == "admin2":
                twins = [one for one in twins if one.parent == entry.parent]
            if len(twins) == 1:
                return twins[0].place_id
    return None


def apply_own_tables(folder: Path, found: dict[str, Entry]) -> None:
    """Let the user's tables correct and add places, the newest table last (in place)."""
    for addition in read_registry(folder):
        if addition.kind == "table":
            _apply(read_own_table(folder / addition.file), found, f"table:{addition.name}")


def _apply(rows: list[OwnPlace], found: dict[str, Entry], source: str) -> None:
    namesakes = _namesakes({key(row.name) for row in rows if row.name and not row.place_id}, found.values())
    for row in rows:
        known = found.get(row.place_id) if row.place_id else _twin(row, namesakes.get(key(row.name), []))
        if known is None:
            fresh = _fresh(row)
            if fresh is None:
                continue  # names a place that this release's sources no longer have
            known = found.setdefault(fresh.place_id, fresh)
        _correct(known, row, source)


def _namesakes(names: set[str], entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in names & entry.keys.keys():
            found.setdefault(name, []).append(entry)
    return found


def _twin(row: OwnPlace, namesakes: list[Entry]) -> Entry | None:
    """Find the place that a row without an id means: same name, country and kind, and close by."""
    if row.lat is None or row.lon is None:
        return None
    kind = row.kind or "settlement"
    near = [
        (distance, one)
        for one in namesakes
        if one.country == row.country and one.kind == kind
        if (distance := _kilometres(one.lat, one.lon, row.lat, row.lon)) <= TWIN_KM
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _fresh(row: OwnPlace) -> Entry | None:
    if row.lat is None or row.lon is None or not row.name:
        return None
    country = row.country or ""
    place_id = row.place_id or f"lp:{country.lower()}-{slug(row.name)}"
    return Entry(place_id, row.name, row.kind or "settlement", row.lat, row.lon, row.name, row.name, row.country)


def _correct(known: Entry, row: OwnPlace, source: str) -> None:
    if row.lat is not None and row.lon is not None:
        known.lat, known.lon = row.lat, row.lon
    known.name, known.kind = row.name or known.name, row.kind or known.kind
    known.name_fr, known.name_en = row.name_fr or row.name or known.name_fr, row.name_en or row.name or known.name_en
    known.country, known.parent = row.country or known.country, row.parent or known.parent or row.country
    known.population = known.population if row.population is None else row.population
    wanted = OWN_PROMINENCE if row.prominence is None else row.prominence
    known.prominence = wanted if row.prominence is not None else max(known.prominence, wanted)
    known.source = source
    known.add(filter(None, (row.name, row.name_fr, row.name_en)), Form.MAIN)
    known.add(row.aliases, Form.ALIAS)


def _kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 111.195 * math.hypot(lat2 - lat1, east)

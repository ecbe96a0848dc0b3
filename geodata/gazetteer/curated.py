"""The project's own tables: countries, places of the Sahel, named areas, areas of the world."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

from shapely.geometry import shape

from geodata.errors import GazetteerError
from geodata.folding import key
from geodata.gazetteer.entries import Entry, split_list
from geodata.gazetteer.names import Form
from geodata.model import PlaceKind

HERE = Path(__file__).resolve().parent
COUNTRIES, PLACES, AREAS, WORLD = (
    HERE / name for name in ("countries.csv", "places", "areas.geojson", "world_areas.csv")
)
_YES = {"true", "1", "yes"}


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their line numbers; a table that is not there has none."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(line for line in lines if not line.startswith("#"))
        for row in reader:
            yield reader.line_num, {name: (cell or "").strip() for name, cell in row.items() if name}


def countries() -> Iterator[Entry]:
    """Yield the countries with their names, aliases and demonyms."""
    for line, row in rows(COUNTRIES):
        entry = _entry(row, "country", COUNTRIES, line)
        entry.country, entry.source, entry.prominence = entry.place_id, "countries", 3
        entry.demonyms.update(key(word) for name in ("demonyms_fr", "demonyms_en") for word in split_list(row[name]))
        yield entry


def place_tables() -> list[Path]:
    """Return the tables of curated places: one a country, and one of waters and sites in several countries."""
    return sorted(PLACES.glob("*.csv"))


def places() -> Iterator[Entry]:
    """Yield the places of the curated tables of the Sahel and its neighbours."""
    for table in place_tables():
        for line, row in rows(table):
            entry = _entry(row, row["kind"], table, line)
            entry.source = "curated"
            yield entry


def world_areas() -> Iterator[Entry]:
    """Yield continents, seas and other areas of the world."""
    for line, row in rows(WORLD):
        entry = _entry(row, row["kind"], WORLD, line)
        entry.source = "areas"
        yield entry


def areas() -> Iterator[Entry]:
    """Yield the named areas; their label point lies inside the polygon."""
    if not AREAS.is_file():
        return
    features = json.loads(AREAS.read_text(encoding="utf-8"))["features"]
    for number, feature in enumerate(features, 1):
        row = {name: _cell(value) for name, value in feature["properties"].items()}
        row["place_id"] = row.get("place_id") or row.get("id") or str(feature.get("id", ""))
        row["lat"], row["lon"] = row.get("label_lat", ""), row.get("label_lon", "")
        states = split_list(row.get("countries", ""))
        row["country"] = row.get("country") or (states[0] if len(states) == 1 else "")
        if not row["lat"]:
            point = shape(feature["geometry"]).representative_point()
            row["lat"], row["lon"] = str(point.y), str(point.x)
        entry = _entry(row, row.get("kind") or "area", AREAS, number)
        entry.source, entry.prominence = "areas", max(entry.prominence, 2)
        yield entry


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(str(part) for part in value)
    return "" if value is None else str(value)


def _entry(row: dict[str, str], kind: str, path: Path, line: int) -> Entry:
    where = f"{path.name}, row {line}"
    if kind not in get_args(PlaceKind):
        raise GazetteerError(
            f"{where}: kind {kind!r}", f"is none of {', '.join(get_args(PlaceKind))}; correct the row."
        )
    try:
        lat, lon, name, place_id = float(row["lat"]), float(row["lon"]), row["name"], row["place_id"]
    except (KeyError, ValueError) as error:
        raise GazetteerError(f"{where}: {error}", "place_id, name, lat and lon are needed; correct the row.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and name and place_id):
        raise GazetteerError(f"{where}: {name!r} at {lat}, {lon}", "is no place on Earth; correct the row.")
    country, parent = row.get("country") or None, row.get("parent") or None
    entry = Entry(place_id, name, cast(PlaceKind, kind), lat, lon, country=country, parent=parent)
    entry.name_fr, entry.name_en = row.get("name_fr") or name, row.get("name_en") or name
    entry.prominence, entry.population = int(row.get("prominence") or 0), int(row.get("population") or 0)
    doubtful = Form.AMBIGUOUS if row.get("ambiguous", "").lower() in _YES else 0
    entry.add((name, entry.name_fr, entry.name_en), Form.MAIN | doubtful)
    aliases = split_list(row.get("aliases", ""))
    entry.add((name for name in aliases if not name[0].islower()), Form.ALIAS | doubtful)
    small = [name for name in (entry.name_fr, entry.name_en, *aliases) if name[0].islower()]
    entry.add(small, Form.ALIAS | Form.SMALL | doubtful)
    if entry.kind in {"area", "river", "lake", "site"}:
        entry.add((entry.name, entry.name_fr, entry.name_en), Form.SMALL if len(name.split()) > 1 else 0)
    return entry

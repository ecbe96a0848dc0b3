"""A user's own table of places, aliases and corrections, as CSV or GeoJSON; it outranks every other source.

Columns: `name`, and `lat` and `lon` (WGS 84 degrees) unless `place_id` names a place that the gazetteer has. Further:
`kind`, `country` (alpha-2), `aliases` (joined by `|`), `place_id`, `parent`, `population`, `prominence` (0 to 3),
`name_fr`, `name_en`. What a table leaves blank stays as the other sources have it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import pycountry
from shapely.errors import ShapelyError
from shapely.geometry import shape

from geodata.errors import GazetteerError
from geodata.gazetteer.entries import split_list
from geodata.model import PlaceKind

COLUMNS = ("name", "lat", "lon", "kind", "country", "aliases", "place_id", "parent", "population", "prominence",
           "name_fr", "name_en")  # fmt: skip
SYNONYMS = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "nom": "name", "pays": "country",
            "alias": "aliases", "id": "place_id", "type": "kind", "y": "lat", "x": "lon"}  # fmt: skip
SUFFIXES = {".csv", ".tsv", ".geojson", ".json"}
_SHOWN = 5
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_UTF8 = "Save it as UTF-8 (in a spreadsheet: CSV UTF-8)."


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One row of a user's table; None and empty say nothing.

    Parameters
    ----------
    where : str
        File and row, for messages.
    """

    where: str
    name: str
    lat: float | None
    lon: float | None
    kind: PlaceKind | None
    country: str | None
    aliases: tuple[str, ...]
    place_id: str
    parent: str | None
    population: int | None
    prominence: int | None
    name_fr: str
    name_en: str


def read_own_table(path: Path) -> list[OwnPlace]:
    """Read and check a table.

    Raises
    ------
    GazetteerError
        If it does not read, or any row is wrong; the message names the first rows, what they have and what is allowed.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path.name}, row {raw[: error.start].count(10) + 1}: not UTF-8 text.", _UTF8) from error
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read ({error.strerror or error}).", "Check the path.") from error
    rows = _features(path, text) if path.suffix.lower() in {".geojson", ".json"} else _cells(path, text)
    return _checked(path, rows)


def _checked(path: Path, rows: Iterable[tuple[str, dict[str, str]]]) -> list[OwnPlace]:
    found: list[OwnPlace] = []
    problems: list[str] = []
    ids: dict[str, str] = {}
    for where, row in rows:
        try:
            one = _place(where, row)
        except ValueError as error:
            problems.append(f"{where}: {error}")
            continue
        if one.place_id and one.place_id in ids:
            problems.append(f"{where}: place_id {one.place_id!r} stands already in {ids[one.place_id]}")
        ids.setdefault(one.place_id, where)
        found.append(one)
    if problems:
        rest = f" (and {len(problems) - _SHOWN} more)" if len(problems) > _SHOWN else ""
        raise GazetteerError(". ".join(problems[:_SHOWN]) + rest + ".", "Correct these rows; nothing was added.")
    if not found:
        raise GazetteerError(f"{path.name} has no rows.", f"Columns: {', '.join(COLUMNS)}.")
    return found


def _cells(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        names = [_column(cell) for cell in next(reader, [])]
        _check_head(path, names)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{path.name}, row {reader.line_num}"
            if len(cells) != len(names):
                raise GazetteerError(
                    f"{where}: {len(cells)} columns, where the first row has {len(names)}.",
                    "Put texts that hold the separator into quotes.",
                )
            yield where, dict(zip(names, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise GazetteerError(
            f"{path.name}, row {reader.line_num}: {error}.", "Correct the quotes in that row."
        ) from error


def _column(cell: str) -> str:
    name = cell.strip().lower()
    return SYNONYMS.get(name, name)


def _check_head(path: Path, names: list[str]) -> None:
    doubled = {name for name in names if name in COLUMNS and names.count(name) > 1}
    if "name" not in names and "place_id" not in names:
        raise GazetteerError(
            f"{path.name}, row 1: no column `name` among {', '.join(names[:8]) or 'none'}.",
            f"Columns: {', '.join(COLUMNS)}.",
        )
    if doubled:
        raise GazetteerError(f"{path.name}, row 1: column {', '.join(sorted(doubled))} stands twice.", "Leave one.")


def _features(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        features = json.loads(text)["features"]
        for number, feature in enumerate(features, 1):
            row = {_column(name): _cell(value) for name, value in (feature.get("properties") or {}).items()}
            if feature.get("geometry"):
                point = shape(feature["geometry"]).representative_point()
                row["lat"], row["lon"] = str(point.y), str(point.x)
            yield f"{path.name}, feature {number}", row
    except (ValueError, KeyError, TypeError, AttributeError, ShapelyError) as error:
        raise GazetteerError(
            f"{path.name} is no GeoJSON FeatureCollection ({error}).",
            "Give points with properties as the columns of the CSV form.",
        ) from error


def _cell(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value).strip()


def _place(where: str, row: dict[str, str]) -> OwnPlace:
    name, place_id = row.get("name", ""), row.get("place_id", "")
    if not name and not place_id:
        raise ValueError("neither name nor place_id")
    lat, lon = _number(row, "lat"), _number(row, "lon")
    _check_position(lat, lon, place_id)
    kind = row.get("kind", "")
    if kind and kind not in get_args(PlaceKind):
        raise ValueError(f"kind {kind!r} is none of {', '.join(get_args(PlaceKind))}")
    country = row.get("country", "").upper()
    if country and pycountry.countries.get(alpha_2=country) is None and country != "XK":
        raise ValueError(f"country {row['country']!r} is no ISO 3166-1 alpha-2 code (ML, BF, NE ...)")
    if not country and not place_id:
        raise ValueError("country is needed where no place_id is given (ML, BF, NE ...)")
    population, prominence = _whole(row, "population", 2**32 - 1), _whole(row, "prominence", 3)
    return OwnPlace(where, name, lat, lon, cast(PlaceKind, kind) if kind else None, country or None,
                    tuple(split_list(row.get("aliases", ""))), place_id, row.get("parent") or None, population,
                    prominence, row.get("name_fr", ""), row.get("name_en", ""))  # fmt: skip


def _check_position(lat: float | None, lon: float | None, place_id: str) -> None:
    if lat is None and lon is None and place_id:
        return
    if lat is None or lon is None:
        raise ValueError("lat and lon are needed, both (or the place_id of a place that is known)")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        swapped = "; they seem exchanged" if abs(lon) <= 90 and abs(lat) <= 180 else ""
        raise ValueError(f"lat {lat}, lon {lon} are out of range (-90 to 90, -180 to 180){swapped}")
    if lat == 0 and lon == 0:
        raise ValueError("lat 0, lon 0 stand for none: leave out what is not known")


def _number(row: dict[str, str], column: str) -> float | None:
    cell = row.get(column, "")
    if _DECIMAL_COMMA.fullmatch(cell):
        cell = cell.replace(",", ".")
    try:
        return float(cell) if cell else None
    except ValueError:
        raise ValueError(f"{column} {cell!r} is no number in degrees") from None


def _whole(row: dict[str, str], column: str, most: int) -> int | None:
    cell = row.get(column, "").replace(" ", "").replace("\u202f", "")
    if not cell:
        return None
    if not cell.isdecimal() or int(cell) > most:
        raise ValueError(f"{column} {cell!r} is no whole number from 0 to {most}")
    return int(cell)

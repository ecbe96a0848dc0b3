"""Places over the antimeridian and around a pole come out of every format whole, cut where maps end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from lxml import etree
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import load_boundaries
from geodata.export import export
from geodata.export.shapes import earthly
from geodata.gazetteer import open_gazetteer
from geodata.model import FactPlace, Precision, ViewSpec
from geodata.publication import Publication, prepare
from tests.facts_by_hand import GAO, InMemory, incident

# An island on both sides, with a lake on the far one, and a cap of ice around each pole.
ISLAND = shapely.Polygon(
    ((178.0, -18.0), (-178.0, -18.0), (-178.0, -14.0), (178.0, -14.0)),
    [((-179.5, -17.0), (-179.0, -17.0), (-179.0, -16.0), (-179.5, -16.0))],
)
NORTH = shapely.Polygon(((0.0, 80.0), (90.0, 80.0), (180.0, 82.0), (-90.0, 80.0)))
SOUTH = shapely.Polygon(((-90.0, -70.0), (180.0, -70.0), (90.0, -70.0), (0.0, -70.0)))
SHAPES: dict[str, BaseGeometry] = {"area:island": ISLAND, "area:north": NORTH, "area:south": SOUTH}
# Square degrees of each, laid flat.
AREAS = {"area:island": 4 * 4 - 0.5, "area:north": 360 * 10 - 180, "area:south": 360 * 20.0}
KML = {"k": "http://www.opengis.net/kml/2.2"}


class Edges:
    """The bundled outlines, and those above."""

    def __init__(self) -> None:
        self._bundled = load_boundaries()

    def geometry(self, place_id: str) -> BaseGeometry | None:
        return SHAPES.get(place_id) or self._bundled.geometry(place_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bundled, name)


@pytest.fixture(scope="module")
def edges() -> Publication:
    places = [FactPlace(key, key[5:], "area", None, -16.0, 179.0, Precision.AREA) for key in SHAPES]
    facts = [incident(place.name, "2025-03-02", place, excerpt=place.name) for place in places]
    told = InMemory((*facts, incident("gao", "2025-03-01", GAO)), ())
    boundaries: Any = Edges()
    return prepare(told, ViewSpec(), open_gazetteer(), boundaries, digest="0123abcd")


def check(shapes: Mapping[str, BaseGeometry]) -> None:
    """Tell whether each lies on the map, is valid, and as large as it should be."""
    for key, area in AREAS.items():
        shape = shapes[key.removeprefix("area:")]
        west, south, east, north = shape.bounds
        assert (west >= -180, east <= 180, south >= -90, north <= 90) == (True,) * 4
        assert shape.is_valid
        assert shape.area == pytest.approx(area)


def test_outlines_are_cut_where_the_map_ends() -> None:
    check({key[5:]: earthly(shape) for key, shape in SHAPES.items()})
    cut = earthly(ISLAND)
    assert sorted(part.bounds for part in shapely.get_parts(cut)) == [
        (-180.0, -18.0, -178.0, -14.0), (178.0, -18.0, 180.0, -14.0),
    ]  # fmt: skip
    assert earthly(NORTH).contains(shapely.Point(12.0, 89.9))
    assert not earthly(NORTH).contains(shapely.Point(12.0, -89.9))


def test_a_ring_along_the_edge_of_the_map_stays_as_it_is() -> None:
    ice = shapely.Polygon(((-180, -90), (180, -90), (180, -75), (60, -70), (-60, -70), (-180, -75)))
    assert earthly(ice).equals(ice)


@pytest.mark.parametrize("extension", [".geojson", ".geojsonl"])
def test_geojson(edges: Publication, extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"all{extension}"
    export(edges, path)
    text = path.read_text(encoding="utf-8")
    lines = (
        [json.loads(line) for line in text.splitlines()] if extension == ".geojsonl" else json.loads(text)["features"]
    )
    shapes = {one["properties"]["notes"]: shapely.geometry.shape(one["geometry"]) for one in lines}
    check(shapes)
    # RFC 7946, section 3.1.6.
    for shape in shapes.values():
        for part in shapely.get_parts(shape):
            assert part.geom_type == "Point" or part.exterior.is_ccw


def test_geopackage(edges: Publication, tmp_path: Path) -> None:
    export(edges, tmp_path / "all.gpkg")
    read = pyogrio.read_dataframe(tmp_path / "all.gpkg", layer="areas")
    check(dict(zip(read["notes"], read.geometry, strict=True)))


def test_geoparquet_and_its_boxes(edges: Publication, tmp_path: Path) -> None:
    export(edges, tmp_path / "all.parquet")
    read = pq.read_table(tmp_path / "all.parquet")
    shapes = shapely.from_wkb(np.asarray(read["geometry"].to_pylist(), object))
    check(dict(zip(read["notes"].to_pylist(), shapes, strict=True)))
    for box, shape in zip(read["bbox"].to_pylist(), shapes, strict=True):
        assert tuple(box.values()) == shape.bounds
    told = json.loads(pq.read_metadata(tmp_path / "all.parquet").metadata[b"geo"])["columns"]["geometry"]
    assert told["bbox"] == [-180.0, -90.0, 180.0, 90.0]


def test_kml(edges: Publication, tmp_path: Path) -> None:
    export(edges, tmp_path / "all.kml")
    shapes = {}
    for mark in etree.parse(tmp_path / "all.kml").iterfind(".//k:Placemark", KML):
        polygons = []
        for polygon in mark.iterfind(".//k:Polygon", KML):
            rings = [
                [tuple(map(float, point.split(","))) for point in (ring.text or "").split()]
                for ring in polygon.iterfind(".//k:coordinates", KML)
            ]
            polygons.append(shapely.Polygon(rings[0], rings[1:]))
        shapes[str(mark.findtext(".//k:SimpleData[@name='notes']", namespaces=KML))] = shapely.MultiPolygon(polygons)
    check(shapes)

"""Shapes and texts come out as the standards of each format want them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from geodata.export import export
from geodata.export.formats.delimited import harmless
from geodata.export.shapes import earthly
from geodata.export.texts import as_json, as_xml
from tests.export.export_sample import ready

TEXTS = st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), max_size=8)
# An island that lies on both sides of the antimeridian, told in the two ways that people do.
OVER = ((178.0, -18.0), (182.0, -18.0), (182.0, -16.0), (178.0, -16.0))
LEAPING = ((178.0, -18.0), (-178.0, -18.0), (-178.0, -16.0), (178.0, -16.0))


@pytest.mark.parametrize("corners", [OVER, LEAPING])
def test_an_outline_over_the_antimeridian_is_cut_there(corners: tuple[tuple[float, float], ...]) -> None:
    cut = earthly(shapely.Polygon(corners))
    assert cut.geom_type == "MultiPolygon"
    assert cut.bounds == (-180.0, -18.0, 180.0, -16.0)
    assert sorted(part.bounds[0] for part in shapely.get_parts(cut)) == [-180.0, 178.0]
    assert cut.area == pytest.approx(8.0)


def test_outer_rings_are_turned_and_holes_the_other_way() -> None:
    ring = shapely.box(0, 0, 4, 4, ccw=False).exterior
    turned = earthly(shapely.Polygon(ring, [shapely.box(1, 1, 2, 2).exterior]))
    assert shapely.is_ccw(shapely.get_exterior_ring(turned))
    assert not shapely.is_ccw(shapely.get_interior_ring(turned, 0))


@given(TEXTS)
def test_any_text_is_read_back_from_json_and_is_whole_xml(texts: list[str | None]) -> None:
    column = pa.array(texts, pa.string())
    assert [json.loads(text) for text in as_json(column).to_pylist()] == texts
    for text in as_xml(column).to_pylist():
        if text is not None:
            etree.fromstring(f"<a>{text}</a>")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("trois morts;=cmd|' /C calc'!A0", "trois morts;'=cmd|' /C calc'!A0"),
        ("a\n-1", "a\n'-1"),
        ("Niger-Mali: 2+2 = 4", "Niger-Mali: 2+2 = 4"),
        ("a\x00b", "ab"),
        (None, None),
    ],
)
def test_no_spreadsheet_of_any_country_sees_a_formula(cell: str | None, expected: str | None) -> None:
    assert harmless(pa.array([cell], pa.string())).to_pylist() == [expected]


def test_geoparquet_says_what_its_standard_asks_for(tmp_path: Path) -> None:
    export(ready(), tmp_path / "all.parquet")
    told = json.loads(pq.read_metadata(tmp_path / "all.parquet").metadata[b"geo"])
    assert (told["version"], told["primary_column"]) == ("1.1.0", "geometry")
    column = told["columns"]["geometry"]
    assert (column["encoding"], column["orientation"]) == ("WKB", "counterclockwise")
    assert "crs" not in column  # longitude and latitude in WGS 84, by the standard
    read = pq.read_table(tmp_path / "all.parquet")
    shapes = shapely.from_wkb(np.asarray(read["geometry"].to_pylist(), object))
    assert set(column["geometry_types"]) == {shape.geom_type for shape in shapes if shape is not None}
    assert column["bbox"] == pytest.approx(shapely.total_bounds(shapes).tolist())
    boxes = read["bbox"].to_pylist()
    assert [box is None for box in boxes] == [shape is None for shape in shapes]
    assert set(column["covering"]["bbox"]) == set(boxes[0] or boxes[1])
    assert pa.types.is_binary(read.schema.field("geometry").type)

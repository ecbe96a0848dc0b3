"""Every format says the same rows, read back by tools that are not ours."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import fastkml
import geopandas as gpd
import openpyxl
import pytest
import shapely
from jsonschema import Draft202012Validator
from lxml import etree

from geodata.export import FORMATS, export, frame
from geodata.export.columns import columns
from geodata.snapshot.filters import hidden_in_words
from geodata.snapshot.wording import words_in
from tests.export.export_sample import HOSTILE, facts, ready

OGRINFO, OGR2OGR = (shutil.which(name) or "" for name in ("ogrinfo", "ogr2ogr"))
EVENTS = len(facts()) - 1  # two of the facts report one event
POINTS = len(HOSTILE) + 1
# RFC 7946, sections 3.1 to 3.3, as a JSON schema of our own.
POSITION = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
RING = {"type": "array", "items": POSITION, "minItems": 4}
SHAPES = {"Point": POSITION, "Polygon": {"type": "array", "items": RING},
          "MultiPolygon": {"type": "array", "items": {"type": "array", "items": RING}}}  # fmt: skip
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "number"]},
        "properties": {"type": ["object", "null"]},
        "geometry": {
            "oneOf": [
                {"type": "null"},
                *(
                    {
                        "type": "object", "required": ["type", "coordinates"], "additionalProperties": False,
                        "properties": {"type": {"const": kind}, "coordinates": shape},
                    }
                    for kind, shape in SHAPES.items()
                ),
            ]
        },
    },
}  # fmt: skip
COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
    "not": {"anyOf": [{"required": ["crs"]}, {"required": ["geometry"]}, {"required": ["properties"]}]},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    for extension in FORMATS:
        export(ready(), folder / f"all{extension}", language="fr")
    return folder


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def rows() -> list[dict[str, Any]]:
    found = frame(ready()).drop(columns="geometry").astype(object)
    return [{str(name): None if value != value or value is None else value for name, value in row.items()}
            for row in found.where(found.notna(), None).to_dict("records")]  # fmt: skip


@pytest.mark.parametrize("extension", [".geojson", ".kml", ".gpkg"])
def test_what_filters_hide_is_told_in_the_words_of_the_picture(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"gao{extension}"
    view = ready(scope="ML-7")
    export(view, path, language="fr")
    told = path.read_bytes().decode("utf-8", "replace")
    words = hidden_in_words(view.view, words_in("fr")).partition("\N{NO-BREAK SPACE}: ")
    assert words[2].startswith("lieu ")
    assert all(part in told for part in (words[0], words[2]))
    assert not re.search(r"\bscope \d", told)
    if extension == ".kml":
        assert "".join(words) in told


def test_geojson_is_valid_and_says_the_same(made: Path) -> None:
    told = json.loads((made / "all.geojson").read_text(encoding="utf-8"))
    Draft202012Validator(COLLECTION).validate(told)
    assert len(told["features"]) == EVENTS
    assert [one["properties"]["notes"] for one in told["features"]] == [row["notes"] for row in rows()]
    kinds = {one["properties"]["event_id"]: one["geometry"] and one["geometry"]["type"] for one in told["features"]}
    assert (kinds["a+b"], kinds["c"], kinds["e"], kinds["f"]) == ("Point", "Polygon", None, None)


def test_outer_rings_run_counter_clockwise(made: Path) -> None:
    told = json.loads((made / "all.geojson").read_text(encoding="utf-8"))
    shapes = [shapely.geometry.shape(one["geometry"]) for one in told["features"] if one["geometry"]]
    rings = [
        part.exterior for shape in shapes for part in getattr(shape, "geoms", [shape]) if shape.geom_type != "Point"
    ]
    assert rings
    assert all(ring.is_ccw for ring in rings)


def test_lines_are_the_features_of_the_collection(made: Path) -> None:
    lines = [json.loads(line) for line in (made / "all.geojsonl").read_text(encoding="utf-8").split("\n") if line]
    assert lines == json.loads((made / "all.geojson").read_text(encoding="utf-8"))["features"]


def test_parquet_reads_back_equal_in_two_other_programs(made: Path) -> None:
    path = made / "all.parquet"
    frame_of_file = gpd.read_parquet(path)
    assert frame_of_file["notes"].tolist() == [row["notes"] for row in rows()]
    assert frame_of_file.geometry.tolist() == frame(ready()).geometry.tolist()
    assert str(frame_of_file.crs) == "OGC:CRS84"
    with duckdb.connect() as base:
        query = "SELECT event_id, event_date, fatalities, aggregate, geometry IS NULL FROM read_parquet(?)"
        told = base.execute(query, [str(path)]).fetchall()
    assert [row[:4] for row in told] == [
        (row["event_id"], row["event_date"], row["fatalities"], row["aggregate"]) for row in rows()
    ]
    assert [row[4] for row in told] == [shape is None for shape in frame(ready()).geometry]


def test_csv_reads_back_with_accents_and_blanks_for_what_is_unknown(made: Path) -> None:
    with (made / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    first = next(row for row in told if row["event_id"] == "a+b")
    assert first["notes"] == "À Gao, Ibrahim Diallo a vu 14 morts."
    assert (first["fatalities"], first["actor1"], first["other_actors"]) == ("14", "JNIM", "civilians")
    assert next(row for row in told if row["event_id"] == "c")["latitude"] == ""
    assert [row["event_id"] for row in told] == [row["event_id"] for row in rows()]


def test_no_cell_of_a_csv_begins_a_formula(made: Path) -> None:
    with (made / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    starts = {cell[0] for cell in cells if cell and not cell.replace(".", "").replace("-", "").isdecimal()}
    assert not starts & set("=+-@\t\r\n")
    assert '\'=HYPERLINK("http://x")' in cells


def test_a_workbook_holds_text_and_no_formula(made: Path) -> None:
    book = openpyxl.load_workbook(made / "all.xlsx")
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    assert names == [column.name for column in columns("event")]
    told = [dict(zip(names, (plain(cell.value) for cell in line), strict=True)) for line in sheet.iter_rows(min_row=2)]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert [row["event_date"] for row in told] == [row["event_date"] for row in rows()]
    assert next(row["notes"] for row in told if row["event_id"] == "x0") == HOSTILE[0]
    assert book.sheetnames == ["Événements", "Documents", "Colonnes", "À propos"]


def test_kml_follows_the_schema_of_the_standard(made: Path) -> None:
    path = next(Path(fastkml.__file__).parent.rglob("ogckml22.xsd"))
    tree = etree.parse(made / "all.kml")
    etree.XMLSchema(etree.parse(path)).assertValid(tree)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    assert len(tree.findall(".//k:Placemark", space)) == EVENTS
    assert len(tree.findall(".//k:Point", space)) == POINTS
    assert any("<script>" in (one.text or "") for one in tree.findall(".//k:description", space))


def test_a_geopackage_has_its_layers_documents_relations_and_styles(made: Path) -> None:
    path = made / "all.gpkg"
    assert len(gpd.read_file(path, layer="points")) == POINTS
    areas = gpd.read_file(path, layer="areas")
    assert areas.geom_type.unique().tolist() == ["MultiPolygon"]
    with closing(sqlite3.connect(path)) as base:
        query = (
            "SELECT layer.event_id, documents.id FROM points layer JOIN points_documents ON base_id = layer.fid "
            "JOIN documents ON documents.fid = related_id WHERE event_id = 'a+b' ORDER BY 2"
        )
        assert base.execute(query).fetchall() == [("a+b", "doc1"), ("a+b", "doc2")]
        # As QGIS asks: a style with NULL for catalogue or schema is not found.
        asked = "SELECT f_table_name, styleQML FROM layer_styles WHERE f_table_catalog = '' AND f_table_schema = ''"
        styles = dict(base.execute(f"{asked} AND useAsDefault"))
        listed = {name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")}
        explained = base.execute("SELECT description FROM gpkg_data_columns WHERE column_name = 'notes'").fetchall()
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert set(styles) == {"points", "areas"}
    assert {"points_documents", "areas_documents", "without_place_documents"} <= listed
    assert {text for (text,) in explained} == {"La phrase qui le dit, mot pour mot"}
    renderer = etree.fromstring(styles["points"].partition(">")[2]).find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") in areas.columns


@pytest.mark.skipif(not OGRINFO, reason="Debian's gdal-bin is not installed: apt install gdal-bin")
@pytest.mark.parametrize("extension", [".geojson", ".gpkg", ".kml", ".csv"])
def test_gdal_of_debian_reads_every_row(made: Path, extension: str, tmp_path: Path) -> None:
    source = made / f"all{extension}"
    told = subprocess.run([OGRINFO, "-so", "-al", str(source)], capture_output=True, text=True, check=True).stdout
    names = {"points", "areas", "without_place"}
    counted = [block for block in told.split("Layer name: ")[1:] if extension != ".gpkg" or block.split()[0] in names]
    assert sum(int(block.split("Feature Count: ")[1].split()[0]) for block in counted) == EVENTS
    again = tmp_path / "again.geojson"
    layer = ["points"] if extension == ".gpkg" else []
    subprocess.run([OGR2OGR, str(again), str(source), *layer], capture_output=True, check=True)
    found = json.loads(again.read_text(encoding="utf-8"))["features"]
    assert "À Gao, Ibrahim Diallo a vu 14 morts." in json.dumps(found, ensure_ascii=False)


def test_one_row_a_fact_keeps_the_place_in_the_document() -> None:
    made = frame(ready(), "fact")
    assert len(made) == len(facts())
    told = {row["fact_id"]: row for row in made.drop(columns="geometry").to_dict("records")}
    assert (told["b"]["geo_precision"], told["b"]["radius_km"]) == (2, 15.0)
    assert (told["a"]["start"], told["a"]["end"]) == (0, len(str(told["a"]["notes"])))
    assert told["a"]["event_id"] == told["b"]["event_id"] == "a+b"


def test_an_empty_view_gives_files_without_rows(tmp_path: Path) -> None:
    nothing = ready(text="no such word anywhere")
    for extension in FORMATS:
        assert export(nothing, tmp_path / f"none{extension}").rows == 0
    assert len(gpd.read_parquet(tmp_path / "none.parquet")) == 0
    assert json.loads((tmp_path / "none.geojson").read_text(encoding="utf-8"))["features"] == []

"""Outlines of the user's: into WGS 84, sound, named and under the right unit, or refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geodata.boundaries import Boundaries
from geodata.errors import GazetteerError
from geodata.gazetteer.boundaries.fields import find_level, read_attributes, read_mapping
from geodata.gazetteer.boundaries.levels import Level, make_levels
from geodata.gazetteer.boundaries.reading import read_outlines
from tests.additions_by_hand import CERCLES, feature, outlines, zipped

BUNDLED = Boundaries()


def levels(path: Path, *wanted: str, crs: str | None = None, **mapping: str) -> list[Level]:
    frame = read_outlines(path, crs=crs)
    level = find_level(frame, path.name, mapping)
    return make_levels(path.name, read_attributes(frame, path.name, level, mapping), level, BUNDLED, wanted, "2024")


def refusal(path: Path, *wanted: str, **named: Any) -> str:
    with pytest.raises(GazetteerError) as caught:
        levels(path, *wanted, **named)
    assert caught.value.remedy
    return str(caught.value)


def shapes(level: Level) -> Any:
    return gpd.GeoDataFrame.from_features(level.features, crs="EPSG:4326").geometry.to_numpy()


def test_units_get_country_region_and_ids_of_the_scheme(tmp_path: Path) -> None:
    (level,) = levels(outlines(tmp_path / "mine_adm2.geojson", *CERCLES))
    told = {one["properties"]["name"]: one["properties"] for one in level.features}
    assert level.name == "ML-2"
    assert told["Essaiville"]["place_id"] == "ML-7.essaiville"
    assert (told["Ansongo"]["place_id"], told["Ansongo"]["parent"]) == ("ML-7.ansongo", "ML-7")


def test_a_unit_known_under_an_iso_code_keeps_it(tmp_path: Path) -> None:
    province = BUNDLED.admin2[BUNDLED.admin2["place_id"] == "BF-SOM"].geometry.iloc[0]
    box = feature("Soum", *province.bounds)
    box["geometry"] = shapely.geometry.mapping(province)
    (level,) = levels(outlines(tmp_path / "mine.geojson", box))
    assert level.features[0]["properties"]["place_id"] == "BF-SOM"
    assert any("covers" in note and "cut off" in note for note in level.notes)


def test_the_level_above_is_checked_and_disagreement_told(tmp_path: Path) -> None:
    path = outlines(tmp_path / "x.geojson", feature("Essaiville", -0.5, 15.5, 0.5, 16.5, ADM1_FR="Kayes"))
    (level,) = levels(path)
    assert any("said to be in Kayes, put under Gao" in note for note in level.notes)


def test_crossing_rings_are_repaired_and_named(tmp_path: Path) -> None:
    bow = feature("Noeud", 0, 0, 1, 1)
    bow["geometry"]["coordinates"] = [[[0, 15.6], [0.4, 16], [0.4, 15.6], [0, 16], [0, 15.6]]]
    (level,) = levels(outlines(tmp_path / "x.geojson", bow))
    assert shapely.is_valid(shapes(level)).all()
    assert any("feature 1 (Noeud): Self-intersection" in note and "repaired" in note for note in level.notes)


def test_overlaps_and_slivers_go_and_edges_stay_shared(tmp_path: Path) -> None:
    left, right = feature("Ouest", -0.5, 15.5, 0, 16.5), feature("Est", 0, 15.5, 0.5, 16.5)
    left["geometry"]["coordinates"][0][2:2] = [[0, 15.8], [-0.001, 16.0], [0, 16.2]]
    above = feature("Nord", -0.5, 16.4995, 0.5, 16.9)
    found = shapes(levels(outlines(tmp_path / "x.geojson", left, right, above))[0])
    assert shapely.coverage_is_valid(found)
    assert shapely.union_all(found).geom_type == "Polygon"
    assert shapely.get_num_interior_rings(shapely.union_all(found)) == 0


def test_features_of_one_unit_are_joined_and_others_with_its_id_refused(tmp_path: Path) -> None:
    twice = [
        feature("Essaiville", -0.5, 15.5, 0, 16, shapeID="7"),
        feature("Essaiville", 0.2, 15.5, 0.5, 16, shapeID="7"),
    ]
    (level,) = levels(outlines(tmp_path / "x.geojson", *twice))
    assert len(level.features) == 1
    twice[1]["properties"]["shapeName"] = "Autre"
    assert "feature 2 (Autre) has the id 7 of feature 1 (Essaiville)" in refusal(
        outlines(tmp_path / "y.geojson", *twice)
    )


def test_metres_are_put_into_degrees(tmp_path: Path) -> None:
    plain = gpd.read_file(outlines(tmp_path / "x.geojson", *CERCLES))
    plain.to_crs("EPSG:32630").to_file(tmp_path / "utm.gpkg", layer="adm2")
    (level,) = levels(tmp_path / "utm.gpkg")
    before, after = shapely.union_all(plain.geometry.to_numpy()), shapely.union_all(shapes(level))
    assert shapely.symmetric_difference(before, after).area < 0.01 * before.area


def test_metres_in_geojson_are_refused_unless_the_system_is_given(tmp_path: Path) -> None:
    plain = gpd.read_file(outlines(tmp_path / "x.geojson", *CERCLES)).to_crs("EPSG:32630")
    bare = json.loads(plain.to_json())
    bare.pop("crs", None)
    path = tmp_path / "utm.geojson"
    path.write_text(json.dumps(bare))
    assert "are no degrees" in refusal(path)
    assert levels(path, crs="EPSG:32630")[0].name == "ML-2"


@pytest.fixture
def shapefile(tmp_path: Path) -> dict[str, bytes]:
    plain = gpd.read_file(outlines(tmp_path / "x.geojson", *CERCLES))
    (tmp_path / "shp").mkdir()
    plain.to_crs("EPSG:32630").to_file(tmp_path / "shp" / "mli_adm2.shp")
    return {one.name: one.read_bytes() for one in (tmp_path / "shp").iterdir()}


def test_a_zipped_shapefile_is_read(tmp_path: Path, shapefile: dict[str, bytes]) -> None:
    (level,) = levels(zipped(tmp_path / "mli.zip", **{f"inner/{name}": data for name, data in shapefile.items()}))
    assert len(level.features) == 2


def test_a_shapefile_without_its_system_is_refused(tmp_path: Path, shapefile: dict[str, bytes]) -> None:
    parts = {name: data for name, data in shapefile.items() if not name.endswith(".prj")}
    path = zipped(tmp_path / "mli.zip", **parts)
    assert "does not say in which coordinate system" in refusal(path)
    assert levels(path, crs="EPSG:32630")[0].name == "ML-2"


def test_a_given_system_that_contradicts_the_file_is_refused(tmp_path: Path, shapefile: dict[str, bytes]) -> None:
    path = zipped(tmp_path / "mli.zip", **shapefile)
    message = refusal(path, crs="EPSG:32631")
    assert "zone 30N" in message
    assert "zone 31N" in message


def test_a_shapefile_zip_with_a_path_outside_is_refused(tmp_path: Path, shapefile: dict[str, bytes]) -> None:
    path = zipped(tmp_path / "mli.zip", **shapefile, **{"../evil.shp": b""})
    assert "a path outside" in refusal(path)


def test_exchanged_coordinates_are_recognised(tmp_path: Path) -> None:
    path = outlines(tmp_path / "x.geojson", feature("Essaiville", 15.5, -0.5, 16.5, 0.5))
    assert "with lat and lon exchanged it would be in ML" in refusal(path, "ML")


def test_outlines_of_another_country_are_refused(tmp_path: Path) -> None:
    path = outlines(tmp_path / "x.geojson", *CERCLES)
    assert "holds no outlines of NE (it holds ML)" in refusal(path, "NE")


def test_a_stated_country_is_checked(tmp_path: Path) -> None:
    path = outlines(tmp_path / "x.geojson", feature("Essaiville", -0.5, 15.5, 0.5, 16.5, shapeGroup="BFA"))
    assert "0% in BF" in refusal(path)


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"shapeName": None}, "shapeName is empty"),
        ({"shapeType": "ADM0"}, "holds level 0"),
        ({"shapeType": ""}, "which level"),
    ],
)
def test_what_a_file_does_not_say_is_asked_for(tmp_path: Path, properties: dict[str, Any], message: str) -> None:
    box = feature("Essaiville", -0.5, 15.5, 0.5, 16.5)
    box["properties"] |= properties
    assert message in refusal(outlines(tmp_path / "x.geojson", box))


def test_a_file_without_known_names_wants_a_mapping(tmp_path: Path) -> None:
    box = feature("", -0.5, 15.5, 0.5, 16.5)
    box["properties"] = {"cercle_2024": "Essaiville"}
    path = outlines(tmp_path / "adm2.geojson", box)
    assert "it has cercle_2024" in refusal(path)
    mapping = read_mapping(["name=cercle_2024"])
    assert levels(path, **mapping)[0].features[0]["properties"]["name"] == "Essaiville"


@pytest.mark.parametrize("pair", ["name", "colour=x", "name="])
def test_a_mapping_of_another_form_is_refused(pair: str) -> None:
    with pytest.raises(GazetteerError, match="ROLE=COLUMN"):
        read_mapping([pair])


def test_points_are_no_outlines(tmp_path: Path) -> None:
    box = feature("Essaiville", 0, 0, 1, 1)
    box["geometry"] = {"type": "Point", "coordinates": [0, 16]}
    assert "has no area" in refusal(outlines(tmp_path / "x.geojson", box))


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"type": "FeatureCollection", "features": [', b"\x00\x01"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.geojson").write_bytes(content)
    assert "x.geojson" in refusal(tmp_path / "x.geojson")


def test_several_layers_want_a_choice(tmp_path: Path) -> None:
    plain = gpd.read_file(outlines(tmp_path / "x.geojson", *CERCLES))
    for layer in ("north", "south"):
        plain.to_file(tmp_path / "two.gpkg", layer=layer)
    assert "--layer north | south" in refusal(tmp_path / "two.gpkg")


@pytest.mark.shared
@pytest.mark.parametrize(("name", "units"), [("ml", 49), ("bf", 45), ("ne", 35), ("td", 68)])
def test_published_second_levels_fit_together(shared: Path, name: str, units: int) -> None:
    (level,) = levels(shared / "data" / "boundaries" / f"wof_{name}_adm2.geojson")
    found = shapes(level)
    assert len(found) == units
    assert shapely.is_valid(found).all()
    edges = shapely.coverage_invalid_edges(found)
    assert shapely.length(edges).sum() < 0.001 * shapely.length(found).sum()


@pytest.mark.shared
def test_mali_s_cercles_lie_under_the_regions_that_know_them(shared: Path) -> None:
    (level,) = levels(shared / "data" / "boundaries" / "wof_ml_adm2.geojson")
    ids = {one["properties"]["place_id"] for one in level.features}
    assert {"ML-9.menaka", "ML-6.tombouctou", "ML-6.goundam", "ML-7.ansongo", "ML-5.douentza"} <= ids

"""The bundled outlines: whole, honest about what they are, and quick to ask."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pycountry
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.boundaries import Boundaries, Layer, load_boundaries
from geodata.errors import GazetteerError
from geodata.gazetteer.boundaries.build import build, cut_outlines, feature, write_layer
from geodata.gazetteer.boundaries.topology import cut_polygons, decode

LAYERS: tuple[Layer, ...] = ("countries", "admin1", "admin2", "water")
REQUIRED = ["ML", "BF", "NE", "MR", "SN", "GN", "CI", "GH", "TG", "BJ", "NG", "TD", "DZ"]


@pytest.fixture(scope="module")
def bundled() -> Boundaries:
    return load_boundaries()


@pytest.mark.parametrize("layer", LAYERS)
def test_every_outline_is_valid_and_within_the_world(bundled: Boundaries, layer: Layer) -> None:
    frame = bundled.layer(layer)
    assert frame.crs == "EPSG:4326"
    assert frame.is_valid.all()
    assert not frame.is_empty.any()
    assert frame["place_id"].is_unique
    parts = frame.explode().bounds
    assert parts["minx"].ge(-180).all()
    assert parts["maxx"].le(180).all()


def test_no_part_of_a_country_draws_a_band_over_the_map_and_antarctica_alone_spans_it(bundled: Boundaries) -> None:
    parts = bundled.countries[["place_id", "geometry"]].explode()
    widths = parts.bounds["maxx"] - parts.bounds["minx"]
    assert set(parts.loc[widths > 180, "place_id"]) <= {"AQ"}
    assert len(parts[parts["place_id"] == "FJ"]) > 1


def test_countries_bear_iso_codes(bundled: Boundaries) -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    codes = set(bundled.countries["place_id"])
    assert codes <= known
    assert len(codes) > 230


@pytest.mark.parametrize("layer", ["admin1", "admin2"])
def test_divisions_bear_current_iso_codes_or_are_marked(bundled: Boundaries, layer: Layer) -> None:
    known = {unit.code for unit in pycountry.subdivisions}
    unmarked = [code for code in bundled.layer(layer)["place_id"] if code not in known and "-x-" not in code]
    assert unmarked == []


def test_a_second_level_unit_lies_in_the_region_that_iso_names(bundled: Boundaries) -> None:
    stated = {unit.code: unit.parent_code for unit in pycountry.subdivisions}
    for place_id, parent in zip(bundled.admin2["place_id"], bundled.admin2["parent"], strict=True):
        assert stated[place_id] == parent
        unit, region = bundled.geometry(place_id), bundled.geometry(parent)
        assert unit is not None
        assert region is not None
        assert unit.intersection(region).area > 0.999 * unit.area


def test_the_required_countries_have_their_divisions(bundled: Boundaries) -> None:
    counts = bundled.admin1.groupby("country").size()
    assert set(REQUIRED) <= set(counts.index)
    expected = {"ML": 11, "BF": 13, "NE": 8, "SN": 14, "CI": 14, "BJ": 12, "TG": 5, "NG": 37}
    assert {code: int(counts[code]) for code in expected} == expected
    assert len(bundled.admin2[bundled.admin2["country"] == "BF"]) == 45


def test_divisions_cover_their_country_and_do_not_overlap(bundled: Boundaries) -> None:
    for country, units in bundled.admin1.groupby("country"):
        outline = bundled.geometry(str(country))
        assert outline is not None
        joined = shapely.union_all(units.geometry.to_numpy())
        assert joined.intersection(outline).area > 0.97 * outline.area, country
        overlap = shapely.area(np.asarray(units.geometry)).sum() - joined.area
        assert overlap < 0.01 * outline.area, country


def test_neighbouring_divisions_share_their_edges_corner_for_corner(bundled: Boundaries) -> None:
    assert shapely.coverage_is_valid(bundled.admin1.geometry.to_numpy())
    assert shapely.coverage_is_valid(bundled.admin2.geometry.to_numpy())


@pytest.mark.shared
def test_menaka_agrees_with_the_reference_and_is_not_copied_from_it(bundled: Boundaries, shared: Path) -> None:
    path = shared / "data" / "boundaries" / "osm2020_ml_regions.geojson"
    if not path.is_file():
        pytest.skip(f"no {path}")
    reference = gpd.read_file(path).set_index("iso2").geometry["ML-9"]
    ours = bundled.geometry("ML-9")
    assert ours is not None
    assert ours.intersection(reference).area / ours.union(reference).area >= 0.8
    corners = {tuple(corner) for corner in shapely.get_coordinates(reference).round(3)}
    assert not corners & {tuple(corner) for corner in shapely.get_coordinates(ours).round(3)}


def test_what_is_cut_out_by_hand_leaves_no_sliver_of_its_host_behind(bundled: Boundaries) -> None:
    regions = bundled.admin1[bundled.admin1["country"] == "ML"]
    assert [row["name"] for _, row in regions.iterrows() if len(shapely.get_parts(row.geometry)) > 1] == []


def test_what_is_drawn_by_hand_says_so(bundled: Boundaries) -> None:
    units = bundled.admin1.set_index("place_id")
    assert units.loc[["ML-9", "ML-10", "CI-AB", "CI-YM", "CD-IT"], "approximate"].all()
    assert units.loc["ML-10", "dashed"]
    assert not units.loc[["ML-6", "ML-7"], "dashed"].any()
    assert units.loc["ML-10", "vintage"] == "since 2016"


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        pytest.param(16.2666, -0.05, ("ML", "ML-7", None), id="Gao"),
        pytest.param(15.918, 2.402, ("ML", "ML-9", None), id="Ménaka"),
        pytest.param(15.4275, 3.0175, ("ML", "ML-9", None), id="Andéramboukane"),
        pytest.param(15.66, 0.502, ("ML", "ML-7", None), id="Ansongo"),
        pytest.param(22.674, -3.979, ("ML", "ML-10", None), id="Taoudenni"),
        pytest.param(20.45, -1.35, ("ML", "ML-10", None), id="between Taoudenni and Kidal"),
        pytest.param(16.773, -3.007, ("ML", "ML-6", None), id="Tombouctou"),
        pytest.param(18.44, 1.41, ("ML", "ML-8", None), id="Kidal"),
        pytest.param(12.64, -8.0, ("ML", "ML-BKO", None), id="Bamako"),
        pytest.param(14.1, -1.63, ("BF", "BF-12", "BF-SOM"), id="Djibo"),
        pytest.param(13.376, 0.457, ("BF", "BF-12", "BF-YAG"), id="Solhan"),
        pytest.param(13.5137, 2.1098, ("NE", "NE-8", None), id="Niamey"),
        pytest.param(14.207, 1.454, ("NE", "NE-6", None), id="Tillabéri"),
        pytest.param(11.833, 13.15, ("NG", "NG-BO", None), id="Maiduguri"),
        pytest.param(6.43, 3.42, ("NG", "NG-LA", None), id="Lagos, on its island"),
        pytest.param(12.11, 15.05, ("TD", "TD-ND", None), id="N'Djamena"),
        pytest.param(5.32, -4.02, ("CI", "CI-AB", None), id="Abidjan"),
        pytest.param(13.63, 25.35, ("SD", "SD-DN", None), id="El Fasher"),
        pytest.param(12.91, 23.47, ("SD", "SD-DC", None), id="Zalingei"),
        pytest.param(11.46, 26.13, ("SD", "SD-DE", None), id="Ed Daein"),
        pytest.param(12.05, 24.88, ("SD", "SD-DS", None), id="Nyala"),
        pytest.param(-1.68, 29.22, ("CD", "CD-NK", None), id="Goma"),
        pytest.param(1.56, 30.25, ("CD", "CD-IT", None), id="Bunia"),
        pytest.param(10.386, -9.306, ("GN", "GN-K", "GN-KA"), id="Kankan"),
        pytest.param(9.56, 44.06, ("SO", None, None), id="Hargeisa"),
        pytest.param(27.15, -13.2, ("EH", None, None), id="Laâyoune"),
        pytest.param(48.85, 2.35, ("FR", None, None), id="Paris"),
        pytest.param(0.0, 0.0, (None, None, None), id="the open sea"),
    ],
)
def test_a_point_is_found_in_its_units(
    bundled: Boundaries, lat: float, lon: float, expected: tuple[str | None, ...]
) -> None:
    assert bundled.locate(lat, lon) == expected


def test_many_points_are_answered_as_one_is(bundled: Boundaries) -> None:
    random = np.random.default_rng(3)
    lats, lons = random.uniform(2, 28, 300), random.uniform(-19, 30, 300)
    lats[7] = np.nan
    together = list(zip(*bundled.locate_many(lats, lons), strict=True))
    alone = [bundled.locate(lat, lon) for lat, lon in zip(lats, lons, strict=True)]
    assert together == alone
    assert together[7] == (None, None, None)


def test_a_million_points_over_few_places_find_the_same_units_as_one_by_one(bundled: Boundaries) -> None:
    random = np.random.default_rng(5)
    spots = random.uniform((5, -17), (25, 24), (5000, 2))[random.integers(0, 5000, 1_000_000)]
    countries, _, _ = bundled.locate_many(spots[:, 0], spots[:, 1])
    assert len(countries) == 1_000_000
    for at in (0, 499_999, 999_999):
        assert countries[at] == bundled.locate(*spots[at])[0]


def test_parents_come_country_first(bundled: Boundaries) -> None:
    assert bundled.parent_chain("BF-BAL") == ("BF", "BF-01")
    assert bundled.parent_chain("ML-9") == ("ML",)
    assert bundled.parent_chain("ML") == ()
    assert bundled.parent_chain("gn:2453514") == ()


def test_an_outline_is_found_by_id_in_every_layer(bundled: Boundaries) -> None:
    for place_id in ("ML", "ML-7", "BF-SOM", "river:niger", "lake:chad"):
        assert bundled.geometry(place_id) is not None, place_id
        as_feature = bundled.to_feature(place_id)
        assert as_feature is not None
        assert as_feature["id"] == as_feature["properties"]["place_id"] == place_id
    assert bundled.geometry("gn:2453514") is None
    assert bundled.to_feature("gn:2453514") is None


def test_the_niger_makes_its_bend_past_tombouctou_gao_and_niamey(bundled: Boundaries) -> None:
    niger = bundled.geometry("river:niger")
    assert niger is not None
    for lat, lon in ((12.64, -8.0), (16.65, -3.0), (16.27, -0.06), (13.5, 2.1), (7.8, 6.75)):
        assert niger.distance(shapely.Point(lon, lat)) < 0.15, (lat, lon)


def test_simplifying_a_level_drops_corners_and_opens_no_gap(bundled: Boundaries) -> None:
    coarse = bundled.simplified("admin1", 0.05)
    assert shapely.get_num_coordinates(coarse.geometry).sum() < 0.4 * (
        shapely.get_num_coordinates(bundled.admin1.geometry).sum()
    )
    assert shapely.coverage_is_valid(coarse.geometry.to_numpy())
    assert bundled.simplified("admin1", 0.05) is coarse
    assert len(bundled.simplified("water", 0.05)) == len(bundled.water)


def test_each_layer_states_source_licence_vintage_and_faults(bundled: Boundaries) -> None:
    stated = bundled.vintage()
    assert set(stated["layers"]) == set(LAYERS)
    for layer in stated["layers"].values():
        assert all(layer[key] for key in ("source", "version", "licence", "vintage", "faults"))
    assert stated["note_fr"]
    assert stated["note_en"]


def test_importing_the_loader_brings_in_no_geometry_library() -> None:
    program = "import sys, geodata.boundaries; print(sorted({'geopandas', 'shapely', 'pandas'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_built_files_are_small_and_carry_no_time_of_making() -> None:
    folder = Boundaries().folder / "boundaries"
    files = sorted(folder.glob("*.geojson.gz"))
    assert len(files) == len(LAYERS)
    assert sum(path.stat().st_size for path in files) < 1_500_000
    for path in files:
        assert path.read_bytes()[4:8] == bytes(4), "gzip carries a time"


def test_missing_outlines_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"countries\.geojson\.gz"):
        _ = Boundaries(tmp_path).countries


def test_a_layer_is_written_alike_whenever_and_in_whatever_order(tmp_path: Path) -> None:
    first = feature(shapely.box(0.123456789, 1, 2, 3), place_id="b")
    second = feature(shapely.box(-0.00001, 1, 2, 3), place_id="a")
    write_layer(tmp_path / "one.geojson.gz", [first, second])
    time.sleep(1.1)  # gzip's clock counts seconds
    write_layer(tmp_path / "two.geojson.gz", [second, first])
    one, two = (tmp_path / "one.geojson.gz").read_bytes(), (tmp_path / "two.geojson.gz").read_bytes()
    assert one == two
    text = gzip.decompress(one).decode()
    assert "0.1235" in text
    assert "0.12345" not in text
    assert "-0.0" not in text


def test_a_drawn_outline_is_cut_from_its_host_and_ends_at_its_border() -> None:
    host = {"properties": {"place_id": "ML-7", "country": "ML"}, "geometry": shapely.box(-1, 14.9, 4.2, 18)}
    neighbour = {"properties": {"place_id": "ML-8", "country": "ML"}, "geometry": shapely.box(-1, 18, 4.2, 20)}
    units: dict[str, dict[str, Any]] = {
        "ML-7": host,
        "ML-8": neighbour,
        "ML-6": {"properties": {}, "geometry": shapely.box(-6, 16, -1, 25)},
        "CI-LG": {"properties": {}, "geometry": shapely.box(-5, 5.2, -3, 6)},
        "CI-LC": {"properties": {}, "geometry": shapely.box(-6, 6, -4, 8)},
        "CD-x-orientale": {"properties": {}, "geometry": shapely.box(27, 0, 31, 4)},
    }
    cut_outlines(units)
    cut = units["ML-9"]
    assert cut["properties"]["approximate"]
    assert cut["geometry"].bounds[2:] == (4.2, 18)
    assert cut["geometry"].intersection(units["ML-7"]["geometry"]).area == pytest.approx(0, abs=1e-9)
    both = [units[place_id]["geometry"] for place_id in ("ML-7", "ML-8", "ML-9")]
    assert shapely.coverage_is_valid(both)


def test_a_polygon_over_the_antimeridian_is_cut_in_two() -> None:
    ring = [(179.0, -17.0), (-179.0, -17.0), (-179.0, -16.0), (179.0, -16.0), (179.0, -17.0)]
    cut = cut_polygons([[ring]])
    assert cut.geom_type == "MultiPolygon"
    assert cut.area == pytest.approx(2)
    assert cut.bounds == (-180, -17, 180, -16)


def test_a_ring_round_the_pole_is_closed_at_the_foot_of_the_map() -> None:
    ring = [(float(lon), -70.0) for lon in (-180, -90, 0, 90, 179, -180)]
    cut = cut_polygons([[ring]])
    assert cut.is_valid
    assert cut.area == pytest.approx(360 * 15, rel=0.01)


@given(st.floats(-170, 170), st.floats(-60, 60), st.floats(0.5, 5))
def test_a_polygon_away_from_the_antimeridian_is_left_as_it_is(lon: float, lat: float, size: float) -> None:
    box = shapely.box(lon, lat, lon + size, lat + size)
    ring = [(x, y) for x, y in shapely.get_coordinates(box)]
    assert cut_polygons([[ring]]).equals(box)


def test_arcs_are_read_forwards_and_backwards_and_may_be_shared() -> None:
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2]], [[2, 2], [2, 0], [0, -2], [-2, 0]]],
        "objects": {
            "units": {
                "geometries": [
                    {"type": "Polygon", "id": "a", "arcs": [[0, 1]], "properties": {"name": "left"}},
                    {"type": "LineString", "arcs": [~0]},
                ]
            }
        },
    }
    (_, properties, square), (number, _, line) = decode(topology, "units")
    assert properties == {"id": "a", "name": "left"}
    assert square.equals(shapely.box(10, 20, 11, 21))
    assert number == 1
    assert shapely.get_coordinates(line).tolist() == [[11, 21], [11, 20], [10, 20]]


def test_building_without_the_packages_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="Install the packages"):
        build(tmp_path, tmp_path)


def test_hand_drawn_outlines_are_a_few_dozen_corners_each() -> None:
    folder = Boundaries().folder / "boundaries"
    for name in ("outlines.geojson", "waters.geojson"):
        for drawn in json.loads((folder / name).read_text(encoding="utf-8"))["features"]:
            corners = shapely.get_num_coordinates(shapely.geometry.shape(drawn["geometry"]))
            assert 8 <= corners <= 60, drawn["properties"]["place_id"]

"""The named areas: drawn by hand, valid, labelled inside, over the countries they name."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
import pytest
from shapely.geometry import Point, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

AREAS = Path(__file__).resolve().parents[2] / "geodata" / "gazetteer" / "areas.geojson"
PROPERTIES = {
    "place_id", "name", "name_fr", "name_en", "kind", "aliases", "countries", "approximate", "ambiguous", "note",
    "label_lat", "label_lon",
}  # fmt: skip
MOST_VERTICES = 60


@cache
def features() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(AREAS.read_text(encoding="utf-8"))["features"])


@cache
def outlines() -> dict[str, BaseGeometry]:
    return {feature["properties"]["place_id"]: shape(feature["geometry"]) for feature in features()}


def label(properties: dict[str, Any]) -> Point:
    return Point(properties["label_lon"], properties["label_lat"])


def spellings(properties: dict[str, Any]) -> list[str]:
    return [properties["name"], properties["name_fr"], properties["name_en"], *properties["aliases"]]


def covered(place_id: str, country: BaseGeometry) -> float:
    """Return the share of an area that lies in a country."""
    area = outlines()[place_id]
    return float(area.intersection(country).area / area.area)


def test_ids_are_unique_and_well_formed() -> None:
    counts = Counter(feature["properties"]["place_id"] for feature in features())
    assert max(counts.values()) == 1
    assert [place_id for place_id in counts if not re.fullmatch(r"area:[a-z0-9]+(-[a-z0-9]+)*", place_id)] == []


def test_properties_are_complete() -> None:
    for feature in features():
        properties = feature["properties"]
        assert set(properties) == PROPERTIES, properties["place_id"]
        assert all(properties[name] for name in ("name", "name_fr", "name_en")), properties["place_id"]
        assert properties["kind"] in {"area", "continent"}, properties["place_id"]
        assert {type(properties[flag]) for flag in ("approximate", "ambiguous")} == {bool}


@pytest.mark.parametrize("feature", features(), ids=lambda feature: feature["properties"]["place_id"])
def test_polygon_is_valid_drawn_by_hand_and_holds_its_label(feature: dict[str, Any]) -> None:
    outline = shape(feature["geometry"])
    assert isinstance(outline, Polygon)
    assert outline.is_valid
    assert outline.exterior.is_ccw, "GeoJSON wants the outer ring counter-clockwise"
    assert 6 <= len(outline.exterior.coords) - 1 <= MOST_VERTICES
    assert outline.contains(label(feature["properties"]))
    west, south, east, north = outline.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


def test_countries_are_iso_codes() -> None:
    codes = {code for feature in features() for code in feature["properties"]["countries"]}
    assert [code for code in codes if pycountry.countries.get(alpha_2=code) is None] == []


def test_no_spelling_stands_for_two_areas() -> None:
    owners: dict[str, set[str]] = {}
    for feature in features():
        for name in spellings(feature["properties"]):
            owners.setdefault(name.casefold(), set()).add(feature["properties"]["place_id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_aliases_are_neither_repeated_nor_ordinary_words() -> None:
    ordinary = {"nord", "sud", "est", "ouest", "centre", "center", "north", "south", "east", "west", "golfe", "gulf"}
    for feature in features():
        aliases = [alias.casefold() for alias in feature["properties"]["aliases"]]
        assert len(aliases) == len(set(aliases)), feature["properties"]["place_id"]
        assert not ordinary & set(aliases), feature["properties"]["place_id"]


def test_words_that_are_no_names_without_context_are_marked() -> None:
    marked = {feature["properties"]["place_id"] for feature in features() if feature["properties"]["ambiguous"]}
    assert {"area:air"} <= marked


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        ("zone des trois frontières", "area:three-border-zone"),
        ("tri-border area", "area:three-border-zone"),
        ("three-border area", "area:three-border-zone"),
        ("nord du Mali", "area:northern-mali"),
        ("northern Mali", "area:northern-mali"),
        ("nord malien", "area:northern-mali"),
        ("centre du Mali", "area:central-mali"),
        ("central Mali", "area:central-mali"),
        ("north-east Mali", "area:north-east-mali"),
        ("northeastern Mali", "area:north-east-mali"),
        ("est du Burkina Faso", "area:eastern-burkina-faso"),
        ("northern Burkina Faso", "area:northern-burkina-faso"),
        ("ouest du Niger", "area:western-niger"),
        ("Lake Chad basin", "area:lake-chad-basin"),
        ("bassin du lac Tchad", "area:lake-chad-basin"),
        ("West Africa", "area:west-africa"),
        ("Afrique de l'Ouest", "area:west-africa"),
        ("est de la RDC", "area:eastern-drc"),
        ("eastern Congo", "area:eastern-drc"),
        ("Dogon Country", "area:pays-dogon"),
        ("Darfour", "area:darfur"),
        ("Grands Lacs", "area:great-lakes"),
        ("Corne de l'Afrique", "area:horn-of-africa"),
        ("delta intérieur du Niger", "area:inner-niger-delta"),
    ],
)
def test_spellings_of_the_press_reach_the_area(spelling: str, place_id: str) -> None:
    wanted = spelling.casefold()
    owners = [
        feature["properties"]["place_id"]
        for feature in features()
        if wanted in {name.casefold() for name in spellings(feature["properties"])}
    ]
    assert owners == [place_id]


@pytest.mark.parametrize(
    ("place_id", "inside", "outside"),
    [
        ("area:liptako-gourma", [(14.03, -0.03), (14.21, 1.45), (15.82, -1.29)], [(12.64, -8.0), (16.97, 7.99)]),
        ("area:three-border-zone", [(14.95, 0.22), (14.96, 0.70), (15.05, 1.83)], [(16.27, -0.04), (13.51, 2.11)]),
        ("area:northern-mali", [(16.27, -0.04), (18.44, 1.41), (15.92, 2.40), (16.77, -3.0)], [(14.49, -4.19)]),
        ("area:central-mali", [(14.49, -4.19), (13.43, -6.27), (15.0, -2.95)], [(16.27, -0.04), (12.64, -8.0)]),
        ("area:eastern-burkina-faso", [(12.06, 0.36), (12.07, 1.79)], [(12.37, -1.52)]),
        ("area:north-east-mali", [(15.92, 2.40), (16.27, -0.04)], [(16.77, -3.0)]),
        ("area:lake-chad-basin", [(11.85, 13.16), (13.32, 12.61), (13.46, 14.71)], [(12.0, 8.52)]),
        ("area:inner-niger-delta", [(14.49, -4.19), (15.94, -3.99)], [(16.27, -0.04)]),
        ("area:darfur", [(13.63, 25.35), (12.05, 24.88), (13.45, 22.45)], [(15.5, 32.53)]),
        ("area:eastern-drc", [(-1.67, 29.22), (-2.49, 28.84), (1.56, 30.25)], [(-4.33, 15.31)]),
        ("area:west-africa", [(12.64, -8.0), (13.51, 2.11), (9.06, 7.49), (5.55, -0.2)], [(12.11, 15.05)]),
    ],
)
def test_areas_hold_the_towns_they_are_said_to_hold(
    place_id: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    area = outlines()[place_id]
    assert [spot for spot in inside if not area.contains(Point(spot[1], spot[0]))] == []
    assert [spot for spot in outside if area.contains(Point(spot[1], spot[0]))] == []


def test_three_border_zone_lies_in_liptako_gourma() -> None:
    zone, liptako_gourma = outlines()["area:three-border-zone"], outlines()["area:liptako-gourma"]
    assert zone.intersection(liptako_gourma).area / zone.area > 0.95


def test_areas_of_the_sahel_cover_the_countries_they_name(shared: Path) -> None:
    """At least nine tenths of an area within its countries, against outlines of another source."""
    folder = shared / "data" / "boundaries"
    raw = json.loads((folder / "sahel_subset_adm0_ocha.geojson").read_text(encoding="utf-8"))["features"]
    by_name = {feature["properties"]["admin0Name"]: shape(feature["geometry"]).buffer(0) for feature in raw}
    codes = {"ML": "Mali", "BF": "Burkina Faso", "NE": "Niger", "BJ": "Benin", "TG": "Togo", "GH": "Ghana"}
    for feature in features():
        countries = feature["properties"]["countries"]
        if countries and set(countries) <= set(codes):
            union = unary_union([by_name[codes[code]] for code in countries])
            assert covered(feature["properties"]["place_id"], union) > 0.9, feature["properties"]["place_id"]

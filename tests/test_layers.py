"""Honest geometry: points for settlements, polygons for areas, badges for countries, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.layers import SAHEL, make_layers
from geodata.model import Fact, Layers, Precision, ViewSpec
from geodata.views import select
from tests.facts_by_hand import GAO, GAO_REGION, LIPTAKO, MALI, NIGER, InMemory, incident, membership, withdrawal


@pytest.fixture(scope="module")
def hierarchy() -> Hierarchy:
    return default_hierarchy()


def layers(hierarchy: Hierarchy, *facts: Fact, spec: ViewSpec | None = None) -> Layers:
    view = select(InMemory(facts), spec or ViewSpec(), hierarchy)
    return make_layers(view, hierarchy.gazetteer, hierarchy.boundaries)


def test_a_settlement_is_a_point(hierarchy: Hierarchy) -> None:
    (point,) = layers(hierarchy, incident("a", None, GAO)).points
    assert (point.lat, point.lon, point.precision) == (GAO.lat, GAO.lon, Precision.SETTLEMENT)


def test_near_a_settlement_keeps_its_radius(hierarchy: Hierarchy) -> None:
    (point,) = layers(hierarchy, incident("a", None, replace(GAO, precision=Precision.NEAR, radius_km=30.0))).points
    assert (point.precision, point.radius_km) == (Precision.NEAR, 30.0)


def test_regions_and_named_areas_are_areas_and_never_points(hierarchy: Hierarchy) -> None:
    drawn = layers(hierarchy, incident("a", None, GAO_REGION), incident("b", None, LIPTAKO))
    assert {area.place_id for area in drawn.areas} == {"ML-7", "area:liptako-gourma"}
    assert drawn.points == ()


def test_what_is_known_to_the_country_is_a_badge(hierarchy: Hierarchy) -> None:
    drawn = layers(hierarchy, incident("a", None, MALI), withdrawal("b", None, replace(MALI, role="host")))
    (badge,) = drawn.badges
    assert badge.country == "ML"
    assert set(badge.event_ids) == {"a", "b"}
    assert [*drawn.points, *drawn.areas] == []


def test_events_at_one_place_of_one_kind_share_a_point(hierarchy: Hierarchy) -> None:
    drawn = layers(hierarchy, incident("a", None, GAO), incident("b", None, GAO))
    assert [set(point.event_ids) for point in drawn.points] == [{"a", "b"}]


@pytest.mark.parametrize(
    "change", [{"status": "threatened"}, {"status": "denied"}, {"status": "planned"}, {"aggregate": True}]
)
def test_what_did_not_happen_at_one_time_is_listed_and_not_drawn(
    hierarchy: Hierarchy, change: dict[str, object]
) -> None:
    drawn = layers(hierarchy, incident("a", None, GAO, **change))
    assert drawn.points == ()
    assert drawn.listed == ("a",)


def test_an_event_without_a_place_is_counted_as_unplaced(hierarchy: Hierarchy) -> None:
    drawn = layers(hierarchy, incident("a"))
    assert drawn.unplaced == ("a",)
    assert [*drawn.points, *drawn.areas, *drawn.badges] == []


def test_a_denied_withdrawal_is_not_drawn_and_an_effective_one_is_filled(hierarchy: Hierarchy) -> None:
    host = replace(NIGER, role="host")
    drawn = layers(
        hierarchy, withdrawal("no", None, host, status="denied"), withdrawal("yes", None, host, status="effective")
    )
    (badge,) = drawn.badges
    assert (badge.event_ids, badge.styles) == (("yes",), ("withdrawal-effective",))


def test_memberships_shade_countries_and_draw_no_dot(hierarchy: Hierarchy) -> None:
    drawn = layers(hierarchy, membership("m", "2023-09-16", "BF", "ML", "NE", action="found"))
    assert {(shade.country, shade.state) for shade in drawn.shades} == {
        ("BF", "member"),
        ("ML", "member"),
        ("NE", "member"),
    }
    assert [*drawn.points, *drawn.badges] == []


def test_bounds_follow_the_scope(hierarchy: Hierarchy) -> None:
    assert layers(hierarchy).bounds == SAHEL
    south, west, north, east = layers(hierarchy, spec=ViewSpec(scope="ML")).bounds
    assert 9 < south < 11
    assert 24 < north < 26
    assert -13 < west < -11
    assert 3 < east < 5
    south, west, north, east = layers(hierarchy, spec=ViewSpec(scope="gn:2457161")).bounds
    assert south < 16.27 < north
    assert west < -0.04 < east
    assert layers(hierarchy, spec=ViewSpec(scope="nonsense")).bounds == SAHEL

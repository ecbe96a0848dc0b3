"""The one query: filters, what they hide, order and counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.model import FactPlace, View, ViewSpec
from geodata.views import drawn_places, select
from tests.facts_by_hand import GAO, GAO_REGION, LIPTAKO, MALI, NIAMEY, InMemory, incident, membership, withdrawal

SPEC = ViewSpec()


@pytest.fixture(scope="module")
def hierarchy() -> Hierarchy:
    return default_hierarchy()


def ids(view: View) -> list[str]:
    return [row.event.id for row in view.events]


def test_events_come_newest_first_and_undated_ones_last(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("old", "2019"), incident("none"), incident("new", "2024-05-01")))
    assert ids(select(store, SPEC, hierarchy)) == ["new", "old", "none"]


def test_a_period_keeps_what_overlaps_it_and_hides_what_has_no_date(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("year", "2022"), incident("day", "2023-06-01"), incident("none")))
    view = select(store, replace(SPEC, start=dt.date(2022, 12, 1), end=dt.date(2022, 12, 31)), hierarchy)
    assert ids(view) == ["year"]
    assert view.counts.hidden["period"] == 2


def test_every_filter_says_what_it_hides(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("a", "2022", GAO), withdrawal("b", "2022", MALI), incident("c", "2022", NIAMEY)))
    spec = replace(SPEC, layers=frozenset({"incident"}), scope="ML", text="gao")
    view = select(store, spec, hierarchy)
    assert ids(view) == ["a"]
    assert view.counts.hidden == {"layer": 1, "scope": 1, "text": 2}
    assert (view.counts.events, view.counts.events_total) == (1, 3)


def test_text_ignores_case_and_accents_and_wants_all_words(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("a", excerpt="Attaque près de Ménaka."), incident("b", excerpt="Attaque à Gao.")))
    assert ids(select(store, replace(SPEC, text="MENAKA attaque"), hierarchy)) == ["a"]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("ML", {"town", "region", "country", "area"}),
        ("ML-7", {"town", "region"}),
        ("gn:2457161", {"town"}),
        ("NE", {"capital", "area"}),
        ("area:liptako-gourma", {"town", "area", "capital"}),
        ("BF", {"area"}),
    ],
)
def test_drill_down_follows_the_units(hierarchy: Hierarchy, scope: str, expected: set[str]) -> None:
    store = InMemory(
        (
            incident("town", None, GAO),
            incident("region", None, GAO_REGION),
            incident("country", None, MALI),
            incident("area", None, LIPTAKO),
            incident("capital", None, NIAMEY),
        )
    )
    found = set(ids(select(store, replace(SPEC, scope=scope), hierarchy)))
    assert found - {"town", "capital"} == expected - {"town", "capital"}
    if scope != "area:liptako-gourma":
        assert found == expected


def test_a_place_that_is_only_named_is_no_place_of_the_fact(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("a", None, GAO, replace(NIAMEY, role="named")),))
    assert ids(select(store, replace(SPEC, scope="NE"), hierarchy)) == []
    assert ids(select(store, replace(SPEC, scope="ML"), hierarchy)) == ["a"]


def test_statuses_are_told_as_of_a_day(hierarchy: Hierarchy) -> None:
    store = InMemory((withdrawal("before", "2022-11-14", MALI), withdrawal("after", "2023-12-12", MALI)))
    view = select(store, replace(SPEC, as_of=dt.date(2022, 12, 31)), hierarchy)
    assert ids(view) == ["before"]
    assert view.counts.hidden["as_of"] == 1


def test_membership_states_come_with_the_layer_only(hierarchy: Hierarchy) -> None:
    store = InMemory((membership("m", "2023-09-16", "ML", "NE", action="found"),))
    assert {state.country for state in select(store, SPEC, hierarchy).memberships} == {"ML", "NE"}
    without = replace(SPEC, layers=frozenset({"incident"}))
    assert select(store, without, hierarchy).memberships == ()
    assert select(store, SPEC, hierarchy).organisations == ("AES",)


def test_an_unknown_toll_is_not_zero(hierarchy: Hierarchy) -> None:
    view = select(InMemory((incident("a"),)), SPEC, hierarchy)
    assert (view.counts.deaths_low, view.counts.deaths_high) == (None, None)


def test_reports_of_one_event_widen_its_toll_and_do_not_add_up(hierarchy: Hierarchy) -> None:
    first = incident("a", "2024-08-24", GAO, fatalities=100, fatalities_low=100, fatalities_high=100)
    second = incident("b", "2024-08-24", GAO, fatalities_low=200, fatalities_high=400)
    yearly = incident("c", "2024", MALI, fatalities=8000, aggregate=True)
    view = select(InMemory((first, second, yearly), (("a", "b"),)), SPEC, hierarchy)
    assert (view.counts.deaths_low, view.counts.deaths_high) == (100, 400)
    assert (view.counts.events, view.counts.facts) == (2, 3)


def test_a_toll_of_dozens_leaves_the_end_open(hierarchy: Hierarchy) -> None:
    dozens = incident("a", "2024-08-24", GAO, fatalities=12, fatalities_low=12)
    figure = incident("b", "2024-08-25", GAO, fatalities=3)
    view = select(InMemory((dozens, figure)), SPEC, hierarchy)
    assert (view.counts.deaths_low, view.counts.deaths_high, view.counts.deaths_open) == (15, 15, True)
    assert not select(InMemory((figure,)), SPEC, hierarchy).counts.deaths_open


def test_a_figure_above_dozens_closes_the_end(hierarchy: Hierarchy) -> None:
    dozens = incident("a", "2024-08-24", GAO, fatalities=12, fatalities_low=12)
    figure = incident("b", "2024-08-24", GAO, fatalities=43, fatalities_low=43, fatalities_high=43)
    view = select(InMemory((dozens, figure), (("a", "b"),)), SPEC, hierarchy)
    assert (view.counts.deaths_low, view.counts.deaths_high, view.counts.deaths_open) == (12, 43, False)


def drawn(hierarchy: Hierarchy, *places: FactPlace) -> list[str]:
    view = select(InMemory((incident("a", None, *places),)), SPEC, hierarchy)
    return [place.name for place in drawn_places(view.events[0], hierarchy)]


def test_an_event_is_drawn_at_its_most_precise_places(hierarchy: Hierarchy) -> None:
    assert drawn(hierarchy, MALI, GAO_REGION, GAO) == ["Gao"]
    assert drawn(hierarchy, GAO, NIAMEY) == ["Gao", "Niamey"]
    assert drawn(hierarchy, replace(GAO, lat=None, lon=None, place_id=None)) == []

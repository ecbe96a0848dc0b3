"""Figures beside the map: every event counted where it belongs, and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geodata.columns.breakdown import breakdown, compare, unit_tallies
from geodata.columns.histogram import Step, histogram, step_for
from geodata.hierarchy import Hierarchy
from geodata.model import Actor, Fact, View, ViewSpec
from geodata.views import select
from tests.facts_by_hand import GAO, GAO_REGION, LIPTAKO, MALI, NIAMEY, InMemory, incident, membership, withdrawal

ARMY = Actor("Malian army", "state_forces", "ML", "l'armée")


def view(hierarchy: Hierarchy, *facts: Fact, **spec: object) -> View:
    return select(InMemory(facts), replace(ViewSpec(), **spec), hierarchy)  # type: ignore[arg-type]  # fields of the spec


def test_a_unit_counts_what_drilling_into_it_shows(hierarchy: Hierarchy) -> None:
    told = breakdown(view(hierarchy, incident("a", None, GAO), incident("b", None, MALI), incident("c", None, LIPTAKO)))
    # Gao lies in the area, and the area lies over Mali.
    assert {(unit.key, unit.events) for unit in told.units} == {("ML", 3), ("area:liptako-gourma", 2)}
    assert (told.here.events, told.below.events) == (0, 3)


def test_what_is_known_to_the_country_only_is_told_at_its_level(hierarchy: Hierarchy) -> None:
    told = breakdown(
        view(
            hierarchy, incident("a", None, GAO), incident("b", None, MALI), incident("c", None, GAO_REGION), scope="ML"
        )
    )
    assert [(unit.key, unit.events) for unit in told.units] == [("ML-7", 2)]
    assert (told.here.events, told.below.events) == (1, 2)


def test_a_region_tells_its_own_apart_from_its_places(hierarchy: Hierarchy) -> None:
    told = breakdown(view(hierarchy, incident("a", None, GAO), incident("b", None, GAO_REGION), scope="ML-7"))
    assert sum(unit.events for unit in told.units) == 1
    assert told.here.events == 1


def test_an_unlocated_event_is_told_at_the_top(hierarchy: Hierarchy) -> None:
    told = breakdown(view(hierarchy, incident("a")))
    assert (told.here.events, told.units) == (1, ())


def test_types_leave_memberships_out_and_count_every_event_once(hierarchy: Hierarchy) -> None:
    told = breakdown(
        view(hierarchy, incident("a"), incident("b"), withdrawal("w", None), membership("m", None, "ML", "NE"))
    )
    assert [(tally.key, tally.events) for tally in told.types] == [("Battles", 2), ("withdrawal-announced", 1)]


def test_actors_and_their_tolls(hierarchy: Hierarchy) -> None:
    told = breakdown(
        view(hierarchy, incident("a", None, actors=(ARMY,), fatalities=3), incident("b", None, actors=(ARMY,)))
    )
    (army,) = told.actors
    assert (army.key, army.events, army.deaths_low, army.deaths_high) == ("Malian army", 2, 3, 3)


def test_an_unknown_toll_of_a_unit_is_not_zero(hierarchy: Hierarchy) -> None:
    (mali,) = breakdown(view(hierarchy, incident("a", None, GAO))).units
    assert mali.deaths_low is None


def test_the_trend_is_against_as_many_days_before(hierarchy: Hierarchy) -> None:
    facts = [incident("old", "2024-01-20", GAO), incident("a", "2024-02-01", GAO), incident("b", "2024-02-09", GAO)]
    told = breakdown(view(hierarchy, *facts, start=dt.date(2024, 2, 1), end=dt.date(2024, 2, 10))).trend
    assert told is not None
    assert (told.before_start, told.before_end) == (dt.date(2024, 1, 22), dt.date(2024, 1, 31))
    assert (told.now.events, told.before.events) == (2, 0)
    assert breakdown(view(hierarchy, *facts)).trend is None


def test_two_periods_are_compared_with_the_other_filters_kept(hierarchy: Hierarchy) -> None:
    facts = [incident("a", "2023-05", GAO), incident("b", "2024-05", GAO), incident("c", "2024-05", NIAMEY)]
    year = [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2023, 2024)]
    told = compare(view(hierarchy, *facts, scope="ML"), year[0], year[1])
    assert (told.now.events, told.before.events) == (1, 1)


def test_regions_are_tallied_with_what_lies_in_them(hierarchy: Hierarchy) -> None:
    shown = view(hierarchy, incident("a", None, GAO), incident("b", None, GAO_REGION), incident("c", None, MALI))
    told = unit_tallies(shown, ["ML-7", "ML-9", "ML"])
    assert {key: tally.events for key, tally in told.items()} == {"ML-7": 2, "ML": 3}


@pytest.mark.parametrize(
    ("days", "step"), [(0, "day"), (60, "day"), (90, "week"), (600, "month"), (4_000, "month"), (9_000, "year")]
)
def test_bars_are_as_wide_as_the_span_asks_for(days: int, step: Step) -> None:
    first = dt.date(2000, 1, 1)
    assert step_for(first, first + dt.timedelta(days)) == step


@pytest.mark.parametrize(
    ("step", "starts"),
    [
        ("day", dt.date(2024, 2, 27)),
        ("week", dt.date(2024, 2, 26)),
        ("month", dt.date(2024, 2, 1)),
        ("year", dt.date(2024, 1, 1)),
    ],
)
def test_bars_begin_where_the_calendar_does(hierarchy: Hierarchy, step: Step, starts: dt.date) -> None:
    told = histogram(view(hierarchy, incident("a", "2024-02-27"), incident("b", "2024-03-05"), incident("c")), step)
    assert told.starts[0] == starts
    assert sum(told.events) == 2
    assert (told.events[0], told.events[-1]) == ((2, 2) if step == "year" else (1, 1))
    assert told.undated == 1


def test_a_date_wider_than_its_bar_is_told_as_vague(hierarchy: Hierarchy) -> None:
    told = histogram(view(hierarchy, incident("a", "2024"), incident("b", "2024-01-05")), "month")
    assert (told.events, told.vague) == ((2,), (1,))


def test_no_step_makes_more_bars_than_can_be_drawn(hierarchy: Hierarchy) -> None:
    told = histogram(view(hierarchy, incident("a", "1960"), incident("b", "2024-01-05")), "day")
    assert told.step == "week"
    assert len(told.starts) <= 4000


def test_an_empty_view_has_no_bars_and_no_figures(hierarchy: Hierarchy) -> None:
    empty = view(hierarchy)
    assert histogram(empty).starts == ()
    told = breakdown(empty)
    assert (told.types, told.actors, told.units, told.here.events) == ((), (), (), 0)

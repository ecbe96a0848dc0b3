"""How many died in an event, by all its reports, down to columns, files and shades: floors, ceilings, rough."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from geodata.boundaries import load_boundaries
from geodata.columns.breakdown import Tally, breakdown
from geodata.columns.histogram import histogram
from geodata.export import frame
from geodata.export.columns import Unit
from geodata.gazetteer import open_gazetteer
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.layers.shading import value_of
from geodata.model import Incident, ViewSpec
from geodata.profiles import Deaths, toll_of
from geodata.publication import prepare
from geodata.views import select
from tests.facts_by_hand import GAO, InMemory, incident

# As `geodata.facts.tolls` reads them.
UNTOLD: dict[str, Any] = {}
EXACT: dict[str, Any] = {"fatalities": 12, "fatalities_low": 12, "fatalities_high": 12}
AT_LEAST: dict[str, Any] = {"fatalities": 10, "fatalities_low": 10}
UP_TO: dict[str, Any] = {"fatalities": 30, "fatalities_high": 30}
ABOUT: dict[str, Any] = {"fatalities": 20}
NONE: dict[str, Any] = {"fatalities": 0, "fatalities_low": 0, "fatalities_high": 0}
MANY: dict[str, Any] = {"fatalities": 35, "fatalities_low": 35, "fatalities_high": 35}
TOLLS = (UNTOLD, EXACT, AT_LEAST, UP_TO, ABOUT, NONE, MANY)


@pytest.fixture(scope="module")
def hierarchy() -> Hierarchy:
    return default_hierarchy()


def told(*tolls: dict[str, Any]) -> list[Incident]:
    return [incident(f"f{at}", f"2025-03-{at + 1:02}", GAO, **toll) for at, toll in enumerate(tolls)]


@pytest.mark.parametrize(
    ("tolls", "deaths"),
    [
        ((UNTOLD,), None),
        ((EXACT,), Deaths(12, 12)),
        ((NONE,), Deaths(0, 0)),
        ((AT_LEAST,), Deaths(10, None)),
        ((UP_TO,), Deaths(0, 30)),
        ((ABOUT,), Deaths(20, 20, is_rough=True)),
        ((ABOUT, UNTOLD), Deaths(20, 20, is_rough=True)),
        ((ABOUT, EXACT), Deaths(12, 20)),
        ((UP_TO, EXACT), Deaths(12, 30)),
        ((UP_TO, AT_LEAST), Deaths(10, 30)),
        ((UP_TO, NONE), Deaths(0, 30)),
        ((UP_TO, MANY), Deaths(0, 35)),
        ((AT_LEAST, EXACT), Deaths(10, 12)),
    ],
)
def test_the_toll_of_an_event_is_what_its_reports_allow(
    tolls: tuple[dict[str, Any], ...], deaths: Deaths | None
) -> None:
    assert toll_of(told(*tolls)) == deaths
    assert toll_of(told(*reversed(tolls))) == deaths


def test_a_most_adds_nothing_to_the_low_of_a_sum_and_all_of_it_to_the_high(hierarchy: Hierarchy) -> None:
    view = select(InMemory(tuple(told(EXACT, UP_TO, ABOUT))), ViewSpec(), hierarchy)
    assert (view.counts.deaths_low, view.counts.deaths_high, view.counts.deaths_open) == (32, 62, False)
    (mali,) = breakdown(view).units
    assert (mali.deaths_low, mali.deaths_high, mali.deaths_open) == (32, 62, False)
    assert sum(histogram(view).deaths) == 32


def test_a_sum_over_a_period_is_told_and_added_to_nothing(hierarchy: Hierarchy) -> None:
    yearly = incident("sum", "2025", GAO, aggregate=True, fatalities=400, fatalities_low=400)
    view = select(InMemory((*told(EXACT), yearly)), ViewSpec(), hierarchy)
    assert (view.counts.deaths_low, view.counts.deaths_high, view.counts.deaths_open) == (12, 12, False)
    (mali,) = breakdown(view).units
    assert (mali.deaths_low, mali.deaths_high, mali.deaths_open) == (12, 12, False)
    assert sum(histogram(view).deaths) == 12
    assert toll_of([yearly]) == Deaths(400, None)


def test_a_region_of_which_only_a_most_is_told_is_none_without_deaths() -> None:
    assert value_of(Tally("ML-7", "Gao", 1, 0, 30), "ML-7", "deaths") is None
    assert value_of(Tally("ML-7", "Gao", 1, 0, 0), "ML-7", "deaths") == 0
    assert value_of(Tally("ML-7", "Gao", 2, 12, 42), "ML-7", "deaths") == 12


def rows(unit: Unit, *facts: Incident) -> pd.DataFrame:
    ready = prepare(InMemory(facts), ViewSpec(), open_gazetteer(), load_boundaries(), digest="0123abcd")
    return frame(ready, unit).set_index("event_id")


@pytest.mark.parametrize("unit", ["event", "fact"])
def test_files_bound_each_toll_as_the_screen_does(unit: Unit) -> None:
    facts = told(*TOLLS)
    found = rows(unit, *facts)
    for fact in facts:
        deaths = toll_of([fact])
        row = found.loc[fact.id]
        bounds = [None if pd.isna(row[name]) else int(row[name]) for name in ("fatalities_low", "fatalities_high")]
        assert bounds == ([deaths.low, deaths.high] if deaths else [None, None]), fact


@pytest.mark.parametrize("unit", ["event", "fact"])
def test_a_most_is_no_figure_of_the_dead_in_files(unit: Unit) -> None:
    found = rows(unit, *told(UP_TO, ABOUT, AT_LEAST))["fatalities"]
    assert pd.isna(found["f0"])
    assert found[["f1", "f2"]].tolist() == [20, 10]


@pytest.mark.parametrize("unit", ["event", "fact"])
def test_files_bound_sums_over_a_period(unit: Unit) -> None:
    yearly = incident("sum", "2025", GAO, aggregate=True, fatalities=400, fatalities_low=400)
    row = rows(unit, yearly).loc["sum"]
    assert (row["aggregate"], row["fatalities_low"]) == (True, 400)
    assert pd.isna(row["fatalities_high"])

"""Lines of withdrawals: who leaves what, where the line begins and ends, and when it is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.layers import make_layers
from geodata.layers.departures import bow
from geodata.model import Departure, Fact, Layers, View, ViewSpec
from geodata.snapshot import Request, compose
from geodata.snapshot.leaving import LINE
from geodata.symbols import darks, greys, symbol
from geodata.views import select
from tests.facts_by_hand import GAO, MALI, NIGER, InMemory, incident, withdrawal

ALONE = ViewSpec(layers=frozenset({"withdrawal"}))
AT_GAO = replace(GAO, role="site")


@pytest.fixture(scope="module")
def hierarchy() -> Hierarchy:
    return default_hierarchy()


def seen(hierarchy: Hierarchy, *facts: Fact, spec: ViewSpec = ALONE) -> tuple[View, Layers]:
    view = select(InMemory(facts), spec, hierarchy)
    return view, make_layers(view, hierarchy.gazetteer, hierarchy.boundaries)


def lines(hierarchy: Hierarchy, *facts: Fact, spec: ViewSpec = ALONE) -> tuple[Departure, ...]:
    return seen(hierarchy, *facts, spec=spec)[1].departures


def of_france(key: str, day: str, **more: object) -> Fact:
    return withdrawal(key, day, AT_GAO, **{"contributor": "FR", "host": ("ML",), "status": "effective", **more})


def test_a_line_leads_from_the_site_to_the_country_of_the_troops(hierarchy: Hierarchy) -> None:
    (line,) = lines(hierarchy, of_france("a", "2022-04-19"))
    france = hierarchy.gazetteer.get("FR")
    assert france is not None
    assert (line.contributor, line.host, line.style) == ("FR", "ML", "withdrawal-effective")
    assert (line.start, line.end) == ((GAO.lat, GAO.lon), (france.lat, france.lon))


def test_without_a_site_the_line_begins_where_the_host_stands(hierarchy: Hierarchy) -> None:
    told = withdrawal("a", "2023-12-22", replace(NIGER, role="host"), contributor="FR", host=("NE",), status="demanded")
    (line,) = lines(hierarchy, told)
    niger = hierarchy.gazetteer.get("NE")
    assert niger is not None
    assert (line.start, line.style) == ((niger.lat, niger.lon), "withdrawal-demanded")


def test_of_one_contributor_and_host_the_newest_is_drawn(hierarchy: Hierarchy) -> None:
    told = [of_france("a", "2022-02-17", status="announced"), of_france("b", "2022-08-15")]
    (line,) = lines(hierarchy, *told)
    assert line.fact.id == "b"


def test_what_does_not_say_who_leaves_what_is_no_line(hierarchy: Hierarchy) -> None:
    nobody = withdrawal("a", "2022-04-19", AT_GAO, host=("ML",))
    at_home = withdrawal("b", "2022-05-19", AT_GAO, contributor="ML", host=("ML",))
    assert lines(hierarchy, nobody, at_home) == ()


@pytest.mark.parametrize(
    ("spec", "count"),
    [
        (ViewSpec(), 0),
        (ALONE, 1),
        (ViewSpec(scope="ML"), 1),
        (ViewSpec(scope="ML-7"), 1),
        (ViewSpec(scope="NE"), 0),
        (ViewSpec(scope="ML", layers=frozenset({"incident"})), 0),
    ],
)
def test_lines_are_drawn_of_withdrawals_alone_or_of_the_country_looked_at(
    hierarchy: Hierarchy, spec: ViewSpec, count: int
) -> None:
    told = (of_france("a", "2022-04-19"), incident("b", "2022-04-20", MALI))
    assert len(lines(hierarchy, *told, spec=spec)) == count


def test_a_bow_ends_at_its_ends_and_there_and_back_lie_apart() -> None:
    there, back = bow((16.0, 0.0), (46.0, 2.0)), bow((46.0, 2.0), (16.0, 0.0))
    assert (there[0], there[-1]) == ((16.0, 0.0), (46.0, 2.0))
    assert np.abs(np.array(there)[12] - np.array(back)[12]).max() > 2


@pytest.mark.parametrize(("theme", "named"), [("dark", darks), ("grey", greys)])
def test_the_picture_shows_the_line_in_the_colour_of_its_theme_and_explains_it(
    hierarchy: Hierarchy, theme: str, named: object
) -> None:
    view, layers = seen(hierarchy, of_france("a", "2022-02-17", status="announced"))
    figure = compose(view, layers, hierarchy.boundaries, Request(theme=theme, language="fr"))
    (line,) = [one for one in figure.findobj(PathPatch) if one.get_zorder() == LINE]
    colour = symbol("withdrawal-announced").colour
    assert callable(named)
    expected = [int(named()[colour][at : at + 2], 16) / 255 for at in (1, 3, 5)]
    assert np.allclose(line.get_edgecolor()[:3], expected)
    assert line.get_linestyle() not in {"solid", "-"}
    words = " ".join(text.get_text() for text in figure.findobj(Text))
    assert "tirets si pas encore" in words

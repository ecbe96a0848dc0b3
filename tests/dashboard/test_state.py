from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import state
from dashboard.labels import EVENT_TYPES
from geodata.addresses import STATUSES
from geodata.folding import words as words_of
from geodata.model import Precision, ViewSpec

DAY = st.dates(state.EARLIEST, state.LATEST)
DAYS = st.none() | DAY
WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    str.strip
)
# What stands between two names of a set is in none of them.
NAMES = WORDS.filter(lambda name: "|" not in name)


@st.composite
def specs(draw: st.DrawFn) -> ViewSpec:
    days = sorted(day for day in (draw(DAYS), draw(DAYS)) if day)
    return ViewSpec(
        layers=frozenset(draw(st.sets(st.sampled_from(["incident", "withdrawal", "membership"])))),
        start=days[0] if days else None,
        end=days[1] if len(days) == 2 else None,
        as_of=draw(DAYS),
        organisation=draw(WORDS),
        event_types=frozenset(draw(st.sets(st.sampled_from(sorted(EVENT_TYPES))))),
        text=draw(st.just("") | WORDS.filter(words_of)),
        scope=draw(st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,20}", fullmatch=True)),
        selected=draw(st.none() | st.from_regex(r"[a-f0-9]{16}", fullmatch=True)),
        language=draw(st.sampled_from(["en", "fr"])),
        basemap=draw(st.sampled_from(["offline", "online"])),
        actors=frozenset(draw(st.sets(NAMES, max_size=3))),
        statuses=frozenset(draw(st.sets(st.sampled_from(STATUSES), max_size=3))),
        precisions=frozenset(int(value) for value in draw(st.sets(st.sampled_from(list(Precision))))),
        publishers=frozenset(draw(st.sets(NAMES, max_size=3))),
        told_in=frozenset(draw(st.sets(st.sampled_from(["en", "fr"])))),
        least_sources=draw(st.integers(1, 20)),
        compare=draw(st.none() | st.tuples(DAY, DAY).map(lambda pair: (min(pair), max(pair)))),
        reviewed=draw(st.sampled_from(["with", "without", "only"])),
        measure=draw(st.sampled_from(["none", "events", "deaths", "per_100k"])),
        heat=draw(st.booleans()),
        theme=draw(st.sampled_from(["light", "dark"])),
    )


@given(specs())
def test_an_address_brings_back_the_very_view(spec: ViewSpec) -> None:
    assert state.from_query(state.to_query(spec)) == (spec, ())


@given(st.dictionaries(st.sampled_from([part.name for part in state.PARTS]), st.text(max_size=40)))
def test_no_address_breaks_the_reading(params: dict[str, str]) -> None:
    spec, problems = state.from_query(params)
    assert isinstance(spec, ViewSpec)
    assert state.from_query(state.to_query(spec)) == (spec, ())
    assert all(problem.message for problem in problems)


def test_the_default_view_has_an_empty_address() -> None:
    assert state.to_query(ViewSpec()) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "2024-13-45"),
        ("from", "soon"),
        ("as_of", "0001-01-01"),
        ("layers", "everything"),
        ("types", "Skirmish"),
        ("lang", "de"),
        ("map", "satellite"),
        ("place", "<script>"),
        ("event", "a b"),
        ("q", "x" * 500),
        ("status", "finished"),
        ("precision", "9"),
        ("sources", "-3"),
        ("compare", "2024-01-01"),
        ("reviewed", "perhaps"),
        ("theme", "neon"),
    ],
)
def test_nonsense_is_left_out_and_named(name: str, value: str) -> None:
    spec, problems = state.from_query({name: value})
    assert spec == ViewSpec()
    assert dict(problems[0].values)["part"] == name


def test_a_period_that_runs_backwards_is_turned_round_and_told() -> None:
    spec, problems = state.from_query({"from": "2024-01-01", "to": "2020-01-01"})
    assert (spec.start, spec.end) == (dt.date(2020, 1, 1), dt.date(2024, 1, 1))
    assert len(problems) == 1


def test_a_part_of_another_version_is_told_and_the_page_own_parts_are_not() -> None:
    _, problems = state.from_query({"zoom": "7", "doc": "abc", "at": "12"})
    assert [dict(problem.values)["part"] for problem in problems] == ["zoom"]


def test_a_search_for_punctuation_is_told_and_left_out() -> None:
    spec, problems = state.from_query({"q": "?!", "place": "ML"})
    assert spec == ViewSpec(scope="ML")
    assert problems[0].values == (("part", "q"), ("value", "?!"))

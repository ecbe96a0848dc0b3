"""Merging at large: what must hold for any facts, in any order, whole or in blocks, and how the work grows."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata.events.agreeing
import geodata.events.merging
from geodata.events import block_keys, merge
from geodata.facts.making import REPORT_DATE
from geodata.model import Actor, DateSpan, Fact, FactPlace, Precision
from tests.facts_by_hand import GAO, GAO_REGION, LIPTAKO, MALI, NIAMEY, NIGER, incident, membership, withdrawal

BESIDE_GAO = FactPlace("gn:1", "Beside Gao", "settlement", "ML", 16.33, -0.10, Precision.SETTLEMENT)
JNIM = Actor("JNIM", "armed_group")
SOLDIERS = Actor("forces maliennes", "state_forces", "ML")
FRANCE = FactPlace("FR", "France", "country", "FR", 46.0, 2.0, Precision.COUNTRY, role="named")
NEAR_GAO = replace(GAO, lat=16.5, precision=Precision.NEAR)
PLACES = (FRANCE, GAO, BESIDE_GAO, NEAR_GAO, GAO_REGION, MALI, NIAMEY, NIGER, LIPTAKO)
DATES = (None, "2024-03-05", "2024-03-06", "2024-03", "2024", "2023-11-01")
WEEK = DateSpan(DateSpan.parse("2024-03-04").start, DateSpan.parse("2024-03-10").start, "week")
SAHEL = ("BF", "ML", "NE")


def holders(place: FactPlace) -> tuple[str, ...]:
    return ("ML", "ML-7") if place.country == "ML" and place is not MALI else ()


@st.composite
def incidents(draw: st.DrawFn) -> Fact:
    places = draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))
    fact = incident(
        "", draw(st.sampled_from(DATES)), *places,
        event_type=draw(st.sampled_from(["battle", "violence_against_civilians", "coup", "arrest", None])),
        actors=draw(st.sampled_from([(), (SOLDIERS,), (JNIM,), (SOLDIERS, JNIM)])),
        fatalities_text=draw(st.sampled_from(["", "5 soldiers", "dozens of soldiers"])),
        fatalities=draw(st.sampled_from([None, 3, 5, 25])), document_id=draw(st.sampled_from(["doc1", "doc2", "doc3"])),
        aggregate=draw(st.integers(0, 5)) == 0, start=draw(st.integers(0, 3)) * 100,
        excerpt=draw(st.sampled_from(["Shots fell.", "Five soldiers died.", "The toll stands at 25."])),
        notes=draw(st.sampled_from([(), (), (), (REPORT_DATE,)])),
    )  # fmt: skip
    fact = replace(fact, fatalities_high=fact.fatalities) if draw(st.integers(0, 3)) == 0 else fact
    return replace(fact, date=WEEK) if draw(st.integers(0, 5)) == 0 else fact


statuses = st.one_of(
    st.builds(
        lambda day, members, doc: membership("", day, *members, document_id=doc, organisation="ECOWAS", action="leave"),
        st.sampled_from(DATES), st.sampled_from([("ML",), SAHEL]), st.sampled_from(["doc1", "doc2"]),
    ),
    st.builds(
        lambda day, who, doc: withdrawal("", day, contributor=who, host=("ML",), document_id=doc),
        st.sampled_from(DATES), st.sampled_from(["FR", "GB"]), st.sampled_from(["doc1", "doc2"]),
    ),
)  # fmt: skip
any_facts = st.lists(st.one_of(incidents(), statuses), max_size=12).map(
    lambda rows: [replace(fact, id=f"f{number}") for number, fact in zip(count(), rows, strict=False)]
)


def components(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Return the facts linked by shared keys, directly or through others."""
    found: list[tuple[set[str], list[Fact]]] = []
    for fact in facts:
        keys, members = set(block_keys(fact)), [fact]
        apart = []
        for others in found:
            if keys & others[0]:
                keys, members = keys | others[0], members + others[1]
            else:
                apart.append(others)
        found = [*apart, (keys, members)]
    return [members for _, members in found]


@settings(max_examples=300)
@given(any_facts, st.booleans())
def test_blocks_that_share_no_key_merge_as_if_they_were_alone(facts: list[Fact], knows_units: bool) -> None:
    units = holders if knows_units else None
    apart = [event for block in components(facts) for event in merge(block, units)]
    assert sorted(apart, key=lambda event: event.id) == sorted(merge(facts, units), key=lambda event: event.id)


@given(any_facts, st.randoms(use_true_random=False))
def test_neither_order_nor_repeats_of_facts_matter(facts: list[Fact], shuffler: random.Random) -> None:
    again = [*facts, *facts]
    shuffler.shuffle(again)
    assert merge(again, holders) == merge(facts, holders)


@given(any_facts)
def test_every_fact_is_in_exactly_one_event(facts: list[Fact]) -> None:
    events = merge(facts, holders)
    assert sorted(fact_id for event in events for fact_id in event.fact_ids) == sorted(fact.id for fact in facts)


def test_a_region_joins_its_village_where_the_units_are_known() -> None:
    village = incident("a", "2024-03-05", GAO, fatalities=25)
    region = incident("b", "2024-03-05", GAO_REGION, document_id="doc2")
    assert len(merge([village, region])) == 2
    (event,) = merge([village, region], holders)
    assert event.place_ids == (GAO.place_id, GAO_REGION.place_id)


def test_a_region_with_two_happenings_of_a_day_joins_neither() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO), incident("b", "2024-03-05", replace(NIAMEY, country="ML"), document_id="d2"),
        incident("c", "2024-03-05", GAO_REGION, document_id="d3"),
    ]  # fmt: skip
    assert len(merge(facts, holders)) == 3


def test_near_places_merge_unless_their_tolls_speak_against_it() -> None:
    near = incident("b", "2024-03-05", BESIDE_GAO, document_id="doc2", fatalities=30)
    assert len(merge([incident("a", "2024-03-05", GAO, fatalities=25), near])) == 1
    assert len(merge([incident("a", "2024-03-05", GAO, fatalities=2), near])) == 2


def test_one_count_of_one_day_is_one_event_in_all_languages() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", MALI, fatalities=25, excerpt="Vingt-cinq soldats sont morts."),
        incident("b", "2024-03-05", MALI, fatalities=25, excerpt="25 soldiers died.", document_id="doc2"),
    ]
    assert len(merge(facts)) == 1


def test_documents_that_name_other_groups_disagree() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO, actors=(Actor("JNIM", "armed_group"),)),
        incident("b", "2024-03-05", GAO, actors=(Actor("Islamic State", "armed_group"),), document_id="doc2"),
        incident("c", "2024-03-05", GAO, document_id="doc3"),
    ]
    (event,) = merge(facts)
    assert event.disagreements == ("The armed groups are given as Islamic State and JNIM.",)


def test_a_week_does_not_join_the_happenings_of_its_days() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO), incident("b", "2024-03-08", GAO, document_id="doc2"),
        replace(incident("c", None, GAO, document_id="doc3"), date=WEEK),
    ]  # fmt: skip
    assert len(merge(facts)) == 3


@pytest.mark.parametrize("dense", [True, False])
def test_the_work_grows_with_the_facts_and_not_with_their_square(dense: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: dict[int, int] = defaultdict(int)
    size = 0
    for module, name in ((geodata.events.merging, "fits"), (geodata.events.gathering, "near")):
        original: Callable[..., bool] = getattr(module, name)

        def counted(*arguments: Any, original: Callable[..., bool] = original) -> bool:
            calls[size] += 1
            return original(*arguments)

        monkeypatch.setattr(module, name, counted)
    for size in (500, 2000):
        merge(many(size, dense))
    assert calls[2000] <= 8 * max(calls[500], 500)


def many(size: int, dense: bool) -> list[Fact]:
    """Return made-up incidents: all of one town and month, or spread over a country and two years."""
    chance = random.Random(size)
    found: list[Fact] = []
    for number in range(size):
        spread = 0.0 if dense else chance.random() * 4
        place = replace(GAO, place_id=f"p{round(spread * 100)}", lat=14 + spread, lon=spread)
        month, day = (3, chance.randint(1, 28)) if dense else (chance.randint(1, 12), chance.randint(1, 28))
        when = f"{2023 + number % 2}-{month:02}-{day:02}" if number % 3 else None
        toll = chance.choice([None, 2, 5, 12])
        found.append(incident(f"f{number}", when, place, document_id=f"d{number // 4}", fatalities=toll))
    return found


def test_a_region_joins_the_village_in_it_that_its_fact_says_it_holds() -> None:
    labbezanga = replace(GAO, place_id="gn:1", name="Labbezanga", lat=14.96, lon=0.7, within=("ML-7", "ML-7.ansongo"))
    village = incident("v", "2025-03-02", labbezanga, fatalities=9, document_id="doc1")
    region = incident("r", "2025-03-02", GAO_REGION, fatalities=9, document_id="doc2")
    elsewhere = incident("s", "2025-03-02", replace(GAO_REGION, place_id="ML-5"), fatalities=9, document_id="doc3")
    assert sorted(len(event.fact_ids) for event in merge([village, region, elsewhere])) == [1, 2]


def dozens(fact_id: str, place: FactPlace = GAO_REGION, actors: tuple[Actor, ...] = (SOLDIERS,), **more: Any) -> Fact:
    told = {"fatalities": 10, "fatalities_low": 10, "fatalities_text": "dizaines de civils"} | more
    return incident(fact_id, "2025-04", place, actors=actors, document_id=f"doc of {fact_id}", **told)


def test_dozens_of_one_month_place_and_party_are_one_happening_in_all_languages() -> None:
    army = Actor("Malian army", "state_forces", "ML")
    english = dozens("b", actors=(army,), fatalities=12, fatalities_low=12, fatalities_text="dozens of civilians")
    assert len(merge([dozens("a"), english])) == 1
    assert len(merge([dozens("a"), english, dozens("c", fatalities=37, fatalities_text="37 civils")])) == 1


@pytest.mark.parametrize(
    "other",
    [
        dozens("b", actors=(JNIM,)),
        dozens("b", place=replace(GAO_REGION, place_id="ML-6")),
        dozens("b", fatalities=300, fatalities_low=300, fatalities_text="300 civils"),
        dozens("b", event_type="protest"),
    ],
    ids=["other party", "other region", "hundreds", "other kind"],
)
def test_dozens_of_a_month_stay_apart_from_what_contradicts_them(other: Fact) -> None:
    assert len(merge([dozens("a"), other])) == 2


def test_dozens_join_neither_of_two_figures_of_the_month() -> None:
    figures = [dozens(f"f{toll}", fatalities=toll, fatalities_text=f"{toll} civils") for toll in (20, 70)]
    assert len(merge([dozens("a"), *figures])) == 3


def test_a_few_dead_of_a_month_may_be_of_two_happenings() -> None:
    assert len(merge([dozens(name, fatalities=2, fatalities_text="deux civils") for name in "ab"])) == 2


def test_an_arrest_of_a_month_is_one_where_the_same_foreign_state_is_concerned() -> None:
    def arrest(name: str, *places: FactPlace) -> Fact:
        return incident(name, "2025-08", GAO, *places, event_type="arrest", document_id=f"doc of {name}")

    assert len(merge([arrest("a", FRANCE), arrest("b", FRANCE)])) == 1
    assert len(merge([arrest("a"), arrest("b")])) == 2


UP_TO = {"fatalities": 30, "fatalities_high": 30}


def counted(figure: int) -> dict[str, Any]:
    return {"fatalities": figure, "fatalities_low": figure, "fatalities_high": figure}


@pytest.mark.parametrize(
    ("toll", "said"),
    [
        (counted(12), ()),
        (counted(2), ()),
        (counted(30), ()),
        (counted(35), ("The dead are given as at most 30 and 35.",)),
        ({"fatalities": 35, "fatalities_low": 35}, ("The dead are given as at most 30 and at least 35.",)),
        ({"fatalities": 40}, ("The dead are given as at most 30 and about 40.",)),
        ({"fatalities": 40, "fatalities_low": 40, "fatalities_high": 60},
         ("The dead are given as at most 30 and 40 to 60.",)),
    ],
)  # fmt: skip
def test_a_most_agrees_with_what_is_no_higher(toll: dict[str, Any], said: tuple[str, ...]) -> None:
    one = incident("a", "2025-03-02", GAO, document_id="one", **UP_TO)
    other = incident("b", "2025-03-02", BESIDE_GAO, document_id="other", **toll)
    (event,) = merge([one, other])
    assert event.disagreements == said


def test_a_figure_far_above_a_most_or_another_far_below_it_is_another_happening() -> None:
    one = incident("a", "2025-03-02", GAO, document_id="one", **UP_TO)
    above = incident("b", "2025-03-02", BESIDE_GAO, document_id="other", **counted(200))
    assert len(merge([one, above])) == 2
    plain = incident("a", "2025-03-02", GAO, document_id="one", **counted(30))
    below = incident("b", "2025-03-02", BESIDE_GAO, document_id="other", **counted(2))
    assert len(merge([plain, below])) == 2


def test_plurals_of_one_family_are_no_disagreement_and_a_figure_beside_them_is() -> None:
    english = dozens("b", fatalities=12, fatalities_low=12, fatalities_text="dozens of civilians")
    assert merge([dozens("a"), english])[0].disagreements == ()
    counted = dozens("b", fatalities=12, fatalities_low=12, fatalities_text="at least 12 civilians")
    assert merge([dozens("a"), counted])[0].disagreements == ("The dead are given as at least 10 and at least 12.",)

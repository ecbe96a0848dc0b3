"""Merging facts to events, and the histories of members and contingents."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.events import membership_states, merge, withdrawal_states
from geodata.model import DateSpan, Event, Fact, FactPlace, Incident
from tests.facts_by_hand import GAO, GAO_REGION, MALI, NIAMEY, NIGER, incident, membership, withdrawal

SAHEL = ("BF", "ML", "NE")


def groups(facts: list[Fact]) -> set[frozenset[str]]:
    return {frozenset(event.fact_ids) for event in merge(facts)}


def test_one_day_one_place_one_kind_is_one_event_with_all_figures() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO, fatalities=25, fatalities_low=25, fatalities_high=25),
        incident("b", "2024-03-05", GAO, fatalities=31, fatalities_low=31, fatalities_high=31, document_id="doc2"),
    ]
    (event,) = merge(facts)
    assert set(event.fact_ids) == {"a", "b"}
    assert event.date == DateSpan.parse("2024-03-05")
    assert event.place_ids == (GAO.place_id,)
    assert "25 and 31" in event.disagreements[0]
    assert "2 documents" in event.why


@pytest.mark.parametrize("other", [
    incident("b", "2024-03-09", GAO), incident("b", "2024-03-05", NIAMEY),
    incident("b", "2024-03-05", GAO, event_type="arrest"), incident("b", "2024-03-05", GAO, aggregate=True),
    incident("b", "2024-03-05", GAO, status="denied"),
])  # fmt: skip
def test_another_day_place_kind_or_status_is_another_event(other: Incident) -> None:
    assert groups([incident("a", "2024-03-05", GAO), other]) == {frozenset("a"), frozenset("b")}


def test_a_vague_sentence_joins_the_one_happening_of_its_text() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO, fatalities=25),
        incident("b", None, replace(GAO, role="carried"), fatalities=25),
        incident("c", None, MALI),
    ]
    assert groups(facts) == {frozenset("abc")}


def test_a_vague_sentence_that_fits_two_happenings_stays_alone() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO), incident("b", "2024-04-05", GAO), incident("c", None, GAO),
    ]  # fmt: skip
    assert frozenset("c") in groups(facts)


def test_a_vague_sentence_of_another_text_joins_only_on_date_and_toll() -> None:
    precise = incident("a", "2024-03-05", GAO, fatalities=25)
    same = incident("b", "2024-03-05", MALI, fatalities=25, document_id="doc2")
    other = incident("c", "2024-03-05", MALI, document_id="doc3")
    assert groups([precise, same, other]) == {frozenset("ab"), frozenset("c")}


def test_aggregates_stay_apart() -> None:
    facts: list[Fact] = [
        incident("a", "2024-03-05", GAO), incident("b", "2024", GAO, aggregate=True),
        incident("c", None, GAO, aggregate=True),
    ]  # fmt: skip
    assert groups(facts) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_month_and_a_country_are_enough_for_a_coup() -> None:
    coup = {"event_type": "coup", "acled_event_type": "Strategic developments"}
    facts: list[Fact] = [
        incident("a", "2020-08", MALI, **coup), incident("b", "2020-08-18", MALI, document_id="doc2", **coup),
        incident("c", "2021-05", MALI, **coup), incident("d", "2020", NIGER, **coup),
    ]  # fmt: skip
    assert groups(facts) == {frozenset("ab"), frozenset("c"), frozenset("d")}


def test_memberships_merge_by_organisation_states_action_status_and_date() -> None:
    facts: list[Fact] = [
        membership("a", "2025-01-29", *SAHEL, organisation="ECOWAS", action="leave"),
        membership("b", None, *SAHEL, organisation="ECOWAS", action="leave", document_id="doc2"),
        membership("c", "2024-01-28", *SAHEL, organisation="ECOWAS", action="leave", status="announced"),
        membership("d", "2025-01-29", "ML", organisation="ECOWAS", action="leave"),
    ]
    assert groups(facts) == {frozenset("ab"), frozenset("c"), frozenset("d")}


def test_withdrawals_merge_by_contributor_host_and_status() -> None:
    facts: list[Fact] = [
        withdrawal("a", "2022-08-15", contributor="FR", host=("ML",), status="effective"),
        withdrawal("b", "2022-08-15", contributor="FR", host=("ML",), status="effective", document_id="doc2"),
        withdrawal("c", "2023-12-22", contributor="FR", host=("NE",), status="effective"),
        withdrawal("d", "2022-02-17", contributor="FR", host=("ML",), status="announced"),
    ]
    assert groups(facts) == {frozenset("ab"), frozenset("c"), frozenset("d")}


def test_an_event_is_drawn_at_its_finest_stated_places() -> None:
    (event,) = merge([incident("a", "2024-03-05", GAO, GAO_REGION, MALI)])
    assert event.place_ids[0] == GAO.place_id
    assert MALI.place_id not in event.place_ids


Row = tuple[str | None, FactPlace | None, str | None, int | None, str, bool]

facts_at_random = st.lists(
    st.tuples(
        st.sampled_from([None, "2024-03-05", "2024-03-06", "2024-03", "2024", "2023-11-01"]),
        st.sampled_from([GAO, GAO_REGION, MALI, NIAMEY, NIGER, None]),
        st.sampled_from(["battle", "violence_against_civilians", "coup", None]),
        st.sampled_from([None, 3, 25]),
        st.sampled_from(["doc1", "doc2"]),
        st.booleans(),
    ),
    max_size=14,
)


def drawn(fact_id: str, row: Row) -> Fact:
    day, place, kind, toll, document, aggregate = row
    more = {"event_type": kind, "fatalities": toll, "document_id": document, "aggregate": aggregate}
    return incident(fact_id, day, *((place,) if place else ()), **more)


@given(facts_at_random, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(rows: list[Row], shuffler: random.Random) -> None:
    facts = [drawn(f"f{number}", row) for number, row in enumerate(rows)]
    once = merge(facts)
    shuffled = list(facts)
    shuffler.shuffle(shuffled)
    assert merge(shuffled) == once
    assert sorted(fact_id for event in once for fact_id in event.fact_ids) == sorted(fact.id for fact in facts)
    assert len({event.id for event in once}) == len(once)


def test_an_event_keeps_its_id_when_another_text_reports_it() -> None:
    first = incident("a", "2024-03-05", GAO)
    second = incident("b", "2024-03-05", GAO, document_id="doc2", fatalities=4)
    (before,), (after,) = merge([first]), merge([first, second])
    assert before.id == after.id
    assert isinstance(after, Event)


def states(facts: list[Fact], organisation: str, day: str) -> dict[str, str]:
    return {row.country: row.state for row in membership_states(facts, organisation, dt.date.fromisoformat(day))}


def test_an_exit_is_leaving_from_its_announcement_and_left_from_its_entry_into_force() -> None:
    facts: list[Fact] = [
        membership("a", "2024-01-28", *SAHEL, organisation="ECOWAS", action="leave", status="announced"),
        membership("b", "2025-01-29", *SAHEL, organisation="ECOWAS", action="leave"),
        membership("c", None, "ML", organisation="ECOWAS", action="leave"),
    ]
    assert states(facts, "ECOWAS", "2024-01-27") == {}
    assert states(facts, "ECOWAS", "2024-01-28") == dict.fromkeys(SAHEL, "leaving")
    assert states(facts, "ECOWAS", "2025-01-28") == dict.fromkeys(SAHEL, "leaving")
    assert states(facts, "ECOWAS", "2025-01-29") == dict.fromkeys(SAHEL, "left")
    (row, *_) = membership_states(facts, "ECOWAS", dt.date(2025, 2, 1))
    assert row.fact_ids[0] == "b"
    assert row.since == DateSpan.parse("2025-01-29")


def test_an_announced_exit_that_never_took_effect_stays_leaving() -> None:
    facts: list[Fact] = [
        membership("a", "2025-09-22", *SAHEL, organisation="ICC", action="leave", status="announced"),
    ]
    assert states(facts, "ICC", "2025-09-21") == {}
    assert states(facts, "ICC", "2026-12-31") == dict.fromkeys(SAHEL, "leaving")


def test_an_exit_can_be_in_force_before_it_was_announced() -> None:
    facts: list[Fact] = [
        membership("a", "2023-12-02", "BF", "NE", organisation="G5 Sahel", action="leave", status="announced"),
        membership("b", "2023-11-29", "BF", "NE", organisation="G5 Sahel", action="leave"),
        membership("c", "2022-05-15", "ML", organisation="G5 Sahel", action="leave", status="announced"),
    ]
    assert states(facts, "G5 Sahel", "2023-11-30") == {"BF": "left", "ML": "leaving", "NE": "left"}
    assert states(facts, "G5 Sahel", "2024-01-01") == {"BF": "left", "ML": "leaving", "NE": "left"}


def test_suspension_readmission_and_founding() -> None:
    facts: list[Fact] = [
        membership("a", "2020-08-19", "ML", organisation="African Union", action="suspend"),
        membership("b", "2020-10-09", "ML", organisation="African Union", action="readmit"),
        membership("c", "2021-06-01", "ML", organisation="African Union", action="suspend"),
        membership("d", "2022-01-01", "ML", organisation="African Union", action="member"),
        membership("e", "2023-09-16", *SAHEL, action="found"),
    ]
    assert states(facts, "African Union", "2020-09-01") == {"ML": "suspended"}
    assert states(facts, "African Union", "2020-12-01") == {"ML": "member"}
    assert states(facts, "African Union", "2023-01-01") == {"ML": "suspended"}
    assert states(facts, "AES", "2023-09-15") == {}
    assert states(facts, "AES", "2024-01-01") == dict.fromkeys(SAHEL, "member")


def test_sanctions_denials_and_threats_change_no_membership() -> None:
    facts: list[Fact] = [
        membership("a", "2022-01-09", "ML", organisation="ECOWAS", action="sanction"),
        membership("b", "2022-07-03", "ML", organisation="ECOWAS", action="lift_sanctions"),
        membership("c", "2022-08-01", "ML", organisation="ECOWAS", action="leave", status="denied"),
        membership("d", "2022-09-01", "ML", organisation="ECOWAS", action="leave", status="threatened"),
    ]
    assert states(facts, "ECOWAS", "2023-01-01") == {}


def test_contradicting_statements_of_one_day_are_a_conflict() -> None:
    facts: list[Fact] = [
        membership("a", "2023-05-01", "ML", organisation="ECOWAS", action="leave"),
        membership("b", "2023-05-01", "ML", organisation="ECOWAS", action="join", document_id="doc2"),
    ]
    (row,) = membership_states(facts, "ECOWAS", dt.date(2023, 6, 1))
    assert row.state == "conflict"
    assert set(row.fact_ids) == {"a", "b"}


def test_undated_statements_decide_only_where_none_has_a_date() -> None:
    undated = membership("a", None, "ML", organisation="ECOWAS", action="leave")
    dated = membership("b", "2024-01-28", "ML", organisation="ECOWAS", action="leave", status="announced")
    assert states([undated], "ECOWAS", "2023-01-01") == {"ML": "left"}
    assert states([undated, dated], "ECOWAS", "2023-01-01") == {}
    assert states([undated, dated], "ECOWAS", "2024-06-01") == {"ML": "leaving"}


def test_a_withdrawal_has_the_latest_status_on_a_day() -> None:
    facts: list[Fact] = [
        withdrawal("a", "2022-02-17", contributor="FR", host=("ML",)),
        withdrawal("b", "2022-08-15", contributor="FR", host=("ML",), status="effective"),
        withdrawal("c", "2022-11-14", contributor="GB", host=("ML",), organisation="MINUSMA"),
    ]

    def on(day: str | None) -> dict[str | None, str]:
        when = dt.date.fromisoformat(day) if day else None
        return {row.contributor: row.status for row in withdrawal_states(facts, when)}

    assert on("2022-01-01") == {}
    assert on("2022-03-01") == {"FR": "announced"}
    assert on("2022-09-01") == {"FR": "effective"}
    assert on(None) == {"FR": "effective", "GB": "announced"}

"""Corrections lie over what the rules found, can be taken back, and find their event again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ReviewError
from geodata.model import DateSpan, DocumentInfo, Event, EventView, FactPlace, Incident, Precision, Review
from geodata.reviewing import judge, make_review, make_undo, reviewed, spot_at, standing, targets

DAY = DateSpan.parse("2025-03-11")
KORO = FactPlace("gn:1", "Koro", "settlement", "BF", 11.0, -4.0, Precision.SETTLEMENT, start=3, end=7)
FACT = Incident(id="f1", document_id="d1", start=0, end=9, excerpt="An Koro x", trigger_start=0, trigger_end=2,
                status="occurred", date=DAY, places=(KORO,))  # fmt: skip
EVENT = Event("e1", "incident", ("f1", "f2"), DAY, ("gn:1",))
ROW = EventView(EVENT, (FACT,), (DocumentInfo("d1", "T", "P", None, "s", "en", DAY),))
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
OTHER_KORO = replace(KORO, place_id="gn:2", country="ML", lat=14.07, lon=-3.08)


def said(kind: str, minute: int, **more: object) -> Review:
    when = NOON + dt.timedelta(minutes=minute)
    return make_review(kind, EVENT, who="Awa", when=when, **more)  # type: ignore[arg-type] # kinds come from the tests


def test_a_moved_event_stands_at_its_new_place_and_keeps_what_was_read() -> None:
    row = reviewed(ROW, [said("move", 0, place=OTHER_KORO, why="the other Koro")])
    assert row.event.place_ids == ("gn:2",)
    assert [(place.place_id, place.role) for place in row.facts[0].places] == [("gn:2", "site"), ("gn:1", "named")]
    assert row.as_read == ROW
    assert row.reviews[0].why == "the other Koro"


def test_a_new_date_is_that_of_the_event_and_not_of_its_report() -> None:
    row = reviewed(ROW, [said("redate", 0, date=DateSpan.parse("2025-03"))])
    assert row.event.date == DateSpan.parse("2025-03")
    assert row.facts[0].date == DAY


def test_the_last_word_of_each_kind_stands() -> None:
    told = judge(
        [said("reject", 2), said("confirm", 1), said("move", 3, place=KORO), said("move", 4, place=OTHER_KORO)]
    )
    assert told.verdict == "reject"
    assert told.place == OTHER_KORO


def test_what_is_taken_back_does_not_stand_and_taking_back_can_be_taken_back() -> None:
    rejected = said("reject", 0)
    undo = make_undo(rejected, who="Bintou", when=NOON + dt.timedelta(minutes=5))
    again = make_undo(undo, who="Awa", when=NOON + dt.timedelta(minutes=6))
    assert standing([rejected]) == [rejected]
    assert standing([rejected, undo]) == []
    assert standing([undo, again, rejected]) == [rejected]
    assert reviewed(ROW, [rejected, undo]) == ROW


@given(st.lists(st.tuples(st.sampled_from(["confirm", "reject", "undo"]), st.integers(0, 9)), max_size=12))
def test_undoing_every_standing_review_brings_back_what_was_read(steps: list[tuple[str, int]]) -> None:
    made: list[Review] = []
    for minute, (kind, at) in enumerate(steps):
        if kind != "undo":
            made.append(said(kind, minute))
        elif made:
            made.append(make_undo(made[at % len(made)], who="Awa", when=NOON + dt.timedelta(minutes=minute)))
    for minute, review in enumerate(standing(made), 100):
        made.append(make_undo(review, who="Awa", when=NOON + dt.timedelta(minutes=minute)))
    assert reviewed(ROW, made) == ROW


def test_a_review_finds_its_event_by_id_then_by_its_reports_and_else_is_lost() -> None:
    review = said("confirm", 0)
    assert targets([review], {"e1"}, {"f1": "e7"}) == ({"e1": [review]}, [])
    assert targets([review], (), {"f1": "e7", "f2": "e7", "f3": "e8"}) == ({"e7": [review]}, [])
    assert targets([review], (), {}) == ({}, [review])


@pytest.mark.parametrize(
    ("kind", "more", "word"),
    [("move", {}, "place"), ("redate", {}, "day"), ("note", {"why": "  "}, "note")],
)
def test_a_correction_that_says_nothing_is_refused(kind: str, more: dict[str, object], word: str) -> None:
    with pytest.raises(ReviewError, match=word):
        said(kind, 0, **more)


@pytest.mark.parametrize("date", ["0001", "1899-12-31", "2101"])
def test_a_day_that_no_news_tells_of_is_refused(date: str) -> None:
    with pytest.raises(ReviewError, match="Give a day from 1900"):
        said("redate", 0, date=DateSpan.parse(date))


def test_a_correction_needs_a_name_and_a_spot_on_the_globe() -> None:
    with pytest.raises(ReviewError, match="name"):
        make_review("confirm", EVENT, who="  ")
    with pytest.raises(ReviewError, match="globe"):
        spot_at(95, 0)


def test_two_reviews_that_differ_in_anything_have_different_ids() -> None:
    one = said("reject", 0)
    assert one.id == said("reject", 0).id
    assert len({one.id, said("reject", 1).id, said("confirm", 0).id, said("reject", 0, why="x").id}) == 4

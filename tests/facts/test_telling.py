"""How a text tells of happenings: who speaks when, what goes on, what competes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geodata.events import merge
from geodata.model import Fact, Incident

Reader = Callable[..., list[Fact]]


def incidents(facts: list[Fact]) -> list[Incident]:
    return [fact for fact in facts if isinstance(fact, Incident)]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("The army said on Sunday that rebels killed nine soldiers in Gao on 11 June.", "en", (2024, 6, 11)),
        ("L'armée a affirmé dimanche que des rebelles ont tué neuf soldats le 11 juin à Gao.", "fr", (2024, 6, 11)),
        ("Soldiers overthrew the president at Bamako on 4 May 2023, a Thursday.", "en", (2023, 5, 4)),
        ("The bloc met on 27 October 2021, two days after the coup in Bamako.", "en", (2021, 10, 25)),
    ],
)
def test_the_day_is_that_of_the_happening(
    read: Reader, text: str, language: str, day: tuple[int, int, int]
) -> None:  # fmt: skip
    dates = [fact.date.start for fact in incidents(read(text, "2024-06-17", language)) if fact.date]
    assert dt.date(*day) in dates


def test_a_count_takes_the_kind_of_the_explosion_before_it(read: Reader) -> None:
    facts = incidents(read("Rebels shelled Gao on 3 May 2024. The toll stands at 12 dead.", "2024-05-05", "en"))
    assert [fact.event_type for fact in facts] == ["explosion_remote_violence"] * 2


def test_counts_join_the_battle_told_last(read: Reader) -> None:
    text = (
        "Rebels attacked the army base of Gao on 3 May 2024. The army lost 40 soldiers. "
        "A drone strike hit Gao on 20 May 2024. It killed five civilians."
    )
    facts = incidents(read(text, "2024-06-05", "en"))
    tolls = [{f.fatalities for f in facts if f.id in event.fact_ids} - {None} for event in merge(facts)]
    assert {40} in tolls
    assert {5} in tolls


def test_two_claims_about_the_same_dead_are_not_added(read: Reader) -> None:
    fact = incidents(read("Gunmen struck Gao. The mayor spoke of 30 dead, while the rebels put it at 50.", None, "en"))[
        -1
    ]
    assert (fact.fatalities_low, fact.fatalities_high) == (30, 50)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Soldiers rehearsed a hostage rescue near Gao with blank rounds.", "en"),
        ("Les inondations ont tué douze soldats et civils à Gao.", "fr"),
        ("Des militaires ont simulé une attaque terroriste à Gao.", "fr"),
    ],
)
def test_drills_and_disasters_are_no_incidents(read: Reader, text: str, language: str) -> None:
    assert not incidents(read(text, None, language))

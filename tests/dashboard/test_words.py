from __future__ import annotations

import datetime as dt
import re
from string import Formatter

import pytest

from dashboard import labels
from dashboard.words import Words
from geodata import symbols
from geodata.model import DateSpan, Precision
from tests.dashboard.messages import Message, read, said_in_code

MESSAGES = sorted(set(said_in_code()), key=str)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_catalogue_says_everything_the_code_says_and_nothing_else(language: str) -> None:
    catalogue = read(language)
    known = {message.id for message in catalogue if message.id}
    assert known == set(MESSAGES), "run python -m tests.dashboard.messages and translate what is new"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_every_message_is_translated_with_the_same_placeholders(language: str, message: Message) -> None:
    entry = read(language).get(message if isinstance(message, str) else message[0])
    assert entry is not None
    said = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
    asked = fields(message if isinstance(message, str) else message[1])
    assert said
    assert all(said)
    assert all(fields(text) == asked for text in said)


def test_numbers_dates_and_plurals_are_as_the_language_has_them() -> None:
    day = DateSpan.day(dt.date(2023, 9, 16))
    assert Words("en").number(1400) == "1,400"
    assert re.fullmatch(r"1\s400", Words("fr").number(1400))
    assert Words("en").date(day) == "16 Sep 2023"
    assert Words("fr").date(day) == "16 sept. 2023"
    assert Words("fr").plural("{n} event", "{n} events", 0) == "0 événement"
    assert Words("en").plural("{n} event", "{n} events", 0) == "0 events"


def test_a_date_is_written_no_finer_than_it_is_known() -> None:
    assert Words("en").date(DateSpan.month(2025, 4)) == "April 2025"
    assert Words("fr").date(DateSpan.year(2024)) == "2024"
    assert Words("en").date(None) == "no date in the text"


def test_every_type_and_precision_has_words() -> None:
    incident = {key for key, row in symbols.styles().items() if row.layer == "incident"}
    assert set(labels.EVENT_TYPES) == incident - {"coup", "incident"}
    assert set(labels.PRECISIONS) == set(Precision)
    assert set(labels.STATES) == set(symbols.states())


def test_notes_of_the_rules_are_retold_with_their_words() -> None:
    assert labels.retold("place carried from the title", Words("fr")) == "lieu repris du titre"
    assert labels.retold("denied because of the words 'ne pas'", Words("fr")) == "démenti, à cause des mots 'ne pas'"
    assert labels.retold("something new", Words("fr")) == "something new"


def test_a_number_of_dead_without_an_end_is_told_as_the_least() -> None:
    english, french = Words("en"), Words("fr")
    assert (english.dead(10, None), french.dead(10, None)) == ("at least 10 dead", "au moins 10 morts")
    assert (english.dead(10, 10), french.dead(1, 1)) == ("10 dead", "1 mort")
    assert (english.dead(10, 40, is_open=True), french.dead(10, 40, is_open=True)) == (
        "10–40 dead or more", "10–40 morts ou plus",
    )  # fmt: skip
    assert french.toll(12, 12, is_open=True) == "au moins 12"


def test_a_number_of_dead_that_is_only_a_most_or_rough_says_so() -> None:
    english, french = Words("en"), Words("fr")
    assert (english.dead(0, 30), french.dead(0, 30), french.dead(0, 1)) == (
        "at most 30 dead", "au plus 30 morts", "au plus 1 mort",
    )  # fmt: skip
    assert (english.toll(0, 30), french.toll(0, 30), english.dead(0, 0)) == ("at most 30", "au plus 30", "0 dead")
    assert (english.dead(12, 12, is_rough=True), french.toll(12, 12, is_rough=True)) == ("about 12 dead", "environ 12")
    assert french.dead(10, 12, is_rough=True) == "environ 10–12 morts"
    assert (english.dead(0, 30, is_open=True), english.dead(0, None)) == ("0–30 dead or more", "0 dead or more")


def test_a_state_that_began_in_a_span_began_on_some_day_of_it() -> None:
    span = DateSpan(dt.date(2022, 1, 31), dt.date(2023, 9, 1), "interval")
    assert Words("en").onset(span) == "some day between 31 Jan 2022 and 1 Sep 2023"
    assert Words("fr").onset(span) == "un jour entre le 31 janv. 2022 et le 1er sept. 2023"
    assert Words("en").onset(DateSpan.month(2022, 1)) == "January 2022"

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import timeline
from dashboard.data import Library
from dashboard.words import Words
from geodata.columns.histogram import Step
from geodata.model import ViewSpec

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31))


@pytest.mark.parametrize("step", [None, "day", "week", "month", "year"])
def test_every_dated_event_stands_in_one_bar_whatever_the_period(
    library: Library, words: Words, step: Step | None
) -> None:
    told = timeline.told(library, ViewSpec(start=dt.date(2025, 5, 1)), words, step)
    dated = [row for row in library.view(ViewSpec()).events if row.event.date]
    assert sum(told["events"]) == len(dated)
    assert len(told["starts"]) == len(told["ends"]) == len(told["labels"])
    assert all(start <= end for start, end in zip(told["starts"], told["ends"], strict=True))
    assert told["from"] == "2025-05-01"


def test_bars_follow_one_another_without_a_gap(library: Library, words: Words) -> None:
    told = timeline.told(library, ViewSpec(), words, "month")
    days = [dt.date.fromisoformat(day) for day in told["starts"][1:]]
    ends = [dt.date.fromisoformat(day) for day in told["ends"][:-1]]
    assert all(end + dt.timedelta(1) == day for end, day in zip(ends, days, strict=True))


def test_a_view_without_any_date_has_no_bars(library: Library, words: Words) -> None:
    assert timeline.told(library, ViewSpec(text="zzz"), words, None)["starts"] == []


@pytest.mark.parametrize("sent", [{"from": "soon", "to": None}, {"from": "2025-13-01", "to": "2025-01-01"}])
def test_days_that_are_none_change_nothing(sent: dict[str, str | None]) -> None:
    assert timeline.period(sent) is None


def test_a_period_sent_backwards_is_turned() -> None:
    assert timeline.period({"from": "2025-02-01", "to": "2025-01-01"}) == (dt.date(2025, 1, 1), dt.date(2025, 2, 1))
    assert timeline.period({"from": None, "to": None}) == (None, None)


@given(DAYS, st.integers(0, 4000))
def test_the_period_before_is_as_long_and_ends_the_day_before(start: dt.date, days: int) -> None:
    end = start + dt.timedelta(days)
    first, last = timeline.period_before(start, end)
    assert last - first == end - start
    assert last + dt.timedelta(1) == start


@given(DAYS)
def test_a_year_before_keeps_day_and_month_but_for_leap_days(day: dt.date) -> None:
    before, _ = timeline.year_before(day, day)
    assert before.year == day.year - 1
    assert (before.month, before.day) == (day.month, min(day.day, 28) if day.month == 2 and day.day == 29 else day.day)

"""Quotes, bars and choices of the briefing, each for itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.briefing import contents, figures
from dashboard.briefing.quotes import ELLIPSIS, plain, quote
from dashboard.briefing.reports import quoted_reports
from dashboard.data import Library
from geodata.model import DateSpan, EventView, Incident, View, ViewSpec
from geodata.profiles import toll_of
from geodata.publication import period_before
from geodata.vocabulary.names import actor_words, groups
from tests.facts_by_hand import GAO, incident
from tests.snapshot.snapshot_sample import sample

TEXT = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=900)


def fact(excerpt: str, start: int, end: int) -> Incident:
    return Incident(
        id="f", document_id="d", start=100, end=100 + len(excerpt), excerpt=excerpt, trigger_start=100 + start,
        trigger_end=100 + end, status="occurred",
    )  # fmt: skip


@given(TEXT, st.integers(0, 900), st.integers(0, 60))
def test_a_quote_holds_the_words_of_the_fact_and_nothing_that_the_text_does_not_say(
    excerpt: str, start: int, length: int
) -> None:
    start = min(start, len(excerpt))
    end = min(start + length, len(excerpt))
    cut = quote(fact(excerpt, start, end))
    assert cut.words == plain_run(excerpt[start:end])
    whole = "".join((cut.before, cut.words, cut.after))
    assert len(whole) <= 340 + 2 * (len(ELLIPSIS) + 1) + 110
    for part in whole.split(ELLIPSIS):
        assert " ".join(part.split()) in " ".join(excerpt.split())


def plain_run(text: str) -> str:
    return quote(fact(text, 0, len(text))).words


def test_short_sentences_are_quoted_whole() -> None:
    cut = quote(fact("Des hommes armés ont attaqué Ansongo.", 17, 28))
    assert (cut.before, cut.words, cut.after) == ("Des hommes armés ", "ont attaqué", " Ansongo.")


def test_controls_and_marks_of_direction_are_left_out() -> None:
    assert plain("a\x00b\u202ec\n d") == "a b c d"


def dated(*days: DateSpan | None, **period: dt.date) -> View:
    view, _ = sample(spec=ViewSpec(**period))  # type: ignore[arg-type]  # days only
    rows = [replace(row, event=replace(row.event, date=day)) for row, day in zip(view.events, days, strict=False)]
    return replace(view, events=tuple(rows), columns=None, rows=None)


def test_empty_months_are_bars_too_and_dates_coarser_than_a_month_are_left_out() -> None:
    days = (DateSpan.day(dt.date(2025, 1, 9)), DateSpan.month(2025, 3), DateSpan.year(2025), None)
    bars = figures.bars(dated(*days, start=dt.date(2025, 1, 1), end=dt.date(2025, 4, 30)))
    assert [(bar.month, bar.events) for bar in bars] == [(1, 1), (2, 0), (3, 1), (4, 0)]


def test_long_periods_are_told_by_year() -> None:
    bars = figures.bars(dated(DateSpan.year(2012), DateSpan.day(dt.date(2025, 5, 5))))
    assert [(bar.year, bar.month) for bar in bars] == [(year, None) for year in range(2012, 2026)]
    assert sum(bar.events for bar in bars) == 2


def highest(row: EventView) -> int:
    toll = toll_of(row.facts)
    return max(toll.low, toll.high or 0) if toll else 0


def test_the_weightiest_events_come_in_the_order_of_their_days(library: Library) -> None:
    view = library.view(ViewSpec())
    chosen = figures.weightiest(view, 3)
    assert max(map(highest, view.events)) in map(highest, chosen)
    days = [row.event.date.start for row in chosen if row.event.date]
    assert days == sorted(days)


def test_actors_are_counted_once_an_event(library: Library) -> None:
    view = library.view(ViewSpec())
    for actor in figures.actors(view, "en"):
        naming = [row for row in view.events if any(actor.name == one.name for f in row.facts for one in f.actors)]
        assert actor.events <= len(naming)
        assert actor.kind != "civilians"


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ((2025, 1, 1), (2025, 12, 31), ((2024, 1, 1), (2024, 12, 31))),
        ((2025, 1, 1), (2025, 6, 30), ((2024, 7, 1), (2024, 12, 31))),
        ((2024, 3, 1), (2024, 3, 31), ((2024, 2, 1), (2024, 2, 29))),
        ((2025, 1, 15), (2025, 1, 15), ((2025, 1, 14), (2025, 1, 14))),
    ],
)
def test_the_period_before_is_as_long_and_ends_where_this_begins(
    start: tuple[int, int, int], end: tuple[int, int, int], before: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    assert period_before(dt.date(*start), dt.date(*end)) == (dt.date(*before[0]), dt.date(*before[1]))


def report(name: str, source: str, low: int | None = None, high: int | None = None) -> Incident:
    toll = {"fatalities": high or low, "fatalities_low": low, "fatalities_high": high}
    return incident(name, "2025-03-02", GAO, document_id=source, **toll)


@pytest.mark.parametrize(
    ("told", "shown", "more"),
    [
        ([report("title", "one"), report("toll", "one", 12, 12)], ["toll"], 0),
        ([report("first", "one", 12, 12), report("second", "one", 12, 12)], ["first"], 0),
        ([report("ten", "one", 10, 10), report("forty", "one", 40, 40)], ["ten", "forty"], 0),
        ([report("most", "one", None, 30), report("title", "two"), report("twelve", "two", 12, 12)],
         ["most", "twelve"], 0),
        ([report(name, name) for name in "abc"] + [report("d", "d", 9, 9)], ["a", "b", "d"], 1),
        ([report(name, name) for name in "abcde"], ["a", "b", "c"], 2),
    ],
)  # fmt: skip
def test_reports_that_a_figure_rests_on_are_quoted(told: list[Incident], shown: list[str], more: int) -> None:
    chosen, left = quoted_reports(told, 3)
    assert ([fact.id for fact in chosen], left) == (shown, more)


def test_every_kind_of_actor_has_a_name_in_the_interface() -> None:
    kinds = {group.kind for group in groups()} | {kind for kind, _ in actor_words().kinds}
    assert kinds - figures.NO_ACTORS <= set(contents.ACTOR_KINDS)

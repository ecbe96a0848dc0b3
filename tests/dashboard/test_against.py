from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dashboard import timeline
from dashboard.data import Library
from dashboard.panels import against
from dashboard.words import Words
from geodata.model import ViewSpec

MAY = ViewSpec(start=dt.date(2025, 5, 1), end=dt.date(2025, 5, 31))
SPRING = (dt.date(2025, 3, 1), dt.date(2025, 4, 30))


def test_two_periods_stand_side_by_side_with_events_and_types(library: Library, words: Words) -> None:
    view = library.view(replace(MAY, compare=SPRING))
    other = library.view(replace(MAY, start=SPRING[0], end=SPRING[1]))
    told = against.panel(
        ((dt.date(2025, 5, 1), dt.date(2025, 5, 31)), SPRING),
        (view.counts, other.counts),
        (library.figures(view)[0], library.figures(other)[0]),
        words,
    )
    assert f">{words.number(view.counts.events)}<" in told
    assert f">{words.number(other.counts.events)}<" in told
    assert "lk-mark" in told


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(3, 3, "="), (0, 2, "▼ −2"), (30, 20, "▲ +10 (+50%)"), (94, 10, "▲ +84 (×9.4)"), (5, None, "▲ +5")],
)
def test_a_change_is_told_by_a_share_only_where_the_share_says_more(now: int, before: int | None, said: str) -> None:
    assert against.change(now, before, Words("en")) == said


def test_the_second_period_goes_with_the_first_as_long_as_it_follows_from_it() -> None:
    spec = replace(MAY, compare=timeline.period_before(dt.date(2025, 5, 1), dt.date(2025, 5, 31)))
    june = timeline.moved(spec, dt.date(2025, 6, 30), dt.date(2025, 6, 1))
    assert june["start"] == dt.date(2025, 6, 1)
    assert june["compare"] == (dt.date(2025, 5, 2), dt.date(2025, 5, 31))
    chosen = replace(MAY, compare=SPRING)
    assert timeline.moved(chosen, dt.date(2025, 6, 1), dt.date(2025, 6, 30))["compare"] == SPRING
    assert timeline.moved(chosen, None, None)["compare"] is None

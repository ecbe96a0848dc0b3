"""Bars over time: from the day on which a contingent's leaving was announced to the day on which it had gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import labels
from dashboard.panels.markup import Markup, join, tag
from dashboard.words import Words
from geodata.model import Withdrawal

WIDTH, HEIGHT = 300, 22
# A status that is told for one day only is drawn at least so wide.
NARROWEST = 5.0
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from the first to the last, drawn over `WIDTH`."""

    first: dt.date
    last: dt.date

    @classmethod
    def over(cls, facts: Sequence[Withdrawal], day: dt.date) -> Axis:
        """Return whole years that hold all dates up to a day."""
        years = [fact.date.start.year for fact in facts if fact.date and fact.date.start <= day]
        return cls(dt.date(min([*years, day.year]), 1, 1), dt.date(day.year, 12, 31))

    def at(self, day: dt.date) -> float:
        """Return where a day stands."""
        days = (self.last - self.first).days or 1
        return WIDTH * min(1.0, max(0.0, (day - self.first).days / days))

    def years(self) -> list[int]:
        """Return the years that are written under the axis."""
        step = -(-(self.last.year - self.first.year + 1) // MOST_TICKS)
        return list(range(self.first.year, self.last.year + 1, step))


def head(axis: Axis) -> Markup:
    """Return the years, each where it begins."""
    ticks = [
        tag("span", f"{year}", style=f"left:{100 * axis.at(dt.date(year, 1, 1)) / WIDTH:.2f}%") for year in axis.years()
    ]
    return tag("div", *ticks, cls="lk-years", aria_hidden="true")


def bar(facts: Sequence[Withdrawal], axis: Axis, day: dt.date, words: Words) -> Markup:
    """Return the statuses of one contingent as a bar; each lasts until the next one, the last until the day.

    Parameters
    ----------
    facts : sequence of Withdrawal
        Of one contingent and host, known on the day.
    axis : Axis
    day : date
    words : Words
    """
    steps = _steps(facts)
    ends = [*(start for start, _ in steps[1:]), day]
    # What has no date gives no bar: `steps` is empty then, and the last end is the end of nothing.
    pieces = [_piece(status, axis.at(start), axis.at(end)) for (start, status), end in zip(steps, ends, strict=False)]
    told = "; ".join(
        f"{words.day(start)}: {labels.said(labels.WITHDRAWAL_STATUSES, status, words)}" for start, status in steps
    )
    now = axis.at(day)
    line = tag("line", x1=f"{now:.1f}", x2=f"{now:.1f}", y1="0", y2=HEIGHT, cls="now")
    return tag(
        "svg",
        tag("title", told or words.text("no date in the text")),
        *pieces,
        line,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=told or words.text("no date in the text"),
        cls="lk-bars",
    )


def _steps(facts: Sequence[Withdrawal]) -> list[tuple[dt.date, str]]:
    """Return the days on which the status changed, oldest first."""
    dated = sorted((fact.date.start, fact.id, fact.status) for fact in facts if fact.date)
    steps: list[tuple[dt.date, str]] = []
    for day, _, status in dated:
        if not steps or steps[-1][1] != status:
            steps.append((day, status))
    return steps


def _piece(status: str, left: float, right: float) -> Markup:
    width = max(NARROWEST, right - left)
    left = min(left, WIDTH - width)
    return join(
        [tag("rect", x=f"{left:.1f}", y="5", width=f"{width:.1f}", height=HEIGHT - 10, rx="3", cls=f"status {status}")]
    )

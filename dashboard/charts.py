"""Small drawings beside the filters; no streamlit here."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np

from dashboard.panels.markup import Markup, tag
from dashboard.words import Words
from geodata.columns import columns_of_view
from geodata.columns.table import NO_DAY
from geodata.model import View

WIDTH, HEIGHT = 208, 38
WIDEST_BAR = 9.0
# Beyond so many years a bar stands for a year, not for a month.
MONTHS_SHOWN = 60


def histogram(view: View, words: Words) -> Markup:
    """Return the number of events over time as bars; a date that spans several bars counts at its start.

    Parameters
    ----------
    view : View
    words : Words
    """
    columns, rows = columns_of_view(view)
    days = columns.start[rows]
    ordinals, numbers = np.unique(days[days != NO_DAY], return_counts=True)
    if not len(ordinals):
        return Markup("")
    first, last = dt.date.fromordinal(int(ordinals[0])), dt.date.fromordinal(int(ordinals[-1]))
    monthly = _months(first, last) <= MONTHS_SHOWN
    counted: Counter[int] = Counter()
    for ordinal, number in zip(ordinals.tolist(), numbers.tolist(), strict=True):
        counted[_slot(dt.date.fromordinal(ordinal), first, monthly)] += number
    slots = _slot(last, first, monthly) + 1
    width = WIDTH / slots
    most = max(counted.values())
    bars = [_bar(slot, n, width, most) for slot, n in sorted(counted.items())]
    unit = words.text("Events by month") if monthly else words.text("Events by year")
    title = f"{unit}, {words.day(first)} – {words.day(last)}"
    drawing = tag(
        "svg", *bars, width=WIDTH, height=HEIGHT, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=title
    )
    ends = tag("span", tag("span", f"{first.year}"), tag("span", unit), tag("span", f"{last.year}"), cls="ends")
    return tag("div", drawing, ends, cls="lk-histogram", title=title)


def _bar(slot: int, n: int, width: float, most: int) -> Markup:
    height = max(2.0, HEIGHT * n / most)
    thick = min(WIDEST_BAR, max(1.0, width - min(1.0, width / 4)))
    left = slot * width + (width - thick) / 2
    return tag(
        "rect", x=f"{left:.2f}", y=f"{HEIGHT - height:.2f}", width=f"{thick:.2f}", height=f"{height:.2f}", rx="1"
    )


def _slot(day: dt.date, first: dt.date, monthly: bool) -> int:
    return _months(first, day) if monthly else day.year - first.year


def _months(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month

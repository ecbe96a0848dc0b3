"""Events over time, in days, weeks, months or years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from geodata.columns.opening import columns_of_view
from geodata.columns.table import NO_DAY, Ints
from geodata.model import View

Step = Literal["day", "week", "month", "year"]
# A longer span than so many days is shown in wider bars.
WIDEST: tuple[tuple[int, Step], ...] = ((62, "day"), (550, "week"), (6_000, "month"))
# Wide enough for every span of the calendar in years; more bars than these are never made.
MOST_BARS = 4_000
EPOCH = dt.date(1970, 1, 1).toordinal()
# 1970-01-01 was a Thursday; weeks begin on Mondays, as in ISO 8601.
TO_MONDAY = 3


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the first to the last day of the events, empty ones included.

    Parameters
    ----------
    step : {"day", "week", "month", "year"}
    starts : tuple of date
        First day of each bar.
    events : tuple of int
        By the first day of their dates.
    vague : tuple of int
        Those among them whose date reaches beyond the bar after: known to the month or year only, for shorter bars.
    deaths : tuple of int
        Lowest tolls, where any is known.
    undated : int
        Events that stand in no bar.
    """

    step: Step
    starts: tuple[dt.date, ...]
    events: tuple[int, ...]
    vague: tuple[int, ...]
    deaths: tuple[int, ...]
    undated: int


def step_for(first: dt.date, last: dt.date) -> Step:
    """Return the width of bars that suits a span."""
    days = (last - first).days
    return next((step for most, step in WIDEST if days <= most), "year")


def histogram(view: View, step: Step | None = None) -> Histogram:
    """Return the events of a view over time.

    Parameters
    ----------
    view : View
    step : {"day", "week", "month", "year"}, optional
        By the span of the events by default; a wider one is taken where it would make more than 4,000 bars.
    """
    columns, rows = columns_of_view(view)
    start, end = columns.start[rows], columns.end[rows]
    dated = start != NO_DAY
    start, end, low, known = start[dated], end[dated], columns.low[rows][dated], columns.counted(rows)[dated]
    if not len(start):
        return Histogram(step or "month", (), (), (), (), len(rows))
    first, last = (dt.date.fromordinal(int(day)) for day in (start.min(), start.max()))
    step = step or step_for(first, last)
    while (slots := _slots(start, step)).max() - slots.min() >= MOST_BARS:
        step = "week" if step == "day" else "month" if step == "week" else "year"
    base = slots.min()
    bars = slots - base
    many = int(bars.max()) + 1
    beyond = _slots(end, step) - slots > 1
    return Histogram(
        step=step,
        starts=tuple(_first_day(int(base) + bar, step) for bar in range(many)),
        events=_numbers(np.bincount(bars, minlength=many)),
        vague=_numbers(np.bincount(bars[beyond], minlength=many)),
        deaths=_numbers(np.bincount(bars[known], weights=low[known], minlength=many)),
        undated=len(rows) - len(start),
    )


def _slots(ordinals: Ints, step: Step) -> NDArray[np.int64]:
    """Return the number of the bar of each day, counted from 1970."""
    days = ordinals.astype(np.int64) - EPOCH
    if step == "day":
        return days
    if step == "week":
        weeks: NDArray[np.int64] = (days + TO_MONDAY) // 7
        return weeks
    unit = "datetime64[M]" if step == "month" else "datetime64[Y]"
    return days.astype("datetime64[D]").astype(unit).astype(np.int64)


def _first_day(slot: int, step: Step) -> dt.date:
    if step in {"day", "week"}:
        return dt.date.fromordinal(EPOCH + (slot if step == "day" else slot * 7 - TO_MONDAY))
    year, month = divmod(slot, 12) if step == "month" else (slot, 0)
    return dt.date(1970 + year, month + 1, 1)


def _numbers(array: NDArray[Any]) -> tuple[int, ...]:
    return tuple(int(number) for number in array)

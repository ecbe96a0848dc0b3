"""The bar of time below the map: what a histogram with a brush is told, and what its moves do to a view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from dashboard.words import Words
from geodata.columns.histogram import Histogram, Step
from geodata.model import ViewSpec
from geodata.model.dates import EARLIEST, LATEST

if TYPE_CHECKING:
    from dashboard.data import Library

STEPS: tuple[Step, ...] = get_args(Step)


def step(name: str) -> Step | None:
    """Return the width of the bars that an address names; None, which means by span, where it names none."""
    return next((known for known in STEPS if known == name), None)


def told(library: Library, spec: ViewSpec, words: Words, step: Step | None) -> dict[str, Any]:
    """Return what the bar of time shows of a view: all of its time, with the period as a brush upon it.

    Parameters
    ----------
    library : Library
    spec : ViewSpec
    words : Words
    step : {"day", "week", "month", "year"}, optional
        Width of the bars; by the span of the events by default.
    """
    held = library.histogram(replace(spec, start=None, end=None, selected=None, compare=None), step)
    ends = [*held.starts[1:], _after(held.starts[-1], held.step)] if held.starts else []
    return {
        "starts": [day.isoformat() for day in held.starts],
        "ends": [(day - dt.timedelta(1)).isoformat() for day in ends],
        "events": list(held.events),
        "labels": [label(day, held.step, words) for day in held.starts],
        "from": spec.start.isoformat() if spec.start else None,
        "to": spec.end.isoformat() if spec.end else None,
        "other": [day.isoformat() for day in spec.compare] if spec.compare else None,
        "step": step or "",
        "asOf": _as_of(spec, words),
        "words": _words(held, words),
        "language": words.language,
    }


def _as_of(spec: ViewSpec, words: Words) -> dict[str, str | None]:
    """Return what the choice of the day says on which memberships and withdrawals are told."""
    return {
        "day": spec.as_of.isoformat() if spec.as_of else None,
        "title": words.text("as of"),
        "shown": words.day(spec.as_of) if spec.as_of else words.text("the newest day"),
        "help": words.text("Memberships and withdrawals are told as known on this day; empty means the newest day."),
        "clear": words.text("Back to the newest day"),
        "first": EARLIEST.isoformat(),
        "last": LATEST.isoformat(),
    }


def label(day: dt.date, step: Step, words: Words) -> str:
    """Return the name of a bar."""
    if step == "year":
        return f"{day.year}"
    return words.month(day) if step == "month" else words.day(day)


def period(sent: Mapping[str, Any]) -> tuple[dt.date | None, dt.date | None] | None:
    """Read the period that the brush sent; None where it makes no sense."""
    try:
        start, end = (dt.date.fromisoformat(str(sent[side])) if sent.get(side) else None for side in ("from", "to"))
    except ValueError:
        return None
    return (end, start) if start and end and start > end else (start, end)


def period_before(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """Return the period of equal length before another.

    Examples
    --------
    >>> period_before(dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    (datetime.date(2025, 1, 29), datetime.date(2025, 2, 28))
    """
    before = start - dt.timedelta(1)
    return before - (end - start), before


def year_before(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """Return the same days a year before; 29 February becomes the 28th.

    Examples
    --------
    >>> year_before(dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28))
    """
    return _a_year_back(start), _a_year_back(end)


PERIODS: dict[str, Callable[[dt.date, dt.date], tuple[dt.date, dt.date]]] = {
    "before": period_before,
    "year": year_before,
}


def compared(spec: ViewSpec) -> str | None:
    """Return by which name of `PERIODS` the second period follows from the first; None where by none."""
    if spec.start is None or spec.end is None:
        return None
    return next((name for name, way in PERIODS.items() if way(spec.start, spec.end) == spec.compare), None)


def moved(spec: ViewSpec, start: dt.date | None, end: dt.date | None) -> dict[str, Any]:
    """Return the fields of a view whose period moves: a second period that followed from the first one goes with it.

    Days that run backwards are exchanged.

    Examples
    --------
    >>> may = ViewSpec(start=dt.date(2025, 5, 1), end=dt.date(2025, 5, 31))
    >>> spec = replace(may, compare=year_before(may.start, may.end))
    >>> moved(spec, dt.date(2025, 6, 1), dt.date(2025, 6, 30))["compare"]
    (datetime.date(2024, 6, 1), datetime.date(2024, 6, 30))
    """
    if start and end and start > end:
        start, end = end, start
    way = compared(spec)
    if start is None or end is None:
        # Nothing is left that a second period could be compared with.
        return {"start": start, "end": end, "compare": None}
    return {"start": start, "end": end, "compare": PERIODS[way](start, end) if way else spec.compare}


def _a_year_back(day: dt.date) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _after(day: dt.date, step: Step) -> dt.date:
    if step == "day":
        return day + dt.timedelta(1)
    if step == "week":
        return day + dt.timedelta(7)
    months = day.month if step == "month" else 12
    return dt.date(day.year + months // 12, months % 12 + 1, 1)


def _words(held: Histogram, words: Words) -> dict[str, str]:
    titles = {
        "day": words.text("Events by day"), "week": words.text("Events by week"),
        "month": words.text("Events by month"), "year": words.text("Events by year"),
    }  # fmt: skip
    undated = words.text("{n} without a date", n=words.number(held.undated)) if held.undated else ""
    return {
        "title": titles[held.step],
        "undated": undated,
        "help": words.text("Time: drag to choose a period, or move its ends with the arrow keys."),
        "first": words.text("First day"),
        "last": words.text("Last day"),
        "back": words.text("One step back"),
        "on": words.text("One step on"),
        "play": words.text("Play"),
        "pause": words.text("Pause"),
        "whole": words.text("Whole time"),
        "width": words.text("Width of the bars"),
        "span": words.text("by span"),
        "day": words.text("by day"),
        "week": words.text("by week"),
        "month": words.text("by month"),
        "year": words.text("by year"),
    }

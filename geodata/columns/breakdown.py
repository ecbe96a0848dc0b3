"""What happened in a view, in figures: by time, type, actor and unit, and against the period before.

All is counted on columns; no event is loaded. Counts are of events; an event of two units or actors counts for both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns.counting import dated, deaths
from geodata.columns.events import LazyEvents
from geodata.columns.opening import columns_of_view
from geodata.columns.selecting import select_from
from geodata.columns.table import NO_TOLL, Bools, Columns, Ints, Spots
from geodata.model import Counts, EventView, View, ViewSpec

# Actors and units listed.
LISTED = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """Events of one kind; `deaths_low` and `deaths_high` are None where no toll is known; open means "or more".

    Parameters
    ----------
    key : str
        Style, name of an actor, or `place_id`.
    name : str
        As the documents have it; the key where it has no other.
    """

    key: str
    name: str
    events: int
    deaths_low: int | None = None
    deaths_high: int | None = None
    deaths_open: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A period against one before it, or any two periods: their days and counts."""

    start: dt.date
    end: dt.date
    before_start: dt.date
    before_end: dt.date
    now: Counts
    before: Counts


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What happened in a view.

    Parameters
    ----------
    types : tuple of Tally
        By style, memberships left out, the most frequent first.
    actors : tuple of Tally
    units : tuple of Tally
        By unit directly below the scope: countries, regions, cercles, places, or named areas.
    here : Tally
        Events known at this level only: their place is the scope itself; for the whole Sahel, unknown.
    below : Tally
        Events with a place in a unit below.
    trend : Trend or None
        Against the period before of equal length; None without a period.
    """

    types: tuple[Tally, ...]
    actors: tuple[Tally, ...]
    units: tuple[Tally, ...]
    here: Tally
    below: Tally
    trend: Trend | None


def breakdown(view: View, listed: int = LISTED) -> Breakdown:
    """Return the figures of a view.

    Parameters
    ----------
    view : View
    listed : int
        How many actors and units are listed.
    """
    columns, rows = columns_of_view(view)
    held = columns.entries_of("unit_event", rows)
    within = held[_children(columns, view.spec.scope)[columns.unit[held]]]
    below = _below(columns, rows, within)
    actors = columns.entries_of("actor_event", rows)
    return Breakdown(
        types=by_style(columns, rows),
        actors=_tallies(columns, columns.actor[actors], columns.actor_event[actors], _actor_names(columns))[:listed],
        units=_tallies(columns, columns.unit[within], columns.unit_event[within], _unit_names(columns))[:listed],
        here=_tally(columns, "here", rows[~below]),
        below=_tally(columns, "below", rows[below]),
        trend=trend(view),
    )


def known_here(view: View, *, here: bool = True) -> Sequence[EventView]:
    """Return the events of a view that are known at its level only, or those with a place in a unit below.

    Parameters
    ----------
    view : View
    here : bool
        False for those below.
    """
    columns, rows = columns_of_view(view)
    held = columns.entries_of("unit_event", rows)
    below = _below(columns, rows, held[_children(columns, view.spec.scope)[columns.unit[held]]])
    return LazyEvents(columns, rows[~below if here else below])


def _below(columns: Columns, rows: Ints, entries: Ints) -> Bools:
    """Tell for each row whether one of the entries of units is its own."""
    found = np.zeros(len(columns), bool)
    found[columns.unit_event[entries]] = True
    mask: Bools = found[rows]
    return mask


def by_style(columns: Columns, rows: Ints) -> tuple[Tally, ...]:
    """Return the events by style, memberships left out, the most frequent first."""
    styles = columns.style[rows]
    drawn = np.array([style != "membership" for style in columns.styles], bool)
    chosen = drawn[styles] if len(columns.styles) else np.zeros(0, bool)
    return _tallies(columns, styles[chosen], rows[chosen], lambda code: (columns.styles[code], columns.styles[code]))


def unit_tallies(view: View, units: Iterable[str]) -> dict[str, Tally]:
    """Return the events in each of the given units, for shading regions; units without any are left out."""
    columns, rows = columns_of_view(view)
    numbers = columns.spots.unit_number
    wanted = np.zeros(max(len(columns.spots.units), 1), bool)
    wanted[[numbers[unit] for unit in units if unit in numbers]] = True
    held = columns.entries_of("unit_event", rows)
    chosen = held[wanted[columns.unit[held]]]
    found = _tallies(columns, columns.unit[chosen], columns.unit_event[chosen], _unit_names(columns))
    return {tally.key: tally for tally in found}


def trend(view: View) -> Trend | None:
    """Return a view's period against the one before of equal length; None where the view has no first day."""
    start, end = view.spec.start, view.spec.end or view.last_day
    if start is None or end is None or end < start or (start - dt.date.min) <= (end - start) * 2:
        return None
    before_end = start - dt.timedelta(1)
    return compare(view, (start, end), (before_end - (end - start), before_end))


def last_year(view: View) -> Trend | None:
    """Return the last year of which a view's events tell against the one before; None where none has a date."""
    columns, rows = columns_of_view(view)
    known = dated(columns, rows)
    if known is None:
        return None
    end = min(known[1], dt.date.today())
    start, year = end - dt.timedelta(364), dt.timedelta(365)
    return compare(view, (start, end), (start - year, end - year)) if start - year > known[0] else None


def compare(view: View, one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> Trend:
    """Return the counts of two periods, all other filters of the view kept."""
    now, before = (period_view(view, period).counts for period in (one, other))
    return Trend(*one, *other, now, before)


def period_view(view: View, period: tuple[dt.date, dt.date]) -> View:
    """Return the same view over another period."""
    spec: ViewSpec = replace(view.spec, start=period[0], end=period[1])
    return select_from(columns_of_view(view)[0], spec)


def _children(columns: Columns, scope: str | None) -> Bools:
    """Tell for each unit whether it lies directly below the scope."""
    found: Bools = columns.remembered(("children", scope), lambda: children_of(columns.spots, scope))
    return found


def children_of(spots: Spots, scope: str | None) -> Bools:
    """Tell for each unit whether it is the next one below a scope for any place; None is the whole Sahel.

    A named area stands beside the units, so it is passed over on the way to a place, and is below where it is the
    place itself.
    """
    below = np.zeros(max(len(spots.units), 1), bool)
    if not len(spots.chain):
        return below
    is_area = np.array([unit.startswith("area:") for unit in spots.units], bool)
    last = spots.chain_start[1:] - 1
    own_area = is_area[spots.chain[last]]
    if scope is None:
        at = spots.chain_start[:-1].astype(np.int64)
    else:
        found = np.flatnonzero(spots.chain == spots.unit_number.get(scope, -1))
        place = np.searchsorted(spots.chain_start, found, side="right") - 1
        last, own_area, at = last[place], own_area[place], found + 1
    at = np.where(own_area & (at <= last), last, at)
    inside = at <= last
    at, last = at[inside], last[inside]
    while (passed := is_area[spots.chain[at]] & (at < last)).any():
        at = at + passed
    below[spots.chain[at]] = True
    return below


def _tally(columns: Columns, key: str, rows: Ints) -> Tally:
    return Tally(key, key, len(rows), *deaths(columns, rows))


def _tallies(columns: Columns, codes: Ints, events: Ints, name: Callable[[int], tuple[str, str]]) -> tuple[Tally, ...]:
    """Count events by code, the most frequent first; `name` gives key and name of a code."""
    numbers = np.bincount(codes)
    known = columns.low[events] != NO_TOLL
    told = np.bincount(codes[known], minlength=len(numbers))
    low = np.bincount(codes[known], weights=columns.low[events[known]], minlength=len(numbers))
    highest = np.maximum(columns.low, columns.high)[events[known]]
    high = np.bincount(codes[known], weights=highest, minlength=len(numbers))
    is_open = np.bincount(codes[known & (columns.high[events] == NO_TOLL)], minlength=len(numbers))
    found = np.flatnonzero(numbers)
    ordered: NDArray[Any] = found[np.argsort(-numbers[found], kind="stable")]
    return tuple(
        Tally(
            *name(int(code)),
            int(numbers[code]),
            int(low[code]) if told[code] else None,
            int(high[code]) if told[code] else None,
            bool(is_open[code]),
        )
        for code in ordered
    )


def _actor_names(columns: Columns) -> Callable[[int], tuple[str, str]]:
    return lambda code: (columns.actors[code], columns.actors[code])


def _unit_names(columns: Columns) -> Callable[[int], tuple[str, str]]:
    def name(code: int) -> tuple[str, str]:
        unit = columns.spots.units[code]
        place = columns.spots.place_number.get(unit)
        return unit, unit if place is None else columns.spots.names[place]

    return name

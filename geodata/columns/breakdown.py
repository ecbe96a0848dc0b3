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
    units, within = _entries_below(columns, rows, view.spec.scope)
    below = _among(columns, rows, within)
    entries = columns.entries_of("actor_event", rows)
    actors, events = columns.actor[entries], columns.actor_event[entries]
    return Breakdown(
        types=by_style(columns, rows),
        actors=_tallies(columns, actors, events, _actor_names(columns), listed),
        units=_tallies(columns, units, within, _unit_names(columns), listed),
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
    below = _among(columns, rows, _entries_below(columns, rows, view.spec.scope)[1])
    return LazyEvents(columns, rows[~below if here else below])


def _entries_below(columns: Columns, rows: Ints, scope: str | None) -> tuple[Ints, Ints]:
    """Return the units directly below a scope with the events of some rows that each holds, as two arrays.

    An event has a dozen units, from the continent of its places down to them: to begin with the few units asked for
    is ten times as fast as to look through those of every event.
    """
    if not len(columns.spots.units):
        return np.empty(0, np.int32), np.empty(0, np.int32)
    return _entries_in(columns, rows, np.flatnonzero(_children(columns, scope)))


def _entries_in(columns: Columns, rows: Ints, units: NDArray[np.intp]) -> tuple[Ints, Ints]:
    """Return units, by their numbers, with the events of some rows that each holds."""
    held = [columns.rows_within(columns.spots.units[unit]) for unit in units]
    if not held:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    events, codes = np.concatenate(held), np.repeat(units, [len(part) for part in held]).astype(np.int32)
    kept = np.zeros(len(columns), bool)
    kept[rows] = True
    chosen = kept[events]
    return codes[chosen], events[chosen]


def _among(columns: Columns, rows: Ints, events: Ints) -> Bools:
    """Tell for each row whether it is one of the events."""
    found = np.zeros(len(columns), bool)
    found[events] = True
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
    wanted = np.array(sorted({numbers[unit] for unit in units if unit in numbers}), np.intp)
    found = _tallies(columns, *_entries_in(columns, rows, wanted), _unit_names(columns))
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


def _tallies(
    columns: Columns, codes: Ints, events: Ints, name: Callable[[int], tuple[str, str]], listed: int | None = None
) -> tuple[Tally, ...]:
    """Count events by code, the most frequent first; `name` gives key and name of a code."""
    numbers = np.bincount(codes)
    lowest, highest = columns.low[events], columns.high[events]
    known = columns.counted(events)
    some = codes[known]
    told = np.bincount(some, minlength=len(numbers))
    low = np.bincount(some, weights=lowest[known], minlength=len(numbers))
    high = np.bincount(some, weights=np.maximum(lowest, highest)[known], minlength=len(numbers))
    is_open = np.bincount(codes[known & (highest == NO_TOLL)], minlength=len(numbers))
    found = np.flatnonzero(numbers)
    ordered: NDArray[Any] = found[np.argsort(-numbers[found], kind="stable")][:listed]
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

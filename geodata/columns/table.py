"""The columns themselves."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.model import DocumentInfo, EventView, Membership
from geodata.store.scans import OpenScan, nothing_to_scan

Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]
# A day before all others stands for "no date", so that it never overlaps a period.
NO_DAY = 0
NO_TOLL = -1
# Things of one kind that are kept, such as the masks of filters, one byte an event each.
KEPT = 48
# Of so small a part of all rows the entries are gathered one by one; of a larger one a mask finds them sooner.
FEW = 0.2


@dataclass(frozen=True, eq=False)
class Spots:
    """Every spot at which an event could be drawn: a place, or a point so far from it.

    Parameters
    ----------
    place : int array, shape (spots,)
        Number of its place in `place_ids`.
    lat, lon : float array
        WGS 84 degrees; NaN where nothing is known.
    precision : int array
        Values of `Precision`.
    radius : float array
        Kilometres; NaN where there is no ring.
    country : int array
        Number in `countries`; -1 where it lies in none or several.
    names, kinds : sequence of str
        Of each place, by its number.
    chain_start, chain : int array
        The numbers in `units` of all units that hold a place, widest first and itself last:
        ``chain[chain_start[place]:chain_start[place + 1]]``.
    """

    place: Ints
    lat: NDArray[np.floating[Any]]
    lon: NDArray[np.floating[Any]]
    precision: Ints
    radius: NDArray[np.floating[Any]]
    country: Ints
    chain_start: Ints
    chain: Ints
    place_ids: Sequence[str]
    names: Sequence[str]
    kinds: Sequence[str]
    countries: Sequence[str]
    units: Sequence[str]

    @cached_property
    def unit_number(self) -> dict[str, int]:
        """Number of each unit by its id."""
        return {unit: number for number, unit in enumerate(self.units)}

    @cached_property
    def place_number(self) -> dict[str, int]:
        """Number of each place by its id."""
        return {place: number for number, place in enumerate(self.place_ids)}

    def places_within(self, unit: str) -> Bools:
        """Tell for each place whether a unit holds it; a unit holds itself."""
        inside = np.zeros(len(self.place_ids), bool)
        number = self.unit_number.get(unit)
        if number is not None:
            at = np.flatnonzero(self.chain == number)
            inside[np.searchsorted(self.chain_start, at, side="right") - 1] = True
        return inside


@dataclass(frozen=True, eq=False)
class Columns:
    """Events as arrays, one row an event, newest first, those without a date last.

    Parameters
    ----------
    number : int array, shape (events,)
        Under which the store has the event.
    ids : bytes array
        Ids of events, UTF-8.
    by_id : int array
        Rows in the order of `ids`.
    layer, style, status : int array
        Numbers in `layers`, `styles`, `statuses`.
    types : int array
        One bit for each of `event_types` that a report gives.
    start, end : int array
        Ordinals of days (`datetime.date.toordinal`); `NO_DAY` without a date.
    low, high : int array
        Toll; `NO_TOLL` where none is known. Of "at least 10" only the low one is known, of "up to 30" the low one is
        0. Those of aggregates are told and never added to others (`counted`).
    aggregate, drawn : bool array
    facts, publishers : int array
        Counts.
    precision : int array
        Of its most precise place; 0 where it has none.
    entry_event, entry_spot, entry_drawn : array, shape (entries,)
        Each event with each of its spots: row, number in `spots`, and whether it is drawn there
        (not at a place that holds another one of the same event).
    unit_event, unit : int array, shape (holdings,)
        Each event with each unit that holds one of its places, once: row, and number in `spots.units`.
    actor_event, actor : int array
        Each event with each of its actors: row, and number in `actors`.
    source_event, source : int array
        Each event with each of its documents: row, and number of the document.
    document_ids : bytes array
    document_publisher, document_language : int array
        Numbers in `publisher_names` and `languages` of each document.
    address, address_end : uint8 array, int array
        Where each document was read: UTF-8, laid end to end, and where each one ends.
    digest : str
        Of the store that they were made of.
    rejected, looked_at : bool array or None
        Events that people rejected, and all that people reviewed; None where nobody has (`geodata.columns.reviewing`).
    """

    number: Ints
    ids: NDArray[np.bytes_]
    by_id: Ints
    layer: Ints
    style: Ints
    status: Ints
    types: Ints
    start: Ints
    end: Ints
    low: Ints
    high: Ints
    aggregate: Bools
    drawn: Bools
    facts: Ints
    publishers: Ints
    precision: Ints
    entry_event: Ints
    entry_spot: Ints
    entry_drawn: Bools
    unit_event: Ints
    unit: Ints
    actor_event: Ints
    actor: Ints
    source_event: Ints
    source: Ints
    document_ids: NDArray[np.bytes_]
    document_publisher: Ints
    document_language: Ints
    address: NDArray[np.uint8]
    address_end: Ints
    spots: Spots
    layers: Sequence[str]
    styles: Sequence[str]
    statuses: Sequence[str]
    event_types: Sequence[str]
    actors: Sequence[str]
    publisher_names: Sequence[str]
    languages: Sequence[str]
    digest: str = ""
    load: Callable[[Sequence[int]], list[EventView]] = field(default=lambda _: [], repr=False)
    scan: Callable[[], OpenScan] = field(default=nothing_to_scan, repr=False)
    documents: Callable[[Iterable[str]], Sequence[DocumentInfo]] = field(default=lambda _: (), repr=False)
    search: Callable[[Sequence[str]], Ints] = field(default=lambda _: np.empty(0, np.int64), repr=False)
    rejected: Bools | None = None
    looked_at: Bools | None = None
    memberships: Callable[[], Sequence[Membership]] = field(default=tuple, repr=False)
    _kept: dict[Hashable, OrderedDict[Hashable, Any]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _indexes: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.number)

    def remembered(self, key: Hashable, make: Callable[[], Any], most: int = KEPT) -> Any:
        """Return what was made under a key, or make it; the oldest of its kind are forgotten.

        Parameters
        ----------
        key : hashable
            Of a tuple the first is the kind.
        make : callable
        most : int
            So many of the kind are kept.
        """
        kind = key[0] if isinstance(key, tuple) else key
        with self._lock:
            kept = self._kept.setdefault(kind, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        made = make()
        with self._lock:
            kept[key] = made
            while len(kept) > most:
                kept.popitem(last=False)
        return made

    def row_of(self, event_id: str) -> int | None:
        """Return the row of an event, None where there is none of that id."""
        wanted = np.bytes_(event_id.encode())
        at = int(np.searchsorted(self.ids, wanted, sorter=self.by_id))
        if at == len(self.by_id) or self.ids[self.by_id[at]] != wanted:
            return None
        return int(self.by_id[at])

    def event_id(self, row: int) -> str:
        """Return the id of the event in a row."""
        return bytes(self.ids[row]).decode()

    @cached_property
    def rows_by_number(self) -> Ints:
        """Row of each number, -1 where no event has it."""
        rows = np.full(int(self.number.max(initial=0)) + 1, -1, np.int32)
        rows[self.number] = np.arange(len(self), dtype=np.int32)
        return rows

    def counted(self, rows: Bools | Ints) -> Bools:
        """Tell of each row whether its toll is added to others: it has one, and is no sum over a period itself."""
        counted: Bools = (self.low[rows] != NO_TOLL) & ~self.aggregate[rows]
        return counted

    def entries_of(self, owner: str, rows: Ints) -> Ints:
        """Return which entries of a kind belong to rows, ascending.

        Parameters
        ----------
        owner : {"entry_event", "unit_event", "actor_event", "source_event"}
            Whose entries.
        rows : int array
            Ascending, unless they are many.
        """
        events: Ints = getattr(self, owner)
        if len(rows) == len(self):
            return np.arange(len(events), dtype=np.int32)
        if len(rows) > FEW * len(self):
            mask = np.zeros(len(self), bool)
            mask[rows] = True
            return np.flatnonzero(mask[events])
        starts = self._starts(owner)
        first, lengths = starts[rows], starts[rows + 1] - starts[rows]
        before = np.cumsum(lengths) - lengths
        found: Ints = np.arange(int(lengths.sum())) + np.repeat(first - before, lengths)
        return found

    def _starts(self, owner: str) -> Ints:
        """Return where the entries of each row begin, and the last ones end."""

        def make() -> Ints:
            numbers = np.bincount(getattr(self, owner), minlength=len(self))
            return np.concatenate([[0], np.cumsum(numbers)]).astype(np.int32)

        starts: Ints = self._made(f"starts of {owner}", make)
        return starts

    def rows_within(self, unit: str) -> Ints:
        """Return the rows of the events that have a place in a unit, ascending."""
        number = self.spots.unit_number.get(unit)
        if number is None or not len(self.unit):
            return np.empty(0, np.int32)
        rows, starts = self._made("rows by unit", self._rows_by_unit)
        within: Ints = rows[starts[number] : starts[number + 1]]
        return within

    def _rows_by_unit(self) -> tuple[Ints, Ints]:
        # numpy sorts numbers of two bytes by counting, ten times as fast as wider ones.
        codes = self.unit.astype(np.uint16) if len(self.spots.units) <= np.iinfo(np.uint16).max else self.unit
        order = np.argsort(codes, kind="stable")
        numbers = np.bincount(self.unit, minlength=len(self.spots.units))
        return self.unit_event[order], np.concatenate([[0], np.cumsum(numbers)])

    def _made(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is made of the arrays once and kept as long as they are."""
        if name not in self._indexes:
            self._indexes[name] = make()
        return self._indexes[name]

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """First and last day of any event, as ordinals; None where no event has a date."""
        dated = self.start != NO_DAY
        return (int(self.start[dated].min()), int(self.end[dated].max())) if dated.any() else None

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all arrays by name, those of the spots under ``spots_``."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        found |= {f"spots_{item.name}": getattr(self.spots, item.name) for item in fields(self.spots)}
        return {name: value for name, value in found.items() if isinstance(value, np.ndarray)}

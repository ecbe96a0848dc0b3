"""The events of a view, loaded as they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import overload

from geodata.columns.table import Columns, Ints
from geodata.model import EventView

# Loaded in one query when a view is gone through; events that are kept, a few pages of cards.
TOGETHER = 500
KEPT = 200


class LazyEvents(Sequence[EventView]):
    """Rows of columns as events; only what is asked for is loaded.

    Parameters
    ----------
    columns : Columns
    rows : int array
    """

    def __init__(self, columns: Columns, rows: Ints) -> None:
        self._columns = columns
        self._rows = rows
        self._kept: OrderedDict[int, EventView] = OrderedDict()
        # A view is shared by the sessions that ask for the same.
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> EventView: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[EventView, ...]: ...

    def __getitem__(self, at: int | slice) -> EventView | tuple[EventView, ...]:
        if isinstance(at, slice):
            return tuple(self._load(self._rows[at]))
        return self._load([self._rows[at]])[0]

    def __iter__(self) -> Iterator[EventView]:
        for first in range(0, len(self._rows), TOGETHER):
            yield from self._load(self._rows[first : first + TOGETHER])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_equal, self, other))

    __hash__ = None  # type: ignore[assignment]  # as lists: what is equal may be of another kind

    def __repr__(self) -> str:
        return f"<{len(self)} events>"

    def _load(self, rows: Sequence[int] | Ints) -> list[EventView]:
        numbers = [int(self._columns.number[row]) for row in rows]
        with self._lock:
            found = {number: self._kept[number] for number in numbers if number in self._kept}
        missing = [number for number in numbers if number not in found]
        loaded = dict(zip(missing, self._columns.load(missing), strict=True)) if missing else {}
        if len(numbers) < TOGETHER:
            self._keep(loaded)
        found |= loaded
        return [found[number] for number in numbers]

    def _keep(self, loaded: dict[int, EventView]) -> None:
        with self._lock:
            self._kept.update(loaded)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _equal(one: object, other: object) -> bool:
    return one == other

"""The reports of the events of a view, batch by batch: from what is kept of them, from the store what is not."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
import pyarrow as pa

from geodata.columns.table import Columns, Ints
from geodata.export.ahead import ahead
from geodata.export.columns import Unit
from geodata.export.kept import Keeper, Kept, keeper, kept_reports
from geodata.export.reports import changed, read_reports, wanted

# Rows of the columns, their reports, and the position of the row to which each report belongs.
Told = tuple[Ints, pa.Table, Ints]


def reports_of(columns: Columns, rows: Ints, unit: Unit, size: int) -> Generator[Told, None, None]:
    """Yield rows with their reports.

    Parameters
    ----------
    columns : Columns
    rows : int array
    unit : {"event", "fact"}
        The first report of each event, or all.
    size : int
        Events at a time.

    Raises
    ------
    StoreError
        If the store has changed since the columns were made.
    """
    kept = kept_reports(columns)
    keeping = keeper(columns, rows) if kept is None else None
    try:
        yield from _reports(columns, rows, unit, size, kept, keeping)
        if keeping:
            keeping.finish()
    finally:
        if keeping:
            keeping.drop()


def _reports(
    columns: Columns, rows: Ints, unit: Unit, size: int, kept: Kept | None, keeping: Keeper | None
) -> Iterator[Told]:
    # What is kept serves files of both kinds.
    asked: Unit = "fact" if keeping else unit
    with ahead(_scanned(columns, rows, asked, size, kept)) as scanned:
        for chosen, lines in scanned:
            numbers = columns.number[chosen]
            told, owner = read_reports(lines, numbers, asked)
            if kept:
                told, owner = _with_kept(told, owner, numbers, asked, kept)
            if len(owner) != (len(chosen) if asked == "event" else columns.facts[chosen].sum()):
                raise changed()
            if keeping:
                keeping.take(numbers, told, owner)
            yield chosen, *(_first(told, owner, len(chosen)) if asked != unit else (told, owner))


def _scanned(columns: Columns, rows: Ints, unit: Unit, size: int, kept: Kept | None) -> Iterator[tuple[Ints, str]]:
    """Yield rows with those of their reports that are not kept, as the store has them."""
    with columns.scan() as scan:
        for first in range(0, len(rows), size):
            chosen = np.asarray(rows[first : first + size])
            numbers = columns.number[chosen]
            if kept:
                numbers = numbers[kept.lacks(numbers)]
            yield chosen, scan(numbers.tolist(), first_only=unit == "event") if len(numbers) else ""


def _with_kept(told: pa.Table, owner: Ints, numbers: Ints, unit: Unit, kept: Kept) -> tuple[pa.Table, Ints]:
    """Return the reports of events with those that are kept among them."""
    held = np.flatnonzero(~kept.lacks(numbers))
    if not len(held):
        return told, owner
    more, at = kept.read(numbers[held], unit)
    if not len(owner):
        return more, held[at]
    owners = np.concatenate([owner, held[at]])
    # Those of one event come from one side, in their order.
    order = np.argsort(owners, kind="stable")
    return pa.concat_tables([told, more]).combine_chunks().take(pa.array(order)), owners[order]


def _first(told: pa.Table, owner: Ints, rows: int) -> tuple[pa.Table, Ints]:
    """Return of all reports the first of each event, as files of one row an event want them."""
    first = np.searchsorted(owner, np.arange(rows))
    return told.select(wanted("event").names).take(pa.array(first)), np.arange(rows)

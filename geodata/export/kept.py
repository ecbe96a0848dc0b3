"""Reports kept as Arrow once they were read: the JSON of a million takes four fifths of the time of an export.

They are written while nearly all of a store is exported for the first time, in the order of its columns, so that a
later export reads them from one end to the other. The file bears the mark of the store's state. What a write touches
since then is read from the store, as long as the store knows what that is and it is little; else the file is made anew
by the next export of everything.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections import OrderedDict
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from geodata.errors import SetupError
from geodata.export.columns import UNITS
from geodata.export.reports import REPORT, wanted
from geodata.model import stable_id
from geodata.paths import home
from geodata.store.scans import StoredScan

if TYPE_CHECKING:
    from geodata.columns.table import Bools, Columns, Ints
    from geodata.export.columns import Unit
    from geodata.store.scans import Scannable

logger = logging.getLogger(__name__)
FOLDER, REPORTS, STATE = "reports", "reports.arrow", "state.json"
# Of fewer events reports are read in a moment.
LEAST = 20_000
# An export of so large a part of all events is worth keeping: a few that people rejected are in no view.
NEARLY_ALL = 0.9
# Of a larger part of all events than this what changed is no longer read one by one.
MOST_CHANGED = 0.05
# Batches of reports that stay open: those of a view lie one after the other.
OPEN = 3
NONE = -1


@cache
def format_version() -> str:
    """Return a hash of the code that reads reports: what another one read is read anew."""
    sources = (files("geodata.export").joinpath(name) for name in ("kept.py", "reports.py"))
    return stable_id(*(source.read_text(encoding="utf-8") for source in sources))


class Kept:
    """The reports of a store as they were read once.

    Parameters
    ----------
    folder : Path
    changed : frozenset of int
        Numbers of the events that were written since.

    Raises
    ------
    OSError, ValueError, KeyError
        If the folder holds no reports that open.
    """

    def __init__(self, folder: Path, changed: frozenset[int]) -> None:
        self._ends = np.array(json.loads((folder / STATE).read_text(encoding="utf-8"))["ends"], np.int64)
        self._first = np.load(folder / "first.npy", mmap_mode="r")
        self._count = np.load(folder / "count.npy", mmap_mode="r")
        # Read and not mapped: mapped pages count as memory until the end of the process.
        file = pa.OSFile(str(folder / REPORTS))
        self._readers = {unit: _reader(file, unit) for unit in UNITS}
        self._open: OrderedDict[tuple[Unit, int], pa.RecordBatch] = OrderedDict()
        self._changed = np.array(sorted(changed), np.int64)

    def lacks(self, numbers: Ints) -> Bools:
        """Tell which events are to be read from the store."""
        held = numbers < len(self._first)
        held[held] = self._first[numbers[held]] != NONE
        return ~held | np.isin(numbers, self._changed)

    def read(self, numbers: Ints, unit: Unit) -> tuple[pa.Table, Ints]:
        """Return the reports of events that are not lacking, in their order; as `read_reports` does."""
        first, count = np.asarray(self._first[numbers]), np.asarray(self._count[numbers])
        if unit == "event":
            return self._at(first, unit), np.arange(len(numbers))
        owner = np.repeat(np.arange(len(numbers)), count)
        ends = np.cumsum(count)
        within = np.arange(len(owner)) - np.repeat(ends - count, count)
        return self._at(first[owner] + within, unit), owner

    def _at(self, rows: Ints, unit: Unit) -> pa.Table:
        number = np.searchsorted(self._ends, rows, side="right")
        order = np.argsort(number, kind="stable")
        parts = []
        for batch in np.unique(number).tolist():
            inside = rows[order[number[order] == batch]] - (self._ends[batch - 1] if batch else 0)
            parts.append(self._batch(unit, batch).take(pa.array(inside)))
        fields = wanted(unit)
        table = pa.Table.from_batches(parts, schema=fields).combine_chunks()
        if (order[1:] > order[:-1]).all():
            return table
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        return table.take(pa.array(back))

    def _batch(self, unit: Unit, number: int) -> pa.RecordBatch:
        key = (unit, number)
        if key not in self._open:
            self._open[key] = self._readers[unit].get_batch(number)
            while len(self._open) > OPEN:
                self._open.popitem(last=False)
        return self._open[key]


def _reader(file: pa.OSFile, unit: Unit) -> pa.ipc.RecordBatchFileReader:
    """Return what reads only the fields that a file of that kind is made of."""
    fields = [REPORT.get_field_index(name) for name in wanted(unit).names]
    return pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(included_fields=fields))


class Keeper:
    """Writes the reports of a whole store as they go by; a disk that is full only ends the keeping.

    Parameters
    ----------
    store : Scannable
    columns : Columns
        Of all its events.

    Raises
    ------
    OSError
        If nothing can be written.
    """

    def __init__(self, store: Scannable, columns: Columns) -> None:
        # Asked before anything is read: what is written meanwhile counts as changed since.
        self._written = store.written()
        self._folder = _folder(store.place, self._written)
        self._first = np.full(len(columns.rows_by_number), NONE, np.int32)
        self._count = np.zeros(len(columns.rows_by_number), np.int32)
        self._ends: list[int] = []
        self._over = False
        self._folder.parent.mkdir(exist_ok=True)
        self._draft = Path(tempfile.mkdtemp(dir=self._folder.parent, prefix=".draft-"))
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        self._file = pa.OSFile(str(self._draft / REPORTS), "wb")
        self._writer = pa.ipc.new_file(self._file, REPORT, options=options)

    def take(self, numbers: Ints, told: pa.Table, owner: Ints) -> None:
        """Keep all reports of some events, in their order; as `read_reports` gives them."""
        if self._over or not len(told):
            return
        try:
            (batch,) = told.combine_chunks().to_batches()
            self._writer.write_batch(batch)
        except OSError as error:
            logger.info("the reports are not kept in %s: %s", self._draft, error)
            self.drop()
            return
        before = self._ends[-1] if self._ends else 0
        self._count[numbers] = np.bincount(owner, minlength=len(numbers))
        self._first[numbers] = before + np.searchsorted(owner, np.arange(len(numbers)))
        self._ends.append(before + len(told))

    def finish(self) -> None:
        """Put what was kept in its place, and remove what was kept before."""
        if self._over:
            return
        try:
            self._close()
            np.save(self._draft / "first.npy", self._first)
            np.save(self._draft / "count.npy", self._count)
            told = json.dumps({"written": self._written, "ends": self._ends})
            (self._draft / STATE).write_text(told, encoding="utf-8")
            if not self._folder.exists():
                self._draft.rename(self._folder)
            for other in _of_place(self._folder):
                if other != self._folder:
                    shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            logger.info("the reports are not kept in %s: %s", self._folder, error)

    def drop(self) -> None:
        """End, and leave nothing behind but what was put in its place."""
        if not self._over:
            with suppress(OSError):
                self._close()
        shutil.rmtree(self._draft, ignore_errors=True)

    def _close(self) -> None:
        self._over = True
        self._writer.close()
        self._file.close()


def kept_reports(columns: Columns) -> Kept | None:
    """Return what is kept of the store of some columns; None where that is nothing, or too old to be of use."""
    if not isinstance(columns.scan, StoredScan):
        return None
    store = columns.scan.store
    try:
        for folder in _of_place(_folder(store.place, "")):
            written = json.loads((folder / STATE).read_text(encoding="utf-8"))["written"]
            since = store.changed_since(written) if folder == _folder(store.place, written) else None
            if since is not None and len(since) <= MOST_CHANGED * len(columns):
                return Kept(folder, since)
    except (OSError, ValueError, KeyError, SetupError) as error:
        logger.debug("no reports are kept: %s", error)
    return None


def keeper(columns: Columns, rows: Ints) -> Keeper | None:
    """Return what keeps the reports of an export; None unless it is of nearly all events of a large store."""
    if not isinstance(columns.scan, StoredScan) or len(columns) < LEAST or len(rows) < NEARLY_ALL * len(columns):
        return None
    try:
        return Keeper(columns.scan.store, columns)
    except (OSError, SetupError) as error:
        logger.info("the reports are not kept: %s", error)
        return None


def _folder(place: str, written: str) -> Path:
    return home() / FOLDER / f"{stable_id(place)}-{stable_id(format_version(), written)}"


def _of_place(folder: Path) -> list[Path]:
    return list(folder.parent.glob(f"{folder.name.partition('-')[0]}-*"))

"""A store asked for the few things that every command asks, by Python's own sqlite3.

Loading SQLAlchemy and all that writes takes a second; a picture of a store whose columns are kept needs none of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from geodata.errors import StoreError
from geodata.paths import store_url
from geodata.store import marks, records
from geodata.store.scans import Scan, Scannable, scanning
from geodata.store.troubles import trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from geodata.model import EventView, Fact, Layer
    from geodata.store.reviews import Reviews
    from geodata.store.store import Store

SQLITE = "sqlite:///"
# How long a reader waits for a writer that closes or recovers the store.
BUSY_SECONDS = 30


@runtime_checkable
class Readable(Scannable, Protocol):
    """What views ask of a store: `Store` and `Glance` answer it."""

    def digest(self) -> str:
        """Return a hash that changes with anything that a view could show."""

    def reviewed_at(self) -> int:
        """Return a mark that changes with every review; 0 where there is none."""

    def reviews(self) -> Reviews:
        """Return all reviews, by the event that each is about now."""

    def facts(self, document_id: str | None = None, *, layer: Layer | None = None) -> Sequence[Fact]:
        """Return all facts, or those of one document or one layer."""

    def page(self, numbers: Sequence[int]) -> list[EventView]:
        """Return events with their reports and documents."""

    def search(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the events in which each word stands."""

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction for several reads of one state."""


def open_to_read(url: str | None = None) -> Store | Glance:
    """Open a store for reading: at a glance where nothing is to be made or upgraded first, else in whole.

    Parameters
    ----------
    url : str, optional
        As `Store.open` takes it.

    Raises
    ------
    StoreError
        As `Store.open` raises it.
    """
    where = url or store_url()
    glance = Glance.of(where)
    if glance is not None:
        return glance
    from geodata.store.store import Store  # noqa: PLC0415 - what this module spares

    return Store.open(where)


class Glance:
    """An SQLite store that is up to date; what is not asked often is answered by the store itself, opened then.

    Parameters
    ----------
    url : str
        Its SQLAlchemy address, of a file.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._file = Path(url.removeprefix(SQLITE))

    @classmethod
    def of(cls, url: str) -> Glance | None:
        """Return a glance at a store; None where it is no file of SQLite, or has to be upgraded or merged first."""
        if not url.startswith(SQLITE) or "?" in url or not Path(url.removeprefix(SQLITE)).is_file():
            return None
        glance = cls(url)
        return glance if glance._is_current() else None

    def _is_current(self) -> bool:
        try:
            (revision,) = self._column("SELECT version_num FROM alembic_version")
            return revision == marks.REVISIONS[-1] and self._meta(marks.MERGED_BY) == marks.merging_version()
        except (StoreError, ValueError):
            # What is wrong with it, the store itself tells or mends.
            return False

    def __enter__(self) -> Glance:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open."""
        whole = self.__dict__.pop("_whole", None)
        if whole is not None:
            whole.close()

    @property
    def place(self) -> str:
        """The file of the store."""
        return str(self._file)

    def written(self) -> str:
        """Return a mark that changes with every write."""
        return self._meta(marks.WRITTEN) or ""

    def digest(self) -> str:
        """Return a hash that changes with anything that a view could show."""
        return marks.digest_of(self._meta(marks.CONTENTS), self._column("SELECT id FROM reviews ORDER BY number"))

    def changed_since(self, mark: str) -> frozenset[int] | None:
        """Return the numbers of the events touched since the store bore a mark; None where that is not known."""
        changes = self._column("SELECT value FROM meta WHERE key LIKE ?", f"{marks.CHANGE}%")
        return marks.touched(changes, mark, self.written())

    def reviewed_at(self) -> int:
        """Return a mark that changes with every review; 0 where there is none."""
        (count,) = self._column("SELECT count(*) FROM reviews")
        return int(count)

    def facts(self, document_id: str | None = None, *, layer: Layer | None = None) -> Sequence[Fact]:
        """Return all facts, or those of one document or one layer, by document and place in the text."""
        if document_id is not None or layer is None:
            return self._whole.facts(document_id, layer=layer)
        told = self._column("SELECT record FROM facts WHERE layer = ? ORDER BY document_id, position", layer)
        return [records.to_fact(layer, record) for record in told]

    @contextmanager
    def scan(self) -> Iterator[Scan]:
        """Open a scan of reports of one state of the store."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            with scanning(lambda statement: connection.execute(statement).fetchone(), sqlite=True) as scan:
                yield scan

    def reviews(self) -> Reviews:
        """Return all reviews, by the event that each is about now."""
        return self._whole.reviews()

    def page(self, numbers: Sequence[int]) -> list[EventView]:
        """Return events with their reports and documents."""
        return self._whole.page(numbers)

    def search(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the events in which each word stands."""
        return self._whole.search(words)

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction for several reads of one state."""
        return self._whole.read()

    @cached_property
    def _whole(self) -> Store:
        from geodata.store.store import Store  # noqa: PLC0415 - what this module spares

        return Store.open(self._url)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute("PRAGMA query_only=ON")
                yield connection
        except sqlite3.Error as error:
            raise trouble(self.place, str(error)) from error

    def _meta(self, key: str) -> str | None:
        return next(iter(self._column("SELECT value FROM meta WHERE key = ?", key)), None)

    def _column(self, statement: str, *values: str) -> list[Any]:
        with self._connected() as connection:
            return [value for (value,) in connection.execute(statement, values)]

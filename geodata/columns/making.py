"""Make the columns of a store, or bring those of an earlier state up to date: what reads the database itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, text

from geodata.columns.building import BATCH, WANTED, Batch, Builder
from geodata.columns.renewing import renewed, worth_renewing
from geodata.columns.table import Columns
from geodata.hierarchy import Hierarchy
from geodata.store import state
from geodata.store.events import batches

# Called with how many events are read, and how many there are.
BuildProgress = Callable[[int, int], None]
EVENTS = text(f"SELECT {', '.join(WANTED)} FROM events ORDER BY number")  # noqa: S608 - names of our own
DOCUMENTS = text("SELECT id, reports_on, publisher, source, language FROM documents")
_SOME = f"SELECT {', '.join(WANTED)} FROM events WHERE number IN :numbers ORDER BY number"  # noqa: S608 - the same
SOME_EVENTS = text(_SOME).bindparams(bindparam("numbers", expanding=True))
SOME_DOCUMENTS = text(f"{DOCUMENTS} WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
# Which of the facets of an event are its documents.
DOCUMENTS_FACET = 2
COUNT = text("SELECT count(*) FROM events")


def made(
    connection: Connection, hierarchy: Hierarchy, progress: BuildProgress | None, reach: dict[str, Any]
) -> Columns:
    """Return the columns of all events, with what reaches the store from them."""
    builder = Builder(hierarchy, _documents(connection))
    for batch in _batches(connection, progress):
        builder.take(batch)
    return builder.columns(state.digest(connection), **reach)


def brought_up_to_date(
    connection: Connection, hierarchy: Hierarchy, earlier: Iterable[tuple[Columns | None, str]]
) -> Columns | None:
    """Return columns of an earlier state with what changed since; None where that is too much, or not known.

    Parameters
    ----------
    earlier : iterable of (Columns, str)
        Columns, and the mark of the state that they are of.
    """
    for columns, written in earlier:
        changed = None if columns is None else state.changed_since(connection, written)
        if columns is not None and changed is not None and worth_renewing(columns, changed):
            more = _of_numbers(connection, hierarchy, changed)
            return renewed(columns, changed, more, hierarchy, state.digest(connection))
    return None


def few(connection: Connection, most: int) -> bool:
    """Tell whether a store holds no more events than that."""
    return bool(connection.execute(COUNT).scalar_one() <= most)


def _of_numbers(connection: Connection, hierarchy: Hierarchy, numbers: Collection[int]) -> Columns:
    """Return the columns of some events, of those that there are."""
    rows = [row for batch in batches(sorted(numbers)) for row in connection.execute(SOME_EVENTS, {"numbers": batch})]
    wanted = dict.fromkeys(document for row in rows for document in json.loads(row.facets)[DOCUMENTS_FACET])
    documents = [row for batch in batches(wanted) for row in connection.execute(SOME_DOCUMENTS, {"ids": batch})]
    builder = Builder(hierarchy, map(_document, documents))
    if rows:
        builder.take(rows)
    return builder.columns("")


def _documents(connection: Connection) -> Iterator[tuple[str, str, str | None, str]]:
    yield from map(_document, connection.execute(DOCUMENTS, execution_options={"yield_per": BATCH}))


def _document(row: Any) -> tuple[str, str, str | None, str]:
    return row.id, row.reports_on or row.publisher or row.source, row.language, row.source


def _batches(connection: Connection, progress: BuildProgress | None) -> Iterator[Batch]:
    total, done = connection.execute(COUNT).scalar_one(), 0
    for batch in connection.execute(EVENTS, execution_options={"yield_per": BATCH}).partitions(BATCH):
        yield batch
        done += len(batch)
        if progress:
            progress(done, total)

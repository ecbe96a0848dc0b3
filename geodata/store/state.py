"""The state of a store in a few rows of `meta`: what it holds, as a digest, and when its events last changed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select, text

from geodata.model import stable_id
from geodata.store import schema
from geodata.store.marks import CHANGE, CONTENTS, DIGITS, MERGED_BY, WRITTEN, digest_of, touched

# Under which number the last change is told.
CHANGES = "changes"
KEPT_CHANGES = 500
# The number under which the writers of one PostgreSQL database wait for each other.
LOCK = 1_279_546_444
MODULUS = 1 << (4 * DIGITS)


def read(connection: Connection, key: str) -> str | None:
    """Return a value, None where there is none."""
    return connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()


def write(connection: Connection, values: Mapping[str, str]) -> None:
    """Replace values."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_(list(values))))
    if values:
        connection.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in values.items()])


def versions(connection: Connection) -> dict[str, str]:
    """Return the versions of vocabulary and gazetteer that wrote last."""
    rows = connection.execute(select(schema.meta.c.key, schema.meta.c.value))
    own = {CONTENTS, WRITTEN, MERGED_BY, CHANGES}
    return {key: value for key, value in rows if key not in own and not key.startswith(CHANGE)}


def lock(connection: Connection) -> None:
    """Let other writers wait until this one is done, since merging must see what the last one wrote.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def digest(connection: Connection) -> str:
    """Return a hash that changes with anything that a view could show."""
    reviews = connection.execute(select(schema.reviews.c.id).order_by(schema.reviews.c.number)).scalars()
    return digest_of(read(connection, CONTENTS), reviews)


def written(connection: Connection) -> str:
    """Return a mark that no two states of any store share, also where they hold the same."""
    return read(connection, WRITTEN) or ""


def touch(connection: Connection) -> None:
    """Give the store a new mark."""
    write(connection, {WRITTEN: uuid.uuid4().hex})


def shift(connection: Connection, come: Iterable[str] = (), gone: Iterable[str] = ()) -> None:
    """Take into the digest what came and what went.

    Parameters
    ----------
    come, gone : iterable of str
        Hashes of rows, such as `documents.digest` with the id.
    """
    held = int(read(connection, CONTENTS) or "0", 16)
    change = sum(map(_number, come)) - sum(map(_number, gone))
    write(connection, {CONTENTS: _hex(held + change)})
    touch(connection)


def note_change(connection: Connection, before: str, events: Iterable[int]) -> None:
    """Note which events a change touched, for those who keep something made of them.

    Parameters
    ----------
    before : str
        What `written` gave before the change; it gives another mark now.
    events : iterable of int
        Numbers of the events that went, came or changed.
    """
    number = int(read(connection, CHANGES) or "0") + 1
    told = json.dumps([before, written(connection), sorted(events)], separators=(",", ":"))
    write(connection, {CHANGES: str(number), f"{CHANGE}{number}": told})
    forgotten = f"{CHANGE}{number - KEPT_CHANGES}"
    connection.execute(delete(schema.meta).where(schema.meta.c.key == forgotten))


def changed_since(connection: Connection, mark: str) -> frozenset[int] | None:
    """Return the numbers of the events touched since the store bore a mark; None where that is not known any more."""
    query = select(schema.meta.c.value).where(schema.meta.c.key.startswith(CHANGE))
    return touched(connection.execute(query).scalars(), mark, written(connection))


def count_again(connection: Connection) -> None:
    """Make the digest from all documents, for stores that were written before it was kept."""
    table = schema.documents.c
    rows = connection.execute(select(table.id, table.digest))
    write(connection, {CONTENTS: _hex(sum(_number(part(*row)) for row in rows))})


def part(document_id: str, document_digest: str) -> str:
    """Return what a document adds to the digest."""
    return f"{document_id}:{document_digest}"


def _number(text: str) -> int:
    return int(stable_id(text, length=DIGITS), 16)


def _hex(number: int) -> str:
    return f"{number % MODULUS:0{DIGITS}x}"

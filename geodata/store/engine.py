"""Connections: SQLite in WAL mode, or whatever an SQLAlchemy address names, with errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from geodata.errors import StoreError
from geodata.store.scans import Scan, scanning
from geodata.store.troubles import trouble

# How long a writer waits for another one.
BUSY_SECONDS = 30
RETRY_SECONDS = 0.02
ADDRESS_REMEDY = "Give an SQLAlchemy address, such as sqlite:////home/me/liptako.sqlite."


def make_engine(url: str) -> Engine:
    """Return the engine of an SQLAlchemy address; nothing is opened yet.

    Raises
    ------
    StoreError
        If the address is none, or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed)
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    except (ArgumentError, NoSuchModuleError) as error:
        # Not the whole of it: an address may hold a password.
        raise StoreError(f"{url.split(':', maxsplit=1)[0]!r} begins no address of a store.", ADDRESS_REMEDY) from error
    except ImportError as error:
        raise StoreError(f"the store needs a database driver: {error}.", "Install it with pip.") from error
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_sqlite(connection: Connection) -> bool:
    """Tell whether a connection leads to SQLite."""
    return connection.dialect.name == "sqlite"


def place_of(engine: Engine) -> str:
    """Return where a store is, for messages: its file, or its address without the password."""
    if engine.dialect.name == "sqlite":
        return str(Path(engine.url.database or ":memory:"))
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which every read sees the same state."""
    with translated(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def scanned(engine: Engine) -> Iterator[Scan]:
    """Open a scan of reports of one state of a store."""
    with (
        reading(engine) as connection,
        scanning(lambda statement: _first(connection, statement), sqlite=is_sqlite(connection)) as scan,
    ):
        yield scan


def _first(connection: Connection, statement: str) -> Any:
    result = connection.exec_driver_sql(statement)
    return result.first() if result.returns_rows else None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that is written in whole or not at all; a second writer waits."""
    with (
        translated(engine),
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turn a database error into a `StoreError` that says where, why and what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        raise trouble(place_of(engine), reason) from error


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    # Transactions are begun below: sqlite3's own begin comes too late to shut out a second writer.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    if _patiently(connection, "PRAGMA journal_mode") != "wal":
        _patiently(connection, "PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    raw = cast(sqlite3.Connection, connection.connection.driver_connection)
    if connection.get_execution_options().get("writing", False):
        _patiently(raw, "BEGIN IMMEDIATE")
    else:
        raw.execute("BEGIN")
        # The first read fixes what the transaction sees; it may meet another program that opens or closes the store.
        _patiently(raw, "SELECT 1 FROM sqlite_master LIMIT 1")


def _patiently(connection: sqlite3.Connection, statement: str) -> Any:
    """Run a statement, and again while the store is locked in a way that SQLite itself does not wait for.

    It waits for writers, and not while another connection turns WAL mode on, recovers or closes the store.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            row = connection.execute(statement).fetchone()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return row[0] if row else None

"""Repeat the rows of one window of days in later windows, under other ids: a million events in minutes.

Ids begin with a mark that tells the window; days are moved by the length of a window; the keys by which events may
merge move with them, so that the repeated events are neighbours of each other as the told ones are.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from geodata.events import block_keys
from geodata.model import Incident
from geodata.store import records
from geodata.store.events import hashed

DAY = re.compile(r"20\d\d-\d\d-\d\d")
# A day as the keys of incidents have it (`date.toordinal`), from 2000 to 2052.
ORDINAL = re.compile(r"7[34]\d{4}")
MARK = "g000"
# Of each table: which rows, and the columns in which ids and days stand. Mentions are not repeated: nothing that is
# measured reads them, and a million events would not keep within four gigabytes.
TABLES = {
    "documents": ("id", ("id", "source", "title", "published_start", "published_end", "text", "record")),
    "facts": ("id", ("id", "document_id", "date_start", "date_end", "record")),
    "fact_places": ("fact_id", ("fact_id",)),
    "events": ("id", ("id", "date_start", "date_end", "facets", "record")),
    "event_facts": ("fact_id", ("fact_id",)),
}
NUMBERED = {"events": "number", "event_facts": "event"}
Move = Callable[[str], str]


def mark_of(window: int) -> str:
    """Return what ids of a window begin with; the first has `MARK`."""
    return f"{MARK[0]}{window:03x}"


def mover(window: int, days: int) -> Move:
    """Return what moves ids and days of the first window to another one."""
    mark, shift, known = mark_of(window), dt.timedelta(days * window), dict[str, str]()

    def moved(found: re.Match[str]) -> str:
        day = found.group()
        if day not in known:
            known[day] = (dt.date.fromisoformat(day) + shift).isoformat()
        return known[day]

    return lambda text: DAY.sub(moved, text.replace(MARK, mark))


def repeat(path: Path, windows: int, days: int) -> None:
    """Write the rows of the first window again for each other one.

    Parameters
    ----------
    path : Path
        An SQLite store whose first window is written.
    windows : int
        How many there are to be.
    days : int
        Length of one.
    """
    with closing(sqlite3.connect(path)) as connection:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("PRAGMA cache_size=-300000")
        pattern = f"{MARK}%"
        count = connection.execute("SELECT count(*) FROM events WHERE id LIKE ?", (pattern,)).fetchone()[0]
        keys, texts = _keys(connection, pattern), _texts(connection, pattern)
        rows = {table: _rows(connection, table, pattern) for table in TABLES}
        for window in range(1, windows):
            move, first = mover(window, days), count * window
            with connection:
                for table, (names, found) in rows.items():
                    places = ", ".join("?" * len(names))
                    moved = _moved(table, names, found, move, first)
                    connection.executemany(f"INSERT INTO {table} VALUES ({places})", moved)  # noqa: S608 - our names
                connection.executemany(
                    "INSERT INTO event_texts VALUES (?, ?)", ((number + first, move(text)) for number, text in texts)
                )
                blocks = {(block, number + first) for number, key in keys for block in _blocks(key, move, window, days)}
                connection.executemany("INSERT INTO event_blocks VALUES (?, ?)", sorted(blocks))


def _blocks(key: str, move: Move, window: int, days: int) -> Iterator[int]:
    """Yield the hashed keys for a key of the first window, or for the record of a fact."""
    if key.startswith("{"):
        yield from map(hashed, block_keys(records.to_fact("incident", move(key))))
        return
    head, _, day = key.rpartition("|")
    moved = f"{head}|{int(day) + days * window}" if ORDINAL.fullmatch(day) else move(key)
    # A key without day or id is made of the words of a sentence, which are others in each window.
    yield hashed(moved if moved != key else f"{key}|{window}")


def _rows(connection: sqlite3.Connection, table: str, pattern: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    found = connection.execute(f"SELECT * FROM {table} WHERE {TABLES[table][0]} LIKE ?", (pattern,))  # noqa: S608
    return [column[0] for column in found.description], found.fetchall()


def _moved(table: str, names: list[str], rows: list[tuple[Any, ...]], move: Move, first: int) -> Iterator[list[Any]]:
    columns = [names.index(name) for name in TABLES[table][1]]
    number = names.index(NUMBERED[table]) if table in NUMBERED else None
    for row in rows:
        values = list(row)
        told = [(column, values[column]) for column in columns if values[column] is not None]
        for (column, _), text in zip(told, move("\x1f".join(text for _, text in told)).split("\x1f"), strict=True):
            values[column] = text
        if number is not None:
            values[number] += first
        yield values


def _texts(connection: sqlite3.Connection, pattern: str) -> list[tuple[int, str]]:
    query = "SELECT event, text FROM event_texts JOIN events ON number = event WHERE id LIKE ?"
    return connection.execute(query, (pattern,)).fetchall()


def _keys(connection: sqlite3.Connection, pattern: str) -> list[tuple[int, str]]:
    """Return each event with each key of its facts; for coups the record, as their months do not move by days."""
    query = "SELECT event, layer, record FROM event_facts JOIN facts ON fact_id = id WHERE id LIKE ?"
    found: list[tuple[int, str]] = []
    for number, layer, record in connection.execute(query, (pattern,)):
        fact = records.to_fact(layer, record)
        if isinstance(fact, Incident) and fact.event_type == "coup":
            found.append((number, record))
        else:
            found += ((number, key) for key in block_keys(fact))
    return found

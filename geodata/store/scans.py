"""Reports by the thousand as text that Arrow reads, in one transaction: too many for an object of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from sqlalchemy import Connection

from geodata.store.engine import is_sqlite
from geodata.store.events import batches

# One value for all: for each row of a result Python would have to wait for its turn among threads.
LINES = """
SELECT {joined} FROM (
    SELECT '{{"number":' || event_facts.event || ',"position":' || event_facts.position || ',' ||
        substr(facts.record, 2) AS line
    FROM event_facts JOIN facts ON facts.id = event_facts.fact_id
    WHERE event_facts.event IN ({listed}) {first}
) AS told
"""
JOINED = {"sqlite": "group_concat(line, char(10))", "postgresql": "string_agg(line, chr(10))"}
# Kibibytes of the database that a long scan keeps at hand; SQLite's own 2,000 make each row a call to the system.
AT_HAND, USUAL = 65_536, 2_000


class Scan(Protocol):
    """Reads reports of one state of the store, batch by batch."""

    def __call__(self, numbers: Sequence[int], *, first_only: bool) -> str:
        """Return the reports of events, in any order: each the JSON of a fact on one line, with two members more.

        Parameters
        ----------
        numbers : sequence of int
            Of the events.
        first_only : bool
            Only the first report of each event.

        Returns
        -------
        str
            ``number`` is that of the event, ``position`` that of the report in it.
        """


def nothing_to_scan() -> OpenScan:
    """Give a scan that finds nothing."""
    return nullcontext(_nothing)


def _nothing(numbers: Sequence[int], *, first_only: bool) -> str:
    del numbers, first_only
    return ""


def line(number: int, position: int, record: str) -> str:
    """Return a fact's JSON as a scan gives it."""
    return f'{{"number":{number},"position":{position},{record[1:]}'


OpenScan = AbstractContextManager[Scan]


@contextmanager
def scanning(connection: Connection) -> Iterator[Scan]:
    """Give a scan of what a transaction sees."""
    sqlite = is_sqlite(connection)
    if sqlite:
        connection.exec_driver_sql(f"PRAGMA cache_size=-{AT_HAND}")
    try:
        yield lambda numbers, *, first_only: _lines(connection, numbers, first_only=first_only)
    finally:
        if sqlite:
            connection.exec_driver_sql(f"PRAGMA cache_size=-{USUAL}")


def _lines(connection: Connection, numbers: Sequence[int], *, first_only: bool) -> str:
    joined = JOINED["sqlite" if is_sqlite(connection) else "postgresql"]
    first = "AND event_facts.position = 0" if first_only else ""
    found = []
    for batch in batches(numbers):
        # Our own whole numbers, written out: as parameters they cost more than the rows.
        listed = ",".join(str(int(number)) for number in batch)
        statement = LINES.format(joined=joined, listed=listed, first=first)
        found.append(connection.exec_driver_sql(statement).scalar())
    return "\n".join(lines for lines in found if lines)

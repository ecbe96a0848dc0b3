"""Reports by the thousand as text that Arrow reads, in one transaction: too many for an object of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

# One value for all: for each row of a result Python would have to wait for its turn among threads.
LINES = """
SELECT {joined} FROM (
    SELECT '{{"number":' || event_facts.event || ',"position":' || event_facts.position || ',' ||
        substr(facts.record, 2) AS line
    FROM event_facts JOIN facts ON facts.id = event_facts.fact_id
    WHERE event_facts.event IN ({listed}) {first}
) AS told
"""
# Of SQLite, and of PostgreSQL.
JOINED = {True: "group_concat(line, char(10))", False: "string_agg(line, chr(10))"}
# Kibibytes of the database that a long scan keeps at hand; SQLite's own 2,000 make each row a call to the system.
AT_HAND, USUAL = 65_536, 2_000
# Events asked for in one statement.
TOGETHER = 5_000
# Runs a statement of ours and gives the first row of its result, None where there is none.
Run = Callable[[str], "Sequence[Any] | None"]


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


class Scannable(Protocol):
    """A store whose reports are read by the thousand."""

    @property
    def place(self) -> str:
        """Where the store is."""

    def written(self) -> str:
        """Return a mark that changes with every write."""

    def changed_since(self, mark: str) -> frozenset[int] | None:
        """Return the numbers of the events touched since the store bore a mark; None where that is not known."""

    def scan(self) -> OpenScan:
        """Open a scan of reports."""


@dataclass(frozen=True, slots=True)
class StoredScan:
    """Opens scans of a store, and tells which store that is."""

    store: Scannable

    def __call__(self) -> OpenScan:
        """Open a scan."""
        return self.store.scan()


@contextmanager
def scanning(run: Run, *, sqlite: bool) -> Iterator[Scan]:
    """Give a scan of what a transaction sees.

    Parameters
    ----------
    run : callable
        Runs statements in it.
    sqlite : bool
        Of SQLite, or of PostgreSQL.
    """
    if sqlite:
        run(f"PRAGMA cache_size=-{AT_HAND}")
    try:
        yield lambda numbers, *, first_only: _lines(run, JOINED[sqlite], numbers, first_only=first_only)
    finally:
        if sqlite:
            run(f"PRAGMA cache_size=-{USUAL}")


def _lines(run: Run, joined: str, numbers: Sequence[int], *, first_only: bool) -> str:
    first = "AND event_facts.position = 0" if first_only else ""
    found = []
    for at in range(0, len(numbers), TOGETHER):
        # Our own whole numbers, written out: as parameters they cost more than the rows.
        listed = ",".join(str(int(number)) for number in numbers[at : at + TOGETHER])
        row = run(LINES.format(joined=joined, listed=listed, first=first))
        found.append(row[0] if row else None)
    return "\n".join(lines for lines in found if lines)

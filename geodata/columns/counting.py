"""Counts over rows of columns: what the figures beside the map say."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np

from geodata.columns.table import NO_DAY, NO_TOLL, Bools, Columns, Ints
from geodata.model import Counts


def counts(columns: Columns, rows: Ints, hidden: dict[str, int]) -> Counts:
    """Return the counts of the events of some rows."""
    low, high, is_open = deaths(columns, rows)
    documents = np.zeros(len(columns.document_publisher), bool)
    documents[columns.source[columns.entries_of("source_event", rows)]] = True
    publishers = np.bincount(columns.document_publisher[np.flatnonzero(documents)], minlength=1)
    return Counts(
        events=len(rows),
        facts=int(columns.facts[rows].sum()),
        documents=int(np.count_nonzero(documents)),
        publishers=int(np.count_nonzero(publishers)),
        events_total=len(columns),
        deaths_low=low,
        deaths_high=high,
        deaths_open=is_open,
        hidden=hidden,
    )


def deaths(columns: Columns, chosen: Bools | Ints) -> tuple[int | None, int | None, bool]:
    """Return the sums of the lowest and highest tolls, and whether the latter is open; None where no toll is known.

    An event of which only the least number of dead is known counts with it in both sums, and leaves the end open; one
    of which only the most is known counts with 0 and with that; one that is told roughly with what is told. Sums over
    a period are not added to the single happenings that they may hold.
    """
    low, high = columns.low[chosen], columns.high[chosen]
    known = columns.counted(chosen)
    if not known.any():
        return None, None, False
    highest = np.maximum(low, high)[known]
    is_open = bool((known & (high == NO_TOLL)).any())
    return int(low[known].sum(dtype=np.int64)), int(highest.sum(dtype=np.int64)), is_open


def count_styles(columns: Columns, rows: Ints) -> dict[str, int]:
    """Return how many of the events are of each style, the most frequent first."""
    numbers = np.bincount(columns.style[rows], minlength=len(columns.styles))
    found = Counter({style: int(number) for style, number in zip(columns.styles, numbers, strict=True) if number})
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def count_layers(columns: Columns, rows: Ints) -> dict[str, int]:
    """Return how many of the events are of each layer."""
    numbers = np.bincount(columns.layer[rows], minlength=len(columns.layers))
    return {layer: int(number) for layer, number in zip(columns.layers, numbers, strict=True)}


def dated(columns: Columns, rows: Ints) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the events; None where none has a date."""
    start = columns.start[rows]
    known = start != NO_DAY
    if not known.any():
        return None
    first, last = start[known].min(), columns.end[rows][known].max()
    return dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))


def publisher_names(columns: Columns, rows: Ints) -> list[str]:
    """Return whose reports tell the events."""
    documents = np.unique(columns.source[columns.entries_of("source_event", rows)])
    numbers = np.unique(columns.document_publisher[documents])
    return [columns.publisher_names[number] for number in numbers]

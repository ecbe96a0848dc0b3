"""Which events of a view are drawn where, and how many of each style at each place: arrays, no objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns.table import Bools, Columns, Ints
from geodata.model import Precision

AREA_PRECISIONS = (Precision.ADMIN2, Precision.ADMIN1, Precision.AREA)


@dataclass(frozen=True, eq=False)
class PlaceCounts:
    """How many events of each style are drawn at each spot.

    Parameters
    ----------
    spot : int array, shape (n,)
        Numbers in `columns.spots`, each with each of its styles once, ascending.
    style : int array, shape (n,)
        Numbers in `columns.styles`.
    count : int array, shape (n,)
    columns : Columns
    """

    spot: Ints
    style: Ints
    count: Ints
    columns: Columns

    def where(self, chosen: Bools) -> PlaceCounts:
        """Return those of a mask."""
        return PlaceCounts(self.spot[chosen], self.style[chosen], self.count[chosen], self.columns)


def marked(columns: Columns, rows: Ints) -> Ints:
    """Return the rows that make a mark; memberships are shades."""
    shown: Ints = rows[columns.drawn[rows] & ~is_membership(columns, rows)]
    return shown


def is_membership(columns: Columns, rows: Ints) -> Bools:
    """Tell for each of the rows whether it is a membership."""
    codes = np.array([layer == "membership" for layer in columns.layers], bool)
    return codes[columns.layer[rows]] if len(codes) else np.zeros(len(rows), bool)


def drawn_entries(columns: Columns, rows: Ints) -> Ints:
    """Return which entries of the columns are drawn for these events."""
    entries = columns.entries_of("entry_event", rows)
    entries = entries[columns.entry_drawn[entries]]
    events = columns.entry_event[entries]
    shown: Ints = entries[columns.drawn[events] & ~is_membership(columns, events)]
    return shown


def place_counts(columns: Columns, rows: Ints) -> PlaceCounts:
    """Return how many events of each style are drawn at each spot.

    Parameters
    ----------
    columns : Columns
    rows : int array
        Of the view: `View.rows`.
    """
    entries = drawn_entries(columns, rows)
    many = max(len(columns.styles), 1)
    cells = columns.entry_spot[entries].astype(np.int64) * many + columns.style[columns.entry_event[entries]]
    counts: NDArray[Any] = np.bincount(cells, minlength=0)
    found = np.flatnonzero(counts)
    return PlaceCounts(found // many, found % many, counts[found], columns)

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


def marked(columns: Columns, rows: Ints) -> Bools:
    """Tell for each event of the columns whether it is one of the rows and makes a mark; memberships are shades."""
    shown = np.zeros(len(columns), bool)
    shown[rows] = True
    return shown & columns.drawn & ~is_membership(columns)


def is_membership(columns: Columns) -> Bools:
    """Tell for each event whether it is a membership."""
    codes = [number for number, layer in enumerate(columns.layers) if layer == "membership"]
    return np.isin(columns.layer, codes)


def drawn_entries(columns: Columns, rows: Ints) -> Ints:
    """Return which entries of the columns are drawn for these events."""
    return np.flatnonzero(columns.entry_drawn & marked(columns, rows)[columns.entry_event])


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

"""Small things that Arrow's columns are asked for more than once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns.table import Bools, Ints


def whole(column: Any) -> pa.Array:
    """Return a column in one piece."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def member(column: Any, name: str) -> pa.Array:
    """Return one member of each record."""
    return pc.struct_field(whole(column), name)


def masked(values: Ints, missing: Bools) -> pa.Array:
    """Return numbers, None where they are missing."""
    return pa.array(values, pa.int32(), mask=np.asarray(missing))


def listed(column: Any, between: str) -> pa.Array:
    """Return the texts of each list in one; None where there are none."""
    joined = pc.binary_join(whole(column), between)
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)


def gathered(owner: Ints, texts: Any, rows: int, between: str) -> pa.Array:
    """Return, for each row, the texts that belong to it in one.

    Parameters
    ----------
    owner : int array, ascending
        Row of each text.
    texts : Arrow array of str
    rows : int
    between : str
    """
    offsets = np.searchsorted(owner, np.arange(rows + 1)).astype(np.int32)
    return listed(pa.ListArray.from_arrays(pa.array(offsets), whole(texts)), between)


def first_of_each(owner: Ints, code: Ints) -> Ints:
    """Return where each pair occurs first, in their order; `code` counts from 0."""
    if not len(code):
        return np.empty(0, np.int64)
    _, first = np.unique(owner.astype(np.int64) * (int(code.max()) + 1) + code, return_index=True)
    return np.sort(first)

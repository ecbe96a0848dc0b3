"""Events as columns: what is filtered, counted and drawn, as arrays of one row an event, newest first.

A view of a million events is a mask over these arrays; an event itself is loaded only when it is looked at.
"""

from __future__ import annotations

from geodata.columns import counting
from geodata.columns.opening import columns_of_view, open_columns
from geodata.columns.table import Columns, Spots

__all__ = ["Columns", "Spots", "columns_of_view", "counting", "open_columns"]

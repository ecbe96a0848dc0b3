"""What reports say, read from the stored JSON by Arrow, since a million of them are too many to make objects of."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from geodata.columns.table import Ints
from geodata.errors import StoreError
from geodata.export.columns import Unit

ACTOR = pa.struct([pa.field("name", pa.string()), pa.field("kind", pa.string())])
SPAN = pa.struct([pa.field("start", pa.string()), pa.field("end", pa.string()), pa.field("precision", pa.string())])
PLACE = pa.struct(
    [
        pa.field("place_id", pa.string()), pa.field("name", pa.string()), pa.field("country", pa.string()),
        pa.field("lat", pa.float64()), pa.field("lon", pa.float64()), pa.field("precision", pa.int32()),
        pa.field("radius_km", pa.float64()), pa.field("role", pa.string()),
    ]
)  # fmt: skip
# Number of the event and position in it, then fields of `geodata.model.Fact` and of its three kinds.
REPORT = pa.schema(
    [
        pa.field("number", pa.int32()), pa.field("position", pa.int32()), pa.field("id", pa.string()),
        pa.field("document_id", pa.string()), pa.field("start", pa.int32()),
        pa.field("end", pa.int32()), pa.field("excerpt", pa.string()), pa.field("status", pa.string()),
        pa.field("status_detail", pa.string()), pa.field("date", SPAN), pa.field("places", pa.list_(PLACE)),
        pa.field("actors", pa.list_(ACTOR)), pa.field("rule", pa.string()), pa.field("aggregate", pa.bool_()),
        pa.field("acled_event_type", pa.string()), pa.field("sub_event_type", pa.string()),
        pa.field("fatalities", pa.int32()), pa.field("fatalities_low", pa.int32()),
        pa.field("fatalities_high", pa.int32()), pa.field("contributor", pa.string()), pa.field("force", pa.string()),
        pa.field("troops", pa.int32()), pa.field("host", pa.list_(pa.string())),
        pa.field("organisation", pa.string()), pa.field("members", pa.list_(pa.string())),
        pa.field("action", pa.string()),
    ]
)  # fmt: skip
# Read by one thread at a time.
BLOCK = 2 << 20
# What only rows of reports tell: rows of events have it from the columns.
OF_FACTS = frozenset(
    ("id", "document_id", "start", "end", "places", "rule", "aggregate", "fatalities_low", "fatalities_high")
)
TOLL = ("fatalities", "fatalities_low", "fatalities_high")


def wanted(unit: Unit) -> pa.Schema:
    """Return the fields of `REPORT` that rows of events, or of facts, are made of."""
    return pa.schema([field for field in REPORT if unit == "fact" or field.name not in OF_FACTS])


def read_reports(lines: str, numbers: Ints, unit: Unit) -> tuple[pa.Table, Ints]:
    """Return reports in the order of their events.

    Parameters
    ----------
    lines : str
        As `geodata.store.scans.Scan` gives them.
    numbers : int array
        Of the events, in the order wanted.
    unit : {"event", "fact"}

    Returns
    -------
    reports : pyarrow.Table
        With the columns that are `wanted`.
    owner : int array
        Position in `numbers` of the event of each report.

    Raises
    ------
    StoreError
        If a report is of none of these events, which the store then has changed.
    """
    fields = wanted(unit)
    if not lines:
        return fields.empty_table(), np.empty(0, np.int64)
    read = pa.schema([field for field in REPORT if field.name in TOLL or field.name in fields.names])
    options = pa.json.ParseOptions(explicit_schema=read, unexpected_field_behavior="ignore")
    found = _with_tolls(_read(lines.encode(), options, BLOCK)).select(fields.names).combine_chunks()
    number, position = (found[name].to_numpy() for name in ("number", "position"))
    order = np.argsort(numbers)
    owner = order[np.minimum(np.searchsorted(numbers[order], number), len(order) - 1)]
    if (numbers[owner] != number).any():
        raise changed()
    at = np.lexsort((position, owner))
    return found.take(at), owner[at]


def _with_tolls(told: pa.Table) -> pa.Table:
    """Give each report the toll that `geodata.profiles.toll_of` gives an event of it alone.

    A most ("up to 30") is no figure of how many died: it goes from 0 to that. What is told as about so many counts as
    it stands.
    """
    best, low, high = (told[name] for name in TOLL)
    only_most = pc.and_(pc.is_null(low), pc.is_valid(high))
    rough = pc.and_(pc.is_null(low), pc.is_null(high))
    made = {
        "fatalities": pc.if_else(only_most, pa.scalar(None, pa.int32()), best),
        "fatalities_low": pc.if_else(only_most, pa.scalar(0, pa.int32()), pc.coalesce(low, best)),
        "fatalities_high": pc.if_else(rough, best, high),
    }
    for name, column in made.items():
        told = told.set_column(told.schema.get_field_index(name), name, column)
    return told


def changed() -> StoreError:
    """Return the error that says that the store is no longer what the view was made of."""
    return StoreError("the store has changed while it was read.", "Export the view again.")


def _read(told: bytes, options: pa.json.ParseOptions, block: int) -> pa.Table:
    try:
        return pa.json.read_json(pa.BufferReader(told), pa.json.ReadOptions(block_size=block), options)
    except pa.ArrowInvalid:
        # A line is longer than a block.
        if block > len(told):
            raise
        return _read(told, options, len(told) + 1)

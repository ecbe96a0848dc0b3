"""What reports say, read from the stored JSON by Arrow, since a million of them are too many to make objects of."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.json

ACTOR = pa.struct([pa.field("name", pa.string()), pa.field("kind", pa.string())])
SPAN = pa.struct([pa.field("start", pa.string()), pa.field("end", pa.string()), pa.field("precision", pa.string())])
PLACE = pa.struct(
    [
        pa.field("place_id", pa.string()), pa.field("name", pa.string()), pa.field("country", pa.string()),
        pa.field("lat", pa.float64()), pa.field("lon", pa.float64()), pa.field("precision", pa.int32()),
        pa.field("radius_km", pa.float64()), pa.field("role", pa.string()),
    ]
)  # fmt: skip
# Fields of `geodata.model.Fact` and of its three kinds.
REPORT = pa.schema(
    [
        pa.field("id", pa.string()), pa.field("document_id", pa.string()), pa.field("start", pa.int32()),
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
BLOCK = 16 << 20


def read_reports(records: Sequence[str]) -> pa.Table:
    """Return facts as a table with the columns of `REPORT`.

    Parameters
    ----------
    records : sequence of str
        Facts as the store keeps them, JSON on one line each.
    """
    if not records:
        return REPORT.empty_table()
    lines = "\n".join(records).encode()
    options = pa.json.ParseOptions(explicit_schema=REPORT, unexpected_field_behavior="ignore")
    block = max(BLOCK, max(map(len, records)) * 4 + 1)
    found = pa.json.read_json(io.BytesIO(lines), pa.json.ReadOptions(block_size=block), options)
    return found.select(REPORT.names).combine_chunks()

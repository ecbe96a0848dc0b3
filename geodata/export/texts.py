"""Columns as text, made by Arrow for all rows of a batch together: a million rows are too many to write one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

# What JSON writes otherwise than it stands (RFC 8259, section 7).
_QUOTED, _CONTROL = r'["\\]', r"[\x00-\x1f]"
# What XML 1.0 has no way to write (section 2.2), as RE2 has it.
_FORBIDDEN = r"[^\t\n\r\x20-\x{d7ff}\x{e000}-\x{fffd}\x{10000}-\x{10ffff}]"
_MARKUP = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))
_WHOLE = r"^(-?\d+)$"
# Rows that are text at the same time: some kilobytes each, and once for Arrow and once for Python.
TOGETHER = 2_000


def pieces(batch: pa.RecordBatch) -> Iterator[tuple[slice, pa.RecordBatch]]:
    """Yield a batch in parts that are small enough to be made text, each with where it stands in the batch."""
    for first in range(0, batch.num_rows, TOGETHER):
        yield slice(first, first + TOGETHER), batch.slice(first, TOGETHER)


def plain(column: pa.Array) -> pa.Array:
    """Return each value as text: days as YYYY-MM-DD, flags as true and false, reals with a point; None stays None."""
    text = column.cast(pa.string())
    if pa.types.is_floating(column.type):
        # NaN and infinity are no numbers of any format.
        text = pc.if_else(pc.is_finite(column), text, pa.scalar(None, pa.string()))
        text = pc.replace_substring_regex(text, _WHOLE, r"\1.0")
    return text


def as_json(column: pa.Array) -> pa.Array:
    """Return each value as JSON; None is ``null``."""
    text = plain(column)
    if pa.types.is_string(column.type) or pa.types.is_date(column.type):
        text = _joined('"', _escaped(text), '"')
    return pc.fill_null(text, "null")


def as_xml(column: pa.Array) -> pa.Array:
    """Return each value as the text of an XML element."""
    text = permitted(column)
    if pa.types.is_string(column.type):
        for mark, entity in _MARKUP:
            text = pc.replace_substring(text, mark, entity)
    return text


def permitted(column: pa.Array) -> pa.Array:
    """Return each value as text without characters that no XML file can hold."""
    text = plain(column)
    if pa.types.is_string(column.type) and _any(text, _FORBIDDEN):
        text = pc.replace_substring_regex(text, _FORBIDDEN, "")
    return text


def between(before: str, column: pa.Array, after: str) -> pa.Array:
    """Return each value with words before and after it; None gives nothing."""
    return pc.fill_null(_joined(before, column, after), "")


def side_by_side(columns: Sequence[str | pa.Array], separator: str = "") -> pa.Array:
    """Return the texts of each row joined, constant words among them; None where one is None."""
    return pc.binary_join_element_wise(*columns, separator)


def _joined(before: str, column: pa.Array, after: str) -> pa.Array:
    return pc.binary_join_element_wise(before, column, after, "")


def _escaped(text: pa.Array) -> pa.Array:
    if _any(text, _QUOTED):
        text = pc.replace_substring(pc.replace_substring(text, "\\", "\\\\"), '"', '\\"')
    if _any(text, _CONTROL):
        for code in range(32):
            text = pc.replace_substring(text, chr(code), json.dumps(chr(code))[1:-1])
    return text


def _any(text: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(text, pattern)).as_py())

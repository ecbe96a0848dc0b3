"""Who reports what rows tell: publishers, addresses and documents."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns.table import Columns, Ints
from geodata.export.arrays import first_of_each, gathered, whole
from geodata.export.reports import changed
from geodata.export.spots import members
from geodata.gazetteer.additions.downloads import is_address
from geodata.model import DocumentInfo

BETWEEN, BETWEEN_IDS = "; ", " "
# What `is_address` knows for an address, for Arrow; and all of a path but the name at its end.
_ADDRESS, _FOLDERS = r"(?i)^https?://", r"(?s)^.*[/\\]"


class Reporters:
    """The documents of a store, by their numbers.

    Parameters
    ----------
    columns : Columns
    public : bool
        Give no address, and no name of a file.
    """

    def __init__(self, columns: Columns, *, public: bool) -> None:
        self._columns, self._public = columns, public
        self._names = pa.array(columns.publisher_names, pa.string())
        ends = np.concatenate([[0], columns.address_end]).astype(np.int64)
        text = pa.py_buffer(np.ascontiguousarray(columns.address))
        self._addresses = pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), text)

    def of_events(self, rows: Ints) -> dict[str, pa.Array]:
        """Return the columns that tell who reports each event."""
        columns, count = self._columns, len(rows)
        owner, at = members(columns.source_event, rows)
        documents = columns.source[at]
        source, address = self._told(documents)
        return {
            "source": _each(owner, source, count),
            "source_address": pa.nulls(count, pa.string()) if self._public else _each(owner, address, count),
            "document_ids": gathered(owner, self._ids(documents), count, BETWEEN_IDS),
            "documents": pa.array(np.bincount(owner, minlength=count), pa.int32()),
        }

    def of_reports(self, rows: Ints, document_ids: pa.Array) -> dict[str, pa.Array]:
        """Return the columns that tell who wrote each report, by the ids of their documents.

        Raises
        ------
        StoreError
            If none of the events in `rows` rests on one of them.
        """
        columns = self._columns
        _, at = members(columns.source_event, rows)
        documents = np.unique(columns.source[at])
        number = pc.index_in(document_ids, value_set=self._ids(documents))
        if number.null_count:
            raise changed()
        source, address = self._told(documents[number.to_numpy()])
        return {"source": source, "source_address": pa.nulls(len(address), pa.string()) if self._public else address}

    def _ids(self, documents: Ints) -> pa.Array:
        return pa.array(np.asarray(self._columns.document_ids[documents]), pa.binary()).cast(pa.string())

    def _told(self, documents: Ints) -> tuple[pa.Array, pa.Array]:
        """Return publisher and address of documents."""
        name = self._names.take(pa.array(self._columns.document_publisher[documents]))
        read_at = self._addresses.take(pa.array(documents)).cast(pa.string())
        bare = pc.replace_substring_regex(read_at, _FOLDERS, "")
        address = pc.if_else(pc.match_substring_regex(read_at, _ADDRESS), read_at, bare)
        # A document without a publisher is told by where it was read: in a public file, by nothing.
        instead = pa.scalar(None, pa.string()) if self._public else address
        return pc.if_else(pc.equal(name, address), instead, name), address


def _each(owner: Ints, texts: pa.Array, rows: int) -> pa.Array:
    """Return for each row its different texts in one."""
    codes = whole(texts).dictionary_encode()
    known = np.flatnonzero(codes.is_valid())
    code = codes.indices.fill_null(0).to_numpy()[known]
    first = known[first_of_each(owner[known], code)]
    return gathered(owner[first], texts.take(pa.array(first)), rows, BETWEEN)


def address_of(document: DocumentInfo) -> str:
    """Return where a document was read: its address, or the bare name of its file, since exports are published."""
    return document.source if is_address(document.source) else re.sub(_FOLDERS, "", document.source)

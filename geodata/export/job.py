"""What every format is given: the rows in batches, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from geodata.export.columns import Column, Unit
from geodata.model import DocumentInfo


@dataclass(frozen=True, slots=True)
class Job:
    """One export.

    Parameters
    ----------
    unit : {"event", "fact"}
    columns : tuple of Column
    batches : iterator of pyarrow.RecordBatch
        Rows with `geodata.export.columns.schema`; read once.
    rows : int
        How many they are.
    title : str
        What is shown: place, subject and period.
    language : {"fr", "en"}
    about : tuple of (str, str)
        What the file says of itself: view, counts, data, sources, licences; names and values in the language.
    documents : callable
        Gives the documents that the rows rest on, one by one: there may be as many as rows.
    """

    unit: Unit
    columns: tuple[Column, ...]
    batches: Iterator[pa.RecordBatch]
    rows: int
    title: str
    language: str
    about: tuple[tuple[str, str], ...]
    documents: Callable[[], Iterator[DocumentInfo]]

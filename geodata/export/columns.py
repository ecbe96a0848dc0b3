"""What stands in each column of a data file: one table for all formats, read from ``columns.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

import pyarrow as pa

from geodata.vocabulary.loading import entries, load

Unit = Literal["event", "fact"]
UNITS: tuple[Unit, ...] = get_args(Unit)
TABLE = Path(__file__).with_name("columns.yaml")
TYPES: dict[str, pa.DataType] = {
    "text": pa.string(), "whole": pa.int32(), "real": pa.float64(), "day": pa.date32(), "flag": pa.bool_(),
}  # fmt: skip
GEOMETRY = "geometry"
# Numbers of shapes: an outline that many rows share is held, written and measured once.
SHAPES = pa.dictionary(pa.int32(), pa.binary())


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name : str
        ACLED's where its codebook has one.
    kind : {"text", "whole", "real", "day", "flag"}
    unit : {"event", "fact"} or None
        The only kind of row that has it; None is both.
    en, fr : str
        What it means.
    """

    name: str
    kind: str
    unit: Unit | None
    en: str
    fr: str

    def meaning(self, language: str) -> str:
        """Return what it means in French or English."""
        return self.fr if language == "fr" else self.en


@cache
def columns(unit: Unit) -> tuple[Column, ...]:
    """Return the columns of a file with one row an event or one row a fact, in their order.

    Raises
    ------
    VocabularyError
        If the table is wrong.
    """
    found = []
    for row in entries(TABLE.name, "name", load(TABLE.name, TABLE.parent)["columns"]):
        only = row.choice("unit", ("", *UNITS), "") or None
        kind = row.choice("kind", tuple(TYPES))
        found.append(Column(row.text("name"), kind, cast("Unit | None", only), row.text("en"), row.text("fr")))
        row.done()
    return tuple(column for column in found if column.unit in {None, unit})


@cache
def schema(unit: Unit) -> pa.Schema:
    """Return the Arrow schema of the rows; the last field is the geometry as WKB, lon and lat in WGS 84."""
    fields = [pa.field(column.name, TYPES[column.kind]) for column in columns(unit)]
    return pa.schema([*fields, pa.field(GEOMETRY, SHAPES)])

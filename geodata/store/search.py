"""Search for words in the excerpts and place names of events, with what each database has for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select, text

from geodata.store import schema

# One row with all numbers is read many times faster than a row for each.
SQLITE = text("SELECT group_concat(rowid) FROM event_words WHERE event_words MATCH :words")
POSTGRESQL = text("SELECT event FROM event_texts WHERE to_tsvector('simple', text) @@ to_tsquery('simple', :words)")


def numbers(connection: Connection, words: Sequence[str]) -> NDArray[np.int64]:
    """Return the numbers of the events in which each word, or one that begins so, stands.

    Parameters
    ----------
    words : sequence of str
        Folded (see `geodata.folding.words`): letters and digits only. None finds nothing.
    """
    if not words:
        return np.empty(0, np.int64)
    dialect = connection.dialect.name
    if dialect == "sqlite":
        found = connection.execute(SQLITE, {"words": " AND ".join(f'"{word}"*' for word in words)}).scalar()
        return np.fromstring(found, np.int64, sep=",") if found else np.empty(0, np.int64)
    if dialect == "postgresql":
        rows = connection.execute(POSTGRESQL, {"words": " & ".join(f"{word}:*" for word in words)}).scalars()
        return np.fromiter(rows, np.int64)
    table = schema.event_texts.c
    query = select(table.event)
    for word in words:
        query = query.where(table.text.contains(word, autoescape=True))
    return np.fromiter(connection.execute(query).scalars(), np.int64)

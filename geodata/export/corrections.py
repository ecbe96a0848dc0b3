"""What people made of events, as columns: what, who, when and why, and what the rules had read before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from geodata.columns.table import Columns, Ints
from geodata.export.public import redacted
from geodata.export.reporters import BETWEEN
from geodata.model import EventView
from geodata.profiles import located

COLUMNS = ("review", "review_kind", "review_by", "review_time", "review_reason", "read_date", "read_location")


def corrections(columns: Columns, rows: Ints, *, public: bool = False) -> dict[str, pa.Array]:
    """Return the columns of people's corrections, nothing where nobody looked at an event.

    Parameters
    ----------
    columns : Columns
    rows : int array
        Rows of the events; one may come several times.
    public : bool
        Whether to leave out who corrected it, where it was read before, and names in the reasons.
    """
    found = {name: np.full(len(rows), None, object) for name in COLUMNS}
    if columns.looked_at is not None and columns.rejected is not None:
        positions = np.flatnonzero(columns.looked_at[rows])
        looked_at, each = np.unique(rows[positions], return_inverse=True)
        cells = [_told(event, public) for event in columns.load(columns.number[looked_at].tolist())]
        for row, told in zip(looked_at, cells, strict=True):
            told["review"] = "rejected" if columns.rejected[row] else "reviewed"
        for position, at in zip(positions, each, strict=True):
            for name, text in cells[at].items():
                found[name][position] = text
    return {name: pa.array(texts, pa.string()) for name, texts in found.items()}


def _told(event: EventView, public: bool) -> dict[str, str | None]:
    """Return the corrections of one event that stand, oldest first, semicolons between."""
    reviews = event.reviews
    whys = redacted([review.why for review in reviews], [""] * len(reviews)) if public else [r.why for r in reviews]
    cells = {
        "review_kind": BETWEEN.join(review.kind for review in reviews),
        "review_by": "" if public else BETWEEN.join(review.who for review in reviews),
        "review_time": BETWEEN.join(review.when.isoformat(timespec="seconds") for review in reviews),
        "review_reason": BETWEEN.join(why for why in whys if why),
        **_as_read(event, {review.kind for review in reviews}, public),
    }
    return {name: text or None for name, text in cells.items()}


def _as_read(event: EventView, kinds: set[Any], public: bool) -> dict[str, str]:
    """Return date and places as the rules had read them, where somebody changed them."""
    before = event.as_read
    if before is None:
        return {}
    date = before.event.date.isoformat() if before.event.date else "?"
    places = BETWEEN.join(f"{place.name} [{place.place_id}]" for place in located(before.facts)) or "?"
    return {
        "read_date": date if "redate" in kinds else "",
        "read_location": places if "move" in kinds and not public else "",
    }

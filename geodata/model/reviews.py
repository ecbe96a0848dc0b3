"""What people say of events: kept beside the machine's facts, never over them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from geodata.model.dates import DateSpan
from geodata.model.facts import FactPlace

ReviewKind = Literal["confirm", "reject", "move", "redate", "note", "undo"]
REVIEW_KINDS: tuple[ReviewKind, ...] = get_args(ReviewKind)
WHO_LIMIT, WHY_LIMIT = 80, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One correction of one event by one person; it is never changed or deleted, another one undoes it.

    Parameters
    ----------
    id : str
        Hash of all the rest.
    kind : {"confirm", "reject", "move", "redate", "note", "undo"}
    event_id, fact_ids
        The event as it was then, and its reports: natural keys, so that the review finds it again after the documents
        were read anew.
    who : str
        A name as the person gave it.
    when : datetime
        UTC.
    why : str
        The reason; the text of a note.
    place : FactPlace or None
        Where it belongs, for ``move``.
    date : DateSpan or None
        When it happened, for ``redate``.
    undoes : str or None
        Id of the review that it takes back, for ``undo``.
    """

    id: str
    kind: ReviewKind
    event_id: str
    fact_ids: tuple[str, ...]
    who: str
    when: dt.datetime
    why: str = ""
    place: FactPlace | None = None
    date: DateSpan | None = None
    undoes: str | None = None

"""A date at its place in a text, and what relative dates count from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.model.dates import DateSpan


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at its place in the document.

    Parameters
    ----------
    span : DateSpan or None
        None for a relative date that has nothing to count from.
    since : bool
        "since", "depuis": the span runs up to the day of publication.
    relative, future : bool
    point : DateSpan or None
        What the words alone name, without "since".
    """

    start: int
    end: int
    text: str
    span: DateSpan | None
    since: bool = False
    relative: bool = False
    future: bool = False
    point: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative dates count from.

    Parameters
    ----------
    published : DateSpan or None
    anchor : DateSpan or None
        The date named last in the text.
    narrates : bool
        The anchor stands near and names a past year, so that dates without a year go on from it.
    known_days : mapping
        Years of days (month, day) that the text gave before.
    near : bool
        The anchor stands in one of the sentences just before.
    beside : bool
        The anchor stands in the same sentence.
    looks_back : bool
        The words go back before the anchor: "it had left as early as".
    """

    published: DateSpan | None
    anchor: DateSpan | None = None
    narrates: bool = False
    known_days: Mapping[tuple[int, int], int] = field(default_factory=dict)
    near: bool = False
    beside: bool = False
    looks_back: bool = False

    @property
    def today(self) -> dt.date | None:
        """The (last) day of publication."""
        return self.published.end if self.published else None

    @property
    def day_known(self) -> bool:
        """Whether the day of publication, not only its month, is known."""
        return self.published is not None and self.published.precision == "day"

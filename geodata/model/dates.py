"""Dates as the text gives them: always an interval, never finer than its words."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

DatePrecision = Literal["day", "week", "month", "year", "interval"]
# Days that an address, a widget and a correction may name; announced exits lie ahead.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days from `start` to `end`, both included, and how precise the words were.

    Raises
    ------
    ValueError
        If `end` lies before `start`.
    """

    start: dt.date
    end: dt.date
    precision: DatePrecision

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span from {self.start} to {self.end} runs backwards")

    @classmethod
    def day(cls, day: dt.date) -> DateSpan:
        """One day."""
        return cls(day, day, "day")

    @classmethod
    def month(cls, year: int, month: int) -> DateSpan:
        """One calendar month."""
        last = calendar.monthrange(year, month)[1]
        return cls(dt.date(year, month, 1), dt.date(year, month, last), "month")

    @classmethod
    def year(cls, year: int) -> DateSpan:
        """One calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises
        ------
        ValueError
            If the text has another form or names a day that does not exist.
        """
        parts = text.strip().split("-")
        widths = tuple(len(part) for part in parts)
        if widths not in {(4,), (4, 2), (4, 2, 2)} or not all(part.isdecimal() for part in parts):
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return cls.year(numbers[0])
        if len(numbers) == 2:
            return cls.month(numbers[0], numbers[1])
        return cls.day(dt.date(numbers[0], numbers[1], numbers[2]))

    def isoformat(self) -> str:
        """Return the shortest ISO form that says no more than is known."""
        if self.precision == "day":
            return self.start.isoformat()
        if self.precision == "month":
            return f"{self.start:%Y-%m}"
        if self.precision == "year":
            return f"{self.start:%Y}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def overlaps(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Tell whether any day of the span lies in the period (an open end is None)."""
        return (end is None or self.start <= end) and (start is None or self.end >= start)

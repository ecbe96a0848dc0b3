"""A period as people write it: a year, a quarter, a month, a day, or two of them with dots between."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from babel.dates import format_date, format_interval

from geodata.errors import ViewError

_PART = re.compile(r"(?P<year>\d{4})(?:-?[QqTt](?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_BETWEEN = re.compile(r"\.\.|\s+(?:to|au|à)\s+|/")
REMEDY = "Write 2025, 2025-Q1, 2025-03, 2025-03-14, or two of these with dots: 2025-01..2025-06."


def read_period(text: str) -> tuple[dt.date, dt.date]:
    """Return first and last day of a period.

    Parameters
    ----------
    text : str

    Raises
    ------
    ViewError
        If it is no period, or runs backwards.

    Examples
    --------
    >>> read_period("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    >>> read_period("2024..2025-T1")
    (datetime.date(2024, 1, 1), datetime.date(2025, 3, 31))
    """
    ends = [_read(part.strip(), text) for part in _BETWEEN.split(text.strip())]
    if len(ends) > 2:
        raise ViewError(f"{text!r} is no period.", REMEDY)
    start, end = ends[0][0], ends[-1][1]
    if end < start:
        raise ViewError(f"the period runs backwards, from {start} to {end}.", "Write the earlier day first.")
    return start, end


def _read(part: str, whole: str) -> tuple[dt.date, dt.date]:
    found = _PART.fullmatch(part)
    if not found:
        raise ViewError(f"{whole!r} is no period.", REMEDY)
    year = int(found["year"])
    first, last = 1, 12
    if found["quarter"]:
        first, last = 3 * int(found["quarter"]) - 2, 3 * int(found["quarter"])
    elif found["month"]:
        first = last = int(found["month"])
    try:
        if found["day"]:
            day = dt.date(year, first, int(found["day"]))
            return day, day
        return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ViewError(f"{whole!r} is no period.", REMEDY) from error


def period_before(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """Return the period of the same length just before: whole months before whole months, else as many days.

    Examples
    --------
    >>> period_before(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    >>> period_before(dt.date(2025, 3, 3), dt.date(2025, 3, 9))
    (datetime.date(2025, 2, 24), datetime.date(2025, 3, 2))
    """
    last = start - dt.timedelta(days=1)
    if start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        year, month = divmod(start.year * 12 + start.month - 1 - months, 12)
        return dt.date(year, month + 1, 1), last
    return start - (end - start) - dt.timedelta(days=1), last


def whole_in_words(start: dt.date, end: dt.date, language: str) -> str:
    r"""Return a period of whole years or months as one says it; empty for any other.

    Examples
    --------
    >>> whole_in_words(dt.date(2020, 1, 1), dt.date(2024, 12, 31), "en")
    '2020–2024'
    >>> whole_in_words(dt.date(2025, 3, 1), dt.date(2025, 3, 31), "fr")
    'mars 2025'
    >>> whole_in_words(dt.date(2025, 1, 1), dt.date(2025, 6, 30), "en").replace("\u2009", " ")
    'January – June 2025'
    >>> whole_in_words(dt.date(2025, 1, 1), dt.date(2025, 6, 29), "en")
    ''
    """
    if start.day != 1 or (end + dt.timedelta(days=1)).day != 1:
        return ""
    if (start.month, end.month) == (1, 12):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return str(format_date(start, "LLLL y", locale=language))
    return str(format_interval(start, end, skeleton="yMMMM", locale=language))

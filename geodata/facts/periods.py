"""Periods that are no calendar unit: quarters, halves, seasons, decades, "the past three days".

Seasons are those of the northern hemisphere by whole months (spring: March to May); winter spans two years and stays
unread.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from geodata.folding import fold
from geodata.model.dates import DateSpan
from geodata.vocabulary.loading import load

_HOURS_A_DAY = 24
_FARTHEST_DAYS = 3660
_DAYS = {"hour": 1 / _HOURS_A_DAY, "day": 1, "week": 7, "month": 30, "year": 365}


@cache
def _tables() -> dict[str, dict[str, Any]]:
    raw = load("dates.yaml")["periods"]
    return {name: {fold(word): value for value, words in rows.items() for word in words} for name, rows in raw.items()}


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_tables()[name], key=lambda word: (-len(word), word)))


def starters() -> frozenset[str]:
    """Return the words with which a period can begin; digits can too."""
    names = ("ordinals", "seasons", "past", "decades", "counts")
    return frozenset(re.split(r"[\s'-]", word)[0] for name in names for word in _tables()[name])


def forms(year: str) -> tuple[str, ...]:
    """Return the regular expressions of periods.

    Parameters
    ----------
    year : str
        The regular expression of a year.
    """
    link = r"\s+(?:de\s+|of\s+)?"
    return (
        rf"(?P<pn>{_any('ordinals')})\s+(?P<pu>{_any('parts')}){link}(?P<py>{year})",
        rf"(?P<sn>{_any('seasons')}){link}(?P<sy>{year})",
        rf"(?:{_any('decades')})\s+(?P<d1>(?:19|20)\d0)s?|(?P<d2>(?:19|20)\d0)s",
        rf"(?:{_any('past')})\s+(?P<l1>\d{{1,3}}|{_any('counts')})\s+(?P<u1>{_any('units')})",
        rf"(?P<l2>\d{{1,3}}|{_any('counts')})\s+(?:{_any('past')})\s+(?P<u2>{_any('units')})",
    )


def is_period(match: re.Match[str]) -> bool:
    """Tell whether a date's match is one of a period."""
    return any(match[name] for name in ("pn", "sn", "d1", "d2", "l1", "l2"))


def period(match: re.Match[str], today: dt.date | None) -> DateSpan | None:
    """Return the span of a period; None where it counts from a day of publication that is not known."""
    if match["pn"]:
        length = _tables()["parts"][match["pu"]]
        last = _tables()["ordinals"][match["pn"]] or 12 // length
        return _months(int(match["py"]), (last - 1) * length + 1, last * length)
    if match["sn"]:
        first = _tables()["seasons"][match["sn"]]
        return _months(int(match["sy"]), first, first + 2)
    decade = match["d1"] or match["d2"]
    if decade:
        return DateSpan(dt.date(int(decade), 1, 1), dt.date(int(decade) + 9, 12, 31), "interval")
    count, unit = match["l1"] or match["l2"], match["u1"] or match["u2"]
    number = int(count) if count.isdecimal() else _tables()["counts"][count]
    days = round(number * _DAYS[_tables()["units"][unit]] + 0.49)
    if today is None or days > _FARTHEST_DAYS:
        return None
    return DateSpan(today - dt.timedelta(days=max(1, days)), today, "interval")


def _months(year: int, first: int, last: int) -> DateSpan | None:
    if not 1 <= first <= last <= 12:
        return None
    return DateSpan(dt.date(year, first, 1), DateSpan.month(year, last).end, "interval")

"""The words for dates, from dates.yaml, as lookup tables and as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from geodata.errors import VocabularyError
from geodata.facts import periods
from geodata.folding import fold
from geodata.vocabulary.loading import load

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_LINK = r"(?:de\s+|d'|of\s+)?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:er|st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class DateWords:
    """Lookup tables by folded words; `expression` matches one date at the start of a word.

    Parameters
    ----------
    starters : frozenset of str
        Words with which a date can begin; digits can too.
    before_month : frozenset of str
        Words of which one must stand before a `guarded` month that has neither day nor year.
    parts : dict of str to (int, int) or None
        First and last month of the year that a word narrows it to; None where it only goes with a month.
    intervals : frozenset of (str, str)
        What stands before the first and before the second date of an interval.
    """

    months: dict[str, int]
    guarded: frozenset[str]
    before_month: frozenset[str]
    weekdays: dict[str, int]
    days: dict[str, int]
    weeks: dict[str, int]
    month_offsets: dict[str, int]
    year_offsets: dict[str, int]
    same_year: dict[str, int]
    from_anchor: dict[str, int]
    units: dict[str, str]
    small: dict[str, int]
    parts: dict[str, tuple[int, int] | None]
    intervals: frozenset[tuple[str, str]]
    starters: frozenset[str]
    future: re.Pattern[str]
    since: re.Pattern[str]
    looks_back: re.Pattern[str]
    expression: re.Pattern[str]
    this_year: re.Pattern[str]
    day_parts: frozenset[str]


def _table(rows: dict[int, list[str]]) -> dict[str, int]:
    return {fold(word): number for number, words in rows.items() for word in words}


def _words(raw: dict[str, Any], name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in raw[name])


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _parts(raw: dict[str, Any]) -> dict[str, tuple[int, int] | None]:
    parts: dict[str, tuple[int, int] | None] = dict.fromkeys(_words(raw, "parts_of_month"))
    for months, words in raw["parts_of_year"].items():
        first, last = map(int, months.split("-"))
        parts |= {fold(word): (first, last) for word in words}
    return parts


def _expression(t: dict[str, dict[str, int]], units: Iterable[str], later: Iterable[str], parts: Iterable[str]) -> str:
    """Join the forms of dates; the longer form of two that begin alike stands first."""
    month, weekday, relative = _any(t["months"]), _any(t["weekdays"]), _any(t["years"])
    year = rf"(?:[\s,]+{_LINK}(?:(?P<{{0}}>{_YEAR})|(?P<{{1}}>{relative}))(?!\w))?"
    first = r"(?:(?P<d0>[0-3]?\d)(?:er|st|nd|rd|th)?\s*(?:au|et|to|and|-)\s*(?:le\s+)?)?"
    small, unit, part = _any(t["small"]), _any(units), _any(parts)
    return "|".join((
        r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)",
        r"(?P<numeric>[0-3]?\d[/.][01]?\d[/.](?:19|20)\d\d)",
        *periods.forms(_YEAR),
        rf"{first}{_DAY.format('df')}\.?\s+{_LINK}(?P<mf>{month})\.?{year.format('yf', 'rf')}",
        rf"(?P<me>{month})\.?\s+{_DAY.format('de')}(?!\d){year.format('ye', 're')}",
        rf"(?:(?P<part>{part})[\s-]+{_LINK})?(?P<mm>{month})\.?,?\s+{_LINK}(?:(?P<ym>{_YEAR})|(?P<rm>{relative}))",
        rf"(?:(?P<apart>{part})[\s-]+{_LINK})?(?P<ma>{month})(?:\s+(?P<mamod>dernier|prochain))?",
        rf"(?P<mod2>last|next)\s+(?P<mb>{month})",
        rf"(?P<mod>last|next|this past)\s+(?P<wm>{weekday})",
        rf"(?P<wd>{weekday})(?:\s+(?P<wmod>dernier|prochain|passe))?",
        rf"(?P<ago>il y a\s+(?:environ\s+|pres de\s+|plus d'\s?|plus de\s+)?(?P<nf>\d+|{small})\s+(?P<uf>{unit}))",
        rf"(?P<ago2>(?P<ne>\d+|{small})\s+(?P<ue>{unit})\s+(?:ago|earlier|plus tot|auparavant|before that))",
        rf"(?P<hence>(?P<nh>\d+|{small})\s+(?P<uh>{unit})\s+(?:{_any(later)}))",
        rf"(?P<anchor>{_any(t['anchor'])})(?!\s+yesterday)",
        rf"(?P<days>{_any(t['days'])})",
        rf"(?P<weeks>{_any(t['weeks'])})",
        rf"(?P<monthsrel>{_any(t['month_offsets'])})",
        rf"(?P<yearsrel>{relative})",
        rf"(?:(?P<ypart>{part})[\s-]+(?:de\s+|l'annee\s+)?)?(?P<y1>{_YEAR})"
        rf"(?:\s*(?:et|and|-|a|to|,)\s*(?P<y2>{_YEAR})(?:\s*(?:et|and)\s*(?P<y3>{_YEAR}))?)?",
    ))  # fmt: skip


@cache
def date_words() -> DateWords:
    """Return the tables of dates.yaml.

    Raises
    ------
    VocabularyError
        If a section is missing or has another shape.
    """
    raw = load("dates.yaml")
    try:
        tables = {name: _table(raw[section]) for name, section in (
            ("months", "months"), ("weekdays", "weekdays"), ("days", "days"), ("weeks", "weeks"),
            ("month_offsets", "months_from_now"), ("years", "years_from_now"), ("small", "small_numbers"))}  # fmt: skip
        raw_this_year = {word for word, offset in tables["years"].items() if offset == 0}
        day_parts = _words(raw, "day_parts")
        tables["days"].update(dict.fromkeys(day_parts, 0))
        same_year, later = dict.fromkeys(_words(raw, "same_year"), 0), _words(raw, "later")
        same_year |= dict.fromkeys(_words(raw, "year_after"), 1) | dict.fromkeys(_words(raw, "year_before"), -1)
        tables["anchor"] = {
            word: offset
            for name, offset in (("same_day", 0), ("next_day", 1), ("day_before", -1))
            for word in _words(raw, name)
        }
        offsets = dict(tables["years"])
        tables["years"] = {**tables["years"], **dict.fromkeys(same_year, 0)}
        parts = _parts(raw)
        intervals = frozenset((fold(one), fold(other)) for one, others in raw["intervals"].items() for other in others)
        units = {fold(word): unit for unit, words in raw["units"].items() for word in words}
        future, since, guarded, openers, pluperfect, as_early_as = (
            _words(raw, n) for n in ("future", "since", "guarded_months", "month_openers", "pluperfect", "as_early_as")
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise VocabularyError(f"dates.yaml: section {error} is missing or has another shape.") from error
    phrases = [
        *(word for table in tables.values() for word in table),
        *parts,
        "il y a",
        "last",
        "next",
        "this past",
    ]
    return DateWords(
        months=tables["months"], guarded=guarded, before_month=openers, weekdays=tables["weekdays"],
        days=tables["days"], weeks=tables["weeks"], month_offsets=tables["month_offsets"], year_offsets=offsets,
        same_year=same_year, from_anchor=tables["anchor"], units=units, small=tables["small"],
        parts=parts, intervals=intervals,
        starters=frozenset(re.split(r"[\s'-]", phrase)[0] for phrase in phrases) | periods.starters(),
        future=re.compile(rf"(?<!\w)(?:{_any(future)})(?:\s|')+(?:(?:le|la|the|end of|fin|end|la fin de|debut)\s)*$"),
        looks_back=re.compile(
            rf"(?<!\w)(?:{_any(pluperfect)})(?!\w)[^,;:.]*(?<!\w)(?:{_any(as_early_as)})(?<=[\w'])\s*$"
        ),
        since=re.compile(rf"(?<!\w)(?:{_any(since)})(?!\w)"),
        this_year=re.compile(rf"(?<!\w)(?:{_any(raw_this_year)})(?!\w)"), day_parts=day_parts,
        expression=re.compile(rf"(?:{_expression(tables, units, later, parts)})(?!\w)"),
    )  # fmt: skip

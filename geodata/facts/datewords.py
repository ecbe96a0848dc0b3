"""The words for dates, from dates.yaml, as lookup tables and as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from geodata.errors import VocabularyError
from geodata.folding import fold
from geodata.vocabulary.loading import load

_SMALL = {"un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4,
          "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9,
          "nine": 9, "dix": 10, "ten": 10, "douze": 12, "twelve": 12}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateWords:
    """Lookup tables by folded words, and `expression`, which finds every date of a text."""

    months: dict[str, int]
    guarded: frozenset[str]
    weekdays: dict[str, int]
    days: dict[str, int]
    weeks: dict[str, int]
    month_offsets: dict[str, int]
    year_offsets: dict[str, int]
    units: dict[str, str]
    small: dict[str, int]
    future: re.Pattern[str]
    since: re.Pattern[str]
    expression: re.Pattern[str]


def _table(rows: dict[int, list[str]]) -> dict[str, int]:
    return {fold(word): number for number, words in rows.items() for word in words}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _expression(t: dict[str, dict[str, int]], guarded: set[str], units: Iterable[str], openers: Iterable[str]) -> str:
    month, weekday = _any(t["months"]), _any(t["weekdays"])
    free = _any(set(t["months"]) - guarded)
    year = r"(?:19[5-9]\d|20[0-4]\d)"
    relative_year = _any(t["years"])
    of_year = rf"(?:[\s,]+(?:de\s+|d'|of\s+)?(?:(?P<{{0}}>{year})|(?P<{{1}}>{relative_year}))(?!\w))?"
    day = r"(?:(?P<{0}>[0-3]?\d)(?:er|st|nd|rd|th)?)"
    part = r"(?P<part>fin|debut|mi|courant|late|early|mid|end of|start of|beginning of)"
    small = _any(_SMALL)
    return "|".join((
        r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)",
        r"(?P<numeric>[0-3]?\d/[01]?\d/(?:19|20)\d\d)",
        rf"(?:(?P<d0>[0-3]?\d)(?:er|st|nd|rd|th)?\s*(?:au|et|to|and|-)\s*)?{day.format('df')}\.?\s+(?:de\s+|of\s+)?(?P<mf>{month})\.?" + of_year.format("yf", "rf"),
        rf"(?P<me>{month})\.?\s+{day.format('de')}(?!\d)" + of_year.format("ye", "re"),
        rf"(?:{part}[\s-]+(?:de\s+|of\s+)?)?(?P<mm>{month})\.?,?\s+(?:de\s+|d'|of\s+)?(?:(?P<ym>{year})|(?P<rm>{relative_year}))",
        rf"(?:(?P<open>{_any(openers)})[\s-]?\s*(?:le\s+|mois\s+(?:de\s+|d')|debut\s+|fin\s+|mi-)?)(?P<ma>{month})(?!\.?,?\s+(?:de\s+|d'|of\s+)?(?:{year}|{relative_year}))",
        rf"(?P<mb>{free})",
        rf"(?P<mod>last|next|this past)\s+(?P<wm>{weekday})",
        rf"(?P<wd>{weekday})(?:\s+(?P<wmod>dernier|prochain|passe))?",
        rf"(?P<ago>il y a\s+(?:environ\s+|pres de\s+|plus d'\s?)?(?P<nf>\d+|{small})\s+(?P<uf>{_any(units)}))",
        rf"(?P<ago2>(?P<ne>\d+|{small})\s+(?P<ue>{_any(units)})\s+(?:ago|earlier|plus tot))",
        rf"(?P<days>{_any(t['days'])})",
        rf"(?P<weeks>{_any(t['weeks'])})",
        rf"(?P<monthsrel>{_any(t['month_offsets'])})",
        rf"(?P<yearsrel>{relative_year})",
        rf"(?P<yopen>(?:{part.replace('part', 'ypart')}[\s-]+)?)(?P<y1>{year})(?:\s*(?:et|and|-|a|to|,)\s*(?P<y2>{year})(?:\s*(?:et|and)\s*(?P<y3>{year}))?)?",
    ))  # fmt: skip


@cache
def date_words() -> DateWords:
    """Return the tables of dates.yaml.

    Raises
    ------
    VocabularyError
        If a section is missing.
    """
    raw = load("dates.yaml")
    try:
        tables = {
            "months": _table(raw["months"]), "weekdays": _table(raw["weekdays"]), "days": _table(raw["days"]),
            "weeks": _table(raw["weeks"]), "month_offsets": _table(raw["months_from_now"]),
            "years": _table(raw["years_from_now"]),
        }  # fmt: skip
        guarded = {fold(word) for word in raw["guarded_months"]}
        units = {fold(word): unit for unit, words in raw["units"].items() for word in words}
        future, since = ({fold(word) for word in raw[name]} for name in ("future", "since"))
        openers = {fold(word) for word in raw["month_openers"]}
    except (KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(f"dates.yaml: section {error} is missing or has another shape.") from error
    expression = _expression(tables, guarded, units, openers)
    return DateWords(
        months=tables["months"], guarded=frozenset(guarded), weekdays=tables["weekdays"], days=tables["days"],
        weeks=tables["weeks"], month_offsets=tables["month_offsets"], year_offsets=tables["years"], units=units,
        small=_SMALL, future=re.compile(rf"(?<!\w)(?:{_any(future)})(?:\s|')+(?:le\s|la\s|the\s|end of\s|fin\s|end\s)*$"),
        since=re.compile(rf"(?<!\w)(?:{_any(since)})(?!\w)"), expression=re.compile(rf"(?<![\w])(?:{expression})(?!\w)"),
    )  # fmt: skip

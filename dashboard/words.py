"""Everything that the interface says, in French or English: texts, plurals, numbers, dates.

The catalogues are gettext files under ``locale/``, read as they are when a language is first asked for: a fresh clone
needs no compile step, and an edited ``.po`` shows at the next start.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from geodata.model import DateSpan
from geodata.profiles import bound_of

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
DOMAIN = "liptako"


@cache
def catalogue(language: str) -> Translations:
    """Return the translations of one language, read from its ``.po`` file."""
    path = files("dashboard").joinpath("locale", language, "LC_MESSAGES", f"{DOMAIN}.po")
    with path.open("rb") as stream:
        entries = read_po(stream, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, entries)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


@dataclass(frozen=True, slots=True)
class Words:
    """The interface's words in one language.

    Parameters
    ----------
    language : {"en", "fr"}

    Examples
    --------
    >>> Words("fr").number(1400)
    '1\u202f400'
    """

    language: str

    def text(self, message: str, **values: object) -> str:
        """Return the translation of `message` with its ``{placeholders}`` filled."""
        said: str = catalogue(self.language).ugettext(message)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the form for `n`; ``{n}`` stands for the number as the language writes it."""
        said: str = catalogue(self.language).ungettext(one, many, n)
        return said.format(n=self.number(n), **values)

    def number(self, n: float) -> str:
        """Write a number: 1,400 or 1 400."""
        return _decimal(n, self.language)

    def percent(self, share: float) -> str:
        """Write a change as a share: +25%, −8 %."""
        written = str(format_percent(abs(share), locale=self.language))
        return f"{'+' if share >= 0 else '−'}{written}"

    def span(self, low: int, high: int) -> str:
        """Write a range of numbers, or the one number."""
        return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"

    def dead(self, low: int, high: int | None, *, is_open: bool = False, is_rough: bool = False) -> str:
        """Write a number of dead: 10 dead, 10–40 dead, at least 10, at most 40, about 12 dead, 10–40 dead or more.

        Parameters
        ----------
        low : int
        high : int or None
            None where only the least number is known.
        is_open : bool
            Whether there may be more than the highest.
        is_rough : bool
            Whether the sources themselves say about so many.
        """
        highest = low if high is None else high
        span = self.span(low, highest)
        match bound_of(low, high, is_open=is_open, is_rough=is_rough):
            case "at_least":
                return self.plural("at least {n} dead", "at least {n} dead", low)
            case "or_more":
                return self.plural("{span} dead or more", "{span} dead or more", highest, span=span)
            case "at_most":
                return self.plural("at most {n} dead", "at most {n} dead", highest)
            case "about":
                return self.plural("about {span} dead", "about {span} dead", highest, span=span)
        return self.plural("{span} dead", "{span} dead", highest, span=span)

    def toll(self, low: int, high: int | None, *, is_open: bool = False, is_rough: bool = False) -> str:
        """Write the same without the word for the dead, where a title says it."""
        highest = low if high is None else high
        span = self.span(low, highest)
        match bound_of(low, high, is_open=is_open, is_rough=is_rough):
            case "at_least":
                return self.text("at least {figure}", figure=span)
            case "or_more":
                return self.text("{span} or more", span=span)
            case "at_most":
                return self.text("at most {figure}", figure=self.number(highest))
            case "about":
                return self.text("about {figure}", figure=span)
        return span

    def day(self, day: dt.date) -> str:
        """Write a day: 16 Sep 2023, 16 sept. 2023."""
        return _day(day, self.language)

    def month(self, day: dt.date) -> str:
        """Write a month in short: Mar 25, mars 25."""
        return _month(day, self.language)

    def date(self, date: DateSpan | None) -> str:
        """Write a date no finer than it is known."""
        if date is None:
            return self.text("no date in the text")
        if date.precision == "day":
            return self.day(date.start)
        if date.precision == "month":
            return str(format_date(date.start, "LLLL y", locale=self.language))
        if date.precision == "year":
            return f"{date.start.year}"
        if date.precision == "week":
            return self.text("week of {day}", day=self.day(date.start))
        return self.text("{start} to {end}", start=self.day(date.start), end=self.day(date.end))

    def onset(self, date: DateSpan | None) -> str:
        """Write when something began: of a span it is one day, and not known which."""
        if date is None or date.precision != "interval":
            return self.date(date)
        return self.text("some day between {start} and {end}", start=self.day(date.start), end=self.day(date.end))

    def country(self, alpha2: str) -> str:
        """Return the name of a country, its code where the language has none."""
        return _countries(self.language).get(alpha2, alpha2)


@lru_cache(2)
def _countries(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in Locale.parse(language).territories.items()}


@lru_cache(10_000)
def _decimal(n: float, language: str) -> str:
    return str(format_decimal(n, locale=language))


@lru_cache(5_000)
def _month(day: dt.date, language: str) -> str:
    return str(format_date(day, "LLL yy", locale=language))


@lru_cache(20_000)
def _day(day: dt.date, language: str) -> str:
    written = str(format_date(day, "d MMM y", locale=language))
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written

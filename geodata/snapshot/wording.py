"""The words on the picture, from ``vocabulary/snapshot_words.yaml``; numbers and dates as the language has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from unicodedata import combining, normalize

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from geodata.errors import SnapshotError, VocabularyError
from geodata.symbols import Labelled
from geodata.vocabulary.loading import load

TABLE = "snapshot_words.yaml"
LANGUAGES = ("fr", "en")
BOTH = "both"
BETWEEN = " / "


class Words:
    """The words of one language.

    Parameters
    ----------
    language : {"fr", "en"}

    Raises
    ------
    SnapshotError
        If it is another language.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise SnapshotError(f"There are no words for language {language!r}.", "Use fr, en or both.")
        self.language = language
        self.locale = Locale(language)

    def say(self, key: str, **values: object) -> str:
        """Return the words of `key` with its gaps filled; numbers and dates are written as the language does."""
        return _entry(key, self.language).format(**{name: self._written(value) for name, value in values.items()})

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the words of `key` in the singular or plural that `number` asks for; it fills the gap ``{n}``."""
        plural = "one" if str(self.locale.plural_form(number)) == "one" else "other"
        return self.say(f"{key}.{plural}", n=number, **values)

    def number(self, number: float) -> str:
        """Return a number: 1,400 in English, 1 400 in French."""
        return str(format_decimal(number, locale=self.locale))

    def date(self, day: dt.date) -> str:
        """Return a day: 16 Sep 2023, 16 sept. 2023, and 1er for the first of a month in French."""
        written = str(format_date(day, "d MMM y", locale=self.locale))
        return f"1er{written[1:]}" if self.language == "fr" and day.day == 1 else written

    def country(self, code: str) -> str:
        """Return the name of a country by its alpha-2 code; the code itself where the language has none."""
        return str(self.locale.territories.get(code, code))

    def division(self, country: str, name: str) -> str:
        """Return the name of a division of the second level with what it is called in its country."""
        known = country if country in _table()["division_named"] else "other"
        return self.say(f"division_named.{known}", name=name)

    def either(self, section: str, key: str, otherwise: str) -> str:
        """Return the row that `section` has for a key, or the text given."""
        return self.say(f"{section}.{key}") if key in _table()[section] else otherwise

    @property
    def lead(self) -> Words:
        """The words of the first language."""
        return self

    def label(self, row: Labelled) -> str:
        """Return the label of a row of the symbol table."""
        return row.label(self.language)

    def each(self, tell: Callable[[Words], str]) -> str:
        """Return what `tell` says in these words; in both languages, one after the other, where there are two."""
        return tell(self)

    def lines(self, tell: Callable[[Words], str]) -> str:
        """Return what `tell` says, a line for each language."""
        return tell(self)

    def sort(self, names: Iterable[str]) -> list[str]:
        """Return names in alphabetical order, accents and case ignored."""
        return sorted(names, key=_without_accents)

    def listing(self, items: Iterable[str]) -> str:
        """Return items with commas between them."""
        return ", ".join(items)

    def _written(self, value: object) -> str:
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, int | float):
            return self.number(value)
        return str(value)


class BothWords(Words):
    """The words of French and English side by side; what is the same in both is said once.

    Sentences that are made of other words have to go through `each`, or they would hold both languages twice.
    """

    def __init__(self) -> None:
        super().__init__("fr")
        self.language = BOTH
        self.parts = tuple(Words(language) for language in LANGUAGES)

    @property
    def lead(self) -> Words:
        """The words of the first language."""
        return self.parts[0]

    def each(self, tell: Callable[[Words], str]) -> str:
        """Return what `tell` says in French and in English."""
        return side_by_side(*(tell(part) for part in self.parts))

    def lines(self, tell: Callable[[Words], str]) -> str:
        """Return what `tell` says in French, and below it in English."""
        return "\n".join(dict.fromkeys(tell(part) for part in self.parts))

    def say(self, key: str, **values: object) -> str:
        """Return the words of `key` in both languages."""
        return self.each(lambda words: words.say(key, **values))

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the words of `key` in the form that `number` asks for, in both languages."""
        return self.each(lambda words: words.count(key, number, **values))

    def date(self, day: dt.date) -> str:
        """Return a day in both languages."""
        return self.each(lambda words: words.date(day))

    def country(self, code: str) -> str:
        """Return the name of a country in both languages."""
        return self.each(lambda words: words.country(code))

    def division(self, country: str, name: str) -> str:
        """Return what a division is called in both languages."""
        return self.each(lambda words: words.division(country, name))

    def either(self, section: str, key: str, otherwise: str) -> str:
        """Return the row of a key in both languages, or the text given."""
        return self.each(lambda words: words.either(section, key, otherwise))

    def label(self, row: Labelled) -> str:
        """Return a label in both languages."""
        return self.each(lambda words: words.label(row))


def words_in(language: str) -> Words:
    """Return the words of ``fr``, ``en`` or ``both``.

    Raises
    ------
    SnapshotError
        If it is another language.
    """
    return BothWords() if language == BOTH else Words(language)


def side_by_side(*texts: str) -> str:
    """Return texts with a stroke between them, each but once.

    Examples
    --------
    >>> side_by_side("Gao", "Gao"), side_by_side("Tombouctou", "Timbuktu")
    ('Gao', 'Tombouctou / Timbuktu')
    """
    return BETWEEN.join(dict.fromkeys(text for text in texts if text))


def in_both(key: str) -> str:
    """Return words in English and in French."""
    return "  ".join(_entry(key, language) for language in ("en", "fr"))


def _without_accents(name: str) -> tuple[str, str]:
    bare = "".join(letter for letter in normalize("NFD", name.casefold()) if not combining(letter))
    return bare, name


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load(TABLE)
    return table


def _entry(key: str, language: str) -> str:
    found: Any = _table()
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get(language), str):
        raise VocabularyError(f"{TABLE} has no {language} words for {key!r}.", "Add a row with en and fr.")
    return str(found[language])

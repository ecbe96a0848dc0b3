"""What the picture asks of the boundaries, and the names that they carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, Protocol

from shapely.geometry.base import BaseGeometry

from geodata.model import AreaMark, CountryBadge, Precision
from geodata.snapshot.wording import BothWords, Words, side_by_side

if TYPE_CHECKING:
    from geodata.gazetteer.boundaries.tables import Table

Layer = Literal["countries", "admin1", "admin2", "areas", "water"]
NAMED: tuple[Layer, ...] = ("areas", "admin2", "admin1", "countries")
MOST_VINTAGES = 4


class Outlines(Protocol):
    """Layers of outlines, EPSG:4326; see ``geodata.boundaries.Boundaries``."""

    def table(self, name: Layer) -> Table:
        """Return a layer with a column ``place_id``; of ``admin1``, `dashed` tells which outlines are approximate."""

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the outline of a place, or None where it has none."""


class Names:
    """Display names of outlines in one language.

    Parameters
    ----------
    outlines : Outlines
    words : Words
    """

    def __init__(self, outlines: Outlines, words: Words) -> None:
        self._words = words
        self._known: dict[str, str] = {}
        for layer in NAMED:
            self._known.update(_names(outlines.table(layer), words.language))

    def within(self, words: Words) -> Names:
        """Return the names of one language: these, unless they are of two."""
        del words
        return self

    def get(self, place_id: str) -> str:
        """Return the name of a country, division or area; empty where there is none."""
        known = self._known.get(place_id, "")
        return known or (self._words.country(place_id) if len(place_id) == 2 else "")

    def area(self, mark: AreaMark) -> str:
        """Return the name of an area; a division is called one, since most bear the name of a town."""
        name = self.get(mark.place_id) or mark.name
        if mark.precision is Precision.ADMIN1:
            return self._words.say("region_named", name=name)
        if mark.precision is Precision.ADMIN2:
            return self._words.division(mark.place_id[:2], name)
        return name

    def country(self, badge: CountryBadge) -> str:
        """Return the name of a country."""
        return self.get(badge.country) or badge.name


class BothNames(Names):
    """Display names in French and English side by side.

    Parameters
    ----------
    outlines : Outlines
    words : BothWords
    """

    def __init__(self, outlines: Outlines, words: BothWords) -> None:
        self._each = {part.language: Names(outlines, part) for part in words.parts}

    def within(self, words: Words) -> Names:
        """Return the names of one language."""
        return self._each.get(words.language, self)

    def get(self, place_id: str) -> str:
        """Return the name of a country, division or area; empty where there is none."""
        return side_by_side(*(names.get(place_id) for names in self._each.values()))

    def area(self, mark: AreaMark) -> str:
        """Return the name of an area."""
        return side_by_side(*(names.area(mark) for names in self._each.values()))

    def country(self, badge: CountryBadge) -> str:
        """Return the name of a country."""
        return side_by_side(*(names.country(badge) for names in self._each.values()))


def names_in(outlines: Outlines, words: Words) -> Names:
    """Return the display names in the language of the words, or in both."""
    return BothNames(outlines, words) if isinstance(words, BothWords) else Names(outlines, words)


def _names(table: Table, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in ("name", f"name_{language}"):
        found.update({str(row["place_id"]): name for row in table.rows if (name := row.get(column))})
    return found


def vintage_note(outlines: Outlines, countries: Iterable[str], names: Names, words: Words) -> str:
    """Return of which years the borders are: of the countries, and of the regions of the countries named."""
    known: Any = getattr(outlines, "vintage", None)
    table = known() if callable(known) else {}
    year = table.get("layers", {}).get("countries", {}).get("vintage", "") if isinstance(table, dict) else ""
    parts = [words.say("vintage.countries", vintage=year)] if year else []
    regions = [
        words.say("vintage.regions", country=names.get(country), vintage=_localised(vintage, words))
        for country, vintage in list(_latest_vintages(outlines.table("admin1"), countries).items())[:MOST_VINTAGES]
    ]
    if regions:
        parts.append(words.say("vintage.of_regions", list=words.listing(regions)))
    return words.say("vintage.note", list="; ".join(parts)) if parts else ""


def _latest_vintages(table: Table, countries: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for country in countries:
        vintages = {str(row["vintage"]) for row in table.rows if row.get("country") == country and row.get("vintage")}
        if vintages:
            found[country] = max(vintages, key=lambda text: ("".join(c for c in text if c.isdigit())[-4:], text))
    return found


def _localised(vintage: str, words: Words) -> str:
    """Return "since 2016" or "2001-2025" in the language, with a proper dash."""
    if vintage.startswith("since "):
        return words.say("vintage.since", year=vintage.removeprefix("since "))
    return vintage.replace("-", "–")

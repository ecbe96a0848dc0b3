"""A reader for example sentences: countries from the table of the gazetteer, a few towns by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import geodata.gazetteer
from geodata.facts import state
from geodata.folding import fold, key
from geodata.language import detect_language
from geodata.model import DateSpan, Document, Fact, Mention, Place, Placement, Precision, stable_id

TOWNS = {
    "Bamako": ("ML", 12.65, -8.0), "Gao": ("ML", 16.27, -0.04), "Kidal": ("ML", 18.44, 1.41),
    "Djibo": ("BF", 14.1, -1.63), "Niamey": ("NE", 13.51, 2.11), "Goma": ("CD", -1.67, 29.22),
    "Diffa": ("NE", 13.31, 12.61), "Maiduguri": ("NG", 11.85, 13.16),
}  # fmt: skip


class TableNations:
    """Demonyms and countries from countries.csv."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.demonyms: dict[str, str] = {}
        self.names: dict[str, Place] = {}
        folder = Path(geodata.gazetteer.__file__).parent
        with (folder / "countries.csv").open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                self._add(row)
        for town, (country, lat, lon) in TOWNS.items():
            self.names[town] = Place(f"t:{town}", town, town, town, "settlement", country, country, lat, lon)

    def _add(self, row: dict[str, str]) -> None:
        code, name = row["place_id"], row["name"]
        french = row["name_fr"] or name
        place = Place(code, name, french, name, "country", code, None, float(row["lat"]), float(row["lon"]))
        self.places[code] = place
        self.names.update(dict.fromkeys((name, french), place))
        for words in (row["demonyms_fr"], row["demonyms_en"]):
            self.demonyms.update({key(word): code for word in words.split("|") if word})

    def demonym(self, key: str) -> str | None:
        return self.demonyms.get(key)

    def holders(self, place_id: str) -> frozenset[str]:
        place = self.places.get(place_id)
        return frozenset((place.parent,) if place and place.parent else ())

    def country(self, alpha2: str) -> Place:
        return self.places[alpha2]

    def place_names(self, text: str) -> list[Placement]:
        """Find and place the names that stand in the text, the longest first."""
        pattern = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        found = []
        for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text):
            place = self.names[match[0]]
            precision = Precision.COUNTRY if place.kind == "country" else Precision.SETTLEMENT
            mention = Mention(match.start(), match.end(), match[0], key(match[0]))
            found.append(Placement(mention, place, place.lat, place.lon, precision))
        return found


@cache
def table_nations() -> TableNations:
    return TableNations()


@pytest.fixture(scope="session")
def nations() -> TableNations:
    return table_nations()


Reader = Callable[..., list[Fact]]


@pytest.fixture(scope="session")
def read(nations: TableNations) -> Reader:
    """State the facts of a text: ``read(text, published="2024-05-03", language="fr")``."""

    def reader(text: str, published: str | None = None, language: str | None = None) -> list[Fact]:
        span = DateSpan.parse(published) if published else None
        spoken = language or detect_language(text)
        document = Document(stable_id(text), text, "test", language=spoken, published=span)
        facts = state(document, nations.place_names(text), nations)
        for fact in facts:
            assert text[fact.start : fact.end] == fact.excerpt
            assert fact.start <= fact.trigger_start < fact.trigger_end <= fact.end
        return facts

    return reader


@pytest.fixture(scope="session")
def folded() -> Callable[[str], str]:
    return fold

"""The vocabulary of places.yaml in the shape in which recognition asks for it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from geodata.errors import VocabularyError
from geodata.folding import fold, key, words
from geodata.gazetteer.curated import COUNTRIES
from geodata.model import PlaceKind
from geodata.vocabulary.loading import load

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to look for right before or right after a token, longest first."""

    by_last: dict[str, tuple[Phrase, ...]]
    by_first: dict[str, tuple[Phrase, ...]]

    def before(self, tokens: list[str], at: int) -> int:
        """Return how many tokens of a phrase end right before `at`; 0 if none does."""
        for phrase in self.by_last.get(tokens[at - 1], ()) if at else ():
            size = len(phrase)
            if size <= at and tuple(tokens[at - size : at]) == phrase:
                return size
        return 0

    def after(self, tokens: list[str], at: int) -> int:
        """Return how many tokens of a phrase start at `at`; 0 if none does."""
        for phrase in self.by_first.get(tokens[at], ()) if at < len(tokens) else ():
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """All of places.yaml, folded."""

    kinds_before: dict[str, PlaceKind]
    kinds_after: dict[str, PlaceKind]
    kinds_touching: frozenset[str]
    plurals: frozenset[str]
    links: frozenset[str]
    kind_adjectives: frozenset[str]
    holding: frozenset[str]
    within: frozenset[str]
    says_place: frozenset[str]
    locative: Phrases
    weak_locative: frozenset[str]
    near: Phrases
    between_before: Phrases
    between_links: frozenset[Phrase]
    road_before: Phrases
    road_after: frozenset[str]
    road_links: frozenset[Phrase]
    directions: dict[str, float]
    body_before: frozenset[str]
    body_small: frozenset[str]
    body_after: frozenset[str]
    masks: tuple[str, ...]
    titles: frozenset[str]
    speech: Phrases
    particles: frozenset[str]
    also_given: frozenset[str]
    roles: frozenset[str]
    numbers: dict[str, float]
    given_names: frozenset[str]
    ambiguous: frozenset[str]
    function_words: frozenset[str]
    governments: frozenset[str]
    capital_verbs: Phrases
    capital_before: Phrases
    capital_after: frozenset[str]
    capitals: dict[str, str]


@cache
def place_words() -> PlaceWords:
    """Return the vocabulary of places.yaml.

    Raises
    ------
    VocabularyError
        If a part is missing or has another shape.
    """
    table = load("places.yaml")
    try:
        return _shape(table)
    except (KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(f"places.yaml: {error!r}.", "Compare it with the version in the package.") from error


def _shape(table: dict[str, Any]) -> PlaceWords:
    before, after, said = table["kinds_before"], table["kinds_after"], table["metonymy"]
    singular = {key(word) for kinds in (before, after) for group in kinds.values() for word in group}
    return PlaceWords(
        kinds_before={key(word): cast(PlaceKind, kind) for kind, group in before.items() for word in group},
        kinds_after={key(word): cast(PlaceKind, kind) for kind, group in after.items() for word in group},
        kinds_touching=_set(table["kinds_touching"]),
        plurals=frozenset(word for word in singular if word.endswith("s") and _singular(word) in singular),
        links=_set(table["links"]),
        kind_adjectives=_set(table["kind_adjectives"]),
        holding=_set(table["holding"]),
        within=_set(table["within"]),
        says_place=_set(table["says_place"]),
        locative=_phrases(table["locative"]),
        weak_locative=_set(table["weak_locative"]),
        near=_phrases(table["near"]),
        between_before=_phrases(table["between"]["before"]),
        between_links=frozenset(tuple(words(link)) for link in table["between"]["links"]),
        road_before=_phrases(table["road"]["before"]),
        road_after=_set(table["road"]["after"]),
        road_links=frozenset(tuple(words(link)) for link in table["road"]["links"]),
        directions={key(word): float(angle) for angle, group in table["directions"].items() for word in group},
        body_before=_set(table["body_before"]),
        body_small=_set(table["body_small"]),
        body_after=_set(table["body_after"]),
        masks=tuple(table["masks"]),
        titles=_set(table["titles"]),
        speech=_phrases(table["speech"]),
        particles=_set(table["particles"]),
        also_given=_set(table["also_given"]),
        roles=_set(table["roles"]),
        numbers={fold(name): float(number) for name, number in table["numbers"].items()},
        given_names=_set(table["given_names"].split()),
        ambiguous=_set(table["ambiguous"].split()),
        function_words=_set(table["function_words"].split()),
        governments=_set(said["bodies"]),
        capital_verbs=_phrases(said["verbs"]),
        capital_before=_phrases(said["before"]),
        capital_after=_set(said["after"]),
        capitals=_capitals(),
    )


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _set(items: list[str]) -> frozenset[str]:
    return frozenset(key(item) for item in items)


def _phrases(items: list[str]) -> Phrases:
    phrases = sorted({tuple(words(item)) for item in items}, key=len, reverse=True)
    by_last: dict[str, tuple[Phrase, ...]] = {}
    by_first: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        by_last[phrase[-1]] = (*by_last.get(phrase[-1], ()), phrase)
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return Phrases(by_last, by_first)


def _capitals() -> dict[str, str]:
    """Map the names of capitals to the countries whose governments they can stand for."""
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return {
            key(name): row["place_id"]
            for row in csv.DictReader(line for line in lines if not line.startswith("#"))
            for name in row["capital"].split("|")
            if name
        }

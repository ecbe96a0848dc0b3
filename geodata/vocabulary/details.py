"""The table details.yaml: words that refine a status."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geodata.vocabulary.loading import Entry, entries, load
from geodata.vocabulary.patterns import PatternSet
from geodata.vocabulary.rules import LANGUAGES, LAYERS, compiled


@dataclass(frozen=True, slots=True)
class Detail:
    """A finer status: for which layers, statuses and actions it counts (all where empty); inside the trigger or not."""

    id: str
    layers: tuple[str, ...]
    statuses: tuple[str, ...]
    actions: tuple[str, ...]
    inside: bool


@cache
def _table() -> tuple[tuple[Detail, ...], dict[str, list[tuple[str, str]]]]:
    found: list[Detail] = []
    patterns: dict[str, list[tuple[str, str]]] = {language: [] for language in LANGUAGES}
    for entry in entries("details.yaml", "id", load("details.yaml")):
        layers, statuses, actions = entry.texts("layers") or LAYERS, entry.texts("statuses"), entry.texts("actions")
        one = Detail(entry.text("id"), layers, statuses, actions, entry.flag("inside"))
        for language in LANGUAGES:
            patterns[language] += [(text, one.id) for text in _checked(entry, language)]
        entry.done()
        found.append(one)
    return tuple(found), patterns


def _checked(entry: Entry, language: str) -> tuple[str, ...]:
    texts = entry.texts(language)
    for text in texts:
        compiled(text)
    return texts


@cache
def details() -> tuple[Detail, ...]:
    """Return the finer statuses, the one that counts before others first."""
    return _table()[0]


@cache
def patterns_of_details(language: str | None) -> PatternSet[str]:
    """Return the words of all finer statuses in a language, with their ids; None is both languages together."""
    languages = (language,) if language else LANGUAGES
    return PatternSet([row for spoken in languages for row in _table()[1][spoken]], compiled)

"""Names that no gazetteer has but that the text calls a village or town: kept, to be shown as unlocated."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

_NAMING = {"de", "d", "of", "dit", "dite", "nomme", "nommee", "appele", "appelee", "named", "called"}
_LONGEST = 4


def unknown_names(tokens: Tokens, taken: list[bool], vocabulary: PlaceWords) -> Iterator[tuple[int, int]]:
    """Yield first and last token of every capitalised name after "le village de", "the town of" that is not taken."""
    for at, word in enumerate(tokens.words[:-2]):
        if word not in vocabulary.says_place or tokens.words[at + 1] not in _NAMING:
            continue
        first = at + 2
        if not _usable(tokens, first, taken, vocabulary) or not tokens.adjacent(at + 1):
            continue
        last = first
        while last + 1 < len(tokens) and last - first + 1 < _LONGEST and _usable(tokens, last + 1, taken, vocabulary):
            last += 1
        yield first, last


def _usable(tokens: Tokens, at: int, taken: list[bool], vocabulary: PlaceWords) -> bool:
    return (
        at < len(tokens)
        and tokens.adjacent(at)
        and tokens.capital[at]
        and not taken[at]
        and tokens.words[at] not in vocabulary.function_words
        and tokens.words[at] not in vocabulary.kinds_before
    )

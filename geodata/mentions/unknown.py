"""Names that no gazetteer has but that the text calls a village or town: kept, to be shown as unlocated."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

_NAMING = {"de", "d", "of", "dit", "dite", "nomme", "nommee", "appele", "appelee", "named", "called"}
_JOINERS = {"et", "and", "de", "d", "ou", "or"}
_LONGEST = 4


def unknown_names(tokens: Tokens, taken: list[bool], vocabulary: PlaceWords) -> Iterator[tuple[int, int]]:
    """Yield first and last token of every name after "le village de", "the towns of" that is not taken.

    After a plural ("les villages de A, B et C") the list is followed to its end, over names that are taken.
    """
    for at, word in enumerate(tokens.words[:-2]):
        if word not in vocabulary.says_place or tokens.words[at + 1] not in _NAMING or not tokens.adjacent(at + 1):
            continue
        first: int | None = at + 2
        while first is not None:
            last = _end(tokens, first, taken, vocabulary)
            if last is None:
                break
            if not taken[first]:
                yield first, last
            first = _next(tokens, last) if word in vocabulary.plurals else None


def _end(tokens: Tokens, first: int, taken: list[bool], vocabulary: PlaceWords) -> int | None:
    """Return the last token of the capitalised name that begins at `first`."""
    if not _usable(tokens, first, vocabulary):
        return None
    last = first
    while (
        last - first + 1 < _LONGEST
        and _usable(tokens, last + 1, vocabulary)
        and tokens.adjacent(last + 1)
        and taken[last + 1] == taken[first]
    ):
        last += 1
    return last


def _next(tokens: Tokens, last: int) -> int | None:
    """Return where the next name of a list begins: behind a comma, "et" or "and"."""
    at = last + 1
    joined = at < len(tokens) and tokens.gap(at).strip() == ","
    while at < len(tokens) and tokens.words[at] in _JOINERS and at <= last + 2:
        joined = joined or tokens.words[at] in {"et", "and", "ou", "or"}
        at += 1
    return at if joined and at < len(tokens) else None


def _usable(tokens: Tokens, at: int, vocabulary: PlaceWords) -> bool:
    return (
        at < len(tokens)
        and tokens.capital[at]
        and tokens.words[at] not in vocabulary.function_words
        and tokens.words[at] not in vocabulary.kinds_before
        and tokens.words[at] not in vocabulary.given_names
    )

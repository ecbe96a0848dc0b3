"""Names that no gazetteer has but that the text clearly uses as places: kept, to be shown as unlocated.

Clear is: "le village de X"; "X, a village in"; "X lies", "X est située à"; "7 km de X"; "at X, in the Y region". A
name found so is a place wherever the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

_NAMING = {"de", "d", "of", "dit", "dite", "nomme", "nommee", "appele", "appelee", "named", "called"}
_JOINERS = {"et", "and", "de", "d", "ou", "or"}
_LONGEST = 4
_VILLAGE = r"(?:village|town|hamlet|settlement|locality|bourgade|localite|hameau|ville|commune|cite)\b"
_SAID_BEHIND = re.compile(
    rf"\s?,? (?:(?:est |was |is )?situee?s? (?:a|dans|en)|(?:lies|is located|is situated|se trouve|se situe) )"
    r"|,? a (?:environ |quelque |une? )?(?:\d+|[\w-]+)(?: de)? (?:km|kilometres)\b"
    r"|, (?:about |some )?\d+ ?(?:km|miles)\b"
    rf"|, (?:(?:a|an|the|un|une|le|la)\s)?(?:\w+\s){{0,2}}{_VILLAGE}"
)
_DISTANCE = re.compile(r"\d\s?(?:km|kilometres?|kilometers?|miles)(?: [\w'’-]+){0,4} (?:de |d'|of |from )$")
_UNIT = r"(?:province|region|cercle|departement|district|secteur|commune|prefecture|comte|county|state|department)"
_HELD = re.compile(
    rf",? (?:dans|in) (?:le |la |l'|the |les )?(?:\w+ )?(?:{_UNIT}\b|[a-z'’-]+ {_UNIT}\b)|,? \(\w[\w -]+\)"
)
_WINDOW = 60


def unknown_names(tokens: Tokens, taken: list[bool], vocabulary: PlaceWords) -> Iterator[tuple[int, int]]:
    """Yield first and last token of every name that is not taken and that the text clearly uses as a place."""
    found = dict(_after_kind(tokens, taken, vocabulary))
    found |= {first: last for first, last in _told(tokens, taken, vocabulary) if first not in found}
    names = {tuple(tokens.words[first : last + 1]) for first, last in found.items()}
    if not names:
        return
    free, at = [*taken], 0
    for first, last in found.items():
        free[first : last + 1] = [True] * (last + 1 - first)
    while at < tokens.size:
        same = next((size for name in names if (size := len(name)) and tuple(tokens.words[at : at + size]) == name), 0)
        if same and tokens.capital[at] and not any(free[at : at + same]) and not _within(tokens, at, at + same - 1):
            found[at] = at + same - 1
        at += max(same, 1)
    yield from sorted(found.items())


def _within(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether the words are part of a longer run of capitals: a person's name, a body's."""
    if last + 1 < tokens.size and tokens.capital[last + 1] and tokens.adjacent(last + 1):
        return True
    return first > 0 and tokens.capital[first - 1] and tokens.adjacent(first) and not tokens.initial(first - 1)


def _told(tokens: Tokens, taken: list[bool], vocabulary: PlaceWords) -> Iterator[tuple[int, int]]:
    """Yield names that the words around them place: a distance, an apposition, the unit that holds them."""
    free_from = 0
    for at in [at for at, capital in enumerate(tokens.capital) if capital and not taken[at]]:
        last = _end(tokens, at, taken, vocabulary) if at >= free_from else None
        if last is not None:
            free_from = last + 1
            if _is_told(tokens, at, last, vocabulary):
                yield at, last


def _is_told(tokens: Tokens, first: int, last: int, vocabulary: PlaceWords) -> bool:
    if tokens.original(first, last).isupper() or tokens.words[first] in vocabulary.titles:
        return False
    start, end = tokens.starts[first], tokens.ends[last]
    behind = tokens.folded[end : end + _WINDOW]
    if _SAID_BEHIND.match(behind):
        return first != last or not tokens.initial(first) or "situe" in behind or "lies" in behind
    before = tokens.folded[max(0, start - _WINDOW) : start]
    if _DISTANCE.search(before):
        return True
    placed = vocabulary.locative.before(tokens.words, first) and tokens.adjacent(first)
    return bool(placed) and _HELD.match(behind) is not None


def _after_kind(tokens: Tokens, taken: list[bool], vocabulary: PlaceWords) -> Iterator[tuple[int, int]]:
    """Yield the names after "le village de", "the towns of"; after a plural the list is followed to its end."""
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
        and last + 1 < tokens.size
        and tokens.capital[last + 1]
        and tokens.words[last + 1] not in vocabulary.function_words
        and tokens.adjacent(last + 1)
        and taken[last + 1] == taken[first]
    ):
        last += 1
    return last


def _next(tokens: Tokens, last: int) -> int | None:
    """Return where the next name of a list begins: behind a comma, "et" or "and"."""
    at = last + 1
    joined = at < tokens.size and tokens.gap(at).strip() == ","
    while at < tokens.size and tokens.words[at] in _JOINERS and at <= last + 2:
        joined = joined or tokens.words[at] in {"et", "and", "ou", "or"}
        at += 1
    return at if joined and at < tokens.size else None


def _usable(tokens: Tokens, at: int, vocabulary: PlaceWords) -> bool:
    return (
        at < tokens.size
        and tokens.capital[at]
        and tokens.words[at] not in vocabulary.function_words
        and tokens.words[at] not in vocabulary.kinds_before
        and tokens.words[at] not in vocabulary.given_names
    )

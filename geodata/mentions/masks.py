"""Stretches in which no place is looked for: bodies, armed groups, media, treaties and their like."""

from __future__ import annotations

from functools import cache

from geodata.folding import words
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords, place_words
from geodata.vocabulary import mask_terms

_WHERE = {"au", "aux", "en", "in"}
_RUN = 3  # words of a body's name looked at behind a place name: "Michigan State University"


@cache
def _terms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Map the first word of every masked name to the names that begin with it, longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for term in (*mask_terms(), *place_words().masks):
        parts = tuple(words(term))
        if parts:
            found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def masked(tokens: Tokens) -> dict[int, int]:
    """Map the first token of every masked name to the token after its last.

    A name needs a capital somewhere. One that begins with a small letter and says where ("mission onusienne au Mali")
    is a description: the place in it is one.
    """
    terms, all_words = _terms(), tokens.words
    found: dict[int, int] = {}
    for at in [i for i, word in enumerate(all_words) if word in terms]:
        for parts in terms[all_words[at]]:
            size = len(parts)
            if tuple(all_words[at : at + size]) != parts:
                continue
            if not tokens.capital[at] and (_WHERE.intersection(parts) or not any(tokens.capital[at : at + size])):
                continue
            if all(tokens.joined(i) for i in range(at + 1, at + size)):
                found[at] = at + size
                break
    return found


def inside_body(tokens: Tokens, first: int, last: int, vocabulary: PlaceWords) -> bool:
    """Tell whether a name is part of a body's or treaty's: "Université de Bamako", "Pretoria Agreement"."""
    after, run = last + 1, 1 if tokens.in_capitals(first) else _RUN  # in a headline all words have capitals
    while after < tokens.size and after <= last + run and tokens.adjacent(after) and tokens.capital[after]:
        if tokens.words[after] in vocabulary.body_after:
            return True
        after += 1
    before = first - 1
    while 0 <= before >= first - 3 and tokens.words[before] in vocabulary.links and tokens.adjacent(before + 1):
        before -= 1
    if before < 0 or not tokens.adjacent(before + 1):
        return False
    word = tokens.words[before]
    return word in vocabulary.body_before and (tokens.capital[before] or word in vocabulary.body_small)

"""Pairs of towns between which something lies: "entre A et B", "sur l'axe A-B", "on the A-B road"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from geodata.mentions.scan import Hit
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords
from geodata.model import Mention, Qualifier

_DASHES = {"-", "–", "—", "‑", "/"}
_TOWNS = {"settlement", "site"}


def note_pairs(tokens: Tokens, hits: list[Hit], mentions: list[Mention], vocabulary: PlaceWords) -> list[Mention]:
    """Return the mentions, both names of every pair qualified as `between`: they are partners side by side.

    Parameters
    ----------
    hits, mentions : list
        One mention for each hit, in order.
    """
    found, at = list(mentions), 0
    while at < len(hits) - 1:
        pair = hits[at], hits[at + 1]
        if all(map(_town, pair)) and _joined(tokens, *pair, vocabulary) and not _moved(found[at], found[at + 1]):
            found[at], found[at + 1] = (replace(found[i], qualifier=Qualifier("between")) for i in (at, at + 1))
            at += 1
        at += 1
    return found


def road_ends(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> set[int]:
    """Return the numbers of the hits that are the ends of a road: "l'axe A-B", "the A-B road"."""
    found: set[int] = set()
    for at, (one, other) in enumerate(pairwise(hits)):
        joined = other.first == one.last + 1 and tokens.gap(other.first).strip() in _DASHES
        if joined and (_road_before(tokens, one.first, vocabulary) or _road_after(tokens, other.last, vocabulary)):
            found |= {at, at + 1}
    return found


def _town(hit: Hit) -> bool:
    return any(one.place.kind in _TOWNS for one in hit.strength.bearers)


def _moved(*pair: Mention) -> bool:
    return any(one.qualifier is not None or not one.literal or one.kind_hint not in {None, *_TOWNS} for one in pair)


def _joined(tokens: Tokens, one: Hit, other: Hit, vocabulary: PlaceWords) -> bool:
    words, gap = tokens.words, tokens.gap(other.first)
    if other.first == one.last + 1 and gap.strip() in _DASHES:
        return _road_before(tokens, one.first, vocabulary) or _road_after(tokens, other.last, vocabulary)
    link = tuple(words[one.last + 1 : other.first])
    if not all(tokens.adjacent(at) for at in range(one.last + 1, other.first + 1)):
        return False
    if link in vocabulary.between_links and vocabulary.between_before.before(words, one.first):
        return tokens.adjacent(one.first)
    return link in vocabulary.road_links and _road_before(tokens, one.first, vocabulary)


def _road_before(tokens: Tokens, first: int, vocabulary: PlaceWords) -> bool:
    return tokens.adjacent(first) and bool(vocabulary.road_before.before(tokens.words, first))


def _road_after(tokens: Tokens, last: int, vocabulary: PlaceWords) -> bool:
    after = last + 1
    return after < tokens.size and tokens.gap(after) == " " and tokens.words[after] in vocabulary.road_after

"""Make mentions of accepted hits: their span, what moves or parts them, and whether they stand for governments."""

from __future__ import annotations

import re
from dataclasses import replace

from geodata.folding import fold
from geodata.mentions.between import note_pairs
from geodata.mentions.kinds import in_list
from geodata.mentions.metonymy import is_government
from geodata.mentions.qualifiers import part, qualifier
from geodata.mentions.scan import Hit
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords
from geodata.model import Mention, PlaceKind, Qualifier

_ENDS = re.compile(r"[.!?;\n]\s")
_LIES = re.compile(
    r"\b(?:situee?s?|se situe|se trouve|distante?s?|located|lies|lying)\b"
    r"|\b(?:is|are|est|sont)(?: a| about| environ)?\s*$"
)
_NEAR_NAME = 60  # characters within which a distance still tells where the town named before lies
_SPOT_KM = 120.0  # beyond it a distance tells where some place lies, never where something happened


def compose(tokens: Tokens, hits: list[Hit], kinds: list[PlaceKind | None], vocabulary: PlaceWords) -> list[Mention]:
    """Return one mention for each hit, in order.

    Parameters
    ----------
    kinds : list of PlaceKind or None
        What the words around each hit say it is.
    """
    mentions: list[Mention] = []
    for at, (hit, kind) in enumerate(zip(hits, kinds, strict=True)):
        town = at > 0 and any(one.place.kind == "settlement" for one in hits[at - 1].strength.bearers)
        mentions.append(_mention(tokens, hit, kind, vocabulary, mentions[-1].end if mentions else 0, town))
    return note_pairs(tokens, hits, _governments(tokens, hits, mentions, vocabulary), vocabulary)


def _mention(
    tokens: Tokens, hit: Hit, kind: PlaceKind | None, vocabulary: PlaceWords, free_from: int, after_town: bool
) -> Mention:
    start, end, text = tokens.starts[hit.first], tokens.ends[hit.last], tokens.text
    literal = not (hit.key in vocabulary.capitals and is_government(tokens, hit.first, hit.last, vocabulary))
    moved: Qualifier | None
    moved, moved_from = qualifier(tokens, hit.first, vocabulary)
    if _divisible(hit, kind, tokens) and (moved is None or moved.distance_km is None):
        at = part(tokens, hit.first, vocabulary)
        if at is not None and tokens.starts[at] >= free_from:
            return Mention(tokens.starts[at], end, text[tokens.starts[at] : end], hit.key, "area", literal, None)
    if moved is not None and _tells_where_another_lies(text, free_from, moved_from, moved, after_town):
        moved = None
    return Mention(start, end, text[start:end], hit.key, kind, literal, moved)


def _divisible(hit: Hit, kind: PlaceKind | None, tokens: Tokens) -> bool:
    """Tell whether a direction before the name takes a part of it: of a country or region, not of a town."""
    first = hit.strength.bearers[0].place.kind
    if first == "country":
        return True
    towns = any(one.place.kind == "settlement" for one in hit.strength.bearers)
    adjective = hit.first > 0 and tokens.words[hit.first - 1].endswith("ern")
    return first == "admin1" and kind != "settlement" and (not towns or adjective or kind == "admin1")


def _tells_where_another_lies(text: str, previous: int, start: int, moved: Qualifier, after_town: bool) -> bool:
    """Tell whether a distance says where a place lies ("X, 80 km west of Y"), so that the spot of Y does not move."""
    if moved.distance_km is None and moved.bearing is None:
        return False
    if moved.distance_km is not None and moved.distance_km > _SPOT_KM:
        return True
    before = text[max(0, start - _NEAR_NAME) : start]
    sentence = _ENDS.split(before)[-1]
    if _LIES.search(fold(sentence[-30:])):
        return True
    return after_town and previous > 0 and start - previous < len(sentence)


def _governments(tokens: Tokens, hits: list[Hit], mentions: list[Mention], vocabulary: PlaceWords) -> list[Mention]:
    """Let the capitals of a list stand for governments together: "Washington, Londres et Bruxelles ont condamné"."""
    found = list(mentions)
    for order in (range(1, len(hits)), range(len(hits) - 1, 0, -1)):
        for at in order:
            pair = (at - 1, at)
            capitals = all(hits[i].key in vocabulary.capitals for i in pair)
            differ = found[at - 1].literal != found[at].literal
            if capitals and differ and in_list(tokens, hits[at - 1].last, hits[at].first, vocabulary):
                found[at - 1], found[at] = (replace(found[i], literal=False) for i in pair)
    return found

"""Words that move the spot away from a name, and words that take a part of it: "30 km north of X", "northern X"."""

from __future__ import annotations

import re

from geodata.folding import fold
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords
from geodata.model import Qualifier

_MILE_KM = 1.609344  # international mile
_DISTANCE = re.compile(
    r"(\d{1,4}(?:[.,]\d+)?)\s?(km|kms|kilometres?|kilometers?|miles?|milles?)\b(?:\s?\([^()]{1,30}\))?"
    r"(?:\s(?:environ\s)?(?:(?:au|a l'|to the|in the)\s?)?([a-z]+(?:[- ](?:est|ouest|east|west|eastern|western))?))?"
    r"(?:\s(?:of|from|de la|de l'|de|du|des|d'))?(?:\s(?:la (?:ville|localite|commune)|the (?:town|city|village)))?(?:\s(?:of|de|d'))?\s?$"
)
_WINDOW = 70
_PARTS = {"of", "de", "du", "d", "des", "la", "l", "the", "le"}


def qualifier(tokens: Tokens, first: int, vocabulary: PlaceWords) -> tuple[Qualifier | None, int]:
    """Return how the words before token `first` move the spot, and where those words begin.

    Returns
    -------
    qualifier : Qualifier or None
    start : int
        Character at which the qualifying words begin; the name's own start without any.
    """
    start = tokens.starts[first]
    window = max(0, start - _WINDOW)
    match = _DISTANCE.search(fold(tokens.text[window:start]))
    if match is not None:
        distance = float(match[1].replace(",", ".")) * (_MILE_KM if match[2].startswith("mi") else 1.0)
        bearing = vocabulary.directions.get(match[3].replace("-", " ")) if match[3] else None
        relation = Qualifier("offset", distance, bearing) if bearing is not None and bearing >= 0 else None
        return relation or Qualifier("near", distance), window + match.start()
    size = vocabulary.near.before(tokens.words, first)
    if size and tokens.adjacent(first):
        return Qualifier("near"), tokens.starts[first - size]
    return None, start


def part(tokens: Tokens, first: int, vocabulary: PlaceWords) -> int | None:
    """Return the token at which the words for a part of a country or region begin: "nord-est du Nigeria".

    Returns
    -------
    int or None
        None where no direction stands before the name.
    """
    at = first - 1
    while at >= 0 and first - at <= 3 and tokens.words[at] in _PARTS and tokens.adjacent(at + 1):
        at -= 1
    if at < 0 or not tokens.adjacent(at + 1) or tokens.words[at] not in vocabulary.directions:
        return None
    english = tokens.words[at].endswith(("ern", "th", "central", "east", "west"))
    if not english and at == first - 1:
        return None
    if at > 0 and tokens.adjacent(at) and f"{tokens.words[at - 1]} {tokens.words[at]}" in vocabulary.directions:
        at -= 1
    return at

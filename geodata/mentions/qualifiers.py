"""Words that move the spot away from a name, and words that take a part of it: "30 km north of X", "northern X"."""

from __future__ import annotations

import re
from functools import cache

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords, place_words
from geodata.model import Qualifier

_MILE_KM = 1.609344  # international mile
_UNIT = r"(km|kms|kilometres?|kilometers?|miles?|milles?)\b(?:\s?\([^()]{1,30}\))?"
_WAY = r"(?:\s(?:environ\s)?(?:(?:au|a l'|to the|in the)\s?)?([a-z]+(?:[- ](?:est|ouest|east|west|eastern|western))?))?"
_TOWN = r"(?:\s(?:la (?:ville|localite|commune)|the (?:town|city|village)))?"
_TO = rf"(?:\s(?:of|from|de la|de l'|de|du|des|d'))?{_TOWN}(?:\s(?:of|de|d'))?\s?$"
_WINDOW = 80
_PARTS = {"of", "de", "du", "d", "des", "la", "l", "the", "le"}


@cache
def _distance() -> re.Pattern[str]:
    """Match "30 km au nord de" and "about thirty miles north of" right before a name."""
    written = "|".join(sorted(map(re.escape, place_words().numbers), key=len, reverse=True))
    return re.compile(rf"(?<![\w.,])(?:(\d{{1,4}}(?:[.,]\d+)?)\s?|({written})\s){_UNIT}{_WAY}{_TO}")


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
    before = tokens.folded[window:start]
    match = _distance().search(before) if "k" in before or "mil" in before else None
    if match is not None:
        number = float(match[1].replace(",", ".")) if match[1] else vocabulary.numbers[match[2]]
        distance = number * (_MILE_KM if match[3].startswith("mi") else 1.0)
        bearing = vocabulary.directions.get(match[4].replace("-", " ")) if match[4] else None
        relation = Qualifier("offset", distance, bearing) if bearing is not None and bearing >= 0 else None
        return relation or Qualifier("near", distance), window + match.start()
    size = vocabulary.near.before(tokens.words, first)
    if size and tokens.adjacent(first):
        return Qualifier("near"), tokens.starts[first - size]
    at = part(tokens, first, vocabulary)
    if at is not None and tokens.words[first - 1] in _PARTS:
        bearing = vocabulary.directions[" ".join(_direction(tokens, at, vocabulary))]
        return (Qualifier("near", None, bearing) if bearing >= 0 else None), tokens.starts[at]
    return None, start


def _direction(tokens: Tokens, at: int, vocabulary: PlaceWords) -> list[str]:
    two = tokens.words[at : at + 2]
    return two if " ".join(two) in vocabulary.directions else two[:1]


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

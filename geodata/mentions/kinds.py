"""What the words around a name say it is: "région de", "cercle of", "the regions of A, B and C"."""

from __future__ import annotations

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords
from geodata.model import PlaceKind

_FAR = 6  # words that may stand between a plural kind word and the first of its names
_JOINERS = {"et", "ou", "and", "or", "ainsi", "que"}


def kind_before(tokens: Tokens, first: int, vocabulary: PlaceWords) -> PlaceKind | None:
    """Return the kind that the word before a name says, linked by "de", "of" and the like."""
    at = first - 1
    while at >= 0 and first - at <= 3 and tokens.words[at] in vocabulary.links and tokens.adjacent(at + 1):
        at -= 1
    linked = at < first - 1
    while linked and at >= 0 and tokens.words[at] in vocabulary.kind_adjectives and tokens.adjacent(at + 1):
        at -= 1
    if at < 0 or not tokens.adjacent(at + 1):
        return None
    kind = vocabulary.kinds_before.get(tokens.words[at])
    if not linked and tokens.words[at] not in vocabulary.kinds_touching:
        return None  # "Town Hall", "state Mali": the word says nothing of what follows
    return kind


def kind_after(tokens: Tokens, last: int, vocabulary: PlaceWords) -> PlaceKind | None:
    """Return the kind that the word after an English name says: "Ménaka region"."""
    after = last + 1
    if after >= tokens.size or not tokens.adjacent(after) or tokens.gap(after) not in {" ", "\n", "\u00a0"}:
        return None
    return vocabulary.kinds_after.get(tokens.words[after])


def plural_before(tokens: Tokens, first: int, vocabulary: PlaceWords) -> PlaceKind | None:
    """Return the kind that a plural word some way before the first name of a list says.

    "les régions septentrionales de Gao, ...", "dans les régions du nord-est, Ménaka et Gao": only words with
    small letters may stand between.
    """
    for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
        if tokens.capital[at] or not (tokens.adjacent(at + 1) or tokens.listed(at + 1)):
            return None
        if tokens.words[at] in vocabulary.plurals:
            return vocabulary.kinds_before.get(tokens.words[at])
    return None


def in_list(tokens: Tokens, last: int, first: int, vocabulary: PlaceWords) -> bool:
    """Tell whether the name that begins at `first` goes on a list in which one ended at `last`."""
    if not 0 < first - last <= 5:
        return False
    between = tokens.words[last + 1 : first]
    links, directions = vocabulary.links, vocabulary.directions
    if any(word not in links and word not in _JOINERS and word not in directions for word in between):
        return False
    listed = any("," in tokens.gap(i) for i in range(last + 1, first + 1)) or any(w in _JOINERS for w in between)
    return listed and all(_list_gap(tokens.gap(i)) for i in range(last + 1, first + 1))


def _list_gap(gap: str) -> bool:
    return gap.replace(",", "").replace("(", "").replace(")", "").strip() in {"", "'", "’", "-"} and "\n\n" not in gap

"""The kinds of all names of a text: each by its own words, those of a list by the kind word that they share."""

from __future__ import annotations

from geodata.mentions.kinds import in_list, kind_after, kind_before, plural_before
from geodata.mentions.scan import Hit
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords
from geodata.model import PlaceKind

_UNITS = {"admin1", "admin2", "admin3", "area"}
_TOWNS = {"settlement", "site", "admin3"}
_ARTICLES = {"le", "la", "du", "au"}


def kinds_of(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> list[PlaceKind | None]:
    """Return the kind that the words say of each name, None where they say nothing that a bearer of the name is."""
    kinds: list[PlaceKind | None] = []
    shared: PlaceKind | None = None
    for at, hit in enumerate(hits):
        follows = at > 0 and in_list(tokens, hits[at - 1].last, hit.first, vocabulary)
        own = kind_before(tokens, hit.first, vocabulary)
        plural = plural_before(tokens, hit.first, vocabulary)
        shared = plural if plural is not None and not follows else shared if follows else None
        said = own or shared or kind_after(tokens, hit.last, vocabulary)
        kinds.append(_possible(hit, said) or _by_article(tokens, hit))
    _share_back(tokens, hits, kinds, vocabulary)
    return kinds


def _share_back(tokens: Tokens, hits: list[Hit], kinds: list[PlaceKind | None], vocabulary: PlaceWords) -> None:
    """Hand the kind word behind an English list back to all its names: "the Gao and Ménaka regions"."""
    shared: PlaceKind | None = None
    for at in range(len(hits) - 2, -1, -1):
        listed = in_list(tokens, hits[at].last, hits[at + 1].first, vocabulary)
        after = hits[at + 1].last + 1
        if after < tokens.size and tokens.words[after] in vocabulary.plurals:
            shared = kinds[at + 1]
        shared = shared if listed else None
        kinds[at] = kinds[at] or shared


def _possible(hit: Hit, kind: PlaceKind | None) -> PlaceKind | None:
    """Drop what no bearer of the name can be: "the Red Sea city" speaks of another place."""
    if kind is None:
        return None
    kin = _UNITS if kind in _UNITS - {"admin3"} else _TOWNS | _UNITS if kind == "admin3" else {kind}
    if kind == "settlement":
        kin = _TOWNS
    return kind if any(one.place.kind in kin for one in hit.strength.bearers) else None


def _by_article(tokens: Tokens, hit: Hit) -> PlaceKind | None:
    """Take "le Tillabéri" and "du Tillabéri" for the region: French towns stand without an article."""
    before = hit.first - 1
    if before < 0 or tokens.words[before] not in _ARTICLES or not tokens.adjacent(hit.first):
        return None
    if tokens.capital[before] and not tokens.initial(before):
        return None
    kinds = {one.place.kind for one in hit.strength.bearers}
    if "settlement" not in kinds or "country" in kinds:
        return None
    return "admin1" if "admin1" in kinds else "admin2" if "admin2" in kinds else None

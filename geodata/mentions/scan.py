"""Find every stretch of a text that is a name of the gazetteer: longest first, at word boundaries, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geodata.gazetteer import Form, Gazetteer
from geodata.mentions.masks import inside_body
from geodata.mentions.strength import LIKELY, SURE, Strength, strength
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

_LONGEST = 8  # words of the longest name
_ARTICLES = {"el", "al", "an", "as", "ad", "ar", "ash", "at", "az", "in", "i", "um", "es", "ed"}
_STRIPPED = {"admin1", "admin2", "admin3", "settlement"}  # kinds whose word is not a part of the name
_CONTRACTIONS = {"au": "le ", "du": "le ", "aux": "les ", "des": "les "}


@dataclass(slots=True)
class Hit:
    """Tokens `first` to `last` are a name of the gazetteer."""

    first: int
    last: int
    key: str
    strength: Strength
    score: float = 0.0


def scan(tokens: Tokens, gazetteer: Gazetteer, vocabulary: PlaceWords, masks: dict[int, int]) -> list[Hit]:
    """Return the names in the tokens, left to right, outside of masks; of overlapping ones the longest."""
    starts, at = _starts(tokens, gazetteer), 0
    hits: list[Hit] = []
    while at < tokens.size:
        if not starts[at] and at not in masks:
            at += 1
            continue
        hit = _match(tokens, at, gazetteer) if starts[at] else None
        if hit is not None and tokens.words[at] in vocabulary.function_words:
            hit = _without_article(tokens, hit, gazetteer)
        if hit is not None and hit.last > at and tokens.words[at] in vocabulary.kinds_before:
            hit = _without_kind(tokens, hit, gazetteer, vocabulary)
        mask_end = masks.get(at, 0)
        if mask_end and (hit is None or mask_end > hit.last or hit.strength.tier < SURE):
            at = mask_end
            continue
        if hit is None:
            at += 1
            continue
        if not _masked_within(masks, hit) and not inside_body(tokens, hit.first, hit.last, vocabulary):
            hits.append(hit)
        at = hit.last + 1
    return hits


def _without_article(tokens: Tokens, hit: Hit, gazetteer: Gazetteer) -> Hit | None:
    """Drop "La Côte" where "Côte d'Ivoire" begins at its second word: the better known, or longer, name counts."""
    if hit.last == hit.first:
        return hit if hit.strength.tier >= LIKELY else None  # a hamlet called "Le"
    inner = _match(tokens, hit.first + 1, gazetteer)
    if inner is None or inner.strength.tier < hit.strength.tier:
        return hit
    return None if inner.last > hit.last or inner.strength.tier > hit.strength.tier else hit


def _without_kind(tokens: Tokens, hit: Hit, gazetteer: Gazetteer, vocabulary: PlaceWords) -> Hit:
    """Read "Région du Nord" as the name "Nord" with its kind word, so that all regions of that name are weighed."""
    if vocabulary.kinds_before[tokens.words[hit.first]] not in _STRIPPED:
        return hit
    at = hit.first + 1
    while at < hit.last and tokens.words[at] in vocabulary.links:
        at += 1
    if at == hit.first + 1 or not tokens.capital[at]:
        return hit
    inner = _match(tokens, at, gazetteer)
    return inner if inner is not None and inner.last >= hit.last else hit


def _masked_within(masks: dict[int, int], hit: Hit) -> bool:
    return any(start in masks and masks[start] > hit.last + 1 for start in range(hit.first + 1, hit.last + 1))


@cache
def _openers(small: frozenset[str]) -> frozenset[str]:
    return small | _ARTICLES


def _starts(tokens: Tokens, gazetteer: Gazetteer) -> list[bool]:
    """Tell for every token whether a name may begin there: capitals, and the small words that begin some names."""
    small = _openers(gazetteer.small_starts)
    return [capital or word in small for capital, word in zip(tokens.capital, tokens.words, strict=True)]


def _match(tokens: Tokens, at: int, gazetteer: Gazetteer) -> Hit | None:
    if not gazetteer.opens(tokens.words[at]):
        return _after_contraction(tokens, at, gazetteer)
    end, size, glued = at + 1, min(tokens.size, at + _LONGEST), tokens.glued
    while end < size and (glued[end] or tokens.joined(end)):
        end += 1
    if end == at + 1 and not tokens.capital[at]:
        return None
    joined = " ".join(tokens.words[at:end])
    keys = gazetteer.names.prefixes(joined)
    for key in reversed(keys):  # shortest first as the trie gives them
        if len(key) == len(joined) or joined[len(key)] == " ":
            hit = _hit(tokens, at, at + key.count(" "), key, gazetteer)
            if hit is not None:
                return hit
    return _after_contraction(tokens, at, gazetteer)


def _after_contraction(tokens: Tokens, at: int, gazetteer: Gazetteer) -> Hit | None:
    """Find "Le Caire" in "au Caire" and "les Cayes" in "aux Cayes"."""
    article = _CONTRACTIONS.get(tokens.words[at - 1]) if at and tokens.capital[at] else None
    if article is None:
        return None
    key = article + tokens.words[at]
    found = strength(gazetteer, key, False)
    return Hit(at, at, key, found) if found.bearers and found.tier >= SURE - 1 else None


def _hit(tokens: Tokens, first: int, last: int, key: str, gazetteer: Gazetteer) -> Hit | None:
    written = tokens.original(first, last)
    found = strength(gazetteer, key, written.isupper())
    if not found.bearers:
        return _code(tokens, first, last, key, gazetteer)
    if tokens.text[tokens.ends[last] : tokens.ends[last] + 1] == "$":
        return None
    if not tokens.capital[first] and not _small_is_fine(tokens, first, last, found):
        return None
    if found.tier < SURE and tokens.capital[first] and not _looks_like_name(tokens, first, last):
        return None
    return Hit(first, last, key, found)


def _code(tokens: Tokens, first: int, last: int, key: str, gazetteer: Gazetteer) -> Hit | None:
    """Find "Ky." and "WA" behind a comma, and codes of three capitals and more anywhere."""
    codes = tuple(one for one in gazetteer.named(key) if one.form & Form.CODE and one.place.kind == "admin1")
    written = tokens.original(first, last)
    end = tokens.ends[last]
    dotted = tokens.text[end : end + 1] == "." and len(written) < 7
    if not codes or not (written.isupper() or dotted) or not first:
        return None
    if tokens.gap(first).strip() != "," and not (written.isupper() and len(written) >= 3 and written.isalpha()):
        return None
    return Hit(first, last, key, Strength(LIKELY, False, codes, frozenset(one.place.country or "" for one in codes)))


def _small_is_fine(tokens: Tokens, first: int, last: int, found: Strength) -> bool:
    capitals = any(tokens.capital[first : last + 1])
    if any(one.form & Form.SMALL and (capitals or one.place.kind == "area") for one in found.bearers):
        return True
    return tokens.words[first] in _ARTICLES and last > first and capitals


def _looks_like_name(tokens: Tokens, first: int, last: int) -> bool:
    """Refuse names whose longer words stand with small letters: "Ville haute" in "Ville haute en couleur"."""
    return all(tokens.capital[i] or len(tokens.words[i]) <= 3 for i in range(first, last + 1))

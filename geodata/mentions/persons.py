"""Names of persons, which towns often share."""

from __future__ import annotations

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords


def surnames(tokens: Tokens, vocabulary: PlaceWords) -> frozenset[str]:
    """Return the folded words that follow a given name or a title somewhere in the text: its people's names."""
    found: set[str] = set()
    at, size = 0, tokens.size
    while at < size:
        if tokens.capital[at] and tokens.words[at] in vocabulary.given_names:
            run = at + 1
            while run < size and tokens.adjacent(run) and _continues(tokens, run, vocabulary):
                found.add(tokens.words[run])
                run += 1
            if run > at + 1:
                found.add(tokens.words[at])
            at = run
        else:
            at += 1
    return frozenset(found - vocabulary.particles)


def _continues(tokens: Tokens, at: int, vocabulary: PlaceWords) -> bool:
    if tokens.capital[at]:
        return tokens.words[at] not in vocabulary.function_words
    return tokens.words[at] in vocabulary.particles and at + 1 < tokens.size and tokens.capital[at + 1]


def follows_person(tokens: Tokens, at: int, vocabulary: PlaceWords) -> bool:
    """Tell whether a given name or an initial stands right before token `at` ("Bakary Yaou Sangaré", "J. Paris")."""
    before = at - 1
    if before >= 0 and tokens.words[before] in vocabulary.particles and not tokens.capital[before]:
        before -= 1
    if before < 0 or not tokens.adjacent(before + 1) or not tokens.capital[before]:
        return before >= 0 and len(tokens.words[before]) == 1 and tokens.capital[before] and tokens.gap(at) == ". "
    word = tokens.words[before]
    if "-" in tokens.gap(before + 1):
        return False  # "l'axe Kaya-Dori": towns that are given names too
    return word in vocabulary.given_names and word not in vocabulary.function_words


def follows_title(tokens: Tokens, at: int, vocabulary: PlaceWords) -> bool:
    """Tell whether a title stands right before token `at` ("président X", "Gen. X")."""
    before = at - 1
    if before < 0 or tokens.gap(at) not in {" ", ". ", "\u00a0", ".\u00a0", ". \n"}:
        return False
    return tokens.words[before] in vocabulary.titles


def is_given_name(tokens: Tokens, first: int, last: int, vocabulary: PlaceWords) -> bool:
    """Tell whether a place name is a given name here: one word that can be one, with a surname behind it."""
    after = last + 1
    if first != last or tokens.words[first] not in vocabulary.also_given or not tokens.adjacent(after):
        return False
    if not tokens.capital[after] or tokens.in_capitals(first) or tokens.gap(after) != " ":
        return False
    return tokens.words[after] not in vocabulary.roles | vocabulary.function_words | vocabulary.kinds_after.keys()

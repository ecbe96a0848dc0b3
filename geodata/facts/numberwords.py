"""The words of numbers.yaml, folded: numbers in words, and what the words around them make of a figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from geodata.folding import fold
from geodata.vocabulary.grammar import word_list
from geodata.vocabulary.loading import Entry, load
from geodata.vocabulary.patterns import PatternSet, plain

Phrases = frozenset[tuple[str, ...]]

_FILE = "numbers.yaml"
_WORD = re.compile(r"[^\W_]+")
_BOUNDS = (("at_least", "least"), ("at_most", "most"), ("about", "about"))


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The lists of numbers.yaml under their names there (`dead_` with those of `dead`); the file says what each is for.

    Of what is made of several lists, `bounds` finds the words that bound a figure before it, `bounds_after` behind it,
    `phrases` those of death and of tolls, and `articles` and `range_openers` hold what can open a count and a range;
    `and_words` is shared with grammar.yaml.
    """

    units: dict[str, int]
    groups: dict[str, int]
    multipliers: dict[str, int]
    approximate: dict[str, int]
    vague: dict[str, int]
    vague_singular: dict[str, int]
    between: dict[str, str]
    bounds: PatternSet[str]
    bounds_after: PatternSet[str]
    phrases: PatternSet[str]
    articles: frozenset[str]
    range_openers: frozenset[str]
    vague_before: frozenset[str]
    halves: frozenset[str]
    dead_after: frozenset[str]
    dead_before: frozenset[str]
    dead_nouns: frozenset[str]
    dead_whole: frozenset[str]
    dead_anyone: frozenset[str]
    dead_transitive: frozenset[str]
    dead_killing: frozenset[str]
    dead_feared: frozenset[str]
    then: frozenset[str]
    ranges: Phrases
    perhaps: Phrases
    varying: frozenset[str]
    bringing: frozenset[str]
    changing: frozenset[str]
    other: frozenset[str]
    people: frozenset[str]
    subset: frozenset[str]
    units_not_people: frozenset[str]
    one_person: frozenset[str]
    claims: frozenset[str]
    at_first: frozenset[str]
    counting: frozenset[str]
    revised: frozenset[str]
    possessives: frozenset[str]
    going_on: frozenset[str]
    and_words: frozenset[str]
    and_to: Phrases
    joints: frozenset[str]
    a_an: frozenset[str]
    un_une: frozenset[str]
    definite: frozenset[str]
    no_nouns: frozenset[str]
    if_not: frozenset[str]
    before_others: frozenset[str]
    together: frozenset[str]
    by: frozenset[str]
    mistakes: frozenset[str]
    after_bare: frozenset[str]
    auxiliaries: frozenset[str]
    resuming: frozenset[str]
    passives: frozenset[str]
    inside_passives: frozenset[str]
    actives: frozenset[str]
    objects: frozenset[str]
    acting_too: frozenset[str]
    no_verb: frozenset[str]
    enumerating: frozenset[str]
    no_new_count: frozenset[str]
    new_clause: frozenset[str]
    nobody: frozenset[str]
    fewer: frozenset[str]
    contrasts: frozenset[str]
    toll_links: frozenset[str]
    to: frozenset[str]
    from_: frozenset[str]
    floor_to_ceiling: Phrases
    comes_to: frozenset[str]
    brought_up: frozenset[str]
    not_meant: frozenset[str]
    links_not_meant: frozenset[str]
    none_of: Phrases
    now: frozenset[str]
    elapsed: frozenset[str]
    apart_in_time: frozenset[str]
    aged: frozenset[str]
    of_age: frozenset[str]
    of_a_whole: Phrases
    of_the: Phrases
    among: frozenset[str]
    whole_articles: frozenset[str]
    stands_among: frozenset[str]
    of_whom: Phrases
    some_of_them: Phrases
    among_them: Phrases
    included: frozenset[str]
    asked: Phrases
    spoken_of: frozenset[str]
    relatives: frozenset[str]


@cache
def number_words() -> NumberWords:
    """Return the lists of numbers.yaml.

    Raises
    ------
    VocabularyError
        If a list is missing or empty, or nothing reads one.
    """
    return read_words(load(_FILE))


def read_words(raw: object) -> NumberWords:
    """Return the lists of what numbers.yaml holds.

    Raises
    ------
    VocabularyError
        If a list is missing or empty, or nothing reads one.
    """
    entry = Entry(_FILE, "numbers", raw)
    dead = Entry(_FILE, "dead", _mapping(entry, "dead"))
    made = _patterns(entry, dead) | _tables(entry)
    for field in fields(NumberWords):
        if (shape := _SHAPES.get(str(field.type))) is None:
            continue
        name = field.name.rstrip("_")
        if name not in _MADE:
            of_the_dead = name.startswith("dead_")
            made[field.name] = shape(_texts(dead if of_the_dead else entry, name.removeprefix("dead_")))
    entry.done()
    dead.done()
    made["people"] |= made["one_person"] | {f"{word}s" for word in made["one_person"]}
    ones = {word for word, value in made["units"].items() if value == 1}
    made["and_words"] = word_list("and_words")
    made["articles"] = made["definite"] | made["possessives"] | made["a_an"] | ones
    made["range_openers"] = made["from_"] | made["between"].keys()
    made["no_verb"] |= made["joints"] | made["objects"] | made["before_others"]
    made["resuming"] |= made["auxiliaries"]
    return NumberWords(**made)


def _texts(entry: Entry, name: str) -> tuple[str, ...]:
    texts = entry.texts(name)
    if not texts:
        raise entry.error(name, "the list is missing or empty", "Write `name: [word, word]`.")
    return texts


def _mapping(entry: Entry, name: str) -> dict[str, Any]:
    mapping = entry.mapping(name)
    if not mapping:
        raise entry.error(name, "the table is missing or empty", "Write a `word: value` line for each word.")
    return mapping


def _words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(text) for text in texts)


def _phrases(texts: tuple[str, ...]) -> Phrases:
    return frozenset(tuple(_WORD.findall(fold(text))) for text in texts)


# How a list is read by the type of its field; what is made of other lists, or is no list, is not read so.
_SHAPES: dict[str, Callable[[tuple[str, ...]], Any]] = {"frozenset[str]": _words, "Phrases": _phrases}
_MADE = ("and_words", "articles", "range_openers")


def _patterns(entry: Entry, dead: Entry) -> dict[str, Any]:
    before = [(text, bound) for name, bound in _BOUNDS for text in _texts(entry, name)]
    behind = [(text, bound) for name, bound in _BOUNDS for text in _texts(entry, f"{name}_after")]
    told = [(text, "dead") for text in _texts(dead, "phrases")] + [(text, "toll") for text in _texts(entry, "toll")]
    rows = {"bounds": before, "bounds_after": behind, "phrases": told}
    return {name: PatternSet(texts, plain) for name, texts in rows.items()}


def _tables(entry: Entry) -> dict[str, Any]:
    names = ("units", "groups", "multipliers", "approximate", "vague", "vague_singular")
    tables: dict[str, Any] = {
        name: {fold(word): int(value) for word, value in _mapping(entry, name).items()} for name in names
    }
    pairs = _mapping(entry, "between").items()
    return tables | {"between": {fold(word): fold(str(second)) for word, second in pairs}}

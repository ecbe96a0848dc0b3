"""The dead that a sentence counts, and the strength of troops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.facts.counting import CountedSentence, Spans
from geodata.facts.lone_deaths import lone_death, no_death
from geodata.facts.numbers import Number, find_numbers, number_words
from geodata.vocabulary.patterns import Words


@dataclass(frozen=True, slots=True)
class Toll:
    """Dead of a sentence: low, best, high, and the words."""

    low: int | None
    best: int | None
    high: int | None
    text: str


def dead(text: str, folded: str, tokens: Words, end: int, skip: Spans = ()) -> Toll | None:
    """Return the dead that a sentence counts, all sides added; None if it counts none.

    Parameters
    ----------
    text, folded : str
        The document.
    tokens : Words
        The words of the sentence, which ends at `end`.
    skip : sequence of (int, int)
        Spans that are dates, so no counts.
    """
    sentence = CountedSentence(text, folded, tokens, end, skip)
    kinds = sentence.kinds()
    for at in range(1, len(kinds)):
        if sentence.correcting(at) and kinds[at - 1] == "dead" and kinds[at] in ("", "stop", "people"):
            kinds[at] = "dead"
    counted = [
        number for at, number in enumerate(sentence.numbers)
        if kinds[at] == "dead" and not sentence.is_subset(number)
        and not (sentence.superseded(at) and kinds[at + 1] == "dead")
    ]  # fmt: skip
    if len(counted) > 1:
        counted = [number for number in counted if not sentence.of_those(number)]
    if not counted:
        counted = [n for n in sentence.numbers if sentence.of_the_dead(n) and sentence.has_person(n)]
    exact = [number for number in counted if not number.vague] or counted
    return _toll(sentence, counted, exact) if exact else _uncounted(text, folded, tokens, end)


def _uncounted(text: str, folded: str, tokens: Words, end: int) -> Toll | None:
    """Return one where a single death is told without a number, none where the text says that nobody died."""
    start = tokens[0].start if tokens else end
    none = no_death(folded, start, end)
    if none:
        return Toll(0, 0, 0, text[none[0] : none[1]])
    one = lone_death(folded, start, end)
    return Toll(1, 1, 1, text[one[0] : one[1]]) if one else None


def _toll(sentence: CountedSentence, counted: Sequence[Number], exact: Sequence[Number]) -> Toll:
    words = "; ".join(sentence.quote(number) for number in exact)
    if len(exact) == 2 and _ranged(sentence, exact[0], exact[1]):
        low, high = sorted(number.value for number in exact)
        return Toll(low, low, high, words)
    if len(exact) == 2 and sentence.competes(exact[0], exact[1]):
        low, high = sorted(number.value for number in exact)
        return Toll(low, exact[sentence.at_first(exact[0])].value, high, words)
    ceilings = [number for number in exact if number.bound == "most"]
    firm = [number for number in exact if number.bound != "most"] or list(exact)
    best = sum(number.value for number in firm)
    if ceilings and len(firm) < len(exact):
        return Toll(best, best, max(best, *(number.value for number in ceilings)), words)
    bounds = {number.bound for number in firm}
    open_ended = len(firm) < len(counted) or any(number.vague for number in firm)
    ceiling = None if open_ended or bounds & {"least", "about"} else best
    floor = None if bounds & {"most", "about"} else best
    return Toll(floor, best, ceiling, words)


def _ranged(sentence: CountedSentence, one: Number, other: Number) -> bool:
    between = [token.word for token in sentence.tokens[one.last + 1 : other.first]]
    before = sentence.word(one.first - 1)
    return between in (["a"], ["to"], ["ou"], ["or"], []) or (before, between) in (
        ("entre", ["et"]),
        ("between", ["and"]),
    )


def troops(folded: str, tokens: Words, end: int, nouns: Spans, skip: Spans = ()) -> int | None:
    """Return the strength that stands right before one of the nouns for a force; None if none is given.

    Parameters
    ----------
    nouns : sequence of (int, int)
        Spans of words for soldiers, nearest to the trigger first.
    """
    numbers = [n for n in find_numbers(folded, tokens, end) if not n.vague and not n.article]
    numbers = [n for n in numbers if not any(s <= n.start and n.end <= e for s, e in skip)]
    for start, _ in nouns:
        for number in numbers:
            between = [token.word for token in tokens if number.end <= token.start < start]
            if number.end <= start and len(between) <= 2 and not set(between) & number_words().not_people:
                return number.value
    return None

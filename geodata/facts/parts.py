"""Counts that are part of another count of the same sentence, and so are not added to it."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.facts.counting import ASIDE, HARD_STOPS, CountedSentence
from geodata.facts.numbers import Number

_NOUN, _REACH = 4, 7
# So many figures make a whole with its parts; two equal ones are two counts.
_WHOLE = 3


def without_parts(sentence: CountedSentence, counted: Sequence[Number]) -> list[Number]:
    """Return the counts that are no parts of others: neither said to be, nor adding up to one of them."""
    told = [number for number in counted if not is_subset(sentence, number)]
    if len(told) > 1:
        told = [number for number in told if not _of_those(sentence, number)]
    whole = next((number for number in told if _is_come_to(sentence, number)), None)
    return [whole] if whole else _without_breakdown(sentence, told)


def _is_come_to(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is what a toll has come to with all dead told: "bringing the toll to 38", "rose to 21 after"."""
    words = sentence.words
    before = {sentence.word(at) for at in range(max(0, number.first - _REACH), number.first)}
    moved = before & (words.bringing | words.changing | words.revised)
    comes_to = sentence.word(number.told[0] - 1) in words.comes_to or sentence.is_toll(number)
    return number.first >= sentence.toll_from and comes_to and bool(moved)


def _without_breakdown(sentence: CountedSentence, counted: list[Number]) -> list[Number]:
    """Return only the whole where the others add up to it: "25 people, 20 soldiers and five civilians"."""
    if len(counted) < _WHOLE:
        return counted
    total = sum(number.value for number in counted)
    wholes = (one for one in (counted[0], counted[-1]) if 2 * one.value == total and _is_general(sentence, one))
    return next(([whole] for whole in wholes), counted)


def _is_general(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether a number counts people or dead of any kind, so that the other counts can be parts of it."""
    following = sentence.word(number.last + 1)
    return not number.article and (following in sentence.words.dead_anyone or not sentence.has_person(number))


def is_subset(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether a number counts some of those counted before: "including 3 children", or all: "12 of the 25"."""
    word, words = sentence.word, sentence.words
    before = (word(number.first - 2), word(number.first - 1))
    of_the = before in words.of_a_whole
    whole = of_the or before[1:] in words.of_a_whole
    last = next((other for other in reversed(sentence.numbers) if other.last < number.first), None)
    among = not words.among.isdisjoint(before)
    if among and (before[1] in words.whole_articles or (last and _is_among(sentence, last))):
        return False
    if whole and any(other.last in (number.first - 2, number.first - 3) for other in sentence.numbers):
        return True
    if _are_the_dead(sentence, number):
        return False
    if _is_among(sentence, number) or (of_the and number is not sentence.numbers[-1]):
        return True
    if last and (_are_the_dead(sentence, last) or _goes_on(sentence, last, number)):
        return True
    if last and (before in words.of_whom or _is_part_behind(sentence, number)):
        return True
    for at in range(number.first - 1, max(-1, number.first - 5), -1):
        if any(char in HARD_STOPS for char in sentence.between(at + 1)):
            return False
        if word(at) in words.subset:
            return True
    return False


def _are_the_dead(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is all the dead, of whom the next number counts some: "of the 18 killed, ten were children"."""
    of = (sentence.word(number.first - 2), sentence.word(number.first - 1)) in sentence.words.of_the
    return of and sentence.word(number.last + 1) in sentence.words.dead_whole


def _goes_on(sentence: CountedSentence, last: Number, number: Number) -> bool:
    """Tell whether it goes on with a list of some of them: "including a woman and her two children"."""
    inner = range(last.last + 1, number.first + 1)
    joined = len(inner) <= _NOUN + 1 and not sentence.words.and_words.isdisjoint(sentence.word(at) for at in inner)
    return joined and not any("," in sentence.between(at) for at in inner) and is_subset(sentence, last)


def _is_part_behind(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is called a part of what was counted before behind its noun: "two officers among them"."""
    for at in range(number.last + 1, number.last + 1 + _NOUN):
        gap = sentence.between(at)
        if any(char in f",{HARD_STOPS}" for char in gap):
            return False
        pair = (sentence.word(at), sentence.word(at + 1))
        if pair[0] in sentence.words.included or pair in sentence.words.among_them:
            return True
    return False


def _of_those(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it counts some of those just named: "two of them"."""
    return (sentence.word(number.last + 1), sentence.word(number.last + 2)) in sentence.words.some_of_them


def _is_among(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is said to be part of a whole that follows: "two women were among the 17 killed"."""
    words, after = sentence.words, [sentence.word(at) for at in range(number.last + 1, number.last + ASIDE)]
    return any(
        word in words.among and after[at - 1] in words.stands_among and after[at + 1 : at + 2] != ["eux"]
        for at, word in enumerate(after)
        if at
    ) and any(other.first > number.last for other in sentence.numbers)


def of_the_dead(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether the dead as a whole stand before it: "among the dead were four children"."""
    words, before = sentence.words, [sentence.word(at) for at in range(max(0, number.first - 6), number.first)]
    return any(
        word in words.subset and not words.dead_whole.isdisjoint(before[at + 1 : at + 4])
        for at, word in enumerate(before)
    )

"""The counts of a sentence in one toll: sums, ranges, floors, ceilings, and claims that compete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geodata.facts.counting import CountedSentence
from geodata.facts.numbers import Number
from geodata.facts.ranges import perhaps, ranged


@dataclass(frozen=True, slots=True)
class Toll:
    """Dead of a sentence: low, best, high, and the words.

    Of a floor ("at least 10") the high is None, of a ceiling ("up to 30") the low, of a rough figure ("some 20") both.
    """

    low: int | None
    best: int | None
    high: int | None
    text: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """One count: a number, or the two ends of a range."""

    low: int
    high: int
    bound: str
    noun: str


def added(sentence: CountedSentence, counted: Sequence[Number]) -> Toll:
    """Return the toll of the counts of a sentence, at least one.

    Parameters
    ----------
    sentence : CountedSentence
    counted : sequence of Number
        What counts the dead, in order, parts of other counts left out.
    """
    exact = [number for number in counted if not number.vague] or counted
    words = "; ".join(_quotes(sentence, exact))
    if len(exact) == 2 and not _is_range(sentence, *exact) and sentence.competes(exact[0], exact[1]):
        least, most = sorted(number.value for number in exact)
        return Toll(least, exact[sentence.at_first(exact[0])].value, most, words)
    amounts = _amounts(sentence, exact)
    others = [amount for amount in amounts if _is_of_others(amount, amounts)]
    low, best, high = _summed(others, open_ended=len(exact) < len(counted) or any(number.vague for number in exact))
    ceilings = [amount.high for amount in amounts if amount not in others]
    return Toll(low, best, max(best, *ceilings) if ceilings else high, words)


def _summed(amounts: Sequence[_Amount], *, open_ended: bool) -> tuple[int | None, int, int | None]:
    """Return the low, best and high of counts of different people, added up."""
    only_most = all(amount.bound == "most" for amount in amounts)
    best = sum(amount.low for amount in amounts if only_most or amount.bound != "most")
    bounds = {amount.bound for amount in amounts}
    high = None if open_ended or bounds & {"least", "about"} else sum(amount.high for amount in amounts)
    return None if only_most or "about" in bounds else best, best, high


def _is_of_others(amount: _Amount, amounts: Sequence[_Amount]) -> bool:
    """Tell whether a count is of people of its own, and no ceiling for those of another: "six died, ten at most"."""
    if amount.bound != "most" or all(one.bound == "most" for one in amounts):
        return True
    return bool(amount.noun) and all(one.noun and one.noun != amount.noun for one in amounts if one is not amount)


def _amounts(sentence: CountedSentence, exact: Sequence[Number]) -> list[_Amount]:
    found: list[_Amount] = []
    ended = {other.first: one for one, other in pairwise(exact) if _is_range(sentence, one, other)}
    begun = {one.first for one in ended.values()}
    for number in exact:
        noun = _noun(sentence, number)
        if number.first in ended:
            low, high = sorted((ended[number.first].value, number.value))
            found.append(_Amount(low, high, "", noun))
        elif number.first not in begun:
            found.append(_Amount(number.value, number.value, number.bound, noun))
    return found


def _quotes(sentence: CountedSentence, exact: Sequence[Number]) -> list[str]:
    """Return the words of each count; the two ends of a range are quoted in one, with what stands before them."""
    ended = {other.first: one for one, other in pairwise(exact) if ranged(sentence, one, other)}
    begun = {one.first for one in ended.values()}
    return [sentence.quote(number, since=ended.get(number.first)) for number in exact if number.first not in begun]


def _is_range(sentence: CountedSentence, one: Number, other: Number) -> bool:
    return ranged(sentence, one, other) or perhaps(sentence, one, other)


def _noun(sentence: CountedSentence, number: Number) -> str:
    """Return the person that stands right after a number, or nothing."""
    words = (sentence.word(number.last + step) for step in (1, 2))
    return next((word for word in words if word in sentence.words.people), "")

"""Two figures of one count: the ends of a range, a figure with what it may have been, and no correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geodata.facts.numbers import Number

if TYPE_CHECKING:
    from geodata.facts.counting import CountedSentence

_DASHES = frozenset("-–—")
_CHANGE = 8


def ranged(sentence: CountedSentence, one: Number, other: Number) -> bool:
    """Tell whether two numbers are the ends of a range: "10 to 15", "at least 10 but fewer than 20", "8-10"."""
    between = _between(sentence, one, other)
    if not between:
        return other.first == one.last + 1 and sentence.between(other.first).strip() in _DASHES
    if between in sentence.words.ranges:
        return True
    second = sentence.words.between.get(sentence.word(one.first - 1))
    if second and between == (second,):
        return True
    return between in sentence.words.floor_to_ceiling and (one.bound, other.bound) == ("least", "most")


def perhaps(sentence: CountedSentence, one: Number, other: Number) -> bool:
    """Tell whether a bare number widens the one before: "12 dead, perhaps 15", "20 were killed, as many as 30"."""
    between = _between(sentence, one, other)
    maybe = other.bound == "most" or any(between[-len(joint) :] == joint for joint in sentence.words.perhaps)
    bare = not sentence.has_person(other) and sentence.is_bare(other)
    return maybe and bare and other.value > one.value


def varies(sentence: CountedSentence, one: Number, between: Sequence[str]) -> bool:
    """Tell whether "from 12 to 17" is a range: nothing says that a figure changed, and no toll is told to be it.

    Parameters
    ----------
    one : Number
        The first of the two.
    between : sequence of str
        The words between them.
    """
    before = {sentence.word(at) for at in range(max(0, one.first - _CHANGE), one.first)}
    if before & sentence.words.varying:
        return True
    changed = before & (sentence.words.changing | sentence.words.revised) or one.first >= sentence.toll_from
    return len(between) == 1 and not changed


def _between(sentence: CountedSentence, one: Number, other: Number) -> tuple[str, ...]:
    return tuple(token.word for token in sentence.tokens[one.last + 1 : other.told[0]])

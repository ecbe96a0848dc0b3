"""Numbers that are no counts: ages, the figure that is not meant, and "up to" that is no most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.facts.numbers import Number

if TYPE_CHECKING:
    from geodata.facts.counting import CountedSentence

_NOT = frozenset(("not", "non"))
_AGED = frozenset(("aged", "age", "agee", "ages", "agees"))
_OF_AGE = frozenset(("de", "d", "a", "to", "entre", "between", "and", "et", "from", "of"))
_COME_TO = frozenset(("toll", "tally", "count", "total", "number", "figure"))


def is_no_count(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is the figure that is not meant, or an age: "four, not five", "aged 10 to 16"."""
    if sentence.word(number.told[0] - 1) in _NOT and not number.article:
        return True
    at = number.first - 1
    while sentence.word(at) in _OF_AGE or _is_figure(sentence, at):
        at -= 1
    return sentence.word(at) in _AGED


def _is_figure(sentence: CountedSentence, at: int) -> bool:
    word = sentence.word(at)
    return word.isdecimal() or word in sentence.words.units


def reaches(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether "up to" tells what a toll has come to, and no most: "this brings the toll up to 30"."""
    first = number.told[0]
    return number.bound == "most" and sentence.word(first) == "up" and sentence.word(first - 1) in _COME_TO

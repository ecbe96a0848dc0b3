"""Numbers that are no counts: ages, the figure that is not meant, and "up to" that is no most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.facts.numbers import Number

if TYPE_CHECKING:
    from geodata.facts.counting import CountedSentence


def is_no_count(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is the figure that is not meant, or an age: "four, not five", "aged 10 to 16"."""
    if sentence.word(number.told[0] - 1) in sentence.words.not_meant and not number.article:
        return True
    at = number.first - 1
    while sentence.word(at) in sentence.words.of_age or _is_figure(sentence, at):
        at -= 1
    return sentence.word(at) in sentence.words.aged


def _is_figure(sentence: CountedSentence, at: int) -> bool:
    word = sentence.word(at)
    return word.isdecimal() or word in sentence.words.units


def reaches(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether "up to" tells what a toll has come to, and no most: "this brings the toll up to 30"."""
    first, brought = number.told[0], sentence.words.brought_up
    return number.bound == "most" and sentence.word(first) == "up" and sentence.word(first - 1) in brought

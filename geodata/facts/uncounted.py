"""Numbers that are no counts: ages, the figure that is not meant, and "up to" that is no most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.facts.numbers import Number

if TYPE_CHECKING:
    from geodata.facts.counting import CountedSentence

_STOPS = ";:()«»"


def is_no_count(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it is the figure that is not meant, or an age: "four, not five", "aged 10 to 16"."""
    if _is_not_meant(sentence, number.told[0] - 1) and not number.article:
        return True
    at = number.first - 1
    while sentence.word(at) in sentence.words.of_age or _is_figure(sentence, at):
        at -= 1
    return sentence.word(at) in sentence.words.aged


def _is_not_meant(sentence: CountedSentence, at: int) -> bool:
    """Tell whether the words that end at a word reject the figure behind them: "not", "et non de"."""
    words, word = sentence.words, sentence.word
    linked = word(at) in words.links_not_meant and word(at - 1) in words.not_meant
    return word(at) in words.not_meant or (linked and "," not in sentence.between(at))


def is_of_none(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it counts those of whom nobody died: "none of the 80 villagers", "aucun des 25 passagers"."""
    first = number.told[0]
    before = (tuple(sentence.word(at) for at in range(first - size, first)) for size in (2, 3))
    return any(words in sentence.words.none_of for words in before)


def is_of_another_time(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether it stands in a clause on what happened at another time: "a month after 37 were killed"."""
    words, word = sentence.words, sentence.word
    for at in range(number.first, 1, -1):
        if any(char in f",{_STOPS}" for char in sentence.between(at)):
            return False
        begun = word(at - 1) in words.apart_in_time and word(at - 2) in words.elapsed
        if begun and "," not in sentence.between(at - 1):
            return True
    return False


def _is_figure(sentence: CountedSentence, at: int) -> bool:
    word = sentence.word(at)
    return word.isdecimal() or word in sentence.words.units


def reaches(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether "up to" tells what a toll has come to, and no most: "this brings the toll up to 30"."""
    first, brought = number.told[0], sentence.words.brought_up
    return number.bound == "most" and sentence.word(first) == "up" and sentence.word(first - 1) in brought

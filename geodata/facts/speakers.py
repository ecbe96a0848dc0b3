"""Who tells of the dead and is none of them: "a local official said", "selon un élu", "two residents told us"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.facts.numbers import Number

if TYPE_CHECKING:
    from geodata.facts.counting import CountedSentence

_REACH = 6
_RELATIVES = frozenset(("who", "qui"))


def speaks(sentence: CountedSentence, number: Number, kind: str) -> bool:
    """Tell whether the persons of a number are who says so.

    Parameters
    ----------
    kind : str
        What the words after it make of the number: who is told to have died does not speak.
    """
    before = "" if "," in sentence.between(number.first) else sentence.word(number.first - 1)
    if before in sentence.words.dead_before or kind == "dead":
        return False
    asked = before in sentence.words.claims or (sentence.word(number.first - 2), before) == ("according", "to")
    return asked or _says(sentence, number)


def _says(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether a verb of saying follows in the same clause."""
    for at in range(number.last + 2, min(number.last + 2 + _REACH, len(sentence.tokens))):
        word, gap = sentence.word(at), sentence.between(at)
        if "," in gap or sentence.breaks(at, gap, 1, aside=True) or word in _RELATIVES:
            return False
        if word in sentence.words.dead_after or at in sentence.deadly or at in sentence.first_words:
            return False
        if word in sentence.words.claims:
            return True
    return False

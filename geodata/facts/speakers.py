"""Who tells of the dead and is none of them: "a local official said", "selon un élu", "two residents told us"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geodata.facts.numbers import Number
from geodata.facts.numberwords import number_words
from geodata.vocabulary.grammar import any_of

if TYPE_CHECKING:
    from geodata.facts.actors import ActorMention
    from geodata.facts.counting import CountedSentence
    from geodata.facts.sentences import Sentence
    from geodata.facts.text import TextView

_REACH, _LOOK = 6, 60
_TELLING = frozenset(("civilians", "state_forces"))


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
    asked = before in sentence.words.claims or (sentence.word(number.first - 2), before) in sentence.words.asked
    return asked or _says(sentence, number)


def _says(sentence: CountedSentence, number: Number) -> bool:
    """Tell whether a verb of saying follows in the same clause."""
    for at in range(number.last + 2, min(number.last + 2 + _REACH, len(sentence.tokens))):
        word, gap = sentence.word(at), sentence.between(at)
        if "," in gap or sentence.breaks(at, gap, 1, aside=True) or word in sentence.words.relatives:
            return False
        if word in sentence.words.dead_after or at in sentence.deadly or at in sentence.first_words:
            return False
        if word in sentence.words.claims:
            return True
    return False


@cache
def _told_by() -> re.Pattern[str]:
    """Return what tells whether a text ends so that who follows is asked: "selon un", ", a indiqué un"."""
    few = r"(?:[\w-]+\s){0,2}(?:[ld]'\s?)?"
    verb = rf"[,»”\"]\s(?:(?:a|ont|had|have|has)\s)?{any_of('speech_verbs')}\s"
    return re.compile(rf"(?:(?<!\w)(?:{any_of('source_openers')})\s|{verb}){few}$")


@cache
def _tells() -> re.Pattern[str]:
    """Return what tells whether a text begins so that who stands before it speaks: "said", "in Gao told"."""
    return re.compile(rf"(?:\s[\w-]+){{0,3}}?\s{any_of('speech_verbs')}(?!\w)(?:\s(?P<next>\w+))?")


@cache
def _one() -> tuple[str, ...]:
    """Return the ends of a text that one person follows."""
    return tuple(f"{article} " for article in number_words().a_an | number_words().un_une)


@cache
def _what_befell() -> frozenset[str]:
    """Return the words after a verb of saying by which those before it are spoken of: "said to be", "declared dead"."""
    return number_words().dead_after | number_words().spoken_of


def only_tells(view: TextView, sentence: Sentence, one: ActorMention) -> bool:
    """Tell whether a person or group without a name of its own took no part and only says so: "residents said"."""
    if one.actor.country or one.actor.name != one.actor.text or one.actor.kind not in _TELLING:
        return False
    before = view.folded[max(sentence.start, one.start - _LOOK) : one.start]
    if _told_by().search(before):
        return one.actor.kind == "civilians" or before.endswith(_one())
    said = _tells().match(view.folded, one.end, sentence.end) if one.actor.kind == "civilians" else None
    return said is not None and said["next"] not in _what_befell()

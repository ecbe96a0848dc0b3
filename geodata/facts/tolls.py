"""The dead that a sentence counts, and the strength of troops."""

from __future__ import annotations

from geodata.facts.adding import Toll, added
from geodata.facts.counting import CountedSentence, Spans
from geodata.facts.lone_deaths import lone_death, no_death
from geodata.facts.numbers import Number, find_numbers
from geodata.facts.numberwords import number_words
from geodata.facts.parts import of_the_dead, without_parts
from geodata.facts.uncounted import is_of_another_time, is_of_none
from geodata.vocabulary.patterns import Words


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
    numbered = [(at, number) for at, number in enumerate(sentence.numbers) if kinds[at] == "dead"]
    current = [n for at, n in numbered if not (sentence.superseded(at) and kinds[at + 1] == "dead")]
    none = [number for number in current if is_of_none(sentence, number)]
    told = [number for number in current if number not in none]
    counted = without_parts(sentence, _of_this_time(sentence, told))
    if none and not counted:
        return Toll(0, 0, 0, sentence.quote(none[0]))
    if not counted:
        counted = [n for n in sentence.numbers if of_the_dead(sentence, n) and sentence.has_person(n)]
    return added(sentence, counted) if counted else _uncounted(text, folded, tokens, end)


def _of_this_time(sentence: CountedSentence, counted: list[Number]) -> list[Number]:
    """Return the counts without those of another time, where any others are left."""
    return [number for number in counted if not is_of_another_time(sentence, number)] or counted


def _uncounted(text: str, folded: str, tokens: Words, end: int) -> Toll | None:
    """Return one where a single death is told without a number, none where the text says that nobody died."""
    start = tokens[0].start if tokens else end
    none = no_death(folded, start, end)
    if none:
        return Toll(0, 0, 0, text[none[0] : none[1]])
    one = lone_death(folded, start, end)
    return Toll(1, 1, 1, text[one[0] : one[1]]) if one else None


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
            if number.end <= start and len(between) <= 2 and not set(between) & number_words().units_not_people:
                return number.value
    return None

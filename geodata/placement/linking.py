"""Which names of a text stand together: one behind another that holds it, several in a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from geodata.folding import words
from geodata.gazetteer import Gazetteer
from geodata.mentions.words import place_words
from geodata.placement.resolve import Name, hold, list_together

_FARTHEST = 70  # characters between a name and what holds it: "X, village de la commune rurale de Y"
_UNITS = {"admin1", "admin2", "admin3"}
_OPENS = {",", "("}
_LISTED = {"", "and", "et", "et de", "et du", "et d", "ou", "or", "de", "du", "d", "&"}  # between two names of a list


def link(text: str, spans: Sequence[tuple[int, int]], names: Sequence[Name], gazetteer: Gazetteer) -> None:
    """Note of every name which one behind it may hold it, and which are its neighbours in a list.

    Parameters
    ----------
    text : str
    spans : sequence of (int, int)
        Where each name stands, in order.
    names : sequence of Name
        Their `holder`, `held` and `peers` are filled in.
    """
    for (name, after), ((_, end), (start, _)) in zip(pairwise(names), pairwise(spans), strict=True):
        between = text[end:start] if end < start else "."
        if len(between) <= _FARTHEST and _holds(between):
            hold(name, after, gazetteer)
            name.firm = name.holder is after and _calls_it_a_unit(between, after)
        if between.strip(" ,'’") in _LISTED or (between.strip() == "," and end < start):
            list_together(name, after)


def _holds(between: str) -> bool:
    """Tell whether what stands between two names says that the second holds the first."""
    if any(sign in between for sign in '.;:!?\n"«»'):
        return False
    said = words(between)
    opens = between.lstrip()[:1] in _OPENS
    if not said:
        return opens or between == " "
    vocabulary = place_words()
    if not vocabulary.holding.issuperset(said) and not _units().union(vocabulary.holding).issuperset(said):
        return False
    return opens or said[0] in vocabulary.within or said[0] in _units()


def _calls_it_a_unit(between: str, holder: Name) -> bool:
    """Tell whether the text says that the second name is a unit: a mere comma, or "au", can join a list as well."""
    if holder.hint in _UNITS or not _units().isdisjoint(words(between)):
        return True
    return bool(holder.bearers) and all(one.place.kind in _UNITS for one in holder.bearers)


@cache
def _units() -> frozenset[str]:
    """Return the words for a unit or settlement, single words of both languages."""
    vocabulary = place_words()
    return frozenset(word for word in vocabulary.kinds_before if " " not in word) | vocabulary.kind_adjectives

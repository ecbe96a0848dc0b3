"""Who was struck: armed forces make an attack a battle, civilians make it violence against civilians."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geodata.facts.actors import ActorMention
from geodata.folding import fold
from geodata.vocabulary.rules import BY_TARGET, Rule, word_lists

BATTLE, CIVILIANS = "battle", "violence_against_civilians"
_NAMES = {BATTLE: ("Battles", "Armed clash"), CIVILIANS: ("Violence against civilians", "Attack")}
_ARMED = {
    "armed_group",
    "rebels",
    "unidentified_armed_group",
    "militia",
    "community_militia",
    "private_military",
    "mutineers",
}
_BY = re.compile(r"(?:\bpar (?:des|les|l'|la|un|une)?\s?|\bby (?:the |a )?)(?:[\w-]+\s){0,2}?$")


@cache
def _list(name: str) -> re.Pattern[str]:
    words = [fold(word).replace("'", r"\W").replace("*", r"\w*") for word in word_lists()[name]]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?!\w)")


def names_for(event_type: str | None, rule: Rule | None) -> tuple[str | None, str | None]:
    """Return ACLED's event type and sub-event type."""
    if rule is not None and rule.acled != BY_TARGET:
        return rule.acled, rule.sub
    return _NAMES.get(event_type or "", (None, None))


def _doers(folded: str, start: int, spots: list[int]) -> bool:
    """Tell whether each of the spots follows "par" or "by"."""
    return bool(spots) and all(_BY.search(folded, max(start, spot - 30), spot) for spot in spots)


def struck(folded: str, start: int, end: int, actors: Sequence[ActorMention]) -> str | None:
    """Return ``battle`` or ``violence_against_civilians``, or None where a sentence does not tell.

    Parameters
    ----------
    folded : str
        The folded document; the sentence is ``folded[start:end]``.
    actors : sequence of ActorMention
    """
    civilians = [m.start() for m in _list("civilian").finditer(folded, start, end)]
    forces = [m.start() for m in _list("fighters").finditer(folded, start, end)]
    armed = [a for a in actors if a.actor.kind in _ARMED]
    if civilians and (not forces or _doers(folded, start, forces)):
        return CIVILIANS
    if forces and not civilians:
        return BATTLE
    if forces and civilians:
        return BATTLE if armed and min(forces) < min(civilians) else CIVILIANS
    if armed and re.search(r"(?<!\w)(?:tues?|abattus?|neutralis\w+|killed|elimin\w+)(?!\w)", folded[start:end]):
        return BATTLE
    return None

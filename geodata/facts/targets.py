"""Who was struck: armed forces make an attack a battle, civilians make it violence against civilians."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geodata.facts.actors import ActorMention
from geodata.folding import fold
from geodata.vocabulary.grammar import any_of, anywhere, at_end, word_list
from geodata.vocabulary.rules import BY_TARGET, Rule, word_lists

BATTLE, CIVILIANS, EXPLOSION = "battle", "violence_against_civilians", "explosion_remote_violence"
PROTEST = "protest"
_NAMES = {
    BATTLE: ("Battles", "Armed clash"),
    CIVILIANS: ("Violence against civilians", "Attack"),
    PROTEST: ("Protests", "Excessive force against protesters"),
}
ARMED = {
    "armed_group",
    "rebels",
    "unidentified_armed_group",
    "militia",
    "community_militia",
    "private_military",
    "mutineers",
}
_REACH = 48


def names_for(event_type: str | None, rule: Rule | None) -> tuple[str | None, str | None]:
    """Return ACLED's event type and sub-event type."""
    if rule is not None and rule.acled != BY_TARGET:
        return rule.acled, rule.sub
    return _NAMES.get(event_type or "", (None, None))


@cache
def _kills() -> re.Pattern[str]:
    """Return what finds words after or before which victims stand; participles as a group of their own."""
    return re.compile(rf"(?<!\w)(?:(?P<participle>{any_of('struck_participles')})|{any_of('struck_next')})(?!\w)")


@cache
def _lost_men() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('losing')}\s(?:[\w']+\s){{0,4}}{any_of('lost_men')}(?!\w)")


@cache
def _perfect() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('perfect')}\s(?:\w+ly\s)?$")


@cache
def _object_follows() -> re.Pattern[str]:
    return re.compile(rf"\s(?:at (?:least|most)\b|(?!{any_of('after_passive_participle')}\b)\w)")


@cache
def _nouns() -> re.Pattern[str]:
    """Return what finds victims and doers of all classes, the class as the group's name."""
    armed = [word for word in word_lists()["armed"] if word not in word_lists()["fighters"]]
    lists = {"civilian": word_lists()["civilian"], "fighters": word_lists()["fighters"], "armed": armed}
    groups = []
    for name, words in lists.items():
        expressions = [re.escape(fold(word)).replace(r"\*", r"\w*").replace("'", r"\W") for word in words]
        groups.append(f"(?P<{name}>" + "|".join(sorted(expressions, key=len, reverse=True)) + ")")
    return re.compile(r"(?<!\w)(?:" + "|".join(groups) + r")(?!\w)")


def _by_others(folded: str, start: int, spot: int) -> bool:
    """Tell whether a noun follows "par" or "by": it names who did it."""
    return at_end("before_doer").search(folded, max(start, spot - 30), spot) is not None


def _passive(folded: str, start: int, kill: re.Match[str]) -> bool:
    """Tell whether those struck stand before the verb: "soldats tués", "were killed", "ont été attaqués"."""
    before = folded[max(start, kill.start() - 14) : kill.start()]
    word = kill["participle"]
    if at_end("passive").search(before) or word is None:
        return word is not None
    if word.endswith(("es", "us", "ts")) or word in word_list("struck_intransitive"):
        return True
    if word.endswith("ed") and not _perfect().search(before):
        return not _object_follows().match(folded, kill.end())
    return not at_end("active").search(before)


def _victims(folded: str, start: int, end: int) -> set[str]:
    """Return the classes of those killed or attacked."""
    nouns = [(m.start(), m.lastgroup or "") for m in _nouns().finditer(folded, start, end)]
    found: set[str] = set()
    for kill in _kills().finditer(folded, start, end):
        before = [
            kind
            for at, kind in nouns
            if kill.start() - _REACH < at < kill.start() and not _by_others(folded, start, at)
        ]
        after = [
            kind for at, kind in nouns if kill.end() <= at < kill.end() + _REACH and not _by_others(folded, start, at)
        ]
        if _passive(folded, start, kill):
            found.update(before[-2:] or after[:1])
        else:
            found.update(after[:2] or [])
    return found


def struck(folded: str, start: int, end: int, actors: Sequence[ActorMention]) -> str | None:
    """Return ``battle``, ``violence_against_civilians`` or ``protest``, or None where a sentence does not tell.

    Parameters
    ----------
    folded : str
        The folded document; the sentence is ``folded[start:end]``.
    actors : sequence of ActorMention
    """
    if anywhere("died_fighting").search(folded, start, end) or _lost_men().search(folded, start, end):
        return BATTLE
    victims = _victims(folded, start, end)
    if victims == {"civilian"} and anywhere("protesters").search(folded, start, end):
        return PROTEST
    if victims & {"fighters", "armed"}:
        return BATTLE
    if victims:
        return CIVILIANS
    nouns = [(m.start(), m.lastgroup) for m in _nouns().finditer(folded, start, end)]
    suffering = {kind for at, kind in nouns if not _by_others(folded, start, at)}
    if "civilian" in suffering:
        return CIVILIANS
    if "fighters" in suffering and anywhere("military_targets").search(folded, start, end):
        return BATTLE
    return BATTLE if "fighters" in suffering and any(actor.actor.kind in ARMED for actor in actors) else None

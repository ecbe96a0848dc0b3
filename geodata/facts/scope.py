"""What the words around a trigger make of it: negated, threatened, announced, demanded ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geodata.folding import fold
from geodata.vocabulary.grammar import any_of, anywhere
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import Cue, Trigger, word_lists

_LONGEST_WORD = 20
_STOPS = ',;:()[]«»"“”'
_WORD = re.compile(r"[^\W_]+")
_NEW_VERB = re.compile(r"\b" + any_of("happening_joints") + r"\s" + any_of("other_verbs") + r"\b")


@cache
def clause_words() -> frozenset[str]:
    """Return the conjunctions at which a clause ends."""
    return frozenset(fold(word) for word in word_lists()["clause_words"])


def crosses_clause(text: str, folded: str, start: int, end: int) -> bool:
    """Tell whether a comma, a quote mark, a bracket or a conjunction stands between two offsets."""
    if any(char in _STOPS for char in text[start:end]):
        return True
    if _NEW_VERB.search(folded, start, min(end + 4, len(folded))):
        return True
    return any(word in clause_words() for word in _WORD.findall(folded, start, end))


_OTHER_CLAIM = re.compile(
    r"\b" + any_of("clause_openers") + r"\s(?:[^\W_]+[\s'])?" + any_of("false_claims") + r"(?!\w)"
)
# "Did not deny", "n'a jamais nié": at most one word stands between the negation and the denial.
_NEGATED = re.compile(any_of("negations") + r"\s+(?:[^\W_]+\s+)?$")
_NEGATED_WITHIN = 24


def _is_undenied(cue: Cue, at: Match[Trigger], folded: str) -> bool:
    """Tell whether a denial is itself negated, and so denies nothing."""
    if cue.id not in ("denial", "denial-of-reports"):
        return False
    before = folded[max(0, at.start - _NEGATED_WITHIN) : at.start]
    return any(_NEGATED.match(before, word.start()) for word in _WORD.finditer(before))


def _between(cue: Cue, at: Match[Trigger], trigger: Match[Trigger]) -> tuple[int, int] | None:
    if cue.before:
        overlapping = at.start < trigger.start < at.end <= trigger.end
        return (min(at.end, trigger.start), trigger.start) if at.end <= trigger.start or overlapping else None
    return (trigger.end, at.start) if at.start >= trigger.end else None


def effects(
    text: str, folded: str, trigger: Match[Trigger], cues: Sequence[Match[Trigger]], layer: str
) -> dict[str, str]:
    """Return the effects that hold for a trigger, each with the words that have it.

    Parameters
    ----------
    text, folded : str
        The document.
    trigger : Match
        A match of a rule.
    cues : sequence of Match
        The cues of its sentence.
    layer : str
        Only cues for this layer count.
    """
    found: dict[str, tuple[int, str]] = {}
    for at in cues:
        cue = at.means.cue
        if cue is None or layer not in cue.layers:
            continue
        if _is_undenied(cue, at, folded):
            continue
        gap = _between(cue, at, trigger)
        if gap and cue.id == "denial-after" and _OTHER_CLAIM.search(folded, *gap):
            continue
        if gap is None or gap[1] - gap[0] > _LONGEST_WORD * (cue.reach + 1):
            continue
        if len(_WORD.findall(folded, *gap)) > cue.reach:
            continue
        if not cue.crosses and crosses_clause(text, folded, *gap):
            continue
        if cue.id == "negation" and anywhere("keeps_true").search(folded, *gap):
            continue
        if cue.effect == "aggregate" and not cue.before and anywhere("compared").search(folded, *gap):
            continue
        distance = gap[1] - gap[0]
        if cue.effect not in found or distance < found[cue.effect][0]:
            found[cue.effect] = (distance, text[at.start : at.end])
    return {effect: words for effect, (_, words) in found.items()}

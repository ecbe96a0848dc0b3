"""One death told without a number ("the chief was shot dead"), and none at all ("no one was killed")."""

from __future__ import annotations

import re
from functools import cache

from geodata.facts.numberwords import number_words
from geodata.vocabulary.grammar import any_of, anywhere

_BEFORE = 90
_WORD = re.compile(r"\w+")


@cache
def _died() -> re.Pattern[str]:
    """Return what finds "was shot dead", "a été tué", "a perdu la vie": the singular of verbs of dying."""
    return re.compile(
        rf"(?<!\w)(?:{any_of('one_was')}\s(?:\w+(?:ly|ment)\s)?{any_of('one_killed')}|{any_of('one_died')})(?!\w)"
    )


@cache
def _clause_ends() -> re.Pattern[str]:
    return re.compile(rf"[;:]|,\s{any_of('clause_openers')}\s")


def lone_death(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the words that tell of one death, or None.

    The subject must be one person: neither a number nor a group ("the patrol was wiped out") nor a thing ("the raid
    was carried out") stands before the verb.

    Parameters
    ----------
    folded : str
        The folded document; the sentence is ``folded[start:end]``.
    """
    for match in _died().finditer(folded, start, end):
        before = folded[max(start, match.start() - _BEFORE) : match.start()]
        clause = _clause_ends().split(before)[-1]
        if clause.strip() and not anywhere("negations").search(clause) and _one_person(clause):
            return match.start(), match.end()
    return None


def _one_person(clause: str) -> bool:
    named = not number_words().one_person.isdisjoint(_WORD.findall(clause))
    return named or not anywhere("no_lone_subject").search(clause)


def no_death(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the words that say that nobody died, or None."""
    match = anywhere("nobody_died").search(folded, start, end)
    return (match.start(), match.end()) if match else None

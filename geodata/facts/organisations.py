"""Organisations that a text names, and nouns such as "the bloc" that stand for one named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geodata.folding import fold
from geodata.vocabulary.names import Organisation, organisations
from geodata.vocabulary.patterns import Match, PatternSet, Words, plain
from geodata.vocabulary.rules import word_lists

# "the regional bloc, the Economic Community ..." means the one that is named at once.
_APPOSED = 8
_NOUNS = {"bloc": "bloc_nouns", "court": "court_nouns", "mission": "mission_nouns"}
_KIND_OF_NOUN = {"bloc": ("bloc", "alliance"), "court": ("court",), "mission": ("mission",)}


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """An organisation at its place; `named` is False where a noun stands for one named before."""

    start: int
    end: int
    organisation: Organisation
    named: bool = True


@dataclass(frozen=True, slots=True)
class _Name:
    organisation: Organisation | None
    acronym: str = ""
    exact: bool = False
    noun: str = ""


@cache
def _patterns() -> PatternSet[_Name]:
    rows: list[tuple[str, _Name]] = []
    for one in organisations():
        rows += [(name, _Name(one)) for name in one.names]
        rows += [(name, _Name(one, acronym=name)) for name in one.acronyms]
        rows += [(name, _Name(one, acronym=name, exact=True)) for name in one.case_acronyms]
        rows += [(name, _Name(one, noun="own")) for name in one.nicknames]
    for kind, name in _NOUNS.items():
        rows += [(noun, _Name(None, noun=kind)) for noun in word_lists()[name]]
    return PatternSet(rows, plain)


def _written_as_name(words: str, name: _Name) -> bool:
    if not name.acronym:
        return True
    return words == name.acronym if name.exact else words[:1].isupper()


def _crosses(noun: Match[_Name], one: OrganisationMention) -> bool:
    """Tell whether a noun shares words with a name, other than a nickname that holds it ("UN top court")."""
    holds = noun.means.organisation is not None and noun.start <= one.start and one.end < noun.end
    return noun.start < one.end and one.start < noun.end and not holds


class OrganisationFinder:
    """Finds organisations sentence by sentence, and remembers which were named."""

    def __init__(self, text: str, folded: str) -> None:
        self._text, self._folded = text, folded
        self._named: list[Organisation] = []
        self._in_text: dict[str, bool] = {}

    def find(self, tokens: Words, end: int) -> list[OrganisationMention]:
        """Return the organisations of the next sentence, longest names first where they overlap."""
        matches = _patterns().find(self._folded, tokens, end)
        found: list[OrganisationMention] = []
        for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
            if any(match.start < one.end and one.start < match.end for one in found):
                continue
            name = match.means
            if name.noun or not _written_as_name(self._text[match.start : match.end], name):
                continue
            if name.organisation:
                found.append(OrganisationMention(match.start, match.end, name.organisation))
        found.sort(key=lambda one: one.start)
        earlier = list(self._named)
        self._named += [one.organisation for one in found]
        nouns = [m for m in matches if m.means.noun and not any(_crosses(m, one) for one in found)]
        for match in sorted(nouns, key=lambda m: (m.start - m.end, m.start)):
            named = earlier + [one.organisation for one in found if one.named and one.start < match.start]
            meant = self._meant(match.means, named)
            if meant and match.means.organisation:
                found = [one for one in found if not (match.start <= one.start and one.end <= match.end)]
            apposed = any(0 <= one.start - match.end <= _APPOSED for one in found if one.named)
            if meant and not apposed and not any(match.start < o.end and o.start < match.end for o in found):
                found.append(OrganisationMention(match.start, match.end, meant, named=False))
        return sorted(found, key=lambda one: one.start)

    def _meant(self, name: _Name, named: Sequence[Organisation]) -> Organisation | None:
        """Return the organisation that a noun can stand for: its own if the text names it, or the last named."""
        if name.organisation:
            return name.organisation if name.organisation in named or self._stands(name.organisation) else None
        kinds = _KIND_OF_NOUN[name.noun]
        return next((one for one in reversed(named) if one.kind in kinds), None)

    def _stands(self, one: Organisation) -> bool:
        """Tell whether the text names an organisation anywhere, by its full name or its acronym."""
        if one.name not in self._in_text:
            names = [fold(name) for name in (*one.names, *one.acronyms, *one.case_acronyms)]
            known = rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)"
            self._in_text[one.name] = re.search(known, self._folded) is not None
        return self._in_text[one.name]

"""Who a sentence names: armed groups, forces of states, civilians, unknown gunmen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.folding import fold
from geodata.model import Actor
from geodata.vocabulary.grammar import word_list
from geodata.vocabulary.names import Group, actor_words, groups
from geodata.vocabulary.patterns import PatternSet, Words, plain

_LARGEST_GAP = 12


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor at its place in the document."""

    start: int
    end: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class _Name:
    group: Group | None
    kind: str
    acronym: str = ""
    force: bool = False


@cache
def _patterns() -> PatternSet[_Name]:
    rows: list[tuple[str, _Name]] = []
    for one in groups():
        rows += [(name, _Name(one, one.kind)) for name in one.names]
        rows += [(name, _Name(one, one.kind, name)) for name in (*one.acronyms, *one.case_acronyms)]
    words = actor_words()
    rows += [(pattern, _Name(None, kind)) for kind, patterns in words.kinds for pattern in patterns]
    rows += [(noun, _Name(None, "state_forces", force=True)) for noun in words.forces]
    return PatternSet(rows, plain)


def _beside(start: int, end: int, folded: str, states: Sequence[StateMention]) -> StateMention | None:
    """Return the state whose adjective or name makes a noun its force: "armée malienne", "troops of Mali"."""
    for state in states:
        before, after = folded[state.end : start], folded[end : state.start]
        if state.how == "demonym" and (state.end <= start and len(before) <= _LARGEST_GAP and _words_only(before)):
            return state
        if state.start >= end and len(after) <= _LARGEST_GAP and (state.how == "demonym" and _words_only(after)):
            return state
        if state.start >= end and state.how == "name" and after.strip() in word_list("before_state"):
            return state
        if state.how == "name" and state.end <= start and before.strip() in ("'s", "s", "'"):
            return state
    return None


def _words_only(between: str) -> bool:
    return all(char.isalpha() or char in " -'" for char in between)


def find_actors(text: str, folded: str, tokens: Words, end: int, states: Sequence[StateMention]) -> list[ActorMention]:
    """Return the actors of a sentence, in order, the longest name first where they overlap.

    Parameters
    ----------
    states : sequence of StateMention
        The states of the sentence: they make "soldats" the soldiers of one.
    """
    found: list[ActorMention] = []
    matches = sorted(_patterns().find(folded, tokens, end), key=lambda m: (m.start - m.end, m.start))
    for match in matches:
        name, words = match.means, text[match.start : match.end]
        if name.acronym and not words[:1].isupper():
            continue
        if any(match.start < one.end and one.start < match.end for one in found):
            continue
        if name.group:
            found.append(
                ActorMention(match.start, match.end, Actor(name.group.name, name.kind, name.group.country, words))
            )
            continue
        state = _beside(match.start, match.end, folded, states) if name.kind in ("state_forces", "junta") else None
        if state:
            start, stop = min(match.start, state.start), max(match.end, state.end)
            found.append(ActorMention(start, stop, Actor(text[start:stop], name.kind, state.country, text[start:stop])))
        elif not name.force or name.kind != "state_forces" or fold(words) not in word_list("no_force_alone"):
            found.append(ActorMention(match.start, match.end, Actor(words, name.kind, None, words)))
    return sorted(found, key=lambda one: one.start)


def actors_of(view: TextView, sentence: Sentence) -> list[ActorMention]:
    """Return the actors of a sentence; they are looked for once."""
    known = view.memo.setdefault("actors", {})
    if sentence.index not in known:
        known[sentence.index] = find_actors(
            view.text, view.folded, view.tokens(sentence), sentence.end, view.states(sentence)
        )
    return list(known[sentence.index])


def unique_actors(mentions: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """Return the actors without repeats, in order."""
    seen: dict[tuple[str, str | None], Actor] = {}
    for mention in mentions:
        seen.setdefault((fold(mention.actor.name), mention.actor.country), mention.actor)
    return tuple(seen.values())

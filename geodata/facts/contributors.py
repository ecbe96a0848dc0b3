"""Whose troops they are: by an adjective, by a people, or by what the rest of the text tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geodata.facts.departures import last_departure, mission_of_text
from geodata.facts.hosts import Hosts
from geodata.facts.making import Hit
from geodata.facts.scope import crosses_clause
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.folding import fold
from geodata.vocabulary.grammar import anywhere, at_end
from geodata.vocabulary.names import Organisation
from geodata.vocabulary.rules import word_lists

ABROAD = ("presence", "leaving")
SUBJECT_WITHIN = 45
_ADJECTIVE_WITHIN = 12
_APART = re.compile(r"[,;:()]")


@cache
def noun_list(name: str) -> re.Pattern[str]:
    """Return what finds the words of a list of words.yaml in folded text."""
    words = [fold(word).replace("'", r"\W").replace("*", r"\w*") for word in word_lists()[name]]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?!\w)")


def _initials(words: str) -> bool:
    """Tell whether a state is named by its initials, as in "US troops"."""
    return len(words) < 5 and words.replace(".", "").isupper()


def _parted(view: TextView, start: int, end: int) -> bool:
    """Tell whether a sign, an article or a preposition stands between an adjective and a noun."""
    folded = view.folded
    return bool(_APART.search(folded, start, end) or anywhere("between_parties").search(folded, start, end))


def by_adjective(
    view: TextView, nouns: Sequence[tuple[int, int]], states: Sequence[StateMention]
) -> StateMention | None:
    """Return the state of "French troops" or "soldats français", at the nouns nearest to the trigger."""
    for start, end in nouns:
        for state in states:
            gap = (state.end, start) if state.end <= start else (end, state.start)
            inside = start <= state.start < end
            near = inside or (gap[1] - gap[0] <= _ADJECTIVE_WITHIN and not _parted(view, *gap))
            named = state.how == "demonym" or _initials(view.text[state.start : state.end])
            if near and named and not receives(view, state):
                return state
    return None


def receives(view: TextView, state: StateMention) -> bool:
    """Tell whether an adjective belongs to those who take a camp over: "handed to the Malian army"."""
    return at_end("before_receiver").search(view.folded, max(0, state.start - 30), state.start) is not None


def _people(view: TextView, state: StateMention) -> bool:
    """Tell whether a demonym is a noun: "les Français", "the last Americans"."""
    words = view.text[state.start : state.end]
    return state.how == "demonym" and words[:1].isupper() and bool(noun_list("people_of").fullmatch(fold(words)))


def by_people(view: TextView, states: Sequence[StateMention], hit: Hit) -> StateMention | None:
    """Return the state of "the last Americans", "les derniers Français" in the trigger or as its subject."""
    if hit.rule.needs not in ABROAD:
        return None
    named = [s for s in states if s.how == "demonym" and s.end <= hit.end and not receives(view, s)]
    inside = [s for s in named if hit.start <= s.start]
    before = [s for s in named if 0 <= hit.start - s.end <= SUBJECT_WITHIN and _people(view, s)]
    before = [s for s in before if not crosses_clause(view.text, view.folded, s.end, hit.start)]
    return next(iter(inside or before[-1:]), None)


def contributors(view: TextView) -> list[tuple[int, str]]:
    """Return every state whose troops the text speaks of, with the number of the sentence."""
    known = view.memo.setdefault("contributors", {})
    if not known:
        rows: list[tuple[int, str]] = []
        for sentence in view.sentences:
            states = view.states(sentence)
            lists = ("troops", "posts", "duty") if states else ()
            for name in lists:
                for noun in noun_list(name).finditer(view.folded, sentence.start, sentence.end):
                    state = by_adjective(view, [noun.span()], states)
                    rows += [(sentence.index, state.country)] if state else []
            rows += [(sentence.index, state.country) for state in states if _people(view, state)]
            flags = (o.organisation.flag for o in view.organisations[sentence.index])
            rows += [(sentence.index, flag) for flag in flags if flag]
        known[0] = rows
    found: list[tuple[int, str]] = known[0]
    return found


def _contributor_of_text(view: TextView, hosts: Sequence[str]) -> str | None:
    """Return the state whose troops the text speaks of most, other than the country that it is about; first if even."""
    spoken = [country for _, country in contributors(view) if country not in hosts]
    foreign = [country for country in spoken if country not in view.focus[:1]] or spoken
    return max(dict.fromkeys(foreign), key=foreign.count) if foreign else None


def of_many(view: TextView, sentence: Sentence) -> bool:
    """Tell whether the troops are of many states, or of others than those named before: whose, is not carried."""
    named = view.organisations[sentence.index]
    return (
        any(one.organisation.name == "United Nations" for one in named)
        or anywhere("international_troops").search(view.folded, sentence.start, sentence.end) is not None
    )


def carried_contributor(view: TextView, sentence: Sentence, hosts: Sequence[str]) -> str | None:
    """Return whose troops a sentence means that does not say it: those told of last, or most."""
    if of_many(view, sentence):
        return None
    told = last_departure(view, sentence)
    if told and (told.contributor or told.mission) and told.contributor not in hosts:
        return told.contributor
    return _contributor_of_text(view, hosts)


def carried_mission(view: TextView, sentence: Sentence, contributor: str | None, hosts: Hosts) -> Organisation | None:
    """Return the mission of "the blue helmets", or the one told of last where the sentence names nobody."""
    if contributor:
        return None
    if of_many(view, sentence):
        return (
            None
            if anywhere("other_forces").search(view.folded, sentence.start, sentence.end)
            else mission_of_text(view, hosts.countries)
        )
    told = last_departure(view, sentence)
    return told.mission if told and not told.contributor else None

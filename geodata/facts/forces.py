"""The parties of a withdrawal: whose troops, how many, under which flag, and which country they leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geodata.facts.making import Hit
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.facts.tolls import troops
from geodata.folding import fold
from geodata.vocabulary.grammar import any_of, anywhere, at_end
from geodata.vocabulary.names import Organisation
from geodata.vocabulary.rules import word_lists

HOST_CARRIED = "host country taken from the rest of the text"
_LISTED = re.compile(r"^\s?(?:,|et|and|ou|or)\s?" + any_of("before_next_in_list") + r"?\s?$")
_VERB_BEFORE_STATE = 160
_STATE_ALONE = 70
_LIST_GAP = 16
_OBJECT_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Parties:
    """Who leaves which country."""

    contributor: str | None
    force: str | None
    troops: int | None
    hosts: tuple[str, ...]
    organisation: str | None
    notes: tuple[str, ...]


@cache
def _list(name: str) -> re.Pattern[str]:
    words = [fold(word).replace("'", r"\W").replace("*", r"\w*") for word in word_lists()[name]]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?!\w)")


def _nouns(view: TextView, sentence: Sentence, hit: Hit) -> list[tuple[int, int]]:
    """Return the words for troops, those inside the trigger first, then the nearest."""
    spots = [(m.start(), m.end()) for m in _list("troops").finditer(view.folded, sentence.start, sentence.end)]
    return sorted(spots, key=lambda s: (not (hit.start <= s[0] < hit.end), abs(s[0] - hit.start)))


def _adjective(nouns: Sequence[tuple[int, int]], states: Sequence[StateMention]) -> StateMention | None:
    """Return the state of "French troops" or "soldats français", at the nouns nearest to the trigger."""
    for start, end in nouns:
        for state in states:
            if state.how == "demonym" and (0 <= start - state.end <= 12 or 0 <= state.start - end <= 12):
                return state
    return None


def _role(view: TextView, sentence: Sentence, state: StateMention, previous: str) -> str:
    """Tell what the words before a state make it: host, owner ("troops of X"), other or subject."""
    before = view.folded[max(sentence.start, state.start - 40) : state.start]
    if at_end("before_host", "compass").search(before):
        return "host"
    if _LISTED.search(before[-8:]) and previous:
        return previous
    if at_end("before_other").search(before):
        return "other"
    return "owner" if at_end("before_owner").search(before) else "subject"


def _roles(view: TextView, sentence: Sentence) -> list[tuple[StateMention, str]]:
    rows: list[tuple[StateMention, str]] = []
    for state in view.states(sentence):
        if state.how == "demonym":
            continue
        last = rows[-1] if rows else None
        between = view.folded[last[0].end : state.start] if last else "x" * 30
        listed = bool(last and len(between) < 14 and _LISTED.search(between))
        rows.append((state, last[1] if last and listed else _role(view, sentence, state, "")))
    return rows


def _organisation(view: TextView, sentence: Sentence, hit: Hit) -> Organisation | None:
    """Return the mission under whose flag the troops stand, the nearest to the trigger."""
    named = [o for o in view.organisations[sentence.index] if o.organisation.troops or o.organisation.kind == "mission"]
    nearest = min(named, key=lambda o: abs(o.start - hit.start), default=None)
    return nearest.organisation if nearest else None


def _subject(rows: Sequence[tuple[StateMention, str]], hit: Hit) -> StateMention | None:
    """Return the state that does it: named without "from", before the trigger if any is."""
    doing = [state for state, role in rows if role == "subject"]
    reach = _STATE_ALONE if hit.rule.needs == "state" else _VERB_BEFORE_STATE
    before = [state for state in doing if state.start < hit.end and hit.start - state.start < reach]
    return before[-1] if before else None


def _territory(view: TextView, sentence: Sentence) -> str | None:
    """Return the state of "le territoire malien", "sol nigérien"."""
    for state in view.states(sentence):
        before = view.folded[max(sentence.start, state.start - 14) : state.start]
        if state.how == "demonym" and at_end("territory").search(before):
            return state.country
    return None


def _asked(
    view: TextView, sentence: Sentence, hit: Hit, rows: Sequence[tuple[StateMention, str]]
) -> tuple[str, str] | None:
    """Return host and contributor of "X asked Y to withdraw its troops"."""
    if not anywhere("demand_verbs").search(view.folded, sentence.start, hit.start):
        return None
    before = [(state, role) for state, role in rows if state.start < hit.start]
    if len(before) < 2 or before[-2][1] != "subject":
        return None
    asking, asked = before[-2][0], before[-1][0]
    between = view.folded[asking.end : asked.start]
    spoken = anywhere("demand_verbs").search(between) and at_end("before_asked").search(between)
    return (asking.country, asked.country) if spoken and asking.country != asked.country else None


def _regime(view: TextView, sentence: Sentence, hit: Hit) -> str | None:
    """Return the state whose rulers the sentence speaks of before the trigger: they send foreign troops away."""
    for state in view.states(sentence):
        around = view.folded[max(sentence.start, state.start - 16) : state.end + 16]
        if state.how == "demonym" and state.end <= hit.start + 12 and anywhere("rulers").search(around):
            return state.country
    return None


def _host_of_text(view: TextView, contributor: str | None, own: bool) -> tuple[str, ...]:
    """Return the country that the text is about, if troops of another one leave it."""
    focus = view.focus
    if not focus:
        return ()
    if focus[0] != contributor:
        return (focus[0],)
    if own and len(focus) > 1:
        return (focus[1],)
    return ()


def _hosts(
    view: TextView, sentence: Sentence, rows: Sequence[tuple[StateMention, str]], hit: Hit, contributor: str | None,
    mission: Organisation | None,
) -> tuple[tuple[str, ...], bool]:  # fmt: skip
    """Return the hosts, and whether they are carried from the rest of the text."""
    named = [state for state, role in rows if role == "host" and state.country != contributor]
    after = [state for state in named if state.start >= hit.start and not _other_clause(view, hit, state)]
    before = [state for state in named if state.start < hit.start]
    chosen = _run(view, after) if after else _run(view, before[::-1])
    if chosen:
        return tuple(sorted({state.country for state in chosen})), False
    owner = [state.country for state, role in rows if role == "owner" and state.country != contributor]
    if owner and owner[0] in view.focus[:2]:
        return (owner[0],), False
    territory = _territory(view, sentence)
    if territory and territory != contributor:
        return (territory,), False
    if mission and mission.hosts:
        return tuple(sorted(mission.hosts)), True
    regime = _regime(view, sentence, hit)
    if regime and regime != contributor:
        return (regime,), False
    own = anywhere("the_country").search(view.folded, sentence.start, sentence.end) is not None
    return _host_of_text(view, contributor, own), True


def _run(view: TextView, states: Sequence[StateMention]) -> list[StateMention]:
    """Return the first of the states and those that stand in one enumeration with it."""
    run = list(states[:1])
    for state in states[1:]:
        first, second = sorted((run[-1], state), key=lambda one: one.start)
        between = view.folded[first.end : second.start]
        if len(between) > _LIST_GAP or not _LISTED.search(between):
            break
        run.append(state)
    return run


def _other_clause(view: TextView, hit: Hit, state: StateMention) -> bool:
    between = view.text[hit.end : state.start] if state.start > hit.end else ""
    return ";" in between or len(between) > 120 or (", " in between and len(between) > 50)


def parties(view: TextView, sentence: Sentence, hit: Hit) -> Parties | None:
    """Return who leaves what, or None where no foreign force leaves a country.

    A state's own army that leaves a town, aid workers and diplomats are no withdrawal.
    """
    if _list("not_a_force").search(view.folded, hit.start, hit.end):
        return None
    nouns, rows = _nouns(view, sentence, hit), _roles(view, sentence)
    states = [state for state in view.states(sentence) if state.start < hit.end + 60]
    if sentence.index and anywhere("force_pronouns").search(view.folded, hit.start, hit.end):
        earlier = view.sentences[sentence.index - 1]
        nouns, states = nouns + _nouns(view, earlier, hit), states + view.states(earlier)
    mission = _organisation(view, sentence, hit)
    adjective = _adjective(nouns[:4], states)
    subject = _subject(rows, hit)
    contributor = (
        adjective.country
        if adjective
        else mission.flag
        if mission and mission.flag
        else subject.country
        if subject
        else None
    )
    notes: tuple[str, ...] = ()
    if adjective and subject is None and adjective.country in [s.country for s, role in rows if role == "host"]:
        contributor = None
    asked = _asked(view, sentence, hit, rows)
    if asked:
        contributor = asked[1]
    hosts, carried = ((asked[0],), False) if asked else _hosts(view, sentence, rows, hit, contributor, mission)
    force = _force(view, nouns)
    if hit.rule.needs == "state" and not (subject and view.about("conflict") and subject.country == contributor):
        return None
    if hit.rule.needs == "state" and _leaves_organisation(view, sentence, hit):
        return None
    if not hosts or (contributor is None and mission is None and carried and not _foreign(view, sentence)):
        return None
    if contributor in hosts:
        return None
    skip = [(date.start, date.end) for date in view.dates(sentence)]
    strength = troops(view.folded, view.tokens(sentence), sentence.end, nouns, skip)
    if carried:
        notes = (HOST_CARRIED,)
    organisation = mission.name if mission and mission.kind in ("mission", "bloc", "alliance") else None
    return Parties(contributor, force, strength, hosts, organisation, notes)


def _leaves_organisation(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    named = view.organisations[sentence.index]
    return any(o.organisation.states and 0 <= o.start - hit.end <= _OBJECT_WITHIN for o in named)


def _foreign(view: TextView, sentence: Sentence) -> bool:
    return anywhere("foreign_force").search(view.folded, sentence.start, sentence.end) is not None


def _force(view: TextView, nouns: Sequence[tuple[int, int]]) -> str | None:
    """Return the words for the force that stand in the trigger, or the nearest."""
    return view.text[nouns[0][0] : nouns[0][1]] if nouns else None

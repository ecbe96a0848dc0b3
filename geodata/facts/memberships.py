"""Memberships: states that found, join, leave, are in, are suspended from or sanctioned by an organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.facts.actors import actors_of, unique_actors
from geodata.facts.dates import DateMention
from geodata.facts.making import Hit, date_fields, excerpt, hits, nearest_date
from geodata.facts.members import Members, Roster
from geodata.facts.organisations import OrganisationMention
from geodata.facts.placing import with_countries
from geodata.facts.scope import effects
from geodata.facts.sentences import Sentence
from geodata.facts.text import TextView
from geodata.model import Membership, stable_id
from geodata.vocabulary.grammar import any_of, word_list
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import Trigger

_FORMS = ("general", "in_force", "done", "future", "going", "bare")
_STRONGER = {
    "member": frozenset(("join", "leave", "suspend", "readmit", "dissolve", "sanction", "lift_sanctions")),
    "found": frozenset(("member",)),
    "sanction": frozenset(("lift_sanctions",)),
    "suspend": frozenset(("readmit", "lift_sanctions")),
}
_FAR, _BEHIND = 10_000, 25
_FROM = re.compile(r"(?:(?<!\w)" + any_of("exit_links") + r"\b|[:(])(?:\s?[\w'-]+){0,4}\s?[(:]?\s?$")
_OBJECT = re.compile(r"\s(?:d'|de |of )?" + any_of("determiners") + r"\s")
SETTLED = "the text says later that it took effect on another day, so this is its announcement"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A trigger with the organisation that it is about."""

    hit: Hit
    mention: OrganisationMention
    distance: int


def _distance(view: TextView, hit: Hit, mention: OrganisationMention) -> int:
    """Return how far the organisation stands from the trigger; `_FAR` where the words between do not join them."""
    if mention.start < hit.end and hit.start < mention.end:
        return 0
    if mention.start >= hit.end:
        gap = view.folded[hit.end : mention.start]
        if ";" in gap or ". " in gap:
            return _FAR
        if (
            hit.rule.form == "bare"
            and view.folded[hit.start : hit.end] in word_list("exit_nouns")
            and not _FROM.search(gap)
        ):
            return _FAR
        return len(gap)
    gap = view.folded[mention.end : hit.start]
    if hit.rule.action == "found" and (len(gap) > _BEHIND or _OBJECT.match(view.folded, hit.end)):
        return _FAR
    return len(gap) + (_BEHIND if hit.rule.action in ("leave", "join", "found") else 0)


def _pairs(view: TextView, found: Sequence[Hit], mentions: Sequence[OrganisationMention]) -> list[_Pair]:
    """Return for each organisation and action its best trigger."""
    best: dict[tuple[str, str], _Pair] = {}
    for hit in found:
        fitting = [m for m in mentions if not hit.rule.kinds or m.organisation.kind in hit.rule.kinds]
        near = [pair for m in fitting if (pair := _Pair(hit, m, _distance(view, hit, m))).distance <= hit.rule.reach]
        if hit.rule.action in ("leave", "join", "found"):
            near = [pair for pair in near if pair.mention.end > hit.start] or near
        for pair in _listed(view, sorted(near, key=lambda p: (p.distance, p.mention.start))):
            key = (pair.mention.organisation.name, hit.rule.action)
            if key not in best or _rank(pair) < _rank(best[key]):
                best[key] = pair
    return list(best.values())


def _listed(view: TextView, near: Sequence[_Pair]) -> list[_Pair]:
    """Return the nearest organisation and those listed with it ("the G5 Sahel and the OIF")."""
    if not near:
        return []
    chosen = [near[0]]
    for pair in sorted(near[1:], key=lambda p: p.mention.start):
        gap = view.folded[chosen[-1].mention.end : pair.mention.start]
        if (
            pair.mention.start > chosen[-1].mention.end
            and len(gap) < 16
            and (" et " in gap or " and " in gap or gap.strip() in (",", "/"))
        ):
            chosen.append(pair)
    return chosen


def _rank(pair: _Pair) -> tuple[int, int, int]:
    return (
        _FORMS.index(pair.hit.rule.form) if pair.hit.rule.form in ("general", "in_force") else 2,
        pair.distance,
        pair.hit.start,
    )


def _status(hit: Hit, said: dict[str, str]) -> tuple[str, str]:
    """Return the status and the words that decide it; empty where nothing is stated."""
    for effect in ("denied", "threatened"):
        if effect in said:
            return effect, said[effect]
    action, form = hit.rule.action, hit.rule.form
    if form == "in_force":
        return ("planned", said["planned"]) if "planned" in said else ("effective", "")
    if action != "leave":
        if "none" in said:
            return "", said["none"]
        return (
            ("planned", said["planned"])
            if "planned" in said and action in ("join", "found", "dissolve")
            else ("effective", "")
        )
    if form == "done":
        return "effective", ""
    if "none" in said:
        return "", said["none"]
    if "demanded" in said and form == "bare":
        return "", said["demanded"]
    if form == "bare" and "effective" in said:
        return "effective", said["effective"]
    return "announced", said.get("announced", "")


def _date(view: TextView, sentence: Sentence, pair: _Pair, status: str) -> DateMention | None:
    """Return the date nearest to the trigger; of a planned step the one ahead."""
    dates = [d for d in view.dates(sentence) if d.future == (status == "planned")] or []
    start, end = pair.hit.start, pair.hit.end
    if pair.hit.rule.action == "member":
        dates = [d for d in dates if not d.since]
    founding = pair.hit.rule.action in ("found", "member")
    return nearest_date(view, sentence, dates, start, end, founding)


def _fact(view: TextView, sentence: Sentence, pair: _Pair, status: str, cue: str, members: Members) -> Membership:
    hit, organisation = pair.hit, pair.mention.organisation
    span, date_text, notes = date_fields(_date(view, sentence, pair, status))
    actors = actors_of(view, sentence)
    cue_note = (f"{status} because of the words {cue!r}",) if cue else ()
    meant = (
        ()
        if pair.mention.named
        else (f"{view.text[pair.mention.start : pair.mention.end]!r} means {organisation.name}, named before",)
    )
    return Membership(
        id=stable_id(view.document.id, sentence.start, sentence.end, "membership", hit.rule.id, organisation.name),
        document_id=view.document.id, start=sentence.start, end=sentence.end, excerpt=excerpt(view, sentence),
        trigger_start=hit.start, trigger_end=hit.end, status=status, date=span, date_text=date_text,
        places=with_countries(view, sentence, members.states, "member"), actors=unique_actors(actors), rule=hit.rule.id,
        notes=(*members.notes, *meant, *notes, *cue_note), organisation=organisation.name, members=members.states,
        action=hit.rule.action,
    )  # fmt: skip


def find_memberships(
    view: TextView, sentence: Sentence, triggers: Sequence[Match[Trigger]], roster: Roster
) -> list[Membership]:
    """Return the memberships that a sentence states, one for each organisation and action.

    Parameters
    ----------
    roster : Roster
        Who was meant before in this text; it is added to.
    """
    found = hits(triggers, "membership")
    mentions = [m for m in view.organisations[sentence.index] if m.organisation.states] if found else []
    if found and not mentions:
        mentions = roster.sanctioning(view, found)
    if not mentions:
        return []
    cues = view.cues(sentence)
    facts = []
    pairs = _pairs(view, found, mentions)
    procedures = {p.mention.organisation.name for p in pairs if p.hit.rule.form == "general"}
    for pair in _without_doubles(pairs):
        if pair.mention.organisation.name in procedures:
            continue
        status, cue = _status(pair.hit, effects(view.text, view.folded, pair.hit.match, cues, "membership"))
        members = roster.members(view, sentence, pair.hit, pair.mention)
        if not status or (not members.states and (pair.hit.rule.members_needed or pair.hit.rule.action == "leave")):
            continue
        roster.remember(pair.mention, members, pair.hit)
        facts.append(_fact(view, sentence, pair, status, cue, members))
    return facts


def _without_doubles(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Drop weak readings beside strong ones of one organisation: sanctions beside their lifting."""
    kept = []
    for pair in pairs:
        same = [p for p in pairs if p.mention.organisation == pair.mention.organisation]
        stronger = [p for p in same if p.hit.rule.action in _STRONGER.get(pair.hit.rule.action, frozenset())]
        if pair.hit.rule.action == "suspend":
            stronger = [p for p in stronger if p.hit.start < pair.hit.end and pair.hit.start < p.hit.end]
        if not stronger:
            kept.append(pair)
    return kept


def settle_exits(facts: Sequence[Membership]) -> list[Membership]:
    """Make an exit that is dated before its entry into force an announcement.

    "In early 2024 they departed ECOWAS. The withdrawal took effect in January 2025."
    """
    in_force = [f for f in facts if f.rule == "exit-in-force" and f.status == "effective" and f.date]
    settled = []
    for fact in facts:
        later = [
            f for f in in_force
            if f.organisation == fact.organisation and f.date and fact.date and f.date.start > fact.date.end
        ]  # fmt: skip
        if fact.action == "leave" and fact.status == "effective" and fact.rule != "exit-in-force" and later:
            settled.append(replace(fact, status="announced", notes=(*fact.notes, SETTLED)))
        else:
            settled.append(fact)
    return settled

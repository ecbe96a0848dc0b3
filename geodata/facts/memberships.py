"""Memberships: states that found, join, leave, are in, are suspended from or sanctioned by an organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.facts.actors import actors_of, unique_actors
from geodata.facts.contributors import noun_list
from geodata.facts.dates import DateMention
from geodata.facts.details import detail
from geodata.facts.making import Hit, ahead, date_fields, excerpt, hits, nearest_date
from geodata.facts.members import Members, Roster, named_states, targets
from geodata.facts.organisations import OrganisationMention
from geodata.facts.placing import with_countries
from geodata.facts.scope import crosses_clause, effects
from geodata.facts.sentences import Sentence
from geodata.facts.settling import join_facts
from geodata.facts.text import TextView
from geodata.folding import fold
from geodata.model import Membership, stable_id
from geodata.vocabulary.grammar import any_of, anywhere, word_list
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import SAME, Trigger

_FORMS = ("general", "in_force", "done", "future", "going", "bare")
_STRONGER = {
    "member": frozenset(("join", "leave", "suspend", "readmit", "dissolve", "sanction", "lift_sanctions")),
    "found": frozenset(("member",)),
    "sanction": frozenset(("lift_sanctions",)),
    "suspend": frozenset(("readmit", "lift_sanctions")),
}
_KEPT = {"readmit": "suspend", "lift_sanctions": "sanction"}
_FAR, _BEHIND = 10_000, 25
_DECLARED_WITHIN = 80
_THAT = re.compile(r"\s?(?:that\s|qu'|que\s|they\s|it\s|avoir\s)")
_PART_AND_DATE, _OTHER_CLAUSE = 12, 25
_FROM = re.compile(r"(?:(?<!\w)" + any_of("exit_links") + r"\b|[:(])(?:\s?[\w'-]+){0,4}\s?[(:]?\s?$")
_OBJECT = re.compile(r"\s(?:d'|de |of )?" + any_of("determiners") + r"\s")
_LEFT_COUNTRY = re.compile(r"\s(?:le\s|la\s|l'|the\s)?")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A trigger with the organisation that it is about."""

    hit: Hit
    mention: OrganisationMention
    distance: int


def _place_at(view: TextView, at: int) -> bool:
    """Tell whether a place name begins right there, an article aside."""
    match = _LEFT_COUNTRY.match(view.folded, at)
    return match is not None and any(p.mention.start == match.end() for p in view.placements)


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
    if hit.rule.action == "leave" and _place_at(view, hit.end):
        return _FAR  # who leaves a country does not leave the organisation named before
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


def _status(view: TextView, hit: Hit, said: dict[str, str]) -> tuple[str, str]:
    """Return the status and the words that decide it; empty where nothing is stated."""
    for effect in ("denied", "threatened"):
        if effect in said:
            return effect, said[effect]
    action, form = hit.rule.action, hit.rule.form
    if "none" in said and anywhere("hypotheses").search(fold(said["none"])):
        return "", said["none"]
    if form == "stay":
        return "denied", ""
    if form == "in_force":
        return ("planned", said["planned"]) if "planned" in said else ("effective", "")
    if action != "leave":
        return _other_status(view, hit, said)
    if form == "done":
        return ("announced", said["announced"]) if _declared(view, hit, said) else ("effective", "")
    if "none" in said:
        return "", said["none"]
    if "demanded" in said and form == "bare":
        return "", said["demanded"]
    if form == "bare" and "effective" in said:
        return "effective", said["effective"]
    return "announced", said.get("announced", "")


def _declared(view: TextView, hit: Hit, said: dict[str, str]) -> bool:
    """Tell whether an exit is only what its state declares: "announced that they had left"."""
    cue = fold(said.get("announced", ""))
    at = view.folded.rfind(cue, max(0, hit.start - _DECLARED_WITHIN), hit.start) if cue else -1
    between = view.folded[at + len(cue) : hit.start] if at >= 0 else ""
    return anywhere("declaring").search(cue) is not None and _THAT.match(between) is not None


def _other_status(view: TextView, hit: Hit, said: dict[str, str]) -> tuple[str, str]:
    """Return the status of what is not an exit: in force, unless it is told as planned or announced."""
    action = hit.rule.action
    if "none" in said:
        return "", said["none"]
    if hit.rule.form == "future" or ("planned" in said and action in ("join", "found", "dissolve", "readmit")):
        return "planned", said.get("planned", "")
    if (
        action == "suspend"
        and "announced" in said
        and anywhere("own_membership").search(view.folded, hit.start, hit.end + 30)
    ):
        return "announced", said["announced"]
    ahead = action == "dissolve" or anywhere("joining_ahead").search(view.folded, hit.start, hit.end)
    if "announced" in said and action in ("join", "dissolve") and ahead:
        return "announced", said["announced"]
    return "effective", ""


def _turned(view: TextView, hit: Hit, said: dict[str, str]) -> Hit:
    """Return a refusal to lift sanctions or a suspension as the sanctions or the suspension that stay."""
    refused = "denied" in said and anywhere("refusals").search(fold(said["denied"]))
    action = hit.rule.action
    if not refused or (action == "readmit" and "suspen" not in view.folded[hit.start : hit.end]):
        return hit
    kept = _KEPT.get(action)
    return replace(hit, rule=replace(hit.rule, action=kept)) if kept else hit


def _date(view: TextView, sentence: Sentence, pair: _Pair, status: str) -> DateMention | None:
    """Return the date nearest to the trigger; of a planned step the one ahead."""
    known = view.dates(sentence)
    dates = [d for d in known if d.future == (status == "planned")] or (known if status == "planned" else [])
    start, end = pair.hit.start, pair.hit.end
    if pair.hit.rule.action == "member":
        dates = [d for d in dates if not d.since]
    founding = pair.hit.rule.action in ("found", "member")
    return nearest_date(view, sentence, dates, start, end, founding)


def _fact(view: TextView, sentence: Sentence, pair: _Pair, status: str, cue: str, members: Members) -> Membership:
    hit, organisation = pair.hit, pair.mention.organisation
    date = _date(view, sentence, pair, status)
    span, date_text, notes = date_fields(date)
    if date and date.since and date.point and status == "effective":
        span = date.point  # "suspended since January": in January it came about, and has lasted since
    span = ahead(view, span, date_text) if status == "planned" else span
    actors = actors_of(view, sentence)
    cue_note = (f"{status} because of the words {cue!r}",) if cue else ()
    words = view.text[pair.mention.start : pair.mention.end]
    meant = () if pair.mention.named else (f"{words!r} means {organisation.name}, named before",)
    if not words:
        meant = (f"{organisation.name} is taken from a sentence before",)
    return Membership(
        id=stable_id(view.document.id, sentence.start, sentence.end, "membership", hit.rule.id, organisation.name),
        document_id=view.document.id, start=sentence.start, end=sentence.end, excerpt=excerpt(view, sentence),
        trigger_start=hit.start, trigger_end=hit.end, status=status,
        status_detail=detail(view, sentence, hit, status), date=span, date_text=date_text,
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
    if not found:
        return []
    mentions = [m for m in view.organisations[sentence.index] if m.organisation.states]
    named = [hit for hit in found if not hit.rule.refers]
    pairs = _pairs(view, named, mentions or roster.sanctioning(view, sentence, found))
    pairs = _without_doubles(pairs)
    pairs = [*pairs, *_carried(view, sentence, found, roster, pairs)]
    cues = view.cues(sentence)
    facts = []
    procedures = {p.mention.organisation.name for p in pairs if p.hit.rule.form == "general"}
    for pair in pairs:
        if pair.mention.organisation.name in procedures:
            continue
        said = effects(view.text, view.folded, pair.hit.match, cues, "membership")
        hit = _turned(view, pair.hit, said)
        status, cue = _status(view, hit, said) if hit is pair.hit else ("effective", said["denied"])
        others = [p.hit for p in pairs if p is not pair and (p.hit.end <= hit.start or hit.end <= p.hit.start)]
        members = roster.members(view, sentence, hit, pair.mention, others)
        if not status or (not members.states and (hit.rule.members_needed or hit.rule.action == "leave")):
            continue
        roster.remember(pair.mention, members, hit, sentence, status)
        told = replace(pair, hit=hit)
        facts.append(_fact(view, sentence, told, status, cue, members))
        if status == "effective" and hit.rule.form == "in_force":
            facts[-1:] = _with_announcement(view, sentence, facts[-1])
    return join_facts(facts)


def _carried(
    view: TextView, sentence: Sentence, found: Sequence[Hit], roster: Roster, pairs: Sequence[_Pair]
) -> list[_Pair]:
    """Return the triggers of a sentence that means an organisation named shortly before, or the text's matter."""
    named = [one for one in view.organisations[sentence.index] if one.organisation.states and one.named]
    carried: list[_Pair] = []
    for hit in found:
        if not hit.rule.refers or (hit.rule.action == SAME and not roster.action):
            continue
        if any(p.hit.start < hit.end and hit.start < p.hit.end for p in [*pairs, *carried]) or not _apart(
            view, hit, named
        ):
            continue
        again = roster.again(view.folded[hit.start : hit.end]) if hit.rule.action == SAME else hit.rule.action
        organisation = roster.recent(view, sentence, hit.rule.kinds, topic=hit.rule.refers == "topic")
        if organisation is None or not _has_subject(view, sentence, hit, roster):
            continue
        form = "bare" if hit.rule.action == SAME and roster.status == "announced" else hit.rule.form
        mention = OrganisationMention(hit.start, hit.start, organisation, named=False)
        carried.append(_Pair(replace(hit, rule=replace(hit.rule, action=again, form=form)), mention, 0))
    return carried


def _apart(view: TextView, hit: Hit, named: Sequence[OrganisationMention]) -> bool:
    """Tell whether the organisations that the sentence names belong to other clauses than the trigger."""
    return all(
        one.start >= hit.end
        and one.start - hit.end > _OTHER_CLAUSE
        and crosses_clause(view.text, view.folded, hit.end, one.start)
        for one in named
    )


def _has_subject(view: TextView, sentence: Sentence, hit: Hit, roster: Roster) -> bool:
    """Tell whether a sentence without an organisation says which states it means, or goes on about the last ones."""
    if hit.rule.action == "lift_sanctions":
        return roster.action in ("sanction", "lift_sanctions") and roster.told_before(sentence)
    if hit.rule.form == "in_force":
        return roster.action in ("leave", "join") or bool(named_states(view, view.sentences[sentence.index - 1]))
    leaving = hit.rule.action == "leave" and hit.rule.form in ("bare", "stay")
    if leaving and "leave" not in roster.actions and not anywhere("exit_nouns").search(view.folded, hit.start, hit.end):
        return False
    if hit.rule.action == "leave" and noun_list("troops").search(view.folded, sentence.start, sentence.end):
        return False
    pronoun = anywhere("state_pronouns").match(view.folded, sentence.start) and roster.told_before(sentence)
    country = len(roster.states) == 1 and anywhere("the_country").search(view.folded, sentence.start, sentence.end)
    struck = hit.rule.action in ("sanction", "lift_sanctions") and targets(view, sentence)
    return bool(struck or pronoun or country or named_states(view, sentence) or view.counted_states(sentence))


def _with_announcement(view: TextView, sentence: Sentence, effective: Membership) -> list[Membership]:
    """Return an exit in force with its announcement, where the same words date both.

    "The exit, announced on 28 January 2024, took effect on 29 January 2025."
    """
    known = view.dates(sentence)
    for part in anywhere("announced_parts").finditer(view.folded, sentence.start, sentence.end):
        told = next((d for d in known if 0 <= d.start - part.end() <= _PART_AND_DATE), None)
        if told:
            span, date_text, notes = date_fields(told)
            name = effective.organisation or ""
            own = stable_id(effective.document_id, effective.start, effective.end, "announcement", effective.rule, name)
            first = replace(effective, id=own, status="announced", date=span, date_text=date_text, notes=notes)
            later = next((d for d in known if d.start > told.start and not d.future), None)
            if effective.date == span and later:
                span, date_text, _ = date_fields(later)
                effective = replace(effective, date=span, date_text=date_text)
            return [effective, first]
    return [effective]


def _without_doubles(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Drop weak readings beside strong ones of one organisation: sanctions beside their lifting."""
    kept = []
    for pair in pairs:
        same = [p for p in pairs if p.mention.organisation == pair.mention.organisation]
        stronger = [p for p in same if p.hit.rule.action in _STRONGER.get(pair.hit.rule.action, frozenset())]
        if pair.hit.rule.action == "suspend":
            stronger = [p for p in stronger if _overlap(p, pair)]
        stronger += [p for p in same if _overlap(p, pair) and _other_way(pair, p)]
        if not stronger:
            kept.append(pair)
    return kept


def _overlap(one: _Pair, other: _Pair) -> bool:
    return one.hit.start < other.hit.end and other.hit.start < one.hit.end


def _other_way(pair: _Pair, rival: _Pair) -> bool:
    """Tell whether the same words mean the rival: who slams the door, the organisation before or the state."""
    if {pair.hit.rule.action, rival.hit.rule.action} != {"leave", "suspend"}:
        return False
    leaves = pair.mention.start >= pair.hit.end
    return (pair.hit.rule.action == "suspend") == leaves

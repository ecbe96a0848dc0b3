"""Withdrawals: troops that leave, are to leave or are told to leave a host country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geodata.facts.actors import actors_of, unique_actors
from geodata.facts.dates import DateMention
from geodata.facts.departures import Departure, departures
from geodata.facts.details import detail
from geodata.facts.forces import Parties, own_order, parties
from geodata.facts.hosts import Hosts
from geodata.facts.making import Hit, ahead, date_fields, excerpt, hits, nearest_date
from geodata.facts.placing import with_countries
from geodata.facts.scope import effects
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.model import Withdrawal, stable_id
from geodata.vocabulary.grammar import anywhere
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import Trigger

# These forms leave the words around them no say, but for a denial or a threat.
_FIXED = {"stay": "denied", "told": "demanded", "agreed": "announced"}
_BY_THE_WAY = 2
_FORMS = ("told", "forced", "presupposed", "agreed", "done", "stay", "future", "going", "bare")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A withdrawal of a sentence before it becomes a fact."""

    hit: Hit
    status: str
    cue: str
    parties: Parties
    dates: tuple[DateMention, ...] | None = None


def _clusters(found: Sequence[Hit]) -> list[list[Hit]]:
    """Group overlapping triggers: they put the same words in several ways."""
    groups: list[list[Hit]] = []
    for hit in sorted(found, key=lambda h: (h.start, h.end)):
        if groups and hit.start < max(one.end for one in groups[-1]):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _status(form: str, said: dict[str, str]) -> tuple[str, str]:
    """Return the status and the words that decide it; an empty status where nothing is stated."""
    for effect in ("denied", "threatened"):
        if effect in said:
            return effect, said[effect]
    if form in _FIXED:
        return _FIXED[form], said.get(_FIXED[form], "")
    if form == "presupposed" and "planned" in said:
        return "planned", said["planned"]
    if form in ("forced", "presupposed", "done"):
        return ("demanded", said["demanded"]) if form == "forced" and "demanded" in said else ("effective", "")
    if "none" in said:
        return "", said["none"]
    if "demanded" in said and form in ("bare", "future"):
        return "demanded", said["demanded"]
    if form == "going":
        return ("announced", said["announced"]) if "announced" in said else ("effective", "")
    if form == "future":
        return ("announced", said["announced"]) if "announced" in said else ("planned", "")
    for effect in ("effective", "announced", "planned"):
        if effect in said:
            return effect, said[effect]
    return "announced", ""


def _dates(view: TextView, sentence: Sentence) -> list[DateMention]:
    """Return the dates of a sentence without those on which the troops came."""
    kept = []
    for date in view.dates(sentence):
        before = view.folded[max(sentence.start, date.start - 24) : date.start]
        if date.since or anywhere("arrival").search(before):
            continue
        kept.append(date)
    return kept


def _state(view: TextView, sentence: Sentence, cluster: Sequence[Hit]) -> _Stated | None:
    """Return what a cluster of triggers states: the most telling one of which the parties are known."""
    cues = view.cues(sentence)
    ranked = sorted(cluster, key=lambda one: (_FORMS.index(one.rule.form), one.rule.needs != "force", one.start))
    for hit in ranked:
        status, cue = _status(hit.rule.form, effects(view.text, view.folded, hit.match, cues, "withdrawal"))
        found = parties(view, sentence, hit, status) if status else None
        if found and status == "demanded" and own_order(view, sentence, hit):
            status, cue = "announced", ""
        if found:
            return _Stated(hit, status, cue, found)
        if not status:
            return None
    return None


def _fact(view: TextView, sentence: Sentence, stated: _Stated, others: int = 0) -> Withdrawal:
    hit, who, status = stated.hit, stated.parties, stated.status
    hosts = who.hosts.countries
    dates = _dates(view, sentence) if stated.dates is None else list(stated.dates)
    wanted = [d for d in dates if d.future] if stated.status == "planned" else [d for d in dates if not d.future]
    date = nearest_date(view, sentence, wanted or (dates if stated.status == "planned" else []), hit.start, hit.end)
    span, date_text, notes = date_fields(date)
    span = ahead(view, span, date_text) if status == "planned" else span
    actors = actors_of(view, sentence)
    cue_note = (f"{stated.status} because of the words {stated.cue!r}",) if stated.cue else ()
    return Withdrawal(
        id=stable_id(
            view.document.id, sentence.start, sentence.end, "withdrawal", hit.rule.id, status, *hosts,
            *((date_text,) if stated.dates and not who.hosts.mentions else ()),
        ),
        document_id=view.document.id, start=sentence.start, end=sentence.end, excerpt=excerpt(view, sentence),
        trigger_start=hit.start, trigger_end=hit.end, status=status,
        status_detail=detail(view, sentence, hit, status, others), date=span, date_text=date_text,
        places=with_countries(view, sentence, hosts, "host"), actors=unique_actors(actors), rule=hit.rule.id,
        notes=(*who.notes, *notes, *cue_note), contributor=who.contributor, force=who.force, troops=who.troops,
        host=hosts, organisation=who.organisation.name if who.organisation else None,
    )  # fmt: skip


def find_withdrawals(view: TextView, sentence: Sentence, triggers: Sequence[Match[Trigger]]) -> list[Withdrawal]:
    """Return the withdrawals that a sentence states; one sentence can state two of different status or host."""
    found = hits(triggers, "withdrawal")
    if not found:
        return []
    stated = [one for cluster in _clusters(found) if (one := _state(view, sentence, cluster))]
    plain = {one.parties.hosts.countries for one in stated if one.hit.rule.weight > _BY_THE_WAY}
    stated = [s for s in stated if s.hit.rule.weight > _BY_THE_WAY or s.parties.hosts.countries not in plain]
    kept: dict[tuple[str, tuple[str, ...]], _Stated] = {}
    sure = {one.parties.hosts.countries for one in stated if one.cue or one.hit.rule.form != "bare"}
    senders = {host for one in stated if one.hit.rule.form == "told" for host in one.parties.hosts.countries}
    for one in stated:
        if one.parties.contributor in senders:
            continue
        if one.hit.rule.form == "bare" and not one.cue and one.parties.hosts.countries in sure:
            continue
        kept.setdefault((one.status, one.parties.hosts.countries), one)
    _remember(view, sentence, kept.values())
    parts = [part for one in kept.values() for part in _one_by_one(view, sentence, one)]
    return [_fact(view, sentence, part, len(kept) - 1) for part in parts]


def _remember(view: TextView, sentence: Sentence, stated: Iterable[_Stated]) -> None:
    for one in stated:
        who = one.parties
        told = Departure(sentence.index, sentence.paragraph, who.contributor, who.organisation, who.hosts.countries)
        departures(view).append(told)


def _one_by_one(view: TextView, sentence: Sentence, stated: _Stated) -> list[_Stated]:
    """Split a withdrawal from several hosts or bases of which each has its date: "Mali in 2022, Niger in 2023"."""
    mentions = stated.parties.hosts.mentions
    named = [(m.end, m) for m in mentions] if len(mentions) > 1 else _sites(view, sentence, stated)
    dates = [d for d in view.dates(sentence) if named and d.start > named[0][0]]
    if len(named) < 2 or len(dates) < 2:
        return [stated]
    groups: dict[int, list[StateMention]] = {}
    for end, state in named:
        after = [d.start for d in dates if d.start >= end]
        groups.setdefault(after[0] if after else -1, []).extend([state] if state else [])
    if not mentions and -1 in groups:
        return [stated]
    parts = []
    for at, group in groups.items():
        hosts = Hosts(tuple(sorted({one.country for one in group})), tuple(group)) if group else stated.parties.hosts
        date = next((d for d in dates if d.start == at), None)
        parts.append(replace(stated, parties=replace(stated.parties, hosts=hosts), dates=(date,) if date else ()))
    return parts


def _sites(view: TextView, sentence: Sentence, stated: _Stated) -> list[tuple[int, StateMention | None]]:
    """Return the bases named behind the trigger, each with "that of": "la base de Faya ..., puis celle d'Abéché"."""
    sites: list[tuple[int, StateMention | None]] = []
    for placement in view.places(sentence):
        mention, place = placement.mention, placement.place
        if place and place.kind == "settlement" and mention.start >= stated.hit.start:
            before = view.folded[max(sentence.start, mention.start - 24) : mention.start]
            if not sites or anywhere("next_base").search(before):
                sites.append((mention.end, None))
    return sites

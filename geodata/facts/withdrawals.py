"""Withdrawals: troops that leave, are to leave or are told to leave a host country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.facts.actors import actors_of, unique_actors
from geodata.facts.dates import DateMention
from geodata.facts.forces import Parties, parties
from geodata.facts.making import Hit, date_fields, excerpt, hits, nearest_date
from geodata.facts.placing import with_countries
from geodata.facts.scope import effects
from geodata.facts.sentences import Sentence
from geodata.facts.text import TextView
from geodata.model import Withdrawal, stable_id
from geodata.vocabulary.grammar import anywhere
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import Trigger

_FORMS = ("forced", "presupposed", "done", "future", "going", "bare")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A withdrawal of a sentence before it becomes a fact."""

    hit: Hit
    status: str
    cue: str
    parties: Parties


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
    hit = min(cluster, key=lambda one: (_FORMS.index(one.rule.form), one.start))
    cues = view.cues(sentence)
    status, cue = _status(hit.rule.form, effects(view.text, view.folded, hit.match, cues, "withdrawal"))
    if not status:
        return None
    found = parties(view, sentence, hit)
    return _Stated(hit, status, cue, found) if found else None


def _fact(view: TextView, sentence: Sentence, stated: _Stated) -> Withdrawal:
    hit, who, status = stated.hit, stated.parties, stated.status
    dates = _dates(view, sentence)
    wanted = [d for d in dates if d.future] if stated.status == "planned" else [d for d in dates if not d.future]
    date = nearest_date(view, sentence, wanted or (dates if stated.status == "planned" else []), hit.start, hit.end)
    span, date_text, notes = date_fields(date)
    actors = actors_of(view, sentence)
    cue_note = (f"{stated.status} because of the words {stated.cue!r}",) if stated.cue else ()
    return Withdrawal(
        id=stable_id(view.document.id, sentence.start, sentence.end, "withdrawal", hit.rule.id, status, *who.hosts),
        document_id=view.document.id, start=sentence.start, end=sentence.end, excerpt=excerpt(view, sentence),
        trigger_start=hit.start, trigger_end=hit.end, status=status, date=span, date_text=date_text,
        places=with_countries(view, sentence, who.hosts, "host"), actors=unique_actors(actors), rule=hit.rule.id,
        notes=(*who.notes, *notes, *cue_note), contributor=who.contributor, force=who.force, troops=who.troops,
        host=who.hosts, organisation=who.organisation,
    )  # fmt: skip


def find_withdrawals(view: TextView, sentence: Sentence, triggers: Sequence[Match[Trigger]]) -> list[Withdrawal]:
    """Return the withdrawals that a sentence states; one sentence can state two of different status or host."""
    found = hits(triggers, "withdrawal")
    if not found:
        return []
    stated = [one for cluster in _clusters(found) if (one := _state(view, sentence, cluster))]
    kept: dict[tuple[str, tuple[str, ...]], _Stated] = {}
    for one in stated:
        kept.setdefault((one.status, one.parties.hosts), one)
    return [_fact(view, sentence, one) for one in kept.values()]

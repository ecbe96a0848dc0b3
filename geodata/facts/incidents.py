"""Incidents: what a sentence states of violence, arrests, coups and protests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from geodata.facts.actors import ActorMention, actors_of, unique_actors
from geodata.facts.adding import Toll
from geodata.facts.dates import DateMention
from geodata.facts.making import REPORT_DATE, Hit, date_fields, excerpt, hits, nearest_date, speech_date
from geodata.facts.placing import sites
from geodata.facts.scope import crosses_clause, effects
from geodata.facts.sentences import Sentence
from geodata.facts.speakers import only_tells
from geodata.facts.targets import ARMED, BATTLE, CIVILIANS, EXPLOSION, PROTEST, names_for, struck
from geodata.facts.text import TextView
from geodata.facts.tolls import dead
from geodata.folding import fold
from geodata.model import Incident, stable_id
from geodata.vocabulary.grammar import anywhere
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import BY_TARGET, Trigger, rules

_STATUS = (("denied", "denied"), ("threatened", "threatened"), ("planned", "planned"))
_BACKGROUND = 6
_NEAR = 45
_BESIDE = 6
_FOLLOWS_WITHIN, _NEXT = 400, 60
_COUNTS = ("killed", "toll")
# Who died over more days than a month died in more than one happening.
_MONTH = 31
_CROWDS = ("protest", "riot")
_REPORTS = ("toll", "claim", "wounded")
_OWN = 5
_TOGETHER = ({"violence", "abduction"}, {"violence", "arrest"}, {"abduction", "arrest"}, {"protest", "arrest"})
_VIOLENT = (BATTLE, CIVILIANS, EXPLOSION)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A trigger that stands, with what the words around it say; `counted` if "many" alone makes a sum of it."""

    hit: Hit
    status: str
    weight: int
    aggregate: bool
    cue: str
    counted: bool = False


def _candidates(view: TextView, sentence: Sentence, found: Sequence[Hit]) -> list[_Candidate]:
    cues, sport = view.cues(sentence), _about_sport(view, sentence)
    standing = []
    for hit in found:
        if hit.rule.needs and (sport or not _in_context(view, sentence, hit.rule.needs)):
            continue
        if hit.rule.before_place and not _place_follows(view, sentence, hit):
            continue
        said = effects(view.text, view.folded, hit.match, cues, "incident")
        if "none" in said or ("planned" in said and not _plannable(view, sentence, hit)):
            continue
        if anywhere("modals").search(view.folded, hit.start, hit.end):
            continue
        status, cue = next(((name, said[effect]) for effect, name in _STATUS if effect in said), ("occurred", ""))
        status = hit.rule.status or status if status == "occurred" else status
        weight = hit.rule.weight - (_BACKGROUND if "background" in said else 0)
        counted = not hit.rule.aggregate and bool(anywhere("vague_counts").search(fold(said.get("aggregate", ""))))
        standing.append(_Candidate(hit, status, weight, hit.rule.aggregate or "aggregate" in said, cue, counted))
    return standing


def _plannable(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether what is announced is a protest on a day to come: of other plans nothing is stated."""
    return hit.rule.event_type == PROTEST and any(date.future for date in view.dates(sentence))


def _about_sport(view: TextView, sentence: Sentence) -> bool:
    """Tell whether a sentence, in whatever text, speaks of a match: no armed group and no dead stand in it."""
    if not anywhere("sport").search(view.folded, sentence.start, sentence.end):
        return False
    armed = any(actor.actor.kind in ARMED for actor in actors_of(view, sentence))
    return not armed and not dead(view.text, view.folded, view.tokens(sentence), sentence.end)


def _place_follows(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    places = (p for p in view.places(sentence) if p.mention.literal and (p.place is None or p.place.kind != "country"))
    return any(0 <= place.mention.start - hit.end <= _BESIDE for place in places)


def _in_context(view: TextView, sentence: Sentence, needs: str) -> bool:
    if view.about(needs) or (needs == "politics" and view.about("conflict")):
        return True
    if needs != "conflict" or not view.tells_of(needs, sentence):
        return False
    toll = dead(view.text, view.folded, view.tokens(sentence), sentence.end)
    return toll is not None and bool(toll.best)


def _heaviest(candidates: Sequence[_Candidate]) -> _Candidate:
    return max(candidates, key=lambda c: (c.status == "occurred", c.weight, -c.hit.start))


def _by_means(view: TextView, main: _Candidate, candidates: Sequence[_Candidate]) -> _Candidate:
    """Prefer the explosion by which those killed died, even where it stands after "when" or "after"."""
    if main.hit.rule.event_type != BY_TARGET or main.status != "occurred":
        return main
    blasts = [c for c in candidates if c.hit.rule.event_type == EXPLOSION and c.status == "occurred"]
    return next((c for c in blasts if not _another_day(view, main, c)), main)


def _another_day(view: TextView, one: _Candidate, other: _Candidate) -> bool:
    low, high = sorted((one.hit.start, other.hit.start))
    return anywhere("another_happening").search(view.folded, low, high) is not None


def _coup_dates(
    view: TextView, sentence: Sentence, coups: Sequence[_Candidate]
) -> list[tuple[_Candidate, DateMention | None]]:
    """Return each coup of a sentence with its date: two years after "coups" are two coups."""
    dates = [date for date in view.dates(sentence) if not date.future]
    rows: list[tuple[_Candidate, DateMention | None]] = []
    for coup in coups:
        run = [d for d in dates if 0 <= d.start - coup.hit.end <= _NEAR]
        run = [d for at, d in enumerate(run) if at == 0 or d.start - run[at - 1].end < 8]
        plural = view.folded[coup.hit.start : coup.hit.end].startswith("coups")
        chosen = (
            run
            if plural and len(run) > 1
            else [nearest_date(view, sentence, dates, coup.hit.start, coup.hit.end, reported=True)]
        )
        rows += [(coup, date) for date in chosen]
    dated = {d.start: (c, d) for c, d in reversed(rows) if d}
    return sorted(dated.values(), key=lambda row: row[1].start if row[1] else 0) if dated else rows[:1]


def _direct(candidate: _Candidate, date: DateMention | None) -> DateMention | None:
    """Take "coup d'État du 26 juillet" as that day even after "depuis"."""
    if date and date.since and 0 <= date.start - candidate.hit.end <= 6:
        return replace(date, span=date.point, since=False)
    return date


def _happenings(
    view: TextView, sentence: Sentence, candidates: Sequence[_Candidate]
) -> Iterator[tuple[_Candidate, DateMention | None]]:
    """Yield the incidents that a sentence states: one of a family, or one a date where it names several coups."""
    main = _whole(_by_means(view, _heaviest(candidates), candidates), candidates)
    coups = [c for c in candidates if c.hit.rule.id == "coup" and c.status == "occurred"]
    if main.hit.rule.id == "coup" and main.status == "occurred":
        yield from _coup_dates(view, sentence, coups)
        return
    for candidate in (main, *_beside(view, main, candidates)):
        dates = [date for date in view.dates(sentence) if date.future == (candidate.status == "planned")]
        yield candidate, nearest_date(view, sentence, dates, candidate.hit.start, candidate.hit.end, reported=True)


def _whole(main: _Candidate, candidates: Sequence[_Candidate]) -> _Candidate:
    """Let "several attacks" be several, whatever pattern of its rule took the words first."""
    same = [one for one in candidates if one.hit.rule is main.hit.rule and one.hit.end == main.hit.end]
    sums = [one for one in (main, *same) if one.aggregate]
    return replace(main, aggregate=bool(sums), counted=all(one.counted for one in sums))


def _beside(view: TextView, main: _Candidate, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return happenings of other families in clauses of their own: "they killed three and abducted two"."""
    found: dict[str, _Candidate] = {}
    for one in sorted(candidates, key=lambda c: -c.weight):
        pair = {_family(main), _family(one)}
        if main.status != "occurred" or one.status != "occurred" or one.weight < _OWN or pair not in _TOGETHER:
            continue
        low, high = sorted((one.hit, main.hit), key=lambda hit: hit.start)
        between = view.folded[low.end : high.start]
        if low.end < high.start and (
            crosses_clause(view.text, view.folded, low.end, high.start) or anywhere("and_words").search(between)
        ):
            found.setdefault(_family(one), one)
    return list(found.values())


def _family(candidate: _Candidate) -> str:
    kind = candidate.hit.rule.event_type or ""
    return "violence" if kind in (BY_TARGET, *_VIOLENT) and candidate.hit.rule.id not in _REPORTS else kind


def _fact(
    view: TextView, sentence: Sentence, candidate: _Candidate, date: DateMention | None, toll: Toll | None,
    actors: Sequence[ActorMention],
) -> Incident:  # fmt: skip
    hit, rule = candidate.hit, candidate.hit.rule
    places, notes = sites(view, sentence)
    date = _direct(candidate, date)
    span, date_text, date_notes = date_fields(date)
    if date and speech_date(view.folded, sentence.start, date.start):
        date_notes = (*date_notes, REPORT_DATE)
    event_type = rule.event_type
    if event_type == BY_TARGET:
        event_type = struck(view.folded, sentence.start, sentence.end, actors)
    acled, sub = names_for(event_type, rule)
    summed = rule.id in _COUNTS and span is not None and (span.end - span.start).days >= _MONTH and toll is not None
    of_a_day = candidate.counted and span is not None and span.precision == "day" and toll is not None
    told_as_sum = candidate.aggregate and not of_a_day
    aggregate, offset = told_as_sum or summed or bool(date and date.since), hit.start - sentence.start
    cue_note = (f"{candidate.status} because of the words {candidate.cue!r}",) if candidate.cue else ()
    return Incident(
        id=stable_id(view.document.id, sentence.start, sentence.end, "incident", rule.id, offset, date_text),
        document_id=view.document.id, start=sentence.start, end=sentence.end, excerpt=excerpt(view, sentence),
        trigger_start=hit.start, trigger_end=hit.end, status=candidate.status, date=span, date_text=date_text,
        places=places, actors=unique_actors(actors), rule=rule.id, aggregate=aggregate,
        notes=(*notes, *date_notes, *cue_note), event_type=event_type, acled_event_type=acled, sub_event_type=sub,
        fatalities=toll.best if toll else None, fatalities_low=toll.low if toll else None,
        fatalities_high=toll.high if toll else None, fatalities_text=toll.text if toll else "",
    )  # fmt: skip


def find_incidents(view: TextView, sentence: Sentence, triggers: Sequence[Match[Trigger]]) -> list[Incident]:
    """Return the incidents that a sentence states.

    Parameters
    ----------
    view : TextView
    sentence : Sentence
    triggers : sequence of Match
        What the rules' patterns match in it.
    """
    found = hits(triggers, "incident")
    candidates = _candidates(view, sentence, found) if found else []
    if not candidates:
        return []
    tokens = view.tokens(sentence)
    actors = [one for one in actors_of(view, sentence) if not only_tells(view, sentence, one)]
    skip = [(date.start, date.end) for date in view.dates(sentence)]
    toll = dead(view.text, view.folded, tokens, sentence.end, skip)
    rows = list(_happenings(view, sentence, candidates))
    deadly = next((candidate for candidate, _ in rows if _family(candidate) == "violence"), candidates[0])
    return [
        _fact(view, sentence, candidate, date, toll if _has_toll(candidate, deadly, len(rows)) else None, actors)
        for candidate, date in rows
    ]


def _has_toll(candidate: _Candidate, deadly: _Candidate, happenings: int) -> bool:
    """Tell whether the dead of a sentence are those of a happening: of several, the violent one's."""
    alone = happenings == 1 or candidate.hit.rule.id == "coup"
    return candidate.status == "occurred" and (alone or candidate is deadly)


def _goes_on(before: Incident, fact: Incident, follow_ups: Collection[str]) -> bool:
    """Tell whether a sentence counts the victims of the happening told right before."""
    distance = fact.start - before.end
    if fact.rule in follow_ups:
        return distance < _FOLLOWS_WITHIN and before.event_type in (*_VIOLENT, *_CROWDS)
    doers = any(actor.kind not in ("civilians", "state_forces") for actor in fact.actors)
    of_means = before.event_type in (EXPLOSION, *_CROWDS)
    return fact.rule == "killed" and not doers and distance < _NEXT and of_means and fact.date is None


def _follow(facts: Sequence[Incident], follow_ups: Collection[str]) -> list[Incident]:
    """Give sentences that go on about a happening, without a place of their own, the type of the one before them."""
    done: list[Incident] = []
    for fact in facts:
        before = done[-1] if done else None
        own = any(place.role == "site" for place in fact.places)
        if before is not None and not own and not fact.aggregate and _goes_on(before, fact, follow_ups):
            acled, sub = before.acled_event_type, before.sub_event_type
            notes = (*fact.notes, "its kind is that of the sentence before")
            kind = before.event_type
            done.append(replace(fact, event_type=kind, acled_event_type=acled, sub_event_type=sub, notes=notes))
        else:
            done.append(fact)
    return done


def settle_types(facts: Sequence[Incident]) -> list[Incident]:
    """Give incidents whose sentence does not say who was struck the type of the nearest one that does.

    Parameters
    ----------
    facts : sequence of Incident
        All incidents of one document.
    """
    follow_ups = {rule.id for rule in rules() if rule.follows}
    open_types = {rule.id for rule in rules() if rule.event_type == BY_TARGET}
    facts = _follow(facts, follow_ups)
    decided = [fact for fact in facts if fact.rule in open_types and fact.event_type in (BATTLE, CIVILIANS)]
    settled = []
    for fact in facts:
        if fact.event_type is not None or fact.rule not in open_types:
            settled.append(fact)
        else:
            nearest = min(decided, key=lambda other: (abs(other.start - fact.start), other.start), default=None)
            kind = nearest.event_type if nearest else CIVILIANS
            note = "who was struck is taken from another sentence" if nearest else "who was struck is not said"
            acled, sub = names_for(kind, None)
            notes = (*fact.notes, note)
            settled.append(replace(fact, event_type=kind, acled_event_type=acled, sub_event_type=sub, notes=notes))
    return settled

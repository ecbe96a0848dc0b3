"""What an event says about itself: its date and places, why its facts merged, where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from geodata.events.keys import tells_vaguely
from geodata.model import DateSpan, Fact, Incident, Precision
from geodata.profiles import Deaths, bound_of, toll_of
from geodata.vocabulary.names import groups

# Tens 10 and dozens 12 are one family, scores 20 and hundreds 100 each another.
_NEXT_PLURAL = 1.5
_DRAWN = ("site", "host", "member", "carried")


def event_date(facts: Sequence[Fact]) -> DateSpan | None:
    """Return the most precise date that a fact gives; of equally precise ones the earliest."""
    dates = [fact.date for fact in facts if fact.date]
    return min(dates, key=lambda span: (span.end - span.start, span.start), default=None)


def event_places(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the ids of the places at which it is drawn: named ones before carried ones, finest first."""
    rows: dict[str, tuple[bool, int, str]] = {}
    for fact in facts:
        for place in fact.places:
            if place.role in _DRAWN and place.place_id:
                row = (place.role == "carried", int(place.precision), place.place_id)
                rows[place.place_id] = min(row, rows.get(place.place_id, row))
    ordered = sorted(rows.values())
    stated = [row for row in ordered if not row[0]]
    chosen = stated or ordered
    if facts and facts[0].layer == "incident":
        finer = [row for row in chosen if row[1] != Precision.COUNTRY]
        chosen = finer or chosen
    return tuple(place_id for _, _, place_id in chosen)


def why(facts: Sequence[Fact]) -> str:
    """Return in plain words why these facts count as one happening."""
    documents = len({fact.document_id for fact in facts})
    if len(facts) == 1:
        return "One sentence states it."
    span = event_date(facts)
    when = f", on dates that agree ({span.isoformat()})" if span else ""
    where = "same place, or one inside the other" if facts[0].layer == "incident" else "same parties and status"
    sources = "in one document" if documents == 1 else f"in {documents} documents"
    return f"{len(facts)} sentences {sources}: same kind, {where}{when}."


def disagreements(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return in plain words on what the facts differ."""
    return (*_tolls(facts), *_days(facts), *_groups(facts))


def _tolls(facts: Sequence[Fact]) -> tuple[str, ...]:
    figures = [_in_words(toll) for toll in differing_tolls(facts)]
    return (f"The dead are given as {_listed(figures)}.",) if figures else ()


def _in_words(toll: Deaths) -> str:
    span = f"{toll.low}" if toll.high in (None, toll.low) else f"{toll.low} to {toll.high}"
    said = {"at_least": "at least {}", "at_most": f"at most {toll.high}", "about": "about {}", "or_more": "{} or more"}
    return said.get(bound_of(toll.low, toll.high, is_rough=toll.is_rough), "{}").format(span)


def differing_tolls(facts: Sequence[Fact]) -> list[Deaths]:
    """Return the different tolls of one event, the lowest first; none where reports agree.

    Plurals without a figure are no figures of which one could be wrong: "dozens" (12) and "des dizaines" (10) tell the
    same. A most agrees with all that is no higher: "up to 30" with 12.
    """
    counted = [fact for fact in facts if isinstance(fact, Incident) and fact.fatalities is not None]
    figures = [fact.fatalities or 0 for fact in counted if not fact.has_only_ceiling]
    if figures:
        counted = [fact for fact in counted if not fact.has_only_ceiling or (fact.fatalities or 0) < max(figures)]
    if len({fact.fatalities for fact in counted}) < 2 or _told_alike(counted):
        return []
    told = {(fact.fatalities or 0, toll) for fact in counted if (toll := toll_of([fact]))}
    return [toll for _, toll in sorted(told, key=lambda pair: (pair[0], pair[1].high is None, pair[1].is_rough))]


def _told_alike(counted: Sequence[Incident]) -> bool:
    """Tell whether all give a plural of one family: tens and dozens, or hundreds."""
    tolls = [fact.fatalities or 0 for fact in counted]
    return max(tolls) < _NEXT_PLURAL * min(tolls) and all(tells_vaguely(fact.fatalities_text) for fact in counted)


def _days(facts: Sequence[Fact]) -> tuple[str, ...]:
    days = {fact.date.start.isoformat() for fact in facts if fact.date and fact.date.precision == "day"}
    return (f"The day is given as {_listed(sorted(days))}.",) if len(days) > 1 else ()


@cache
def _armed_groups() -> frozenset[str]:
    return frozenset(group.name for group in groups() if group.kind != "state_forces")


def _groups(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Tell where documents name armed groups of which none is the other's."""
    by_document: dict[str, set[str]] = {}
    for fact in facts:
        found = {actor.name for actor in fact.actors} & _armed_groups() if fact.layer == "incident" else set()
        by_document.setdefault(fact.document_id, set()).update(found)
    named = {frozenset(found) for found in by_document.values() if found}
    if all(one & other for one, other in combinations(named, 2)):
        return ()
    return (f"The armed groups are given as {_listed(sorted(set().union(*named)))}.",)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"

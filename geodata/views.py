"""The one query that map, panel, charts, snapshot and export share: what is exported is what was seen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from geodata.events import membership_states
from geodata.folding import fold
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.model import (
    Counts,
    DocumentInfo,
    Event,
    EventView,
    Fact,
    FactPlace,
    Incident,
    Membership,
    View,
    ViewSpec,
)

if TYPE_CHECKING:
    from geodata.model import MembershipState

# A place that is merely named in the sentence is no place of the fact: nothing is drawn there.
DRAWN_ROLES = frozenset({"site", "host", "member", "carried"})

Predicate = Callable[[EventView], bool]


class Source(Protocol):
    """What `select` asks of a store."""

    def facts(self) -> Sequence[Fact]:
        """Return all facts."""

    def events(self) -> Sequence[Event]:
        """Return all events."""

    def documents(self) -> Sequence[DocumentInfo]:
        """Return all documents, without their texts."""


def select(store: Source, spec: ViewSpec, hierarchy: Hierarchy | None = None) -> View:
    """Answer a view request.

    Parameters
    ----------
    store : Source
        A store, or anything with `facts`, `events` and `documents`.
    spec : ViewSpec
    hierarchy : Hierarchy, optional
        Which units hold which; the installed gazetteer and bundled boundaries by default.

    Returns
    -------
    View
        Events newest first, those without a date last. ``counts.hidden`` gives for each filter how many
        events it hides by itself.
    """
    hierarchy = hierarchy or default_hierarchy()
    facts = {fact.id: fact for fact in store.facts()}
    documents = {info.id: info for info in store.documents()}
    rows = [_event_view(event, facts, documents) for event in store.events()]
    filters = _filters(spec, hierarchy)
    kept, hidden = _apply(rows, filters)
    kept.sort(key=_newest_first)
    memberships = [fact for fact in facts.values() if isinstance(fact, Membership)]
    days = [row.event.date for row in rows if row.event.date]
    return View(
        spec=spec,
        events=tuple(kept),
        memberships=_states(memberships, spec) if "membership" in spec.layers else (),
        counts=_counts(kept, len(rows), hidden),
        organisations=_organisations(memberships),
        first_day=min((span.start for span in days), default=None),
        last_day=max((span.end for span in days), default=None),
    )


def drawn_places(row: EventView, hierarchy: Hierarchy) -> tuple[FactPlace, ...]:
    """Return the places at which an event is drawn: the most precise ones that its facts give.

    A place that holds another one of the same event is left out ("Boni, in the cercle of Douentza" is drawn at Boni).
    """
    places: dict[str, FactPlace] = {}
    for fact in row.facts:
        for place in fact.places:
            if place.role in DRAWN_ROLES and place.place_id is not None and place.lat is not None:
                places.setdefault(place.place_id, place)
    holders = {unit for place in places.values() for unit in hierarchy.chain(place) if unit != place.place_id}
    return tuple(place for place_id, place in places.items() if place_id not in holders)


def _event_view(event: Event, facts: Mapping[str, Fact], documents: Mapping[str, DocumentInfo]) -> EventView:
    reports = tuple(facts[fact_id] for fact_id in event.fact_ids)
    sources = dict.fromkeys(fact.document_id for fact in reports)
    return EventView(event, reports, tuple(documents[source] for source in sources))


def _filters(spec: ViewSpec, hierarchy: Hierarchy) -> dict[str, Predicate]:
    filters: dict[str, Predicate] = {"layer": lambda row: row.event.layer in spec.layers}
    if spec.start or spec.end:
        filters["period"] = lambda row: row.event.date is not None and row.event.date.overlaps(spec.start, spec.end)
    if spec.as_of:
        filters["as_of"] = lambda row: _known_by(row, spec.as_of)
    if spec.event_types:
        filters["type"] = lambda row: _of_type(row, spec.event_types)
    if spec.text.strip():
        words = fold(spec.text).split()
        filters["text"] = lambda row: _mentions(row, words)
    if spec.scope:
        filters["scope"] = lambda row: any(
            spec.scope in hierarchy.chain(place)
            for fact in row.facts
            for place in fact.places
            if place.role in DRAWN_ROLES
        )
    return filters


def _apply(rows: Iterable[EventView], filters: Mapping[str, Predicate]) -> tuple[list[EventView], dict[str, int]]:
    kept: list[EventView] = []
    hidden: Counter[str] = Counter(dict.fromkeys(filters, 0))
    for row in rows:
        failed = [name for name, passes in filters.items() if not passes(row)]
        hidden.update(failed)
        if not failed:
            kept.append(row)
    return kept, dict(hidden)


def _known_by(row: EventView, day: dt.date | None) -> bool:
    """Statuses are told as of a day; incidents follow the period alone."""
    if row.event.layer == "incident" or row.event.date is None or day is None:
        return True
    return row.event.date.start <= day


def _of_type(row: EventView, types: frozenset[str]) -> bool:
    return any(isinstance(fact, Incident) and fact.acled_event_type in types for fact in row.facts)


def _mentions(row: EventView, words: Sequence[str]) -> bool:
    text = fold(" ".join(part for fact in row.facts for part in (fact.excerpt, *(place.name for place in fact.places))))
    return all(word in text for word in words)


def _newest_first(row: EventView) -> tuple[int, int, str]:
    date = row.event.date
    return (0, -date.end.toordinal(), row.event.id) if date else (1, 0, row.event.id)


def _states(facts: Sequence[Membership], spec: ViewSpec) -> tuple[MembershipState, ...]:
    days = [fact.date.end for fact in facts if fact.date]
    day = spec.as_of or max(days, default=None)
    return tuple(membership_states(facts, spec.organisation, day)) if day else ()


def _organisations(facts: Sequence[Membership]) -> tuple[str, ...]:
    """Return the organisations that any fact speaks of, the most often named first."""
    named = Counter(fact.organisation for fact in facts if fact.organisation)
    return tuple(name for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])))


def _counts(rows: Sequence[EventView], total: int, hidden: dict[str, int]) -> Counts:
    tolls = [toll for row in rows if (toll := _toll(row)) is not None]
    documents = {info.id: info for row in rows for info in row.documents}
    return Counts(
        events=len(rows),
        facts=sum(len(row.facts) for row in rows),
        documents=len(documents),
        publishers=len({info.reports_on or info.publisher or info.source for info in documents.values()}),
        events_total=total,
        deaths_low=sum(low for low, _ in tolls) if tolls else None,
        deaths_high=sum(high for _, high in tolls) if tolls else None,
        hidden=hidden,
    )


def _toll(row: EventView) -> tuple[int, int] | None:
    """Return the lowest and highest toll that any report of one event gives; aggregates are not added up."""
    incidents = [fact for fact in row.facts if isinstance(fact, Incident) and not fact.aggregate]
    low = [n for fact in incidents if (n := _first(fact.fatalities_low, fact.fatalities)) is not None]
    high = [n for fact in incidents if (n := _first(fact.fatalities_high, fact.fatalities)) is not None]
    return (min(low), max(high)) if low and high else None


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)

"""The figures of a briefing: counts with their change, types, months, actors, and which events weigh most."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.layers import style_of
from geodata.model import EventView, Fact, Incident, View

MOST_ACTORS = 12
# More bars than these are years instead of months.
MOST_MONTHS = 36
# Civilians suffer and do not act; they are told with the events.
NO_ACTORS = frozenset({"civilians"})


@dataclass(frozen=True, slots=True)
class Bar:
    """Events in a month (`month` is 1 to 12) or in a year (`month` is None)."""

    year: int
    month: int | None
    events: int


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor with the events that name it; `texts` are the words of documents of one language, by their frequency."""

    name: str
    kind: str
    events: int
    texts: tuple[str, ...]


def styles_counted(view: View) -> Counter[str]:
    """Return the number of events by style."""
    return Counter(style_of(row) for row in view.events)


def bars(rows: Iterable[EventView], start: dt.date | None, end: dt.date | None) -> list[Bar]:
    """Return events by month or, over long periods, by year, empty ones included; dates no finer than a bar count."""
    spans = [row.event.date for row in rows if row.event.date]
    if not spans:
        return []
    first, last = start or min(span.start for span in spans), end or max(span.end for span in spans)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MOST_MONTHS:
        years = Counter(span.start.year for span in spans if span.start.year == span.end.year)
        return [Bar(year, None, years[year]) for year in range(first.year, last.year + 1)]
    counted = Counter(
        (span.start.year, span.start.month)
        for span in spans
        if (span.start.year, span.start.month) == (span.end.year, span.end.month)
    )
    listed = [divmod(first.year * 12 + first.month - 1 + number, 12) for number in range(months)]
    return [Bar(year, month + 1, counted[year, month + 1]) for year, month in listed]


def actors(rows: Iterable[EventView], language: str) -> list[ActorCount]:
    """Return who takes part in most events, with what documents of the language call them."""
    events: Counter[tuple[str, str]] = Counter()
    texts: dict[str, Counter[str]] = {}
    for row in rows:
        spoken = {info.id for info in row.documents if info.language == language}
        named = [(fact, actor) for fact in row.facts for actor in fact.actors if actor.kind not in NO_ACTORS]
        events.update({(actor.name, actor.kind) for _, actor in named})
        for fact, actor in named:
            said = texts.setdefault(actor.name, Counter())
            if actor.text and fact.document_id in spoken:
                said[actor.text] += 1
    ordered = sorted(events.items(), key=lambda item: (-item[1], item[0]))[:MOST_ACTORS]
    return [
        ActorCount(name, kind, count, tuple(text for text, _ in texts[name].most_common()))
        for (name, kind), count in ordered
    ]


def weightiest(rows: Sequence[EventView], most: int) -> list[EventView]:
    """Return the events with most deaths, publishers and reports, in the order of their days, undated ones last."""
    chosen = sorted(rows, key=lambda row: (*(-weight for weight in _weight(row)), row.event.id))[:most]
    return sorted(chosen, key=_day)


def deaths(facts: Iterable[Fact]) -> tuple[int, int] | None:
    """Return the lowest and highest toll that the reports of one event give."""
    tolls = [
        toll
        for fact in facts
        if isinstance(fact, Incident)
        for toll in (fact.fatalities_low, fact.fatalities, fact.fatalities_high)
        if toll is not None
    ]
    return (min(tolls), max(tolls)) if tolls else None


def _weight(row: EventView) -> tuple[int, int, int, int]:
    toll = deaths(row.facts)
    happened = any(fact.status in {"occurred", "effective"} and not fact.aggregate for fact in row.facts)
    return int(happened), toll[1] if toll else 0, len(row.documents), len(row.facts)


def _day(row: EventView) -> tuple[int, int, str]:
    span = row.event.date
    return (0, span.start.toordinal(), row.event.id) if span else (1, 0, row.event.id)

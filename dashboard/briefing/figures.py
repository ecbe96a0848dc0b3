"""The figures of a briefing: counts with their change, types, months, actors, and which events weigh most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns import columns_of_view, counting
from geodata.columns.events import LazyEvents
from geodata.columns.table import NO_DAY
from geodata.model import EventView, View

MOST_ACTORS = 12
# More bars than these are years instead of months.
MOST_MONTHS = 36
# Civilians suffer and do not act; they are told with the events.
NO_ACTORS = frozenset({"civilians"})
# Events that are read for what an actor is and is called.
LOOKED_AT = 8
HAPPENED = frozenset({"occurred", "effective"})
# Ordinal of 1 January 1970.
EPOCH = 719163


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
    return Counter(counting.count_styles(*columns_of_view(view)))


def bars(view: View) -> list[Bar]:
    """Return events by month or, over long periods, by year, empty ones included; dates no finer than a bar count."""
    columns, rows = columns_of_view(view)
    dated = counting.dated(columns, rows)
    if dated is None:
        return []
    known = rows[columns.start[rows] != NO_DAY]
    first, last = view.spec.start or dated[0], view.spec.end or dated[1]
    starts, ends = _months(columns.start[known]), _months(columns.end[known])
    begin, finish = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if finish - begin >= MOST_MONTHS:
        years = Counter((starts // 12)[starts // 12 == ends // 12].tolist())
        return [Bar(year, None, years[year]) for year in range(first.year, last.year + 1)]
    months = Counter(starts[starts == ends].tolist())
    return [Bar(month // 12, month % 12 + 1, months[month]) for month in range(begin, finish + 1)]


def _months(ordinals: NDArray[Any]) -> NDArray[np.int64]:
    """Return the months since year 0 of days given as ordinals."""
    days = (ordinals.astype(np.int64) - EPOCH).astype("datetime64[D]")
    return days.astype("datetime64[M]").astype(np.int64) + 1970 * 12


def actors(view: View, language: str) -> list[ActorCount]:
    """Return who takes part in most events, with what documents of the language call them."""
    columns, rows = columns_of_view(view)
    shown = np.zeros(len(columns), bool)
    shown[rows] = True
    pairs = np.flatnonzero(shown[columns.actor_event])
    counted = np.bincount(columns.actor[pairs], minlength=len(columns.actors))
    order = sorted(np.flatnonzero(counted).tolist(), key=lambda actor: (-int(counted[actor]), columns.actors[actor]))
    found: list[ActorCount] = []
    for actor in order[: 3 * MOST_ACTORS]:
        naming = columns.actor_event[pairs[columns.actor[pairs] == actor]][:LOOKED_AT]
        known = _named(LazyEvents(columns, naming), columns.actors[actor], language)
        if known and known[0] not in NO_ACTORS:
            found.append(ActorCount(columns.actors[actor], known[0], int(counted[actor]), known[1]))
    return found[:MOST_ACTORS]


def _named(rows: Iterable[EventView], name: str, language: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the kind of an actor, and what documents of the language call it."""
    kind, texts = None, Counter[str]()
    for row in rows:
        spoken = {info.id for info in row.documents if info.language == language}
        for fact in row.facts:
            for actor in fact.actors:
                if actor.name == name:
                    kind = kind or actor.kind
                    texts.update([actor.text] if actor.text and fact.document_id in spoken else [])
    return (kind, tuple(text for text, _ in texts.most_common())) if kind else None


def weightiest(view: View, most: int) -> list[EventView]:
    """Return the events with most deaths, publishers and reports, in the order of their days, undated ones last."""
    columns, rows = columns_of_view(view)
    happened = np.isin(columns.status[rows], [n for n, name in enumerate(columns.statuses) if name in HAPPENED])
    toll = np.maximum(columns.low, columns.high)[rows]
    weights = (columns.facts[rows], columns.publishers[rows], toll, happened & ~columns.aggregate[rows])
    heaviest = np.lexsort((columns.ids[rows], *(-weight.astype(np.int64) for weight in weights)))
    return sorted(LazyEvents(columns, rows[heaviest[:most]]), key=_day)


def _day(row: EventView) -> tuple[int, int, str]:
    span = row.event.date
    return (0, span.start.toordinal(), row.event.id) if span else (1, 0, row.event.id)

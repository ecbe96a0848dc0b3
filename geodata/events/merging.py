"""Merging: which facts report one happening, decided in the same way whatever order they come in.

Facts that are precise (a day and a point; for statuses a day, for coups a month and a country) gather first, by the
same kind, the same or a near place and overlapping dates. Then those known to a region or to some days join the one
group that they fit, and last the vague ones; in its own text a fact joins the happening told last before it. Where
several fit, or none, they gather among themselves. Aggregates ("since 2012") never join single happenings.
Facts stay as they are: an event only lists them, so that merging can always be done again, and undone.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

from geodata.events.agreeing import Holders, fits
from geodata.events.gathering import groups
from geodata.events.keys import Level, Sketch, sketch
from geodata.events.wording import disagreements, event_date, event_places, why
from geodata.model import Event, Fact, stable_id

Group = list[Sketch]


def merge(facts: Iterable[Fact], holders: Holders | None = None) -> list[Event]:
    """Return the events that the facts report, oldest first, those without a date last.

    Parameters
    ----------
    facts : iterable of Fact
        Of any documents; their order does not matter, and a fact that comes twice counts once.
    holders : callable, optional
        Returns the ids of the units that hold a place (`Hierarchy.chain`), so that a village is known to lie in its
        cercle and region. Without it only countries hold their places.

    Returns
    -------
    list of Event
        Every fact is in exactly one of them.
    """
    by_kind: dict[str, list[Sketch]] = defaultdict(list)
    for fact in sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: fact.id):
        drawn = sketch(fact)
        by_kind[drawn.kind].append(drawn)
    found = [group for sketches in by_kind.values() for group in _gather(sketches, holders)]
    return sorted(_events(found), key=_oldest_first)


def _oldest_first(event: Event) -> tuple[dt.date, str, str]:
    return (event.date.start if event.date else dt.date.max, event.layer, event.id)


def _gather(sketches: Sequence[Sketch], holders: Holders | None) -> list[Group]:
    """Return the sketches of one kind in groups: level by level, the vaguer joining the finer."""
    found = groups([one for one in sketches if one.level is Level.PRECISE])
    for level in (Level.WIDE, Level.VAGUE):
        coming = [one for one in sketches if one.level is level]
        only_fit = _finder(found, holders) if found and coming else None
        loose: list[Sketch] = []
        joining: list[tuple[int, Sketch]] = []
        for one in coming:
            at = only_fit(one) if only_fit else None
            if at is None:
                loose.append(one)
            else:
                joining.append((at, one))
        for at, one in joining:
            found[at].append(one)
        found += groups(loose)
    return found


def _finder(found: Sequence[Group], holders: Holders | None) -> Callable[[Sketch], int | None]:
    """Return what finds the group to which a vaguer fact belongs."""
    if found[0][0].fact.layer == "incident":
        return _Incidents(found, holders).only_fit
    return _Statuses(found).only_fit


class _Incidents:
    """Finds the group of an incident, looking only at facts of its text, or of its country and days."""

    def __init__(self, found: Sequence[Group], holders: Holders | None) -> None:
        self._holders = holders
        self._rows: dict[Hashable, dict[Hashable, tuple[int, Sketch]]] = defaultdict(dict)
        for at, group in enumerate(found):
            for one in group:
                alike = (at, one.place, one.span, one.toll, one.vague, one.most)
                self._rows["text", one.fact.document_id][one.fact.id] = (at, one)
                for country, day in product(one.countries, one.days):
                    self._rows[country, day].setdefault(alike, (at, one))
                    self._rows[country, day, one.toll].setdefault(alike, (at, one))

    def only_fit(self, one: Sketch) -> int | None:
        """Return the group of its own text that was told last before it, or else the only one that it fits."""
        own = self._fitting(one, self._rows.get(("text", one.fact.document_id), {}))
        if len({at for at, _ in own}) > 1:
            before = [(member.fact.start, at) for at, member in own if member.fact.start < one.fact.start]
            return max(before)[1] if before else None
        toll = (one.toll,) if one.level is Level.VAGUE else ()
        days = product(one.countries, one.days)
        others = (pair for day in days for pair in self._fitting(one, self._rows.get((*day, *toll), {})))
        chosen = {at for at, _ in own or others}
        return chosen.pop() if len(chosen) == 1 else None

    def _fitting(self, one: Sketch, row: dict[Hashable, tuple[int, Sketch]]) -> list[tuple[int, Sketch]]:
        return [(at, member) for at, member in row.values() if fits(one, member, self._holders)]


class _Statuses:
    """Finds the group of a status; the dates of the groups do not overlap, so they have an order."""

    def __init__(self, found: Sequence[Group]) -> None:
        spans = [[one.span for one in group if one.span] for group in found]
        periods = [(min(s.start for s in row), max(s.end for s in row), at) for at, row in enumerate(spans)]
        self._starts, self._ends, self._order = zip(*sorted(periods), strict=True)
        self._own: dict[str, set[int]] = defaultdict(set)
        for place, (_, _, at) in enumerate(sorted(periods)):
            for one in found[at]:
                self._own[one.fact.document_id].add(place)

    def only_fit(self, one: Sketch) -> int | None:
        """Return the only group whose dates its date touches, in its own text if there is one."""
        first = bisect_left(self._ends, one.span.start) if one.span else 0
        stop = bisect_right(self._starts, one.span.end) if one.span else len(self._order)
        own = [place for place in self._own.get(one.fact.document_id, ()) if first <= place < stop]
        chosen = own or range(first, stop)
        return self._order[chosen[0]] if len(chosen) == 1 else None


def _events(found: Sequence[Group]) -> list[Event]:
    events: dict[str, Event] = {}
    for group in sorted(found, key=lambda group: min(one.fact.id for one in group)):
        facts = sorted((one.fact for one in group), key=lambda fact: (fact.document_id, fact.start, fact.id))
        event_id = _event_id(group)
        if event_id in events:
            event_id = stable_id(event_id, min(fact.id for fact in facts))
        events[event_id] = Event(
            id=event_id, layer=facts[0].layer, fact_ids=tuple(fact.id for fact in facts), date=event_date(facts),
            place_ids=event_places(facts), why=why(facts), disagreements=disagreements(facts),
        )  # fmt: skip
    return list(events.values())


def _event_id(group: Sequence[Sketch]) -> str:
    """Hash what the facts merged by, so that the id outlives re-ingestion; a lone vague fact gives its own id."""
    level = min(one.level for one in group)
    if level is Level.VAGUE:
        return stable_id("event", min(one.fact.id for one in group))
    finest = [one for one in group if one.level is level]
    start = min(one.span.start for one in finest if one.span)
    return stable_id("event", finest[0].kind, min(one.place for one in finest), start)

"""Merging: which facts report one happening, decided in the same way whatever order they come in.

Facts that are precise (a day and a place; for statuses a day) gather first, by the same key, the same or a near
place and overlapping dates. A vaguer fact then joins the one gathering that it fits, those of its own document
first; where several fit, it stays alone. Aggregates ("since 2012") never join single happenings.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from geodata.events.keys import Sketch, compatible, fits, months, sketch
from geodata.events.wording import disagreements, event_date, event_places, why
from geodata.model import Event, Fact, stable_id


def merge(facts: Iterable[Fact]) -> list[Event]:
    """Return the events that the facts report, oldest first, those without a date last.

    Parameters
    ----------
    facts : iterable of Fact
        Of any documents; their order does not matter.

    Returns
    -------
    list of Event
        Every fact is in exactly one of them.
    """
    by_key: dict[Hashable, list[Sketch]] = defaultdict(list)
    for fact in sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: fact.id):
        drawn = sketch(fact)
        by_key[drawn.key].append(drawn)
    groups = [group for sketches in by_key.values() for group in _gather(sketches)]
    return sorted(_events(groups), key=_oldest_first)


def _oldest_first(event: Event) -> tuple[dt.date, str, str]:
    return (event.date.start if event.date else dt.date.max, event.layer, event.id)


def _gather(sketches: Sequence[Sketch]) -> list[list[Sketch]]:
    """Return the sketches of one key in groups."""
    groups = _components([one for one in sketches if one.anchor])
    index = _Index(groups)
    loose: list[Sketch] = []
    joining: dict[int, list[Sketch]] = defaultdict(list)
    for one in (one for one in sketches if not one.anchor):
        at = index.only_fit(one)
        if at is None:
            loose.append(one)
        else:
            joining[at].append(one)
    for at, ones in joining.items():
        groups[at] = groups[at] + ones
    return groups + _components(loose)


class _Index:
    """Groups by document and month, so that a vague fact is compared with few."""

    def __init__(self, groups: Sequence[Sequence[Sketch]]) -> None:
        self._groups = groups
        self._by: dict[Hashable, set[int]] = defaultdict(set)
        for at, group in enumerate(groups):
            for one in group:
                self._by[one.fact.document_id].add(at)
                for month in months(one.fact.date) if one.fact.date else ():
                    self._by[month].add(at)

    def _near(self, one: Sketch) -> set[int]:
        if one.fact.date is None and one.fact.layer != "incident":
            return set(range(len(self._groups)))
        near = set(self._by.get(one.fact.document_id, ()))
        for month in months(one.fact.date) if one.fact.date else ():
            near |= self._by.get(month, set())
        return near

    def only_fit(self, one: Sketch) -> int | None:
        """Return the group that a vague fact fits: of its own document the one told last before it, or the only one."""
        fitting = [at for at in self._near(one) if any(fits(one, member) for member in self._groups[at])]
        own = [at for at in fitting if any(m.fact.document_id == one.fact.document_id for m in self._groups[at])]
        if len(own) > 1 and one.fact.layer == "incident":
            return self._told_last(one, own)
        chosen = own or fitting
        return chosen[0] if len(chosen) == 1 else None

    def _told_last(self, one: Sketch, groups: Sequence[int]) -> int | None:
        """Return the group of which a fact stands last before this one in the text."""
        document, start = one.fact.document_id, one.fact.start
        before = [
            (member.fact.start, at)
            for at in groups
            for member in self._groups[at]
            if member.fact.document_id == document and member.fact.start < start
        ]
        return max(before)[1] if before else None


def _components(sketches: Sequence[Sketch]) -> list[list[Sketch]]:
    """Return groups of sketches linked, directly or through others, by `compatible`."""
    parent = list(range(len(sketches)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    buckets: dict[Hashable, list[int]] = defaultdict(list)
    for at, one in enumerate(sketches):
        for bucket in one.buckets:
            buckets[bucket].append(at)
    for members in buckets.values():
        for at, first in enumerate(members):
            for second in members[at + 1 :]:
                if root(first) != root(second) and compatible(sketches[first], sketches[second]):
                    parent[root(second)] = root(first)
    groups: dict[int, list[Sketch]] = defaultdict(list)
    for at, one in enumerate(sketches):
        groups[root(at)].append(one)
    return list(groups.values())


def _events(groups: Sequence[Sequence[Sketch]]) -> list[Event]:
    events: dict[str, Event] = {}
    for group in sorted(groups, key=lambda g: min(one.fact.id for one in g)):
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
    anchors = [one for one in group if one.anchor]
    if not anchors:
        return stable_id("event", min(one.fact.id for one in group))
    place = min(one.place for one in anchors)
    start = min(one.fact.date.start for one in anchors if one.fact.date)
    return stable_id("event", *map(str, anchors[0].key), place, start)

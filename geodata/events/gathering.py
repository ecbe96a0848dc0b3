"""Gathering facts of one kind and level into groups, without comparing each with each.

Facts that agree by equality alone share a bucket and are joined at once; only what is near but not equal is compared
in pairs, and there one of equal facts stands for all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations, pairwise

from geodata.events.agreeing import NEAR_DEGREES, dates_agree, near, tolls_agree
from geodata.events.keys import POINTS, Level, Sketch

# Fewer dead than this are counted of many a happening of one party in one month.
_TELLING = 5
# Kinds that befall persons, whose state tells them apart where nobody counts them.
_PERSONAL = ("arrest", "abduction")


class _Union:
    """Sets of numbers that are joined in pairs (union-find); the smallest number stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first

    def join_all(self, row: Sequence[int]) -> None:
        for at in row[1:]:
            self.join(row[0], at)


def groups(sketches: Sequence[Sketch]) -> list[list[Sketch]]:
    """Return the groups of facts of one kind and one level."""
    if not sketches:
        return []
    union, first = _Union(len(sketches)), sketches[0]
    if first.level is Level.VAGUE:
        _join_vague(sketches, union)
    elif first.fact.layer != "incident":
        _join_overlapping(sketches, range(len(sketches)), union)
    elif first.of_power:
        for row in _buckets(sketches, lambda one: [one.sites[0].country]):
            _join_overlapping(sketches, row, union)
    else:
        _join_placed(sketches, union)
    found: dict[int, list[Sketch]] = defaultdict(list)
    for at, one in enumerate(sketches):
        found[union.root(at)].append(one)
    return list(found.values())


def _buckets(sketches: Sequence[Sketch], keys: Callable[[Sketch], Iterable[Hashable]]) -> Iterable[list[int]]:
    """Return the numbers of the sketches that share a key, for each key."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, one in enumerate(sketches):
        for key in keys(one):
            found[key].append(at)
    return found.values()


def _join_overlapping(sketches: Sequence[Sketch], row: Iterable[int], union: _Union) -> None:
    """Join those whose dates overlap, in one sweep from the earliest."""
    dated = [(one.span.start, one.span.end, at) for at in row if (one := sketches[at]).span]
    reach, latest = None, 0
    for start, end, at in sorted(dated):
        if reach is not None and start <= reach:
            union.join(latest, at)
        reach, latest = (end if reach is None else max(reach, end)), at


def _join_placed(sketches: Sequence[Sketch], union: _Union) -> None:
    """Join incidents of one day and one place, or of near places with tolls that agree."""
    for row in _buckets(sketches, lambda one: [(one.place, day) for day in one.days]):
        union.join_all(row)
    for row in _buckets(sketches, _cells):
        distinct: dict[Hashable, int] = {}
        for at in row:
            one = sketches[at]
            toll = (one.toll, one.counts, one.vague, one.most)
            distinct.setdefault((one.place, one.sites[0].lat, one.sites[0].lon, one.span, toll), at)
        for first, second in combinations(distinct.values(), 2):
            one, other = sketches[first], sketches[second]
            if near(one.sites[0], other.sites[0]) and dates_agree(one, other) and tolls_agree(one, other):
                union.join(first, second)


def _cells(one: Sketch) -> list[Hashable]:
    """Return the squares, for each day, of which two near places share at least one."""
    place = one.sites[0]
    if place.lat is None or place.lon is None:
        return []
    row, column = math.floor(place.lat / NEAR_DEGREES), math.floor(place.lon / NEAR_DEGREES)
    squares = [(row + down, column + right) for down in (0, 1) for right in (0, 1)]
    return [(square, day) for day in one.days for square in squares]


def _join_vague(sketches: Sequence[Sketch], union: _Union) -> None:
    """Join what is told in the same words, or by one text of one place and date, or by any of one party and month."""
    statuses = sketches[0].fact.layer != "incident"
    for row in _buckets(sketches, lambda one: [one.fact.date] if statuses else [(one.place, one.words)]):
        union.join_all(row)
    if statuses:
        return
    for row in _buckets(sketches, lambda one: [(one.fact.document_id, one.place, one.fact.date)]):
        _join_tolls(sketches, [at for at in row if not sketches[at].fact.aggregate], union)
    for row in _buckets(sketches, _counted_days):
        union.join_all(row)
    for row in _buckets(sketches, _counting_parties):
        _join_counted(sketches, row, union)
    for row in _buckets(sketches, _foreigners):
        union.join_all(row)


def _counted_days(one: Sketch) -> list[Hashable]:
    """Return the key of what counts the same dead of one place on one day, in any text."""
    told = one.span is not None and one.span.precision == "day" and one.toll and one.place and not one.fact.aggregate
    return [(one.place, one.span, one.toll)] if told else []


def _join_tolls(sketches: Sequence[Sketch], row: Sequence[int], union: _Union) -> None:
    """Join tolls that agree with the next larger one; those without a toll go with them if there is one group."""
    counted = sorted((at for at in row if sketches[at].toll is not None), key=lambda at: sketches[at].toll or 0)
    apart = 0
    for one, other in pairwise(counted):
        if tolls_agree(sketches[one], sketches[other]):
            union.join(one, other)
        else:
            apart += 1
    unknown = [at for at in row if sketches[at].toll is None]
    union.join_all(unknown if apart else [*unknown, *counted])


def _month(one: Sketch) -> tuple[Hashable, ...]:
    """Return places and month of a happening that is dated to a month; nothing for others."""
    told = one.span is not None and one.span.precision == "month" and one.place and not one.fact.aggregate
    return (one.site_ids, one.span) if told else ()


def _counting_parties(one: Sketch) -> list[Hashable]:
    """Return for each party of a happening of a month, with many dead, a key with month and places."""
    counted = one.toll is not None and one.toll >= _TELLING and _month(one)
    return [(*_month(one), party) for party in sorted(one.parties)] if counted else []


def _foreigners(one: Sketch) -> list[Hashable]:
    """Return for each foreign state of an arrest or abduction at a known point a key with month and place."""
    personal = one.kind.split("|")[1] in _PERSONAL and one.toll is None and _month(one)
    known = personal and one.sites[0].precision in POINTS
    return [(*_month(one), state) for state in sorted(one.foreigners)] if known else []


def _join_counted(sketches: Sequence[Sketch], row: Sequence[int], union: _Union) -> None:
    """Join what counts the same dead, and "dozens" with one another and with the only figure that goes with them."""
    exact: dict[int | None, list[int]] = defaultdict(list)
    for at in row:
        if not sketches[at].vague:
            exact[sketches[at].toll].append(at)
    for alike in exact.values():
        union.join_all(alike)
    vague = sorted((at for at in row if sketches[at].vague), key=lambda at: sketches[at].toll or 0)
    for one, other in pairwise(vague):
        if tolls_agree(sketches[one], sketches[other]):
            union.join(one, other)
    for at in vague:
        fitting = [alike[0] for alike in exact.values() if tolls_agree(sketches[at], sketches[alike[0]])]
        if len(fitting) == 1:
            union.join(at, fitting[0])

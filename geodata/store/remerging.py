"""Keep the merged events in step with the facts: as documents come and go only what they touch is merged anew.

`geodata.events.block_keys` gives each fact keys; what shares none, not even through others, never merges. Around the
facts that come and go, the events a few shared keys away are loaded (`HOPS`; what a fact changes is at most that far:
a precise one makes a group, a wider one joins or leaves it, a vague one follows, each judged by what it shares a key
with). They are merged twice, as they were and as they are now; where both agree, nothing has changed. If what
disappears is not what the store holds, the neighbourhood was too small, and a wider one is taken.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy import Connection

from geodata.model import Event, Fact
from geodata.store import events

logger = logging.getLogger(__name__)
HOPS = 4
WIDEST = 64


@dataclass
class Neighbourhood:
    """Facts around a change, and what of them the store holds merged.

    Parameters
    ----------
    facts : dict of str to Fact
        As the store had them before the change, by id.
    numbers : dict of int to tuple of str
        Their events, with the ids of their facts in order.
    stored : dict of int to frozenset of int
        Hashed block keys under which each event is kept.
    blocks : dict of str to frozenset of int
        Hashed block keys of each fact, also of those that come.
    gone : dict of str to Fact
        The facts that go, or are written anew.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    numbers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    stored: dict[int, frozenset[int]] = field(default_factory=dict)
    blocks: dict[str, frozenset[int]] = field(default_factory=dict)
    gone: dict[str, Fact] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    frontier: set[int] = field(default_factory=set)

    def know(self, facts: Iterable[Fact]) -> None:
        """Take in the keys of facts."""
        for fact in facts:
            self.blocks[fact.id] = blocks_of(fact)
            self.frontier |= self.blocks[fact.id] - self.seen

    def take(self, connection: Connection, numbers: Iterable[int]) -> None:
        """Load events with their facts."""
        for number, facts in events.facts_of(connection, set(numbers) - self.numbers.keys()).items():
            self.numbers[number] = tuple(fact.id for fact in facts)
            self.facts.update((fact.id, fact) for fact in facts)
            self.know(facts)
            self.stored[number] = frozenset[int]().union(*(self.blocks[fact.id] for fact in facts))

    def grow(self, connection: Connection) -> bool:
        """Load the events that share a key with those held; False if there are no others."""
        wanted, self.frontier = self.frontier, set()
        self.seen |= wanted
        before = len(self.numbers)
        self.take(connection, events.numbers_in_blocks(connection, wanted))
        return len(self.numbers) > before


def blocks_of(fact: Fact) -> frozenset[int]:
    """Return the hashed block keys of a fact."""
    from geodata.events import block_keys  # noqa: PLC0415 - loads the vocabulary, which most commands do not need

    return frozenset(map(events.hashed, block_keys(fact)))


def touched_by(connection: Connection, facts: Iterable[Fact]) -> Neighbourhood:
    """Return the events of facts that are about to go; ask before they are deleted."""
    held = Neighbourhood(gone={fact.id: fact for fact in facts})
    held.take(connection, events.numbers_of_facts(connection, held.gone))
    return held


def remerge(connection: Connection, held: Neighbourhood, come: Mapping[str, Fact]) -> set[int]:
    """Merge anew what facts touch that came or went.

    Returns
    -------
    set of int
        Numbers of the events that went, came or changed.

    Parameters
    ----------
    held : Neighbourhood
        As `touched_by` returned it for the facts that go.
    come : mapping of str to Fact
        The facts that were written, by id; one that is written anew goes and comes.
    """
    changed = held.gone.keys() | come.keys()
    held.know(come.values())
    for hops in range(1, WIDEST):
        complete = not held.grow(connection)
        if hops < HOPS and not complete:
            continue
        before = _by_facts(held.facts.values())
        after = _by_facts({**{key: fact for key, fact in held.facts.items() if key not in held.gone}, **come}.values())
        stored = {frozenset(ids): number for number, ids in held.numbers.items()}
        leaving = [key for key, event in before.items() if not _same(event, after.get(key), changed)]
        if complete or all(key in stored for key in leaving):
            break
        logger.debug("the change reaches beyond %s shared keys", hops)
    leaving = [key for key in leaving if key in stored]
    arriving = [event for key, event in after.items() if not _same(event, before.get(key), changed)]
    return _exchange(connection, held, {stored[key]: before[key] for key in leaving}, arriving, come)


def _exchange(
    connection: Connection,
    held: Neighbourhood,
    leaving: Mapping[int, Event],
    arriving: Sequence[Event],
    come: Mapping[str, Fact],
) -> set[int]:
    """Replace events; one that keeps its id keeps its number. Return all numbers that are concerned."""
    numbers = {event.id: number for number, event in leaving.items()}
    free = events.next_number(connection)
    numbered = []
    for event in arriving:
        if event.id in numbers:
            numbered.append((numbers[event.id], event))
        else:
            numbered.append((free, event))
            free += 1
    events.forget(connection, leaving, {block for number in leaving for block in held.stored[number]})
    facts = held.facts | dict(come)
    told = {fact_id: facts[fact_id] for _, event in numbered for fact_id in event.fact_ids}
    events.write(connection, numbered, told, held.blocks)
    return {*leaving, *(number for number, _ in numbered)}


def _by_facts(facts: Iterable[Fact]) -> dict[frozenset[str], Event]:
    from geodata.events import merge  # noqa: PLC0415 - loads the vocabulary, which most commands do not need

    return {frozenset(event.fact_ids): event for event in merge(facts)}


def _same(one: Event, other: Event | None, changed: Set[str]) -> bool:
    """Tell whether an event is as it was; a fact that was written again, or its document, may say something else."""
    return one == other and changed.isdisjoint(one.fact_ids)

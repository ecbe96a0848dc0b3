"""Merge all facts of a store at once, component by component, so that a million of them need little memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, Engine, func, select

from geodata.model import Fact
from geodata.store import events, records, schema, state
from geodata.store.engine import reading, writing
from geodata.store.marks import MERGED_BY, merging_version
from geodata.store.remerging import blocks_of

# Called with how many facts are merged, and how many there are.
MergeProgress = Callable[[int, int], None]
# Facts merged together; a component that is larger is merged in one piece.
TOGETHER = 20_000


def is_current(connection: Connection) -> bool:
    """Tell whether the events were merged by the code of this version."""
    return state.read(connection, MERGED_BY) == merging_version()


def merge_anew(engine: Engine, progress: MergeProgress | None = None) -> None:
    """Merge all facts of a store if another version merged them, or none has."""
    with reading(engine) as connection:
        if is_current(connection):
            return
    with writing(engine) as connection:
        # Asked again: another process may have merged while this one waited.
        if not is_current(connection):
            state.count_again(connection)
            merge_all(connection, progress)


def merge_all(connection: Connection, progress: MergeProgress | None = None) -> None:
    """Replace all events by those that the facts give now."""
    events.forget(connection, (), None)
    total = connection.execute(select(func.count()).select_from(schema.facts)).scalar_one()
    if total:
        _merge(connection, total, progress)
    state.write(connection, {MERGED_BY: merging_version()})
    state.touch(connection)


def _merge(connection: Connection, total: int, progress: MergeProgress | None) -> None:
    from geodata.events import merge  # noqa: PLC0415 - loads the vocabulary, which most commands do not need

    number, done = 1, 0
    for ids in _portions(connection, total):
        facts = {fact.id: fact for fact in _facts(connection, ids)}
        merged = merge(facts.values())
        numbered = list(enumerate(merged, number))
        events.write(connection, numbered, facts, {key: blocks_of(fact) for key, fact in facts.items()})
        number, done = number + len(merged), done + len(facts)
        if progress:
            progress(done, total)


def _portions(connection: Connection, total: int) -> Iterator[list[str]]:
    """Yield ids of facts in portions that no two of which share a block, not even through others."""
    if total <= TOGETHER:
        yield list(connection.execute(select(schema.facts.c.id)).scalars())
        return
    ids, roots = _components(connection)
    order = sorted(range(len(ids)), key=roots.__getitem__)
    portion: list[str] = []
    for place, at in enumerate(order):
        if len(portion) >= TOGETHER and roots[at] != roots[order[place - 1]]:
            yield portion
            portion = []
        portion.append(ids[at])
    yield portion


def _components(connection: Connection) -> tuple[list[str], Sequence[int]]:
    """Return the ids of all facts, and for each the number of its component."""
    ids: list[str] = []
    parent = array("q")
    first: dict[int, int] = {}

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    query = select(schema.facts.c.layer, schema.facts.c.record).execution_options(yield_per=events.BATCH)
    for layer, record in connection.execute(query):
        fact, at = records.to_fact(layer, record), len(ids)
        ids.append(fact.id)
        parent.append(at)
        for block in blocks_of(fact):
            parent[root(at)] = root(first.setdefault(block, at))
    return ids, [root(at) for at in range(len(ids))]


def _facts(connection: Connection, ids: Sequence[str]) -> Iterator[Fact]:
    table = schema.facts.c
    for batch in events.batches(ids):
        for layer, record in connection.execute(select(table.layer, table.record).where(table.id.in_(batch))):
            yield records.to_fact(layer, record)

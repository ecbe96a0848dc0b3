"""Events in the store: written when documents come and go, read by number, id or page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from geodata.errors import StoreError
from geodata.model import DocumentInfo, Event, EventView, Fact, publisher_of, stable_id
from geodata.profiles import searched_text
from geodata.store import records, schema

Item = TypeVar("Item")
# Values in one statement; databases limit them to some ten thousands.
BATCH = 5000
BLOCK_BITS = 63


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def hashed(block: str) -> int:
    """Return the number under which a block key is kept."""
    return int(stable_id(block), 16) >> (64 - BLOCK_BITS)


def all_events(connection: Connection) -> tuple[Event, ...]:
    """Return all events, oldest first, those without a date last."""
    table = schema.events.c
    order = (table.date_start.is_(None), table.date_start, table.layer, table.id)
    return tuple(
        records.to_event(record) for record in connection.execute(select(table.record).order_by(*order)).scalars()
    )


def facts_of(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Fact]]:
    """Return the reports of events by number, in their order."""
    found: dict[int, list[Fact]] = defaultdict(list)
    facts, links = schema.facts.c, schema.event_facts.c
    query = (
        select(links.event, facts.layer, facts.record)
        .join_from(schema.event_facts, schema.facts)
        .where(links.event.in_(bindparam("numbers", expanding=True)))
        .order_by(links.event, links.position)
    )
    for batch in batches(numbers):
        for number, layer, record in connection.execute(query, {"numbers": batch}):
            found[number].append(records.to_fact(layer, record))
    return dict(found)


def page(connection: Connection, numbers: Sequence[int]) -> list[EventView]:
    """Return events with their reports and documents, in the order asked for.

    Raises
    ------
    StoreError
        If one is gone: the store has changed since the numbers were taken.
    """
    rows = _records(connection, numbers)
    if missing := [number for number in numbers if number not in rows]:
        raise StoreError(
            f"{len(missing)} of {len(numbers)} events are gone since the view was made.", "Ask for the view again."
        )
    facts = facts_of(connection, numbers)
    wanted = {fact.document_id for reports in facts.values() for fact in reports}
    infos = infos_of(connection, wanted)
    return [_view(rows[number], facts[number], infos) for number in numbers]


def infos_of(connection: Connection, document_ids: Iterable[str]) -> dict[str, DocumentInfo]:
    """Return documents without their texts, by id."""
    columns = [column for column in schema.documents.c if column.name not in {"text", "record"}]
    query = select(*columns).where(schema.documents.c.id.in_(bindparam("ids", expanding=True)))
    return {
        row.id: records.to_info(row)
        for batch in batches(document_ids)
        for row in connection.execute(query, {"ids": batch})
    }


def numbers_of_facts(connection: Connection, fact_ids: Iterable[str]) -> set[int]:
    """Return the numbers of the events to which facts belong."""
    links = schema.event_facts.c
    query = select(links.event).where(links.fact_id.in_(bindparam("ids", expanding=True)))
    return {number for batch in batches(fact_ids) for number in connection.execute(query, {"ids": batch}).scalars()}


def numbers_in_blocks(connection: Connection, blocks: Iterable[int]) -> set[int]:
    """Return the numbers of the events that have a fact in any of these blocks."""
    table = schema.event_blocks.c
    query = select(table.event).where(table.block.in_(bindparam("blocks", expanding=True)))
    return {number for batch in batches(blocks) for number in connection.execute(query, {"blocks": batch}).scalars()}


def next_number(connection: Connection) -> int:
    """Return a number that no event has."""
    highest = connection.execute(select(func.max(schema.events.c.number))).scalar()
    return (highest or 0) + 1


def publishers_of(connection: Connection, facts: Iterable[Fact]) -> dict[str, str]:
    """Return whose report each document of some facts is, by the id of the document."""
    infos = infos_of(connection, {fact.document_id for fact in facts})
    return {document: publisher_of(info) for document, info in infos.items()}


def write(
    connection: Connection,
    events: Sequence[tuple[int, Event]],
    facts: Mapping[str, Fact],
    blocks: Mapping[str, frozenset[int]],
) -> None:
    """Write events under numbers that are free.

    Parameters
    ----------
    events : sequence of (number, Event)
    facts : mapping of str to Fact
        All their reports, by id.
    blocks : mapping of str to frozenset of int
        Hashed block keys of each fact.
    """
    publishers = publishers_of(connection, facts.values())
    for batch in batches(events, BATCH // 5):
        reports = {number: [facts[fact_id] for fact_id in event.fact_ids] for number, event in batch}
        rows = [records.event_row(event, reports[number], publishers, number) for number, event in batch]
        links = [
            {"fact_id": fact_id, "event": number, "position": position}
            for number, event in batch
            for position, fact_id in enumerate(event.fact_ids)
        ]
        held = [
            {"block": block, "event": number}
            for number, event in batch
            for block in sorted(frozenset[int]().union(*(blocks[fact_id] for fact_id in event.fact_ids)))
        ]
        texts = [{"event": number, "text": searched_text(told)} for number, told in reports.items()]
        for table, made in (
            (schema.events, rows),
            (schema.event_facts, links),
            (schema.event_blocks, held),
            (schema.event_texts, texts),
        ):
            if made:
                connection.execute(insert(table), made)


def forget(connection: Connection, numbers: Iterable[int], blocks: Iterable[int] | None = None) -> None:
    """Delete events; `blocks` are hashed block keys of their facts, None where all events go."""
    events, links, held, texts = schema.events, schema.event_facts, schema.event_blocks, schema.event_texts
    if blocks is None:
        for table in (texts, held, links, events):
            connection.execute(delete(table))
        return
    gone, known = sorted(numbers), sorted(set(blocks))
    for batch in batches(gone, BATCH // 2):
        for keys in batches(known, BATCH // 2):
            connection.execute(delete(held).where(held.c.block.in_(keys), held.c.event.in_(batch)))
        for table in (texts, links):
            connection.execute(delete(table).where(table.c.event.in_(batch)))
        connection.execute(delete(events).where(events.c.number.in_(batch)))


def _records(connection: Connection, numbers: Iterable[int]) -> dict[int, Event]:
    table = schema.events.c
    query = select(table.number, table.record).where(table.number.in_(bindparam("numbers", expanding=True)))
    return {
        number: records.to_event(record)
        for batch in batches(numbers)
        for number, record in connection.execute(query, {"numbers": batch})
    }


def _view(event: Event, facts: Sequence[Fact], infos: Mapping[str, DocumentInfo]) -> EventView:
    sources = dict.fromkeys(fact.document_id for fact in facts)
    return EventView(event, tuple(facts), tuple(infos[source] for source in sources))

"""People's corrections in the store: only ever added, found again after documents were read anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, insert, select

from geodata.errors import NotFound
from geodata.model import Review
from geodata.reviewing import targets
from geodata.store import records, schema
from geodata.store.events import batches
from geodata.store.queries import check_id, single


@dataclass(frozen=True, slots=True)
class Reviews:
    """All corrections of a store, by the event that each is about now.

    Parameters
    ----------
    by_event : mapping of str to tuple of Review
        Oldest first, those taken back and those that take back included.
    lost : tuple of Review
        Whose event no document tells of any more; they count again when one does.
    """

    by_event: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    lost: tuple[Review, ...] = ()

    def __len__(self) -> int:
        return sum(map(len, self.by_event.values())) + len(self.lost)


def every(connection: Connection) -> list[Review]:
    """Return all reviews in the order in which they were written."""
    query = select(schema.reviews.c.record).order_by(schema.reviews.c.number)
    return [records.to_review(record) for record in connection.execute(query).scalars()]


def write(connection: Connection, review: Review) -> None:
    """Add a review."""
    connection.execute(insert(schema.reviews), [records.review_row(review)])


def one(connection: Connection, id_or_prefix: str) -> Review:
    """Return a review by its id or the beginning of it.

    Raises
    ------
    NotFound
        If none, or more than one, has such an id.
    """
    check_id(id_or_prefix)
    table = schema.reviews.c
    query = select(table.id, table.record).where(table.id.startswith(id_or_prefix, autoescape=True)).limit(6)
    rows = connection.execute(query).all()
    if not rows:
        raise NotFound(f"no correction has an id that starts with {id_or_prefix}.", "`liptako review list` lists them.")
    return records.to_review(single(rows, id_or_prefix, "correction").record)


def sorted_out(connection: Connection) -> Reviews:
    """Return all reviews by the event that each is about now; see `geodata.reviewing.targets`."""
    told = every(connection)
    if not told:
        return Reviews()
    events = _ids(connection, {review.event_id for review in told})
    owners = _owners(connection, {fact_id for review in told for fact_id in review.fact_ids})
    found, lost = targets(told, events, owners)
    return Reviews({event: tuple(held) for event, held in found.items()}, tuple(lost))


def count(connection: Connection) -> int:
    """Return how many reviews were ever written."""
    return connection.execute(select(func.count()).select_from(schema.reviews)).scalar_one()


def _ids(connection: Connection, wanted: Iterable[str]) -> set[str]:
    """Return those of some ids that events have."""
    table = schema.events.c
    query = select(table.id).where(table.id.in_(bindparam("ids", expanding=True)))
    return {found for batch in batches(wanted) for found in connection.execute(query, {"ids": batch}).scalars()}


def _owners(connection: Connection, fact_ids: Iterable[str]) -> dict[str, str]:
    """Return the event of each fact."""
    links, events = schema.event_facts.c, schema.events.c
    query = (
        select(links.fact_id, events.id)
        .join_from(schema.event_facts, schema.events)
        .where(links.fact_id.in_(bindparam("ids", expanding=True)))
    )
    rows = [row for batch in batches(fact_ids) for row in connection.execute(query, {"ids": batch})]
    return {row.fact_id: row.id for row in rows}

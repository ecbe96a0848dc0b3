"""What came of each stage, counted in the database: how much was read, placed, stated, and what was left over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, String, cast, func, select

from geodata.profiles import DRAWN_ROLES
from geodata.store import schema

# Names that stayed unlocated, the most frequent first.
NAMES_LISTED = 200


@dataclass(frozen=True, slots=True)
class Unlocated:
    """A name that stayed without a place.

    Parameters
    ----------
    name : str
        As the texts have it.
    count : int
        How often.
    document_id, start
        Where it stands once.
    reason : str
        Why, at that place.
    """

    name: str
    count: int
    document_id: str
    start: int
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of each stage, by their kinds.

    Parameters
    ----------
    documents : mapping of str to int
        By language; ``""`` is neither French nor English.
    versions : mapping of (vocabulary, gazetteer) to int
        How many documents each pair has read.
    mentions : mapping of int to int
        By precision; 0 is unlocated.
    facts : mapping of str to int
        By layer.
    facts_undated, facts_unplaced : int
        Without a date; without a located place that is part of the fact: one merely named is none, as in the filter by
        precision.
    unlocated : tuple of Unlocated
        At most `NAMES_LISTED`.
    """

    documents: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    mentions: Mapping[int, int] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)
    facts_undated: int = 0
    facts_unplaced: int = 0
    unlocated: tuple[Unlocated, ...] = ()


def measure(connection: Connection) -> Quality:
    """Return what came of each stage."""
    documents, mentions, facts = schema.documents.c, schema.mentions.c, schema.facts.c
    places = schema.fact_places.c
    located = select(places.fact_id).where(places.lat.is_not(None), places.role.in_(DRAWN_ROLES)).distinct()
    total = sum((by_layer := _counted(connection, facts.layer)).values())
    placed = connection.execute(select(func.count()).select_from(located.subquery())).scalar_one()
    pairs = select(documents.vocabulary, documents.gazetteer, func.count()).group_by(
        documents.vocabulary, documents.gazetteer
    )
    undated = select(func.count()).where(facts.date_start.is_(None))
    return Quality(
        documents={language or "": n for language, n in _counted(connection, documents.language).items()},
        versions={(vocabulary, gazetteer): n for vocabulary, gazetteer, n in connection.execute(pairs)},
        mentions=_counted(connection, mentions.precision),
        facts=by_layer,
        facts_undated=connection.execute(undated).scalar_one(),
        facts_unplaced=total - placed,
        unlocated=tuple(_unlocated(connection)),
    )


def reports_by_document(connection: Connection) -> dict[str, int]:
    """Return how many facts each document states."""
    return _counted(connection, schema.facts.c.document_id)


def differing(connection: Connection, limit: int) -> list[int]:
    """Return the numbers of the newest events whose reports disagree on anything."""
    table = schema.events.c
    # The record is JSON without spaces, as `geodata.store.records` writes it; an empty list has no quotation mark.
    query = (
        select(table.number)
        .where(table.record.contains('"disagreements":["', autoescape=True))
        .order_by(table.date_end.is_(None), table.date_end.desc(), table.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def _counted(connection: Connection, column: Column[Any]) -> dict[Any, int]:
    rows = connection.execute(select(column, func.count()).group_by(column)).all()
    return {row[0]: row[1] for row in rows}


def _unlocated(connection: Connection) -> list[Unlocated]:
    table = schema.mentions.c
    # One row a name: the least of "document@position" picks one occurrence, and its record with it.
    where = func.min(table.document_id + "@" + cast(table.position, String)).label("spot")
    counted = (
        select(table.text, func.count().label("n"), where)
        .where(table.lat.is_(None))
        .group_by(table.text)
        .order_by(func.count().desc(), table.text)
        .limit(NAMES_LISTED)
    )
    found = []
    for name, count, spot in connection.execute(counted).all():
        document_id, _, position = spot.rpartition("@")
        row = connection.execute(
            select(table.span_start, table.record).where(
                table.document_id == document_id, table.position == int(position)
            )
        ).one()
        found.append(Unlocated(name, count, document_id, row.span_start, json.loads(row.record).get("reason") or ""))
    return found

"""The statements that the store runs, each on a connection whose transaction it does not end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, delete, func, insert, select

from geodata.errors import NotFound
from geodata.model import Document, DocumentInfo, Fact, Layer
from geodata.store import records, schema

Found = TypeVar("Found")
SHORTEST_ID = 6
PREFIX = re.compile(rf"[0-9A-Za-z]{{{SHORTEST_ID},64}}")
# How many of the ids that start alike a message lists.
LISTED = 5


@dataclass(frozen=True)
class Counts:
    """How many documents by language, facts by layer and by document, and events."""

    documents: dict[str | None, int]
    facts: dict[str, int]
    per_document: dict[str, int]
    events: int


def check_id(prefix: str) -> None:
    """See that an id or its beginning could be one.

    Raises
    ------
    NotFound
    """
    if not PREFIX.fullmatch(prefix):
        raise NotFound(f"{prefix!r} is no id.", f"Give an id, or at least {SHORTEST_ID} characters of its beginning.")


def only(connection: Connection, table: Table, id_or_prefix: str, what: str) -> Any:
    """Return the one row whose id is, or starts with, what was given."""
    exact = connection.execute(select(table).where(table.c.id == id_or_prefix)).one_or_none()
    if exact is not None:
        return exact
    check_id(id_or_prefix)
    matches = table.c.id.startswith(id_or_prefix, autoescape=True)
    found = connection.execute(select(table).where(matches).order_by(table.c.id).limit(LISTED + 1)).all()
    return single(found, id_or_prefix, what)


def single(found: Sequence[Found], prefix: str, what: str) -> Found:
    """Return the only thing found, or say that there is none or more than one."""
    if not found:
        raise NotFound(f"no {what} has an id that starts with {prefix}.", "`liptako status` lists the documents.")
    if len(found) > 1:
        ids = ", ".join(str(getattr(item, "id", item)) for item in found[:LISTED])
        raise NotFound(f"more than one {what} has an id that starts with {prefix}: {ids}.", "Give more characters.")
    return found[0]


def stored_document(connection: Connection, document_id: str) -> Document | None:
    """Return a document by its full id, None where there is none."""
    query = select(schema.documents).where(schema.documents.c.id == document_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else records.to_document(row.record, row.text)


def all_facts(
    connection: Connection, *, document_id: str | None = None, layer: Layer | None = None
) -> tuple[Fact, ...]:
    """Return all facts, or those of one document or layer, by document and place in the text."""
    table = schema.facts.c
    query = select(table.layer, table.record).order_by(table.document_id, table.position)
    if document_id is not None:
        query = query.where(table.document_id == document_id)
    if layer is not None:
        query = query.where(table.layer == layer)
    return tuple(records.to_fact(row.layer, row.record) for row in connection.execute(query))


def all_documents(connection: Connection) -> tuple[DocumentInfo, ...]:
    """Return all documents, oldest publication first, those without a date last."""
    columns = [column for column in schema.documents.c if column.name not in {"text", "record"}]
    order = (schema.documents.c.published_start.is_(None), schema.documents.c.published_start, schema.documents.c.id)
    return tuple(records.to_info(row) for row in connection.execute(select(*columns).order_by(*order)))


def insert_rows(connection: Connection, table: Table, rows: list[records.Row]) -> None:
    """Write rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def delete_document(connection: Connection, document_id: str) -> None:
    """Delete a document and all that rests on it."""
    facts = select(schema.facts.c.id).where(schema.facts.c.document_id == document_id)
    connection.execute(delete(schema.fact_places).where(schema.fact_places.c.fact_id.in_(facts)))
    for table in (schema.facts, schema.mentions, schema.problems):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))


def forget_failures(connection: Connection, where: str) -> None:
    """Delete why a file could not be read."""
    table = schema.problems
    connection.execute(delete(table).where(table.c.place == where, table.c.document_id.is_(None)))


def counts(connection: Connection) -> Counts:
    """Return how many documents, facts and events there are, by language, layer and document."""
    documents, facts = schema.documents.c, schema.facts.c

    def by(column: Column[Any]) -> dict[Any, int]:
        rows = connection.execute(select(column, func.count()).group_by(column))
        return {row[0]: row[1] for row in rows}

    events = connection.execute(select(func.count()).select_from(schema.events)).scalar_one()
    return Counts(by(documents.language), by(facts.layer), by(facts.document_id), events)


def mentions_at(connection: Connection, wanted: Mapping[str, Set[int]]) -> dict[str, list[str]]:
    """Return the records of the mentions that begin at some offsets, by the id of their document."""
    table = schema.mentions.c
    query = (
        select(table.document_id, table.span_start, table.record)
        .where(table.document_id.in_(bindparam("ids", expanding=True)))
        .order_by(table.document_id, table.position)
    )
    found: dict[str, list[str]] = {}
    for document, start, record in connection.execute(query, {"ids": list(wanted)}):
        if start in wanted[document]:
            found.setdefault(document, []).append(record)
    return found

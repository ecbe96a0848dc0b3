"""From dataclasses to rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from geodata.errors import StoreVersionError
from geodata.model import (
    DateSpan,
    Document,
    DocumentInfo,
    Event,
    Fact,
    Incident,
    Layer,
    Membership,
    Placement,
    Problem,
    Review,
    Withdrawal,
    stable_id,
)
from geodata.profiles import profile

Record = TypeVar("Record", Document, Placement, Incident, Withdrawal, Membership, Event, Review)
Row = dict[str, Any]
REMEDY = "Use that version, or set LIPTAKO_HOME to a new folder and add the documents again."


def document_row(document: Document, facts: Iterable[Fact], versions: Mapping[str, str]) -> Row:
    """Return the row of a document, with the versions of vocabulary and gazetteer that read it.

    `digest` changes with anything that a view could show of it.
    """
    span = document.published
    record = _dump(document, exclude={"text"})
    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "publisher": document.publisher,
        "reports_on": document.reports_on,
        "language": document.language,
        "published_start": span and span.start,
        "published_end": span and span.end,
        "published_precision": span and span.precision,
        "text": document.text,
        "vocabulary": versions.get("vocabulary", ""),
        "gazetteer": versions.get("gazetteer", ""),
        "record": record,
        "digest": stable_id(record, sorted(versions.items()), *map(_dump, facts)),
    }


def mention_rows(document_id: str, placements: Iterable[Placement]) -> list[Row]:
    """Return the rows of the mentions of a document, in their order."""
    return [
        {
            "document_id": document_id,
            "position": position,
            "span_start": placement.mention.start,
            "span_end": placement.mention.end,
            "text": placement.mention.text,
            "place_id": placement.place and placement.place.place_id,
            "country": placement.place and placement.place.country,
            "lat": placement.lat,
            "lon": placement.lon,
            "precision": int(placement.precision),
            "record": _dump(placement),
        }
        for position, placement in enumerate(placements)
    ]


def fact_rows(facts: Sequence[Fact]) -> list[Row]:
    """Return the rows of the facts of a document, in their order."""
    return [
        {
            "id": fact.id,
            "document_id": fact.document_id,
            "position": position,
            "layer": fact.layer,
            "status": fact.status,
            "event_type": fact.acled_event_type if isinstance(fact, Incident) else None,
            "organisation": fact.organisation if isinstance(fact, Withdrawal | Membership) else None,
            "date_start": fact.date and fact.date.start,
            "date_end": fact.date and fact.date.end,
            "date_precision": fact.date and fact.date.precision,
            "rule": fact.rule,
            "record": _dump(fact),
        }
        for position, fact in enumerate(facts)
    ]


def fact_place_rows(facts: Iterable[Fact]) -> list[Row]:
    """Return the rows of the places of facts."""
    return [
        {
            "fact_id": fact.id,
            "position": position,
            "place_id": place.place_id,
            "country": place.country,
            "role": place.role,
            "lat": place.lat,
            "lon": place.lon,
            "precision": int(place.precision),
        }
        for fact in facts
        for position, place in enumerate(fact.places)
    ]


def problem_rows(problems: Iterable[Problem], document_id: str | None) -> list[Row]:
    """Return the rows of problems; those of a text that could not be read have no document."""
    return [
        {"document_id": document_id, "place": problem.where, "what": problem.what, "why": problem.why}
        for problem in problems
    ]


def event_row(event: Event, facts: Sequence[Fact], publishers: Mapping[str, str], number: int) -> Row:
    """Return the row of an event.

    Parameters
    ----------
    facts : sequence of Fact
        Its reports, in the order of `event.fact_ids`.
    publishers : mapping of str to str
        Whose report each of their documents is, by its id.
    number : int
    """
    known, span = profile(facts), event.date
    documents = list(dict.fromkeys(fact.document_id for fact in facts))
    places = [
        [place.place_id, place.name, place.kind, place.country, place.lat, place.lon, int(place.precision),
         place.radius_km]
        for place in known.places
    ]  # fmt: skip
    return {
        "number": number,
        "id": event.id,
        "layer": event.layer,
        "style": known.style,
        "status": known.status,
        "event_type": known.types[0] if known.types else None,
        "sub_type": known.sub_type,
        "date_start": span and span.start,
        "date_end": span and span.end,
        "date_precision": span and span.precision,
        "deaths_low": known.deaths and known.deaths.low,
        "deaths_high": known.deaths and known.deaths.high,
        "aggregate": known.aggregate,
        "drawn": known.drawn,
        "facts": len(facts),
        "documents": len(documents),
        "publishers": len({publishers[document] for document in documents}),
        "facets": json.dumps([known.types, known.actors, documents, places], ensure_ascii=False),
        "record": _dump(event),
    }


def to_event(record: str) -> Event:
    """Return the event of a record."""
    return _load(Event, record)


def to_document(record: str, text: str) -> Document:
    """Return the document of a record and its text, which stands in a column of its own."""
    return _load(Document, record, text=text)


def to_placement(record: str) -> Placement:
    """Return the placement of a record."""
    return _load(Placement, record)


def to_fact(layer: Layer, record: str) -> Fact:
    """Return the fact of a record."""
    if layer == "incident":
        return _load(Incident, record)
    return _load(Withdrawal, record) if layer == "withdrawal" else _load(Membership, record)


def review_row(review: Review) -> Row:
    """Return the row of a review."""
    return {
        "id": review.id,
        "event_id": review.event_id,
        "kind": review.kind,
        "who": review.who,
        "record": _dump(review),
    }


def to_review(record: str) -> Review:
    """Return the review of a record."""
    return _load(Review, record)


def to_info(row: Any) -> DocumentInfo:
    """Return a document without its text, from the columns of its row."""
    span = row.published_start and DateSpan(row.published_start, row.published_end, row.published_precision)
    return DocumentInfo(row.id, row.title, row.publisher, row.reports_on, row.source, row.language, span)


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return what turns a class into JSON and back; made once, since it takes a tenth of a second."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def fact_record(fact: Fact) -> str:
    """Return a fact as it is kept, in JSON."""
    return _dump(fact)


def _dump(value: Document | Placement | Fact | Event | Review, exclude: set[str] | None = None) -> str:
    """Return the JSON of a value; what is as the model has it by default is left out, and filled in when read."""
    return adapter(type(value)).dump_json(value, exclude=exclude, exclude_defaults=True).decode("utf-8")


def _load(kind: type[Record], record: str, **more: object) -> Record:
    try:
        value: Record = adapter(kind).validate_python(json.loads(record) | more)
    except (ValueError, TypeError) as error:
        raise StoreVersionError(
            f"the store holds a {kind.__name__} as another version of Liptako writes it.", REMEDY
        ) from error
    return value

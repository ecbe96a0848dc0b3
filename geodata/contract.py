"""The JSON that `liptako extract` and `liptako locate` print.

Offsets count the characters of the file as decoded, newlines untranslated, from 0, end exclusive, and
``excerpt == original[start:end]``. Unknown values are null.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.errors import DocumentError
from geodata.model import Actor, DateSpan, Fact, FactPlace, Incident, Membership, Placement, Withdrawal

if TYPE_CHECKING:
    from geodata.pipeline import Reading

Json = dict[str, Any]


def extract_record(reading: Reading, name: str | None = None, original: str | None = None) -> Json:
    """Return what was read of one document.

    Parameters
    ----------
    reading : Reading
    name : str, optional
        The file's name; the document's source by default.
    original : str, optional
        The characters of the file as decoded. Without them offsets count the normalised text.

    Returns
    -------
    dict
        ``document``, ``language``, ``published``, ``title``, ``places`` and ``facts``, ready for JSON.
    """
    document = reading.document
    spans = Spans(document.text, reading if original is not None else None, original)
    return {
        "document": name or document.source,
        "language": document.language,
        "published": document.published and document.published.isoformat(),
        "title": document.title,
        "places": [_place(placement, spans) for placement in reading.placements],
        "facts": [_fact(fact, spans) for fact in reading.facts],
    }


@dataclass(frozen=True)
class Spans:
    """The way from spans of the normalised text to those of the file, where its characters are at hand."""

    text: str
    reading: Reading | None
    original: str | None

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the normalised text as one of the file."""
        return self.reading.document.offsets.original_span(start, end) if self.reading else (start, end)

    def quote(self, start: int, end: int) -> str:
        """Return the file's own characters of a span of the normalised text."""
        first, last = self.of(start, end)
        return (self.text if self.original is None else self.original)[first:last]


def locate_record(line: str, number: int, locate: Any) -> Json:
    """Place the names of one line ``{"id", "text", "spans": [{"start", "end"}]}``.

    Parameters
    ----------
    line : str
        JSON; other keys are looked at by nothing.
    number : int
        Of the line, for messages.
    locate : callable
        From text and spans to one Placement for each span, as `geodata.placement.locate_spans`.

    Raises
    ------
    DocumentError
        If the line has another form; the message says what is missing.
    """
    try:
        row = json.loads(line)
        text, key = row["text"], row["id"]
        spans = [(int(span["start"]), int(span["end"])) for span in row["spans"]]
    except (ValueError, KeyError, TypeError) as error:
        what = f"line {number} cannot be used: {type(error).__name__} {error}."
        raise DocumentError(what, 'Each line is {"id", "text", "spans": [{"start", "end"}]}.') from error
    if not isinstance(text, str) or not all(0 <= start < end <= len(text) for start, end in spans):
        raise DocumentError(f"line {number}: a span lies outside its text.", "Offsets count characters from 0.")
    placed = [_located(span, found) for span, found in zip(spans, locate(text, spans), strict=True)]
    return {"id": key, "text": text, "spans": placed}


def _located(span: tuple[int, int], placement: Placement) -> Json:
    place = placement.place
    return {
        "start": span[0],
        "end": span[1],
        "lat": placement.lat,
        "lon": placement.lon,
        "name": place and place.name,
        "country": place and place.country,
        "place_id": place and place.place_id,
        "precision": int(placement.precision),
        "score": round(placement.score, 4),
        "method": placement.method,
    }


def _place(placement: Placement, spans: Spans) -> Json:
    mention, place = placement.mention, placement.place
    start, end = spans.of(mention.start, mention.end)
    # The name of one of two towns stands for that town; only what happened between them lies at the middle.
    spot = place if place is not None and placement.method == "between" else placement
    return {
        "start": start,
        "end": end,
        "text": spans.quote(mention.start, mention.end),
        "name": place.name if place else mention.text,
        "kind": place.kind if place else mention.kind_hint,
        "country": place and place.country,
        "lat": spot.lat,
        "lon": spot.lon,
        "place_id": place and place.place_id,
        "precision": int(placement.precision),
        "radius_km": placement.radius_km,
        "method": placement.method,
        "score": round(placement.score, 4),
        "literal": mention.literal,
        "reason": placement.reason,
    }


def _fact(fact: Fact, spans: Spans) -> Json:
    start, end = spans.of(fact.start, fact.end)
    trigger_start, trigger_end = spans.of(fact.trigger_start, fact.trigger_end)
    return {
        "id": fact.id,
        "layer": fact.layer,
        "start": start,
        "end": end,
        "excerpt": spans.quote(fact.start, fact.end),
        "trigger_start": trigger_start,
        "trigger_end": trigger_end,
        "status": fact.status,
        "status_detail": fact.status_detail,
        **_date(fact.date),
        "date_text": fact.date_text,
        "places": [_fact_place(place) for place in fact.places if _is_named(place)],
        "inferred_places": [_fact_place(place) for place in fact.places if not _is_named(place)],
        "actors": [_actor(actor) for actor in fact.actors],
        "rule": fact.rule,
        "aggregate": fact.aggregate,
        "notes": list(fact.notes),
        **_layer_fields(fact),
    }


def _layer_fields(fact: Fact) -> Json:
    if isinstance(fact, Incident):
        return {
            "event_type": fact.event_type,
            "acled_event_type": fact.acled_event_type,
            "sub_event_type": fact.sub_event_type,
            "fatalities": fact.fatalities,
            "fatalities_low": fact.fatalities_low,
            "fatalities_high": fact.fatalities_high,
            "fatalities_text": fact.fatalities_text,
        }
    if isinstance(fact, Withdrawal):
        return {
            "force": fact.force,
            "contributor": fact.contributor,
            "troops": fact.troops,
            "from": list(fact.host),
            "organisation": fact.organisation,
        }
    if isinstance(fact, Membership):
        return {"organisation": fact.organisation, "members": list(fact.members), "action": fact.action}
    raise TypeError(f"a {type(fact).__name__} belongs to none of the three layers")


def _date(span: DateSpan | None) -> Json:
    return {
        "date_start": span and span.start.isoformat(),
        "date_end": span and span.end.isoformat(),
        "date_precision": span and span.precision,
    }


def _fact_place(place: FactPlace) -> Json:
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": int(place.precision),
        "role": place.role,
    }


def _is_named(place: FactPlace) -> bool:
    """Tell whether the fact's own sentence names the place, not another one or its context."""
    return place.role != "carried" and place.start is not None


def _actor(actor: Actor) -> Json:
    return {"name": actor.name, "kind": actor.kind, "country": actor.country, "text": actor.text}

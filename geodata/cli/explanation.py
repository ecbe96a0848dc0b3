"""Why something is on the map, in lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import TYPE_CHECKING

from geodata.model import Actor, Fact, FactPlace, Incident, Membership, Withdrawal
from geodata.vocabulary.loading import load

if TYPE_CHECKING:
    from geodata.model import Document, Event, Placement
    from geodata.store import Store

SHORT = 10
WIDEST_LABEL = 12


def explain_fact(store: Store, fact: Fact) -> Iterator[str]:
    """Yield what a fact says, the rule and words it rests on, its places and the candidates for each."""
    document = store.document(fact.document_id)
    placements = {(p.mention.start, p.mention.end): p for p in store.placements(document.id)}
    yield f"{fact.layer.capitalize()} {fact.id}"
    yield from _quote(fact)
    yield from _row("Document", _cited(document))
    yield from _row(
        "Where in it", "characters {}-{} of the file".format(*document.offsets.original_span(fact.start, fact.end))
    )
    yield from _row("Rule", f"{fact.rule}, by the words “{document.text[fact.trigger_start : fact.trigger_end]}”")
    yield from _row("Status", fact.status + (f" ({fact.status_detail})" if fact.status_detail else ""))
    yield from _row("Date", _date(fact))
    yield from _layer_rows(fact)
    yield from _row("Actors", "; ".join(map(_actor, fact.actors)))
    for note in fact.notes:
        yield from _row("Note", note)
    for place in fact.places:
        yield from _place(place, placements, document)
    event = store.event_of_fact(fact.id)
    if event is not None:
        yield from _row(
            "Event", f"{event.id[:SHORT]}, {_number(event.fact_ids, 'fact')}{event.why and f': {event.why}'}"
        )


def explain_event(store: Store, event: Event) -> Iterator[str]:
    """Yield why the facts of an event count as one happening, then each of them."""
    yield f"Event {event.id}"
    yield from _row("Layer", event.layer)
    yield from _row("Date", event.date.isoformat() if event.date else "unknown")
    yield from _row("Why one", event.why)
    for disagreement in event.disagreements:
        yield from _row("Disagreement", disagreement)
    for fact_id in event.fact_ids:
        yield ""
        yield from explain_fact(store, store.fact(fact_id))


def explain_document(store: Store, document: Document) -> Iterator[str]:
    """Yield what a document is, its mentions with their places, its facts, and the trouble with it."""
    yield f"Document {document.id}"
    yield from _row("Text", _cited(document))
    yield from _row("Language", document.language or "neither French nor English")
    for citation in document.citations:
        yield from _row("Rests on", citation)
    for problem in store.problems(document.id):
        yield from _row("Trouble", problem.why)
    yield f"  {_number(placements := store.placements(document.id), 'mention')}"
    for placement in placements:
        at = document.offsets.original(placement.mention.start)
        yield f"    {at:>6}  {placement.mention.text}: {_where(placement)}"
    yield f"  {_number(facts := store.facts(document.id), 'fact')}"
    for fact in facts:
        at = document.offsets.original(fact.start)
        yield f"    {at:>6}  {fact.id[:SHORT]}  {fact.layer}, {fact.status}, {_date(fact)}, rule {fact.rule}"


def _number(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _row(label: str, value: str) -> Iterator[str]:
    if value:
        yield f"  {label:<{WIDEST_LABEL}}  {value}"


def _quote(fact: Fact) -> Iterator[str]:
    start, end = fact.trigger_start - fact.start, fact.trigger_end - fact.start
    marked = f"{fact.excerpt[:start]}[{fact.excerpt[start:end]}]{fact.excerpt[end:]}"
    yield f"  “{' '.join(marked.split())}”"


def _cited(document: Document) -> str:
    parts = (
        document.title,
        document.publisher,
        document.reports_on and f"on {document.reports_on}",
        document.published and document.published.isoformat(),
        document.url,
        document.source,
    )
    return ", ".join(part for part in parts if part)


def _date(fact: Fact) -> str:
    if fact.date is None:
        return "date unknown"
    words = f", by the words “{fact.date_text}”" if fact.date_text else ""
    return f"{fact.date.isoformat()} ({fact.date.precision}){words}"


def _layer_rows(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Incident):
        yield from _row("Type", " / ".join(filter(None, (fact.acled_event_type, fact.sub_event_type, fact.event_type))))
        yield from _row("Deaths", _toll(fact))
    elif isinstance(fact, Withdrawal):
        yield from _row("Force", ", ".join(filter(None, (fact.force, fact.contributor, fact.organisation))))
        yield from _row("Strength", "" if fact.troops is None else str(fact.troops))
        yield from _row("Leaves", ", ".join(fact.host))
    elif isinstance(fact, Membership):
        yield from _row(
            "Membership", f"{', '.join(fact.members)}: {fact.action or 'unclear'}, {fact.organisation or 'unclear'}"
        )


def _toll(fact: Incident) -> str:
    words = f", by the words “{fact.fatalities_text}”" if fact.fatalities_text else ""
    bounds = [
        f"{label} {n}" for label, n in (("low", fact.fatalities_low), ("high", fact.fatalities_high)) if n is not None
    ]
    if fact.fatalities is None and not bounds:
        return "not given"
    best = "no best figure" if fact.fatalities is None else str(fact.fatalities)
    if fact.has_open_toll:
        return f"at least {fact.fatalities_low}{words}"
    if fact.has_only_ceiling:
        return f"at most {fact.fatalities_high}{words}"
    if fact.has_rough_toll:
        return f"about {fact.fatalities}{words}"
    return best + (f" ({', '.join(bounds)})" if bounds else "") + words


def _actor(actor: Actor) -> str:
    return f"{actor.name} ({actor.kind})" + (f" “{actor.text}”" if actor.text and actor.text != actor.name else "")


def _place(place: FactPlace, placements: dict[tuple[int, int], Placement], document: Document) -> Iterator[str]:
    spot = "unlocated" if place.lat is None else f"{place.lat:.4f}, {place.lon:.4f}"
    yield from _row("Place", f"{place.name} ({place.kind}), {place.role}, {_precision(place)}, {spot}")
    placement = None if place.start is None or place.end is None else placements.get((place.start, place.end))
    if placement is None:
        return
    at = document.offsets.original(placement.mention.start)
    yield f"    “{placement.mention.text}” at character {at}: {_where(placement)}"
    for number, candidate in enumerate(placement.candidates, 1):
        features = "; ".join(f"{feature_words(name)} {value:+.2f}" for name, value in candidate.features)
        other = candidate.place
        yield f"      {number}. {other.name} ({other.kind}, {other.place_id}) {candidate.score:.2f}: {features}"


def feature_words(name: str) -> str:
    """Return what a feature of a candidate means, in words; a name that the table lacks stays as it is."""
    return str(load("features.yaml").get(name, name))


def _where(placement: Placement) -> str:
    if placement.place is None:
        return f"unlocated, {placement.reason or 'no reason kept'}"
    place = placement.place
    stands_for = "" if placement.mention.literal else ", stands for its government"
    return (
        f"{place.name} ({place.kind}, {place.place_id}) by {placement.method}, score {placement.score:.2f}{stands_for}"
    )


def _precision(place: FactPlace) -> str:
    return f"precision {int(place.precision)} {place.precision.name.lower()}"

"""The events of one document, or of those just added, ringed on the map and listed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.model import EventView, Fact, View

if TYPE_CHECKING:
    from dashboard.data import Library

# Part of the address that names the documents, and what stands between their ids.
PART, BETWEEN = "of", ","
# A feed brings up to thirty articles; an address does not name more documents than these.
MOST = 12


@dataclass(frozen=True, slots=True)
class Spotlight:
    """What is lit.

    Parameters
    ----------
    documents : tuple of str
        Ids of the documents that are in the store.
    events : tuple of str
        Ids of their events.
    units : tuple of str
        Ids of the places of these events and of the units that hold them: marks that stand for many name no event.
    spots : tuple of (lat, lon)
        WGS 84 degrees of these places.
    """

    documents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()

    def told(self, label: str) -> dict[str, Any]:
        """Return what the map's frame is told."""
        return {"events": self.events, "units": self.units, "spots": self.spots, "label": label}


def light(library: Library, document_ids: Sequence[str]) -> Spotlight:
    """Return the events and places of documents; ids that the store does not have are left out.

    Parameters
    ----------
    library : Library
    document_ids : sequence of str
    """
    known = [document_id for document_id in document_ids if document_id in library.documents_by_id()]
    facts = [fact for document_id in known for fact in library.facts_in(document_id)]
    events = dict.fromkeys(event.id for fact in facts if (event := library.store.event_of_fact(fact.id)) is not None)
    places = {place.place_id: place for fact in facts for place in _shown(fact) if place.place_id}
    units = dict.fromkeys(unit for place_id in places for unit in (place_id, *library.path(place_id)))
    spots = [(place.lat, place.lon) for place in places.values() if place.lat is not None and place.lon is not None]
    return Spotlight(tuple(known), tuple(events), tuple(units), tuple(spots))


def _shown(fact: Fact) -> Sequence[Any]:
    return [place for place in fact.places if place.role in {"site", "carried", "host", "member"}]


def listed(view: View, lit: Spotlight, library: Library) -> list[EventView]:
    """Return those of the lit events that are in a view, in its order."""
    found = (library.position(view, event_id) for event_id in lit.events)
    return [view.events[at] for at in sorted(at for at in found if at is not None)]


def documents_of(named: str) -> list[str]:
    """Return the ids that a part of the address names."""
    return [document_id for document_id in named.split(BETWEEN) if document_id][:MOST]


def address(document_ids: Sequence[str]) -> str:
    """Return how the address names documents."""
    return BETWEEN.join(document_ids[:MOST])

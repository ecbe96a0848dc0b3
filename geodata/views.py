"""The one query that map, panel, charts, snapshot and export share: what is exported is what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from geodata.columns import open_columns
from geodata.columns.reviewing import with_reviews
from geodata.columns.selecting import select_from
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.model import EventView, FactPlace, View, ViewSpec
from geodata.profiles import located

if TYPE_CHECKING:
    from geodata.columns import Columns
    from geodata.columns.opening import Source
    from geodata.store import Readable
    from geodata.store.reviews import Reviews

__all__ = ["corrected", "drawn_places", "select", "select_from"]


@runtime_checkable
class Reviewed(Protocol):
    """A store that people correct."""

    def reviews(self) -> Reviews:
        """Return all reviews, by the event that each is about now."""

    def reviewed_at(self) -> int:
        """Return a mark that changes with every review; 0 where there is none."""


def select(store: Readable | Source, spec: ViewSpec, hierarchy: Hierarchy | None = None) -> View:
    """Answer a view request.

    Parameters
    ----------
    store : Store, Glance, or anything with `facts`, `events` and `documents`
    spec : ViewSpec
    hierarchy : Hierarchy, optional
        Which units hold which; the installed gazetteer and bundled boundaries by default.

    Returns
    -------
    View
        Events newest first, those without a date last, loaded as they are asked for. ``counts.hidden`` gives for each
        filter how many events it hides by itself.
    """
    hierarchy = hierarchy or default_hierarchy()
    columns = open_columns(store, hierarchy)
    return select_from(columns if spec.reviewed == "without" else corrected(columns, store, hierarchy), spec)


def corrected(columns: Columns, store: Readable | Source, hierarchy: Hierarchy) -> Columns:
    """Return the columns of a store as people corrected them; remembered until somebody corrects something."""
    if not isinstance(store, Reviewed) or not (mark := store.reviewed_at()):
        return columns
    made: Columns = columns.remembered(
        # Each is a copy of some of the columns: only the newest is kept.
        ("corrected", mark),
        lambda: with_reviews(columns, store.reviews().by_event, hierarchy),
        most=1,
    )
    return made


def drawn_places(row: EventView, hierarchy: Hierarchy) -> tuple[FactPlace, ...]:
    """Return the places at which an event is drawn: the most precise ones that its facts give.

    A place that holds another one of the same event is left out ("Boni, in the cercle of Douentza" is drawn at Boni).
    """
    places = {place.place_id: place for place in located(row.facts) if place.lat is not None}
    holders = {unit for place in places.values() for unit in hierarchy.chain(place) if unit != place.place_id}
    return tuple(place for place_id, place in places.items() if place_id not in holders)

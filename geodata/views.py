"""The one query that map, panel, charts, snapshot and export share: what is exported is what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.columns import open_columns
from geodata.columns.selecting import select_from
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.model import EventView, FactPlace, View, ViewSpec
from geodata.profiles import located

if TYPE_CHECKING:
    from geodata.columns.opening import Source
    from geodata.store import Store

__all__ = ["drawn_places", "select", "select_from"]


def select(store: Store | Source, spec: ViewSpec, hierarchy: Hierarchy | None = None) -> View:
    """Answer a view request.

    Parameters
    ----------
    store : Store, or anything with `facts`, `events` and `documents`
    spec : ViewSpec
    hierarchy : Hierarchy, optional
        Which units hold which; the installed gazetteer and bundled boundaries by default.

    Returns
    -------
    View
        Events newest first, those without a date last, loaded as they are asked for. ``counts.hidden`` gives for each
        filter how many events it hides by itself.
    """
    return select_from(open_columns(store, hierarchy or default_hierarchy()), spec)


def drawn_places(row: EventView, hierarchy: Hierarchy) -> tuple[FactPlace, ...]:
    """Return the places at which an event is drawn: the most precise ones that its facts give.

    A place that holds another one of the same event is left out ("Boni, in the cercle of Douentza" is drawn at Boni).
    """
    places = {place.place_id: place for place in located(row.facts) if place.lat is not None}
    holders = {unit for place in places.values() for unit in hierarchy.chain(place) if unit != place.place_id}
    return tuple(place for place_id, place in places.items() if place_id not in holders)

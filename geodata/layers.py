"""From a View to the marks that are drawn of it; the map and the picture draw the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geodata.hierarchy import Hierarchy
from geodata.model import (
    AreaMark,
    CountryBadge,
    CountryShade,
    EventView,
    FactPlace,
    Incident,
    Layers,
    PointMark,
    Precision,
    View,
    ViewSpec,
    Withdrawal,
)
from geodata.views import drawn_places

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# South, west, north, east in degrees: from the Senegalese coast to Lake Chad, the three countries in the middle.
SAHEL = (4.0, -17.5, 25.0, 24.0)
AREA_PRECISIONS = frozenset({Precision.ADMIN2, Precision.ADMIN1, Precision.AREA})
# Degrees shown around a single place, about 55 km.
PLACE_MARGIN = 0.5


def make_layers(view: View, gazetteer: Gazetteer, boundaries: Boundaries) -> Layers:
    """Return the points, areas, badges and shades of a view.

    Events that are aggregates ("since 2012 ..."), or that were threatened, planned or denied, are listed in the panel
    and not drawn: nothing happened at one spot on one day.

    Parameters
    ----------
    view : View
    gazetteer : Gazetteer
        For the display names of countries.
    boundaries : Boundaries
        For the extent of the scope.
    """
    hierarchy = Hierarchy(gazetteer, boundaries)
    points: defaultdict[tuple[str, str, int], list[tuple[FactPlace, str]]] = defaultdict(list)
    areas: defaultdict[str, list[tuple[FactPlace, str, str]]] = defaultdict(list)
    badges: defaultdict[str, list[tuple[FactPlace, str, str]]] = defaultdict(list)
    unplaced: list[str] = []
    listed: list[str] = []
    for row in view.events:
        if row.event.layer == "membership":
            continue
        if not _is_drawn(row):
            listed.append(row.event.id)
            continue
        places, style = drawn_places(row, hierarchy), style_of(row)
        if not places:
            unplaced.append(row.event.id)
        for place in places:
            place_id = place.place_id or ""
            if place.precision in AREA_PRECISIONS:
                areas[place_id].append((place, style, row.event.id))
            elif place.precision is Precision.COUNTRY:
                badges[place.country or place_id].append((place, style, row.event.id))
            else:
                points[place_id, style, int(place.radius_km or 0)].append((place, row.event.id))
    return Layers(
        points=tuple(_point(style, found) for (_, style, _), found in points.items()),
        areas=tuple(_area(found) for found in areas.values()),
        badges=tuple(_badge(country, found) for country, found in badges.items()),
        shades=tuple(CountryShade(state.country, state.state, state.fact_ids) for state in view.memberships),
        unplaced=tuple(unplaced),
        listed=tuple(listed),
        bounds=bounds_of(view.spec, gazetteer, boundaries),
    )


def style_of(row: EventView) -> str:
    """Return the key of the symbol table for an event, by the first of its facts."""
    fact = row.facts[0]
    if isinstance(fact, Incident):
        if fact.event_type in {"coup", "mutiny"}:
            return "coup"
        return fact.acled_event_type or "incident"
    if isinstance(fact, Withdrawal):
        return f"withdrawal-{_withdrawal_style(row)}"
    return "membership"


def bounds_of(spec: ViewSpec, gazetteer: Gazetteer, boundaries: Boundaries) -> tuple[float, float, float, float]:
    """Return south, west, north, east of what is drilled into; the Sahel where nothing is."""
    if spec.scope is None:
        return SAHEL
    shape = boundaries.geometry(spec.scope)
    if shape is not None:
        west, south, east, north = shape.bounds
        return (south, west, north, east)
    place = gazetteer.get(spec.scope)
    if place is None:
        return SAHEL
    return (
        place.lat - PLACE_MARGIN,
        place.lon - PLACE_MARGIN,
        place.lat + PLACE_MARGIN,
        place.lon + PLACE_MARGIN,
    )


def _is_drawn(row: EventView) -> bool:
    return any(
        fact.layer == "withdrawal" and fact.status != "denied"
        if fact.layer != "incident"
        else fact.status == "occurred" and not fact.aggregate
        for fact in row.facts
    )


def _withdrawal_style(row: EventView) -> str:
    statuses = {fact.status for fact in row.facts}
    if "effective" in statuses:
        return "effective"
    return "demanded" if statuses <= {"demanded"} else "announced"


def _point(style: str, found: list[tuple[FactPlace, str]]) -> PointMark:
    place = found[0][0]
    lat, lon = _coordinates(place)
    ids = tuple(dict.fromkeys(event for _, event in found))
    return PointMark(lat, lon, place.place_id, place.name, style, ids, place.precision, place.radius_km)


def _area(found: list[tuple[FactPlace, str, str]]) -> AreaMark:
    place = found[0][0]
    lat, lon = _coordinates(place)
    return AreaMark(
        place_id=place.place_id or "",
        name=place.name,
        styles=tuple(dict.fromkeys(style for _, style, _ in found)),
        event_ids=tuple(dict.fromkeys(event for _, _, event in found)),
        precision=place.precision,
        lat=lat,
        lon=lon,
    )


def _badge(country: str, found: list[tuple[FactPlace, str, str]]) -> CountryBadge:
    place = found[0][0]
    lat, lon = _coordinates(place)
    return CountryBadge(
        country=country,
        name=place.name,
        styles=tuple(dict.fromkeys(style for _, style, _ in found)),
        event_ids=tuple(dict.fromkeys(event for _, _, event in found)),
        lat=lat,
        lon=lon,
    )


def _coordinates(place: FactPlace) -> tuple[float, float]:
    if place.lat is None or place.lon is None:
        raise ValueError(f"{place.name} has no coordinates and cannot be drawn: leave it in `unplaced`")
    return place.lat, place.lon

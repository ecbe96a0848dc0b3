"""The lines of withdrawals: out of the host, towards where the troops came from; map and picture draw the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.columns.table import Columns, Ints
from geodata.model import Departure, FactPlace, View, ViewSpec, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# More lines than these would cover the map they cross.
LINES = 80
# The newest withdrawals looked at; the lines of older ones would mostly repeat theirs.
LOOKED_AT = 400
# Events whose withdrawals stay in memory, some 2 kB each.
KEPT = 4000
# How far a line bows to its side, as a share of its length, and in how many steps it does: as on the screen (map.js).
BOW, STEPS = 0.14, 24
STYLES = {"effective": "withdrawal-effective", "demanded": "withdrawal-demanded"}
OTHER_STYLE = "withdrawal-announced"

Point = tuple[float, float]


def departures_of(columns: Columns, rows: Ints, gazetteer: Gazetteer, boundaries: Boundaries) -> list[Departure]:
    """Return one departure for each contributor and host, that of the newest withdrawal.

    Parameters
    ----------
    columns : Columns
    rows : int array
        Of a view; its newest withdrawals are loaded.
    gazetteer : Gazetteer
    boundaries : Boundaries
        For where countries stand.
    """
    if "withdrawal" not in columns.layers:
        return []
    leaving = (columns.layer[rows] == columns.layers.index("withdrawal")) & columns.drawn[rows]
    found: dict[tuple[str, str], Departure] = {}
    for fact in _facts(columns, rows[leaving][:LOOKED_AT]):
        one = _departure(fact, gazetteer, boundaries)
        if one is not None and one.host != one.contributor:
            found.setdefault((one.contributor, one.host), one)
        if len(found) == LINES:
            break
    return list(found.values())


def are_open(spec: ViewSpec) -> bool:
    """Tell whether all lines of a view are drawn: of withdrawals alone, since many cross the whole map."""
    return spec.layers == frozenset({"withdrawal"})


def drawn_departures(
    view: View, columns: Columns, rows: Ints, gazetteer: Gazetteer, boundaries: Boundaries
) -> tuple[Departure, ...]:
    """Return the departures that are drawn of a view: all, or those out of the country that is looked at."""
    spec = view.spec
    chosen = (spec.scope or "").partition("-")[0]
    if "withdrawal" not in spec.layers or not (are_open(spec) or chosen):
        return ()
    found: Iterable[Departure] = departures_of(columns, rows, gazetteer, boundaries)
    return tuple(one for one in found if are_open(spec) or one.host == chosen)


def bow(start: Point, end: Point, steps: int = STEPS) -> list[Point]:
    """Return a bow from one point to another, so that two lines between the same countries do not lie upon each other.

    Parameters
    ----------
    start, end : (float, float)
        Latitude and longitude.
    steps : int
        As many as the screen takes by default; a page of fine pixels shows its corners.

    Returns
    -------
    list of (float, float)
        `steps` + 1 points of a quadratic Bézier curve in degrees, as the map of the screen draws it.
    """
    first, last = np.array(start), np.array(end)
    middle = (first + last) / 2 + BOW * np.array([end[1] - start[1], start[0] - end[0]])
    at = np.linspace(0, 1, steps + 1)[:, None]
    points = (1 - at) ** 2 * first + 2 * at * (1 - at) * middle + at**2 * last
    return [(float(lat), float(lon)) for lat, lon in points]


def _facts(columns: Columns, rows: Ints) -> list[Withdrawal]:
    """Return the withdrawals that events tell of; those loaded for an earlier view are kept, they are few."""
    kept: dict[int, list[Withdrawal]] = columns.remembered("withdrawals by event", dict)
    numbers = [int(number) for number in columns.number[rows]]
    missing = [number for number in numbers if number not in kept]
    if len(kept) + len(missing) > KEPT:
        kept.clear()
        missing = numbers
    if missing:
        for number, event in zip(missing, columns.load(missing), strict=True):
            kept[number] = [fact for fact in event.facts if isinstance(fact, Withdrawal)]
    return [fact for number in numbers for fact in kept.get(number, ())]


def _departure(fact: Withdrawal, gazetteer: Gazetteer, boundaries: Boundaries) -> Departure | None:
    """Return what is drawn of a withdrawal; None where it does not say who leaves what."""
    site = next((place for place in fact.places if _is_site(place)), None)
    host = fact.host[0] if fact.host else site.country if site else None
    end = _stands(fact.contributor, gazetteer, boundaries) if fact.contributor else None
    if host is None or end is None or fact.contributor is None:
        return None
    known = site and site.lat is not None and site.lon is not None and (site.lat, site.lon)
    start = known or _stands(host, gazetteer, boundaries)
    if start is None:
        return None
    return Departure(fact.contributor, host, start, end, STYLES.get(fact.status, OTHER_STYLE), fact)


def _is_site(place: FactPlace) -> bool:
    return place.role == "site" and place.kind != "country" and place.lat is not None


def _stands(country: str, gazetteer: Gazetteer, boundaries: Boundaries) -> Point | None:
    """Return where the badge of a country stands: its lines begin and end there, and not beside it."""
    place = gazetteer.get(country)
    if place is not None:
        return place.lat, place.lon
    shape = boundaries.geometry(country)
    if shape is None:
        return None
    inside = shape.representative_point()
    return inside.y, inside.x

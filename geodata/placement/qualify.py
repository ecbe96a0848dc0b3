"""From the place that is meant to the spot that is meant, and how precisely it is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from geodata.model import Candidate, Mention, Place, Placement, Precision
from geodata.placement.calibration import calibrated, group_of
from geodata.placement.features import kilometres
from geodata.placement.resolve import method

NEAR_KM = 10.0  # radius of "near X" where the text gives no distance: this project's rule, stated in the README
BEYOND_KM = 25.0  # radius of "north of X" without a distance
FARTHEST_KM = 400.0  # beyond it two towns are no pair that something lies between: longer than any stage of a road
_EARTH_KM = 6371.0088  # mean radius, IUGG
PRECISION = {
    "settlement": Precision.SETTLEMENT, "site": Precision.SETTLEMENT, "admin3": Precision.ADMIN2,
    "admin2": Precision.ADMIN2, "admin1": Precision.ADMIN1, "area": Precision.AREA, "river": Precision.AREA,
    "lake": Precision.AREA, "continent": Precision.AREA, "country": Precision.COUNTRY,
}  # fmt: skip


def placement(mention: Mention, ranked: tuple[Candidate, ...], bearers: int) -> Placement:
    """Return where a mention is placed, its candidates being ranked."""
    best = ranked[0]
    place, how = best.place, method(ranked, bearers)
    precision = Precision.AREA if mention.kind_hint == "area" and place.kind != "settlement" else PRECISION[place.kind]
    lat, lon, radius = place.lat, place.lon, None
    moved = mention.qualifier
    if moved is not None and moved.relation != "between" and precision == Precision.SETTLEMENT:
        lat, lon, radius = _moved(place, mention)
        precision = Precision.NEAR
    return Placement(
        mention,
        place,
        lat,
        lon,
        precision,
        radius,
        how,
        round(calibrated(best.score, group_of(place.kind, how)), 3),
        "",
        ranked,
    )


def lay_between(placements: Sequence[Placement]) -> list[Placement]:
    """Move both names of every pair "between A and B" to the middle, with half the way as radius.

    Each keeps its own gazetteer entry, so that the text view shows both towns. A pair that did not become two towns,
    or lies farther apart than `FARTHEST_KM`, stays where it is: nobody means a spot between Bamako and Paris.
    """
    found = list(placements)
    at = 0
    while at < len(found) - 1:
        pair = found[at], found[at + 1]
        if not all(one.mention.qualifier is not None and one.mention.qualifier.relation == "between" for one in pair):
            at += 1
            continue
        middle = _middle(*pair)
        if middle is not None:
            lat, lon, radius = middle
            found[at], found[at + 1] = (
                replace(one, lat=lat, lon=lon, radius_km=radius, precision=Precision.NEAR, method="between")
                for one in pair
            )
        at += 2
    return found


def _middle(one: Placement, other: Placement) -> tuple[float, float, float] | None:
    """Return latitude, longitude and half the distance in km; the middle of both coordinates is exact enough here."""
    if one.place is None or other.place is None or {one.precision, other.precision} != {Precision.SETTLEMENT}:
        return None
    lat1, lon1, lat2, lon2 = one.place.lat, one.place.lon, other.place.lat, other.place.lon
    half = kilometres(lat1, lon1, lat2, lon2) / 2
    if not 0 < half <= FARTHEST_KM / 2:
        return None
    return (lat1 + lat2) / 2, (lon1 + lon2) / 2, round(half, 1)


def unlocated(mention: Mention, reason: str, ranked: tuple[Candidate, ...] = ()) -> Placement:
    """Return the placement of a mention that cannot be placed, with the reason."""
    return Placement(mention, None, None, None, Precision.UNLOCATED, reason=reason, candidates=ranked, method="none")


def _moved(place: Place, mention: Mention) -> tuple[float, float, float]:
    """Return latitude, longitude and radius in km of a spot that is near, or some way from, a place."""
    moved = mention.qualifier
    if moved is None or moved.distance_km is None:
        return place.lat, place.lon, NEAR_KM if moved is None or moved.bearing is None else BEYOND_KM
    if moved.relation == "offset" and moved.bearing is not None:
        lat, lon = destination(place.lat, place.lon, moved.distance_km, moved.bearing)
        return lat, lon, max(5.0, moved.distance_km / 4)
    return place.lat, place.lon, moved.distance_km


def destination(lat: float, lon: float, distance_km: float, bearing: float) -> tuple[float, float]:
    """Return the point at a distance and bearing along a great circle.

    Direct geodesic on a sphere of mean radius 6371.0088 km (Snyder 1987, Map Projections, eqs 5-5 and 5-6); against
    the ellipsoid it is at most 0.6 % off, far below what "north" leaves open.

    Parameters
    ----------
    lat, lon : float
        WGS 84 degrees.
    distance_km : float
    bearing : float
        Degrees clockwise from north.

    Returns
    -------
    lat, lon : float
    """
    angle, way, phi = distance_km / _EARTH_KM, math.radians(bearing), math.radians(lat)
    north = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(way))
    across = math.sin(way) * math.sin(angle) * math.cos(phi)
    east = math.atan2(across, math.cos(angle) - math.sin(phi) * math.sin(north))
    return math.degrees(north), (math.degrees(east) + lon + 540.0) % 360.0 - 180.0

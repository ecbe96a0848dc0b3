"""What part of the ground a view shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import ViewSpec

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# South, west, north, east in degrees: from the Senegalese coast to Lake Chad, the three countries in the middle.
SAHEL = (4.0, -17.5, 25.0, 24.0)
# Degrees shown around a single place, about 55 km.
PLACE_MARGIN = 0.5


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

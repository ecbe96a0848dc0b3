"""What part of the ground a view shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.model import ViewSpec

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# South, west, north, east in degrees: from the Senegalese coast to Lake Chad, the three countries in the middle.
SAHEL = (4.0, -17.5, 25.0, 24.0)
# Degrees shown around a single place, about 55 km; and around the label of a unit whose outline is not known.
PLACE_MARGIN = 0.5
MARGINS = {"country": 6.0, "admin1": 3.0, "area": 3.0, "admin2": 1.0}
# An outline wider than this lies on both sides of the antimeridian, or around a pole.
HALF_THE_WORLD = 180.0

Bounds = tuple[float, float, float, float]


def bounds_of(spec: ViewSpec, gazetteer: Gazetteer, boundaries: Boundaries) -> tuple[float, float, float, float]:
    """Return south, west, north, east of what is drilled into; the Sahel where nothing is.

    East lies beyond 180 degrees where it crosses the antimeridian.
    """
    if spec.scope is None:
        return SAHEL
    shape = boundaries.geometry(spec.scope)
    if shape is not None:
        return _bounds(shape)
    place = gazetteer.get(spec.scope)
    if place is None:
        return SAHEL
    margin = MARGINS.get(place.kind, PLACE_MARGIN)
    south, north = max(place.lat - margin, -90.0), min(place.lat + margin, 90.0)
    return (south, place.lon - margin, north, place.lon + margin)


def _bounds(shape: BaseGeometry) -> Bounds:
    """Return the bounds of an outline; those of one on both sides of the antimeridian reach beyond 180 degrees."""
    west, south, east, north = shape.bounds
    if east - west > HALF_THE_WORLD:
        import shapely  # noqa: PLC0415 (keeps the import light)

        edges = shapely.bounds(shapely.get_parts(shape))
        western = edges[:, 2] < 0
        beyond = edges[:, ::2] + np.where(western, 360.0, 0.0)[:, None]
        if (narrower := (float(beyond[:, 0].min()), float(beyond[:, 1].max())))[1] - narrower[0] < east - west:
            west, east = narrower
    return (south, west, north, east)

"""Where events are dense: events by cell of a grid of degrees, for a map seen from afar."""

from __future__ import annotations

import numpy as np

from geodata.layers.entries import AREA_PRECISIONS, PlaceCounts
from geodata.model import Precision

# Side of a cell in degrees, and the radius of the disc that shows it.
CELL_DEGREES, DISC_KM = 0.5, 52.0
# More cells than these are never needed: the whole Sahel has fewer.
MOST_CELLS = 600
COLOUR = "#B3420A"


def points_of(counts: PlaceCounts) -> PlaceCounts:
    """Return those that are drawn as points."""
    precision = counts.columns.spots.precision[counts.spot]
    return counts.where(~np.isin(precision, [*AREA_PRECISIONS, Precision.COUNTRY, Precision.UNLOCATED]))


def heat_of(counts: PlaceCounts, cells: float = CELL_DEGREES) -> list[tuple[float, float, int]]:
    """Return latitude, longitude and events of each cell of so many degrees, the fullest `MOST_CELLS` of them."""
    points = points_of(counts)
    spots = points.columns.spots
    lat, lon = spots.lat[points.spot], spots.lon[points.spot]
    keys, at = np.unique(np.floor(np.stack([lat, lon]) / cells), axis=1, return_inverse=True)
    numbers = np.bincount(at.ravel(), weights=points.count, minlength=keys.shape[1])
    fullest = np.argsort(-numbers, kind="stable")[:MOST_CELLS]
    middle = (keys[:, fullest] + 0.5) * cells
    return [(float(y), float(x), int(n)) for y, x, n in zip(middle[0], middle[1], numbers[fullest], strict=True)]


def opacity(events: float, most: float) -> float:
    """Return how opaque the disc of a cell is: it grows with the square root of its events."""
    return 0.08 + 0.6 * float(np.sqrt(events / most))

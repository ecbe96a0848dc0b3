"""From degrees to points on the page, in a projection made for the extent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geodata.errors import SnapshotError
from geodata.model import PointMark
from geodata.snapshot.sheet import Box

Coordinates = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

EARTH = Geod(ellps="WGS84")
# Wider or taller than this, an azimuthal projection distorts its rim too much.
AZIMUTHAL_SPAN = 110.0
# A wide extent that lies wholly beyond this latitude is seen from above the pole.
POLAR_BEYOND = 40.0
# A single place is shown with its surroundings, some 120 km across.
LEAST_SPAN_M = 120_000.0
MARGIN = 0.03
# Long edges are drawn curved where the projection curves them.
LONGEST_EDGE_DEGREES = 1.0
# A hair less than 180, so that the two rims of a whole world stay on their own sides.
HALF_TURN = 179.99
# Detail finer than this cannot be seen and only makes files larger.
SMALLEST_DETAIL_POINTS = 0.12


class Window(NamedTuple):
    """A part of the world in degrees; `west` and `east` may lie beyond 180 but span 360 at most."""

    west: float
    south: float
    east: float
    north: float


class Chart:
    """The map's part of the page and the projection that fills it.

    Parameters
    ----------
    bounds : tuple of float
        South, west, north, east in degrees, all of it to be seen. ``west > east`` crosses the antimeridian.
    box : Box
        Where on the page, in points; the extent is widened to its proportions.

    Raises
    ------
    SnapshotError
        If the bounds are no part of the world.
    """

    def __init__(self, bounds: Bounds, box: Box) -> None:
        south, west, north, east = _checked(bounds)
        span = east - west
        self.box = box
        self.lon_0 = west + span / 2
        self.lat_0 = (south + north) / 2
        if span > AZIMUTHAL_SPAN and (south > POLAR_BEYOND or north < -POLAR_BEYOND):
            self.lat_0 = 90.0 if south > 0 else -90.0
            span = 0.0
        self.name: Literal["laea", "eqearth"] = "laea" if max(span, north - south) <= AZIMUTHAL_SPAN else "eqearth"
        centre = f"+lat_0={self.lat_0} " if self.name == "laea" else ""
        definition = f"+proj={self.name} {centre}+lon_0={self.lon_0} +datum=WGS84 +units=m"
        self._project = Transformer.from_crs("OGC:CRS84", definition, always_xy=True)
        left, bottom, right, top = self._extent(south, west, north, east)
        self.extent_m = (right - left, top - bottom)
        self.metres_per_point = max((right - left) / box.width, (top - bottom) / box.height)
        self._middle = ((left + right) / 2, (bottom + top) / 2)
        self.window = self._seen()

    @property
    def shape(self) -> float:
        """Width by height of the bounds, before they are widened to the box."""
        return self.extent_m[0] / self.extent_m[1]

    def _extent(self, south: float, west: float, north: float, east: float) -> tuple[float, float, float, float]:
        steps = np.linspace(0, 1, 25)
        lon, lat = (grid.ravel() for grid in np.meshgrid(west + (east - west) * steps, south + (north - south) * steps))
        x, y = self._project.transform(lon, lat)
        x, y = x[np.isfinite(x)], y[np.isfinite(y)]
        padding = max(MARGIN * max(np.ptp(x), np.ptp(y)), (LEAST_SPAN_M - max(np.ptp(x), np.ptp(y))) / 2)
        return x.min() - padding, y.min() - padding, x.max() + padding, y.max() + padding

    def project(self, lonlat: Coordinates) -> Coordinates:
        """Return points on the page of degrees, shape ``(n, 2)``; not finite where the projection has none."""
        x, y = self._project.transform(lonlat[:, 0], lonlat[:, 1])
        middle = ((self.box.left + self.box.right) / 2, (self.box.bottom + self.box.top) / 2)
        return np.column_stack(
            [
                (x - self._middle[0]) / self.metres_per_point + middle[0],
                (y - self._middle[1]) / self.metres_per_point + middle[1],
            ]
        )

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Return one spot on the page."""
        x, y = self.project(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def holds(self, marks: Sequence[PointMark]) -> NDArray[np.bool_]:
        """Tell for each mark whether its spot lies on the map."""
        if not marks:
            return np.zeros(0, bool)
        x, y = self.project(np.array([[mark.lon, mark.lat] for mark in marks])).T
        inside: NDArray[np.bool_] = (
            (self.box.left <= x) & (x <= self.box.right) & (self.box.bottom <= y) & (y <= self.box.top)
        )
        return inside

    def degrees(self, points: Coordinates) -> Coordinates:
        """Return longitude and latitude of spots on the page, shape ``(n, 2)``."""
        middle = ((self.box.left + self.box.right) / 2, (self.box.bottom + self.box.top) / 2)
        lon, lat = self._project.transform(
            (points[:, 0] - middle[0]) * self.metres_per_point + self._middle[0],
            (points[:, 1] - middle[1]) * self.metres_per_point + self._middle[1],
            direction="INVERSE",
        )
        return np.column_stack([lon, lat])

    def circle(self, lat: float, lon: float, radius_km: float, corners: int = 72) -> Coordinates:
        """Return the corners, on the page, of a circle on the ground."""
        bearings = np.linspace(0, 360, corners, endpoint=False)
        lons, lats, _ = EARTH.fwd(
            np.full(corners, lon), np.full(corners, lat), bearings, np.full(corners, radius_km * 1000)
        )
        return self.project(np.column_stack([lons, lats]))

    def points_per_km(self) -> float:
        """Return the scale at the centre of the map, measured on the ellipsoid."""
        x, y = (self.box.left + self.box.right) / 2, (self.box.bottom + self.box.top) / 2
        (west, first), (east, second) = self.degrees(np.array([[x - 5, y], [x + 5, y]]))
        metres = EARTH.inv(west, first, east, second)[2]
        return 10_000 / float(metres)

    def north(self, x: float, y: float) -> float:
        """Return how far true north at a spot of the page turns from straight up, in degrees clockwise."""
        lon, lat = self.degrees(np.array([[x, y]]))[0]
        if not (math.isfinite(lon) and math.isfinite(lat)):
            return 0.0
        (x0, y0), (x1, y1) = self.project(np.array([[lon, lat], [lon, min(lat + 0.05, 90.0)]]))
        return math.degrees(math.atan2(x1 - x0, y1 - y0))

    def draw(self, shapes: NDArray[Any]) -> list[BaseGeometry]:
        """Return shapes (EPSG:4326) as shapes on the page, each cut to what can be seen; an unseen one is empty."""
        cut = [self._cut(shape) for shape in shapes]
        dense = shapely.segmentize(np.array(cut, dtype=object), LONGEST_EDGE_DEGREES)
        placed = shapely.transform(dense, self.project)
        return list(shapely.simplify(placed, SMALLEST_DETAIL_POINTS, preserve_topology=False))

    def _cut(self, shape: BaseGeometry | None) -> BaseGeometry:
        if shape is None or shape.is_empty:
            return shapely.Polygon()
        west, south, east, north = shape.bounds
        parts = [
            shapely.clip_by_rect(_turned(shape, turn), *self.window)
            for turn in (-360.0, 0.0, 360.0)
            if west + turn < self.window.east
            and east + turn > self.window.west
            and south < self.window.north
            and north > self.window.south
        ]
        parts = [part for part in parts if not part.is_empty]
        if not parts:
            return shapely.Polygon()
        return parts[0] if len(parts) == 1 else shapely.union_all(parts)

    def _seen(self) -> Window:
        """Return the window of degrees that holds all of the map's box."""
        steps = np.linspace(0, 1, 25)
        x, y = np.meshgrid(
            self.box.left + self.box.width * steps,
            self.box.bottom + self.box.height * steps,
        )
        seen = self.degrees(np.column_stack([x.ravel(), y.ravel()]))
        whole = Window(self.lon_0 - HALF_TURN, -90, self.lon_0 + HALF_TURN, 90)
        if not np.isfinite(seen).all():
            return whole
        lon = (seen[:, 0] - self.lon_0 + 180) % 360 - 180 + self.lon_0
        south, north = seen[:, 1].min() - 1, seen[:, 1].max() + 1
        poles = [pole for pole in (-90.0, 90.0) if self._holds_pole(pole)]
        if poles:
            return Window(whole.west, -90 if -90.0 in poles else south, whole.east, 90 if 90.0 in poles else north)
        west, east = max(lon.min() - 1, whole.west), min(lon.max() + 1, whole.east)
        return Window(west, max(south, -90), east, min(north, 90))

    def _holds_pole(self, lat: float) -> bool:
        x, y = self.point(lat, self.lon_0)
        return math.isfinite(x + y) and self.box.left <= x <= self.box.right and self.box.bottom <= y <= self.box.top


def _turned(shape: BaseGeometry, degrees: float) -> BaseGeometry:
    """Return a shape moved to the east."""
    return translate(shape, degrees) if degrees else shape


def _checked(bounds: Bounds) -> Bounds:
    south, west, north, east = bounds
    if not all(math.isfinite(value) for value in bounds) or not -90 <= south <= north <= 90:
        raise SnapshotError(f"{bounds} is no part of the world.", "Give south, west, north, east in degrees.")
    if east < west:
        east += 360
    if east - west > 360:
        west, east = (west + east) / 2 - 180, (west + east) / 2 + 180
    return south, west, north, east

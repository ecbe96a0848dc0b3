"""Shapes of rows: as RFC 7946 and GeoParquet want them, and each worked on once however many rows share it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geodata.export.columns import GEOMETRY

HALF, WHOLE = 180.0, 360.0


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a batch.

    Parameters
    ----------
    each : array of shapely geometries
        Those that occur, once each.
    number : int array, shape (rows,)
        Of each row in `each`; -1 where it has none.
    """

    each: NDArray[Any]
    number: NDArray[np.int32]

    @classmethod
    def of(cls, batch: pa.RecordBatch) -> Shapes:
        """Return the shapes of a batch."""
        column = batch.column(GEOMETRY)
        number = np.asarray(column.indices.fill_null(-1), np.int32)
        used, back = np.unique(number, return_inverse=True)
        kept = used[used >= 0]
        each = shapely.from_wkb(np.asarray(column.dictionary.take(pa.array(kept)).to_pylist(), object))
        return cls(each, (back - (len(used) - len(kept))).astype(np.int32))

    def for_rows(self) -> NDArray[Any]:
        """Return a shape a row, None where there is none."""
        return self.told(self.each)

    def told(self, values: NDArray[Any], missing: Any = None) -> NDArray[Any]:
        """Return for each row what is told of its shape."""
        kept = np.append(np.asarray(values, object), [missing])
        found: NDArray[Any] = kept[self.number]
        return found


def earthly(shape: BaseGeometry) -> BaseGeometry:
    """Return polygons cut at the antimeridian, outer rings counter-clockwise (RFC 7946, sections 3.1.6 and 3.1.9).

    A side that leaps over half the globe means the short way, over the antimeridian; a ring of such sides that goes
    once around the globe holds the pole that is nearer to it.
    """
    parts = getattr(shape, "geoms", [shape])
    flat = [_unwound(part) if _leaps(part) else part for part in parts]
    if any(_beyond(part) for part in flat):
        # What was one and is cut elsewhere than at the antimeridian is one again.
        shape = shapely.union_all([piece for part in flat for piece in _cut(part)])
    turned: BaseGeometry = shapely.orient_polygons(shape)
    return turned


def _beyond(part: BaseGeometry) -> bool:
    west, _, east, _ = part.bounds
    return bool(west < -HALF or east > HALF)


def _leaps(part: Any) -> bool:
    west, _, east, _ = part.bounds
    if east - west <= HALF:
        return False
    return any(_is_leap(shapely.get_coordinates(ring)[:, 0]).any() for ring in (part.exterior, *part.interiors))


def _is_leap(lons: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which sides leap; one from edge to edge of the map runs along it, as around Antarctica."""
    along_the_edge = (np.abs(lons[1:]) == HALF) & (np.abs(lons[:-1]) == HALF)
    leaps: NDArray[np.bool_] = (np.abs(np.diff(lons)) > HALF) & ~along_the_edge
    return leaps


def _unwound(part: Any) -> BaseGeometry:
    """Return a polygon laid flat: its outer ring goes on beyond the antimeridian, and its holes lie inside."""
    outer = _walked(part.exterior)
    middle = (outer[:, 0].min() + outer[:, 0].max()) / 2
    holes = [_walked(ring) for ring in part.interiors]
    beside = [WHOLE * round((middle - hole[:, 0].mean()) / WHOLE) for hole in holes]
    return shapely.Polygon(outer, [hole + np.array((shift, 0.0)) for hole, shift in zip(holes, beside, strict=True)])


def _walked(ring: BaseGeometry) -> NDArray[np.float64]:
    """Return the points of a ring with longitudes that go on where it leaps; around a pole with its edge of the map."""
    points = shapely.get_coordinates(ring)
    steps = np.diff(points[:, 0])
    steps = np.where(_is_leap(points[:, 0]), steps - np.copysign(WHOLE, steps), steps)
    lons = points[0, 0] + np.concatenate([[0.0], np.cumsum(steps)])
    walked = np.column_stack([lons, points[:, 1]])
    if abs(lons[-1] - lons[0]) < HALF:
        return walked
    pole = math.copysign(90.0, points[:, 1].mean())
    return np.vstack([walked, [lons[-1], pole], [lons[0], pole], walked[:1]])


def _cut(shape: BaseGeometry) -> list[BaseGeometry]:
    parts = []
    for turn in (-WHOLE, 0.0, WHOLE):
        world = shapely.box(turn - HALF, -90.0, turn + HALF, 90.0)
        inside = translate(shape.intersection(world), xoff=-turn)
        parts += [part for part in getattr(inside, "geoms", [inside]) if part.geom_type == "Polygon"]
    return [part for part in parts if not part.is_empty]

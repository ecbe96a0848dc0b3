"""Shapes of rows: as RFC 7946 and GeoParquet want them, and each worked on once however many rows share it."""

from __future__ import annotations

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
    """Return polygons cut at the antimeridian, outer rings counter-clockwise (RFC 7946, sections 3.1.6 and 3.1.9)."""
    flat = shapely.transform(shape, _unwound) if _jumps(shape) else shape
    west, _, east, _ = flat.bounds
    if west < -HALF or east > HALF:
        flat = _cut(flat)
    turned: BaseGeometry = shapely.orient_polygons(flat)
    return turned


def _jumps(shape: BaseGeometry) -> bool:
    """Tell whether a side leaps over half the globe: it means the short way, over the antimeridian."""
    west, _, east, _ = shape.bounds
    if east - west <= HALF:
        return False
    rings = (ring for part in getattr(shape, "geoms", [shape]) for ring in (part.exterior, *part.interiors))
    return any(np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])).max() > HALF for ring in rings)


def _unwound(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.where(points[:, 0] < 0, points[:, 0] + WHOLE, points[:, 0]), points[:, 1]])


def _cut(shape: BaseGeometry) -> BaseGeometry:
    parts = []
    for turn in (-WHOLE, 0.0, WHOLE):
        world = shapely.box(turn - HALF, -90.0, turn + HALF, 90.0)
        inside = translate(shape.intersection(world), xoff=-turn)
        parts += [part for part in getattr(inside, "geoms", [inside]) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon([part for part in parts if not part.is_empty])

"""Make outlines sound: valid rings, no slivers, gaps or overlaps, fewer corners, shared edges still shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.gazetteer.boundaries.topology import areal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

GAP = 0.002
"""Degrees (some 200 m): narrower gaps between neighbours are slivers of digitising and are closed."""
TOLERANCE = 0.001
"""Degrees for shapely.coverage_simplify: corners of triangles below this squared (0.01 km2) go."""
SPECK = 1e-5
"""Square degrees (0.12 km2): smaller loose parts of a unit that has larger ones are slivers, not islands."""
DECIMALS = 5
LOST = 0.05
"""Share of its area that a unit may lose or gain by the repair; more is told."""


def mended(shape: BaseGeometry | None) -> BaseGeometry:
    """Return the valid areal part of an outline in two dimensions; empty where nothing is left."""
    if shape is None or shape.is_empty:
        return shapely.Polygon()
    flat = shapely.force_2d(shape)
    whole = flat if flat.is_valid else shapely.make_valid(flat)
    parts = shapely.get_parts(areal(whole))
    large = parts[shapely.area(parts) >= SPECK]
    return areal(shapely.union_all(large)) if len(large) else areal(whole)


def fit_together(shapes: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """Make one coverage of the outlines of a level, clean and simplified.

    Parameters
    ----------
    shapes : sequence of shapely geometries
        Polygons and multipolygons, valid; lon, lat in degrees.

    Returns
    -------
    object array, shape (n,)
        In the same order. An overlap goes to the neighbour with the longer border.
    """
    clean = shapely.coverage_clean(np.asarray(shapes, dtype=object), gap_width=GAP)  # type: ignore[attr-defined] # stubs are of 2.1
    simple = shapely.coverage_simplify(clean, TOLERANCE)
    rounded = shapely.transform(simple, lambda xy: xy.round(DECIMALS) + 0.0)
    return np.array([one if one.is_valid else areal(shapely.make_valid(one)) for one in rounded], dtype=object)


def changed(before: Sequence[BaseGeometry], after: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return by which share of its area each outline changed."""
    old = shapely.area(np.asarray(before, dtype=object))
    new = shapely.area(after)
    share: NDArray[np.float64] = np.abs(new - old) / np.where(old > 0, old, 1.0)
    return share

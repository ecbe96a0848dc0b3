"""From shapes on the page to what matplotlib draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geodata.snapshot.sheet import Box
from geodata.symbols import outline

CIRCLE_RADIUS = 0.9


def shape_path(shape: BaseGeometry) -> Path:
    """Return a path of a polygon or line, or of many of them; holes stay open. Points give nothing."""
    rings = [ring for ring in _rings(shape) if len(ring) > 1 and np.isfinite(ring).all()]
    if not rings:
        return Path(np.empty((0, 2)))
    codes = [_codes(len(ring)) for ring in rings]
    return Path(np.concatenate(rings), np.concatenate(codes))


def _rings(shape: BaseGeometry) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring)
        elif isinstance(part, shapely.LineString):
            yield shapely.get_coordinates(part)
        elif isinstance(part, shapely.GeometryCollection):
            yield from _rings(part)


def _codes(length: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    codes = np.full(length, Path.LINETO, dtype=np.uint8)
    codes[0] = Path.MOVETO
    return codes


def is_empty(path: Path) -> bool:
    """Tell whether a path has nothing to draw."""
    return len(np.asarray(path.vertices)) == 0


def symbol_path(shape: str, x: float, y: float, radius: float) -> Path:
    """Return a symbol of the table, in points, around a spot of the page."""
    corners = outline(shape)
    if not corners:
        circle = Path.unit_circle()
        return Path(np.asarray(circle.vertices) * CIRCLE_RADIUS * radius + (x, y), circle.codes)
    vertices = np.array([*corners, corners[0]]) * radius + (x, y)
    return Path(vertices, [Path.MOVETO, *[Path.LINETO] * (len(corners) - 1), Path.CLOSEPOLY])


def box_path(box: Box) -> Path:
    """Return the outline of a box."""
    corners = [
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
        (box.left, box.top),
        (box.left, box.bottom),
    ]
    return Path(corners, closed=True)


def joined(paths: Iterable[Path]) -> Path:
    """Return many paths as one."""
    kept: Sequence[Path] = [path for path in paths if not is_empty(path)]
    return Path.make_compound_path(*kept) if kept else Path(np.empty((0, 2)))

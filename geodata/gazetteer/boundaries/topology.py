"""TopoJSON to shapely, and shapes that cross the antimeridian cut at it. Used when the data is built only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.affinity import translate
from shapely.geometry import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
WEB_MERCATOR_SOUTH = -85.0
"""Rings round the south pole are closed here: web maps end there, and the pole itself is no point on them."""


def decode(topology: dict[str, Any], layer: str) -> Iterator[tuple[int, dict[str, Any], BaseGeometry]]:
    """Decode one object collection of a quantised TopoJSON file.

    Parameters
    ----------
    topology : dict
        A TopoJSON topology with a ``transform`` (TopoJSON 1.0, sections 2.1.2 and 2.1.3: arcs are
        delta-encoded integers, ``~i`` means arc i backwards).
    layer : str
        The name of a geometry collection in it.

    Yields
    ------
    tuple of int, dict, shapely geometry
        The number in the collection, the members ``id`` and ``properties`` put together, and the shape
        in lon, lat degrees (WGS 84), cut at the antimeridian.
    """
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    for number, member in enumerate(topology["objects"][layer]["geometries"]):
        properties = {"id": member.get("id"), **(member.get("properties") or {})}
        coordinates = _coordinates(member["arcs"], arcs, closed="Polygon" in member["type"])
        yield number, properties, _geometry(member["type"], coordinates)


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> list[Point]:
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[Point] = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * scale_x + start_x, y * scale_y + start_y))
    return points


def _coordinates(indices: Any, arcs: list[list[Point]], *, closed: bool) -> Any:
    if indices and not isinstance(indices[0], int):
        return [_coordinates(part, arcs, closed=closed) for part in indices]
    line: list[Point] = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        line += points[1:] if line else points
    return line


def _geometry(kind: str, coordinates: Any) -> BaseGeometry:
    if kind == "Polygon":
        return cut_polygons([coordinates])
    if kind == "MultiPolygon":
        return cut_polygons(coordinates)
    return shape({"type": kind, "coordinates": coordinates})


def cut_polygons(polygons: Sequence[Sequence[Sequence[Point]]]) -> BaseGeometry:
    """Cut polygons at 180 degrees east, so that none draws a band across the map.

    Parameters
    ----------
    polygons : sequence of polygons, each a sequence of rings of (lon, lat)
        A step of more than 180 degrees of longitude within a ring is a crossing.

    Returns
    -------
    shapely geometry
        Valid, with every longitude in -180 to 180.
    """
    pieces: list[BaseGeometry] = []
    for rings in polygons:
        shell, *holes = [_unrolled(ring) for ring in rings]
        whole = shapely.make_valid(shapely.Polygon(shell, holes))
        for turn in (-1, 0, 1):
            window = shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)
            pieces.append(translate(shapely.intersection(whole, window), xoff=-360.0 * turn))
    return areal(shapely.union_all(pieces))


def _unrolled(ring: Sequence[Point]) -> list[Point]:
    """Follow a ring over the antimeridian with longitudes that go on past 180 instead of jumping."""
    turned, previous = 0.0, ring[0][0]
    points: list[Point] = []
    for lon, lat in ring:
        if abs(lon - previous) > 180:
            turned += 360.0 if lon < previous else -360.0
        previous = lon
        points.append((lon + turned, lat))
    if turned:  # it went once round the pole: close it along the foot of the map
        points += [(points[-1][0], WEB_MERCATOR_SOUTH), (points[0][0], WEB_MERCATOR_SOUTH)]
    return points


def areal(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of a geometry and drop the points and lines that an overlay leaves behind."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]

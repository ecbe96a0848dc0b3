"""Which outlines hold which points, for a million points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

SHORE_DEGREES = 0.05
"""A point in no outline goes to the nearest one within this distance (5 km): coasts are generalised by that much,
and between Africa (1:10m) and its neighbours (1:50m) there are cracks."""
NOWHERE = -1


def holding(frame: gpd.GeoDataFrame, points: NDArray[np.object_]) -> NDArray[np.intp]:
    """Find the row whose outline holds each point.

    Parameters
    ----------
    frame : GeoDataFrame
        Outlines, EPSG:4326.
    points : array of shapely points, shape (n,)
        None where there is no point.

    Returns
    -------
    array of int, shape (n,)
        Row number, the first where outlines meet; -1 where none holds the point.
    """
    shapes = np.asarray(frame.geometry)
    # The tree is built over the points, not the outlines: only the query side is prepared, and large outlines need it.
    rows, hits = shapely.STRtree(points).query(shapes, predicate="intersects")
    found = np.full(len(points), NOWHERE, dtype=np.intp)
    found[hits[::-1]] = rows[::-1]
    return found


def nearest(frame: gpd.GeoDataFrame, points: NDArray[np.object_]) -> NDArray[np.intp]:
    """Find the row whose outline is nearest to each point, -1 where none is within `SHORE_DEGREES`."""
    shapes = np.asarray(frame.geometry)
    rows, hits = shapely.STRtree(points).query(shapes, predicate="dwithin", distance=SHORE_DEGREES)
    closest_last = np.argsort(-shapely.distance(shapes[rows], points[hits]), kind="stable")
    found = np.full(len(points), NOWHERE, dtype=np.intp)
    found[hits[closest_last]] = rows[closest_last]
    return found


def ids_of(frame: gpd.GeoDataFrame, rows: NDArray[np.intp], column: str = "place_id") -> NDArray[np.object_]:
    """Turn row numbers into ids; -1 into None."""
    ids = np.append(frame[column].to_numpy(dtype=object), None)
    return ids[rows]


def locate(
    countries: gpd.GeoDataFrame,
    admin1: gpd.GeoDataFrame,
    admin2: gpd.GeoDataFrame,
    lats: NDArray[np.float64],
    lons: NDArray[np.float64],
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
    """Find the country, first and second level of each point; see ``Boundaries.locate_many``.

    Returns
    -------
    tuple of three object arrays, shape (n,)
    """
    spots, back = np.unique(lons + 1j * lats, return_inverse=True)
    points = shapely.points(spots.real, spots.imag)
    points[np.isnan(spots)] = None
    first = holding(admin1, points)
    country = ids_of(admin1, first, "country")
    lacking = np.flatnonzero(first == NOWHERE)
    country[lacking] = ids_of(countries, holding(countries, points[lacking]))
    lacking = lacking[np.equal(country[lacking], None)]
    first[lacking] = nearest(admin1, points[lacking])
    country[lacking] = ids_of(admin1, first[lacking], "country")
    lacking = lacking[np.equal(country[lacking], None)]
    country[lacking] = ids_of(countries, nearest(countries, points[lacking]))
    second = holding(admin2, points)
    return country[back], ids_of(admin1, first)[back], ids_of(admin2, second)[back]

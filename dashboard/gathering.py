"""The marks of a view that has too many for one map: gathered by unit from afar, by cell close by, arrays only.

A gathered mark says how many events of which types it stands for. From afar it stands for a country or region, with
what is known to that region only; close by for a cell of the screen, or for one place where a cell holds no other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns.table import Columns, Ints
from geodata.layers import PlaceCounts
from geodata.layers.entries import AREA_PRECISIONS, marked
from geodata.layers.heat import points_of
from geodata.model import Precision

Box = tuple[float, float, float, float]
# Marks beyond which a view is gathered; Leaflet draws so many without a dropped frame.
LIMIT = 600
# Below, a mark stands for a country; below the next, for a region; from there on, for a cell.
COUNTRY_ZOOM, UNIT_ZOOM = 4.25, 6.0
# Close by, so many single marks are drawn as they are.
SINGLE = 250
# Areas and cells drawn at most; together with the rest they stay below `LIMIT`.
AREAS = 120
CELLS = 440
# Ids of countries are ISO 3166-1 alpha-2.
COUNTRY_ID = 2
# Width of a cell in pixels of the screen; a tile of zoom 0 is 256 wide and shows the world.
CELL_PIXELS, TILE_PIXELS = 72, 256


@dataclass(frozen=True, slots=True)
class Group:
    """Events that share a mark.

    Parameters
    ----------
    place : int
        Number of the place in `Spots.place_ids`, -1 where it is a cell or a unit without a place.
    unit : str or None
        Id of the unit or place that a click drills into; None for a cell.
    lat, lon : float
        WGS 84 degrees; NaN for a unit, which stands at its label.
    styles : dict of str to int
        Events by style, the most frequent first.
    box : (south, west, north, east) or None
        What a click on a cell zooms to.
    places : tuple of int
        Some of the places in a cell, for the units that hold them.
    """

    place: int
    unit: str | None
    lat: float
    lon: float
    styles: dict[str, int]
    box: Box | None = None
    places: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many events."""
        return sum(self.styles.values())


@dataclass(frozen=True, slots=True)
class Single:
    """Events of one style at one place, or near it."""

    spot: int
    style: str
    count: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is drawn: groups or single marks, and what is known to areas or to countries only."""

    groups: list[Group] = field(default_factory=list)
    singles: list[Single] = field(default_factory=list)
    areas: list[Group] = field(default_factory=list)
    badges: list[Group] = field(default_factory=list)


def is_small(counts: PlaceCounts) -> bool:
    """Tell whether all marks of a view can be drawn at once."""
    return len(counts.spot) <= LIMIT


def gather_units(columns: Columns, rows: Ints, counts: PlaceCounts, units: frozenset[str], zoom: float) -> Gathered:
    """Return one mark for each country or region that has events.

    Parameters
    ----------
    columns : Columns
    rows : int array
        Of the view.
    counts : PlaceCounts
        Of the same view.
    units : frozenset of str
        Ids of all first-level divisions that have outlines.
    zoom : float
        Of the map: regions are told apart from `COUNTRY_ZOOM` on.
    """
    divided = {unit.partition("-")[0] for unit in units} if zoom >= COUNTRY_ZOOM else set()
    known = columns.spots.units
    shown = units if divided else frozenset()
    wanted = np.array([unit in shown or (len(unit) == COUNTRY_ID and unit not in divided) for unit in known], bool)
    groups = [
        Group(columns.spots.place_number.get(known[unit], -1), known[unit], math.nan, math.nan, styles)
        for unit, styles in _by_unit(columns, rows, wanted)
    ]
    badges = [row for row in _at_places(counts, (Precision.COUNTRY,)) if row.unit in divided]
    return Gathered(groups=groups, areas=_named_areas(counts), badges=badges)


def gather_cells(counts: PlaceCounts, zoom: float, box: Box) -> Gathered:
    """Return the marks of a part of the map: single ones where they are few, else one for each cell.

    Parameters
    ----------
    counts : PlaceCounts
    zoom : float
    box : (south, west, north, east)
    """
    inside = counts.where(_within(counts, box))
    points = points_of(inside)
    areas = sorted(_at_places(inside, AREA_PRECISIONS), key=lambda row: -row.count)[:AREAS]
    badges = _at_places(inside, (Precision.COUNTRY,))
    if len(points.spot) <= SINGLE:
        return Gathered(singles=list(_singles(points)), areas=areas, badges=badges)
    step = 360 * CELL_PIXELS / TILE_PIXELS / 2 ** math.floor(zoom)
    groups = _cells(points, step)
    while len(groups) > CELLS:
        step *= 2
        groups = _cells(points, step)
    return Gathered(groups=groups, areas=areas, badges=badges)


def _by_unit(columns: Columns, rows: Ints, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, dict[str, int]]]:
    held = columns.entries_of("unit_event", marked(columns, rows))
    chosen = held[wanted[columns.unit[held]]]
    many = max(len(columns.styles), 1)
    cells = columns.unit[chosen].astype(np.int64) * many + columns.style[columns.unit_event[chosen]]
    table = np.bincount(cells, minlength=len(wanted) * many).reshape(-1, many)
    for unit in np.flatnonzero(table.sum(axis=1)):
        yield int(unit), _styles(columns, table[unit])


def _styles(columns: Columns, numbers: NDArray[Any]) -> dict[str, int]:
    counts = numbers.tolist()
    order = sorted((code for code, count in enumerate(counts) if count), key=lambda code: -counts[code])
    return {columns.styles[code]: int(counts[code]) for code in order}


def _at_places(counts: PlaceCounts, precisions: tuple[Precision, ...]) -> list[Group]:
    """Return one group for each place of these precisions."""
    columns, spots = counts.columns, counts.columns.spots
    chosen = counts.where(np.isin(spots.precision[counts.spot], precisions))
    found: dict[int, list[int]] = {}
    for row, place in enumerate(spots.place[chosen.spot].tolist()):
        found.setdefault(place, []).append(row)
    groups = []
    for place, at in found.items():
        numbers = np.bincount(chosen.style[at], weights=chosen.count[at], minlength=len(columns.styles))
        spot = int(chosen.spot[at[0]])
        groups.append(Group(place, spots.place_ids[place], float(spots.lat[spot]), float(spots.lon[spot]),
                            _styles(columns, numbers), places=(place,)))  # fmt: skip
    return groups


def _named_areas(counts: PlaceCounts) -> list[Group]:
    return [row for row in _at_places(counts, (Precision.AREA,)) if (row.unit or "").startswith("area:")]


def _within(counts: PlaceCounts, box: Box) -> NDArray[np.bool_]:
    south, west, north, east = box
    lat, lon = counts.columns.spots.lat[counts.spot], counts.columns.spots.lon[counts.spot]
    inside: NDArray[np.bool_] = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    return inside


def _singles(points: PlaceCounts) -> Iterator[Single]:
    styles = points.columns.styles
    for spot, style, count in zip(points.spot.tolist(), points.style.tolist(), points.count.tolist(), strict=True):
        yield Single(spot, styles[style], count)


def _cells(points: PlaceCounts, step: float) -> list[Group]:
    columns, spots = points.columns, points.columns.spots
    lat, lon = spots.lat[points.spot], spots.lon[points.spot]
    keys = np.floor(lat / step).astype(np.int64) * 100_000 + np.floor(lon / step).astype(np.int64)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order][:1] - 1))
    if not len(starts):
        return []
    lat, lon, weights = lat[order], lon[order], points.count[order].astype(float)
    total = np.add.reduceat(weights, starts)
    middles = [(np.add.reduceat(at * weights, starts) / total).tolist() for at in (lat, lon)]
    edges = [part.reduceat(at, starts).tolist() for part in (np.minimum, np.maximum) for at in (lat, lon)]
    many = len(columns.styles)
    cell = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(order)))
    styles = np.bincount(cell * many + points.style[order], weights, minlength=len(starts) * many).reshape(-1, many)
    held = np.split(spots.place[points.spot[order]], starts[1:])
    groups = []
    for number, (y, x) in enumerate(zip(*middles, strict=True)):
        places = sorted(set(held[number].tolist()))
        one = places[0] if len(places) == 1 else -1
        groups.append(
            Group(
                place=one,
                unit=spots.place_ids[one] if one >= 0 else None,
                lat=y,
                lon=x,
                styles=_styles(columns, styles[number]),
                box=(edges[0][number], edges[1][number], edges[2][number], edges[3][number]),
                places=tuple(places[:40]),
            )
        )
    return groups

"""The marks of the events: symbols at places, rings around what is near a place, tinted areas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geodata.model import AreaMark, Layers, PointMark, Precision
from geodata.snapshot.basemap import Pen
from geodata.snapshot.outlines import Outlines
from geodata.snapshot.paths import box_path, shape_path, symbol_path
from geodata.snapshot.sheet import Box, Sheet
from geodata.symbols import Symbol, symbol

AREA, RING, MARK = 2.0, 3.0, 4.0
AREA_OPACITY = 0.18
# Multiples of the body size: radius of a mark for one event, the largest and the smallest mark drawn.
ONE_EVENT, LARGEST, SMALLEST = 0.46, 1.9, 0.22
# The marks may cover this share of the map.
COVERED = 0.05
GAP = 0.12
MOST_AREAS = 60
IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mark as it lies on the page."""

    mark: PointMark
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The room that it takes."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True, slots=True)
class Scale:
    """Radius of marks: their area grows with the number of events.

    Parameters
    ----------
    one : float
        Radius in points of a mark for one event.
    least : float
        No mark is smaller, so that each can be seen.
    """

    one: float
    least: float

    @classmethod
    def of(cls, counts: Sequence[int], body: float, room: float) -> Scale:
        """Return the scale at which the largest count still fits, and all of them leave most of the map free.

        Parameters
        ----------
        counts : sequence of int
            Events of each mark.
        body : float
            Body size in points.
        room : float
            Area of the map in square points.
        """
        most = math.sqrt(max(counts, default=1))
        crowded = math.sqrt(COVERED * room / (math.pi * max(sum(counts), 1)))
        return cls(min(ONE_EVENT * body, LARGEST * body / most, crowded), SMALLEST * body)

    def radius(self, count: int) -> float:
        """Return the radius in points."""
        return max(self.one * math.sqrt(count), self.least)


def drawn_areas(layers: Layers) -> list[AreaMark]:
    """Return the areas that are tinted, those with most events: hundreds of them over each other would be mud."""
    return sorted(layers.areas, key=lambda mark: (-mark.count, mark.place_id))[:MOST_AREAS]


def draw_areas(pen: Pen, marks: Sequence[AreaMark], outlines: Outlines) -> dict[str, BaseGeometry]:
    """Tint the areas, larger ones below, and return those that are seen, as they lie on the page."""
    known = [(mark, outlines.geometry(mark.place_id)) for mark in marks]
    shapes = pen.chart.draw(np.array([shape for _, shape in known] + [None], dtype=object)[:-1])
    seen = [(mark, shape) for (mark, _), shape in zip(known, shapes, strict=True) if not shape.is_empty]
    seen.sort(key=lambda pair: (-pair[1].area, pair[0].place_id))
    for number, (mark, shape) in enumerate(seen):
        colour, path = pen.sheet.ink(symbol(mark.styles[0]).colour), shape_path(shape)
        order = AREA + number / (len(seen) + 1)
        if shape.area:
            pen.draw(path, order, facecolor=colour, edgecolor="none", alpha=AREA_OPACITY)
        pen.draw(path, order, facecolor="none", edgecolor=colour, linewidth=0.12 * pen.sheet.body, joinstyle="round")
    return {mark.place_id: shape for mark, shape in seen}


def draw_points(pen: Pen, marks: Sequence[PointMark], scale: Scale) -> list[Drawn]:
    """Draw symbols, large ones below, and return them; marks of one spot stand side by side."""
    drawn = [one for spot in _spots(pen, marks) for one in _side_by_side(spot, scale, pen.sheet.body)]
    frame = pen.chart.box
    drawn = [one for one in drawn if frame.meets(one.box)]
    drawn.sort(key=lambda one: (-one.radius, one.y, one.x, one.mark.style))
    _draw_rings(pen, drawn)
    _draw_symbols(pen, drawn)
    return drawn


def _spots(pen: Pen, marks: Sequence[PointMark]) -> list[list[tuple[PointMark, float, float]]]:
    """Group marks that lie within the radius of a small mark of each other on the page."""
    if not marks:
        return []
    places = pen.chart.project(np.array([[mark.lon, mark.lat] for mark in marks]))
    spots: dict[tuple[float, float], list[tuple[PointMark, float, float]]] = {}
    for mark, (x, y) in zip(marks, places, strict=True):
        if math.isfinite(x) and math.isfinite(y):
            spots.setdefault((round(mark.lat, 3), round(mark.lon, 3)), []).append((mark, float(x), float(y)))
    return list(spots.values())


def _side_by_side(spot: list[tuple[PointMark, float, float]], scale: Scale, body: float) -> list[Drawn]:
    sized = sorted(spot, key=lambda one: (-one[0].count, one[0].style, one[0].radius_km or 0))
    rows = [sized[at : at + IN_A_ROW] for at in range(0, len(sized), IN_A_ROW)]
    heights = [2 * max(scale.radius(mark.count) for mark, _, _ in row) for row in rows]
    top = (sum(heights) + GAP * body * (len(rows) - 1)) / 2
    drawn: list[Drawn] = []
    for row, height in zip(rows, heights, strict=True):
        radii = [scale.radius(mark.count) for mark, _, _ in row]
        left = -(2 * sum(radii) + GAP * body * (len(row) - 1)) / 2
        for (mark, x, y), radius in zip(row, radii, strict=True):
            drawn.append(Drawn(mark, x + left + radius, y + top - height / 2, radius))
            left += 2 * radius + GAP * body
        top -= height + GAP * body
    return drawn


def _draw_rings(pen: Pen, drawn: Sequence[Drawn]) -> None:
    near = [one for one in drawn if one.mark.precision is Precision.NEAR]
    for one in near:
        pen.draw(
            _ring(pen, one),
            RING,
            facecolor="none",
            edgecolor=pen.sheet.ink(symbol(one.mark.style).colour),
            linewidth=0.1 * pen.sheet.body,
            linestyle=(0, (3, 1.5)),
        )


def _ring(pen: Pen, one: Drawn) -> Path:
    """Return the ring at its true size, or just outside the mark where it would be hidden below it."""
    least = one.radius + 0.22 * pen.sheet.body
    if one.mark.radius_km:
        corners = pen.chart.circle(one.mark.lat, one.mark.lon, one.mark.radius_km)
        if np.isfinite(corners).all() and np.ptp(corners[:, 0]) / 2 > least:
            return Path(np.vstack([corners, corners[:1]]), closed=True)
    return symbol_path("circle", one.x, one.y, least / 0.9)


def _draw_symbols(pen: Pen, drawn: Sequence[Drawn]) -> None:
    if not drawn:
        return
    symbols = [symbol(one.mark.style) for one in drawn]
    paths = [symbol_path(row.shape, one.x, one.y, one.radius) for row, one in zip(symbols, drawn, strict=True)]
    collection = PathCollection(paths, transform=pen.sheet.points, **_style(symbols, pen.sheet))
    pen.sheet.add(collection, MARK)
    collection.set_clip_path(box_path(pen.chart.box), pen.sheet.points)


def _style(symbols: Sequence[Symbol], sheet: Sheet) -> dict[str, Any]:
    """Return faces and edges: full marks have an edge of the halo's colour, hollow ones of their own."""
    halo = sheet.colours["halo"]
    return {
        "facecolors": [sheet.ink(row.colour) if row.fill == "full" else halo for row in symbols],
        "edgecolors": [halo if row.fill == "full" else sheet.ink(row.colour) for row in symbols],
        "linewidths": [(0.06 if row.fill == "full" else 0.13) * sheet.body for row in symbols],
        "linestyles": [(0, (1, 1)) if row.fill == "dotted" else "solid" for row in symbols],
    }


def draw_key(sheet: Sheet, row: Symbol, x: float, y: float, radius: float, order: float = MARK) -> None:
    """Draw one symbol outside the map: in legends, lists and badges."""
    style = _style([row], sheet)
    if row.fill == "full":
        # On the page's own colour a light edge would only make the symbol smaller.
        style["edgecolors"] = [sheet.ink(row.colour)]
    collection = PathCollection([symbol_path(row.shape, x, y, radius)], transform=sheet.points, **style)
    sheet.add(collection, order)

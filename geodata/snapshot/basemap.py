"""The ground that the marks stand on: land, water, borders, and the shading of membership states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geodata.model import CountryShade
from geodata.snapshot.outlines import Outlines
from geodata.snapshot.paths import box_path, is_empty, joined, shape_path
from geodata.snapshot.projection import Chart
from geodata.snapshot.sheet import Sheet
from geodata.symbols import StateSymbol, states

if TYPE_CHECKING:
    from geodata.gazetteer.boundaries.tables import Table

# Order of drawing, from below.
SEA, LAND, SHADE, WATER, REGION, BORDER, FRAME = 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 6.0
SHADE_OPACITY = 0.36
HATCH_OPACITY = 0.5
HATCH = "////"
RIVER_COLOURS = {"light": "#8DB6CC", "grey": "#A8A8A8", "dark": "#2F4A5A"}


@dataclass(frozen=True, slots=True)
class Ground:
    """The outlines as they lie on the page, by ``place_id``; what cannot be seen is left out."""

    countries: dict[str, BaseGeometry]
    admin1: dict[str, BaseGeometry]


class Pen:
    """Draws shapes of the page, cut off at the frame of the map.

    Parameters
    ----------
    sheet : Sheet
    chart : Chart
    """

    def __init__(self, sheet: Sheet, chart: Chart) -> None:
        self.sheet = sheet
        self.chart = chart
        self._frame = box_path(chart.box)

    def draw(self, path: Path, order: float, **style: Any) -> None:
        """Draw a path; `style` goes to matplotlib's patch."""
        if is_empty(path):
            return
        patch = PathPatch(path, transform=self.sheet.points, **style)
        self.sheet.add(patch, order)
        patch.set_clip_path(self._frame, self.sheet.points)


def draw_ground(pen: Pen, outlines: Outlines, shades: Sequence[CountryShade]) -> Ground:
    """Draw everything below the marks, and return it as it lies on the page."""
    countries = draw_land(pen, outlines)
    admin1 = _placed(pen.chart, outlines.table("admin1"))
    _draw_shades(pen, countries, shades)
    _draw_water(pen, outlines.table("water"))
    _draw_regions(pen, outlines.table("admin1"), admin1)
    return Ground(countries, admin1)


def draw_land(pen: Pen, outlines: Outlines) -> dict[str, BaseGeometry]:
    """Draw sea, countries, their borders and the frame; return the countries as they lie on the page."""
    colours, body = pen.sheet.colours, pen.sheet.body
    countries = _placed(pen.chart, outlines.table("countries"))
    land, frame = joined(shape_path(shape) for shape in countries.values()), box_path(pen.chart.box)
    pen.draw(frame, SEA, facecolor=colours["water"], edgecolor="none")
    pen.draw(land, LAND, facecolor=colours["land"], edgecolor="none")
    pen.draw(land, BORDER, facecolor="none", edgecolor=colours["border"], linewidth=0.075 * body)
    pen.draw(frame, FRAME, facecolor="none", edgecolor=colours["border"], linewidth=0.12 * body)
    return countries


def _placed(chart: Chart, table: Table) -> dict[str, BaseGeometry]:
    near = _in_window(chart, table)
    shapes = chart.draw(table.shapes[near])
    ids = [str(table.rows[row]["place_id"]) for row in np.flatnonzero(near).tolist()]
    kept = {place_id: shape for place_id, shape in zip(ids, shapes, strict=True) if not shape.is_empty}
    return dict(sorted(kept.items()))


def _in_window(chart: Chart, table: Table) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    if not len(table):
        return np.zeros(0, dtype=bool)
    west, south, east, north = shapely.bounds(table.shapes).T
    window = chart.window
    columns = np.zeros(len(table), dtype=bool)
    for turn in (-360, 0, 360):
        columns |= (west + turn < window.east) & (east + turn > window.west)
    seen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = columns & (south < window.north) & (north > window.south)
    return seen


def _draw_shades(pen: Pen, countries: dict[str, BaseGeometry], shades: Sequence[CountryShade]) -> None:
    for shade in shades:
        shape, symbol = countries.get(shade.country), states().get(shade.state)
        if shape is None or symbol is None:
            continue
        pen.draw(shape_path(shape), SHADE, **shade_style(pen.sheet, symbol))


def shade_style(sheet: Sheet, state: StateSymbol) -> dict[str, Any]:
    """Return the fill of a membership state: flat, or strokes of its colour."""
    colour = sheet.ink(state.colour)
    strokes = state.grey_pattern if sheet.theme == "grey" else HATCH if state.hatch else ""
    if strokes:
        return {"facecolor": "none", "edgecolor": colour, "hatch": strokes, "linewidth": 0, "alpha": HATCH_OPACITY}
    return {"facecolor": colour, "edgecolor": "none", "alpha": SHADE_OPACITY}


def _draw_water(pen: Pen, water: Table) -> None:
    river = RIVER_COLOURS[pen.sheet.theme]
    shapes = pen.chart.draw(water.shapes[_in_window(pen.chart, water)])
    lakes = joined(shape_path(shape) for shape in shapes if shape.geom_type.endswith("Polygon"))
    rivers = joined(shape_path(shape) for shape in shapes if shape.geom_type.endswith("LineString"))
    pen.draw(rivers, WATER, facecolor="none", edgecolor=river, linewidth=0.12 * pen.sheet.body, joinstyle="round")
    pen.draw(lakes, WATER, facecolor=pen.sheet.colours["water"], edgecolor=river, linewidth=0.06 * pen.sheet.body)


def _draw_regions(pen: Pen, table: Table, placed: dict[str, BaseGeometry]) -> None:
    """Draw the borders of regions, dashed where they are approximate."""
    rough = _approximate_ids(table)
    style = {
        "facecolor": "none",
        "edgecolor": pen.sheet.colours["region"],
        "linewidth": 0.06 * pen.sheet.body,
    }
    sure = joined(shape_path(shape) for place_id, shape in placed.items() if place_id not in rough)
    dashed = joined(shape_path(shape) for place_id, shape in placed.items() if place_id in rough)
    pen.draw(sure, REGION, **style)
    pen.draw(dashed, REGION, linestyle=(0, (6, 4)), **style)


def _approximate_ids(table: Table) -> frozenset[str]:
    return frozenset(str(row["place_id"]) for row in table.rows if row.get("dashed"))

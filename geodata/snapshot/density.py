"""What lies below the marks where the view asks for it: regions shaded by a measure, and heat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geodata.columns import columns_of_view
from geodata.columns.selecting import select_from
from geodata.layers import place_counts
from geodata.layers.heat import COLOUR, DISC_KM, heat_of, opacity
from geodata.layers.shading import Shading, shade_regions
from geodata.model import View
from geodata.snapshot.basemap import SHADE, Pen
from geodata.snapshot.outlines import Outlines
from geodata.snapshot.paths import box_path, joined, shape_path
from geodata.snapshot.sheet import Sheet
from geodata.snapshot.wording import Words

# As opaque as on the screen.
FILL_OPACITY = 0.72
# Above membership shades, below water.
REGIONS, HEAT = SHADE + 0.04, SHADE + 0.08
# On a page without colours a decrease has strokes, since its grey is also that of an increase.
FEWER = {0: "\\\\\\\\", 1: "\\\\"}
# The class of regions that have events and no figure.
UNKNOWN = -1
# How full the discs of the legend's swatch are, as shares of the fullest.
SWATCH_SHARES = (0.06, 0.3, 1.0)


@dataclass(frozen=True, slots=True)
class Density:
    """How regions are shaded, and where events are dense; both empty unless the view asks for them."""

    shading: Shading | None = None
    heat: tuple[tuple[float, float, int], ...] = ()


def density_of(view: View, outlines: Outlines) -> Density:
    """Return what a view shows below its marks.

    Regions are shaded as the screen shades them, by all events of the filters wherever they lie: a region would else
    change its colour when one looks closer. Heat is of the events shown.
    """
    spec = view.spec
    shading = None
    if spec.measure != "none" or spec.compare is not None:
        columns = columns_of_view(view)[0]
        wide = select_from(columns, replace(spec, scope=None, selected=None))
        shading = shade_regions(wide, map(str, outlines.table("admin1").column("place_id")))
    heat = tuple(heat_of(place_counts(*columns_of_view(view)))) if spec.heat else ()
    return Density(shading, heat)


def draw_density(pen: Pen, density: Density, admin1: dict[str, BaseGeometry]) -> None:
    """Draw shaded regions and heat between the land and the lines on it."""
    if density.shading:
        for number in (*range(len(density.shading.colours)), UNKNOWN):
            units = [unit for unit in sorted(members(density.shading, number)) if unit in admin1]
            path = joined(shape_path(admin1[unit]) for unit in units)
            pen.draw(path, REGIONS, **class_style(pen.sheet, density.shading, number))
    if density.heat:
        _draw_heat(pen, density.heat)


def members(shading: Shading, number: int) -> frozenset[str]:
    """Return the regions of a class, or those whose figure is not known."""
    if number == UNKNOWN:
        return shading.unknown
    return frozenset(unit for unit, one in shading.classes.items() if one == number)


def class_style(sheet: Sheet, shading: Shading, number: int) -> dict[str, Any]:
    """Return the fill of one class of regions."""
    if number == UNKNOWN:
        return {"facecolor": "none", "edgecolor": sheet.colours["muted"], "hatch": "...", "linewidth": 0, "alpha": 0.7}
    colour = sheet.ink(shading.colours[number])
    if shading.compared and sheet.theme == "grey" and number in FEWER:
        return {"facecolor": "none", "edgecolor": colour, "hatch": FEWER[number], "linewidth": 0}
    return {"facecolor": colour, "edgecolor": "none", "alpha": FILL_OPACITY}


def _draw_heat(pen: Pen, cells: Sequence[tuple[float, float, int]]) -> None:
    most = max(n for _, _, n in cells)
    known = [(pen.chart.circle(lat, lon, DISC_KM, corners=48), n) for lat, lon, n in cells]
    discs = [(Path(corners, closed=False), n) for corners, n in known if np.isfinite(corners).all()]
    discs = sorted(discs, key=lambda disc: disc[1])
    collection = PathCollection(
        [path for path, _ in discs],
        facecolors=[heat_colour(pen.sheet, n, most) for _, n in discs],
        edgecolors="none",
        transform=pen.sheet.points,
    )
    pen.sheet.add(collection, HEAT)
    collection.set_clip_path(box_path(pen.chart.box), pen.sheet.points)


def heat_colour(sheet: Sheet, events: float, most: float) -> tuple[str, float]:
    """Return colour and opacity of the disc of a cell."""
    return sheet.ink(COLOUR), opacity(events, most)


def class_label(shading: Shading, number: int, words: Words) -> str:
    """Return what the legend calls a class, in words of one language."""
    if number == UNKNOWN:
        return words.say(f"unknown.{shading.measure}")
    if shading.compared:
        return words.say(f"changes.{number}")
    low, above = shading.bounds[number], shading.bounds[number + 1 :]
    return words.say("classes.from_to", low=low, high=above[0]) if above else words.say("classes.from", low=low)

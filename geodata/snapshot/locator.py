"""A small map that shows where the large one lies."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import PathPatch

from geodata.snapshot.basemap import Pen, draw_land
from geodata.snapshot.outlines import Outlines
from geodata.snapshot.paths import box_path
from geodata.snapshot.projection import Bounds, Chart
from geodata.snapshot.sheet import Box, Sheet

# Degrees shown on either side of the large map's centre.
HALF_HEIGHT, HALF_WIDTH = 22.0, 30.0
# What is wider than this needs no other map to be found on the globe.
NARROW_KM = 2600
FRAME_COLOUR = "#D55E00"


def is_narrow(chart: Chart) -> bool:
    """Tell whether an extent is too small to be recognised without a locator."""
    return max(chart.extent_m) / 1000 <= NARROW_KM


def draw_locator(sheet: Sheet, chart: Chart, outlines: Outlines, box: Box) -> None:
    """Draw land around the large map's centre, and the large map's frame."""
    small = Chart(_around(chart), box)
    pen = Pen(sheet, small)
    draw_land(pen, outlines)
    edge = np.array(box_path(chart.box).interpolated(8).vertices)
    corners = small.project(chart.degrees(edge))
    if np.isfinite(corners).all():
        frame = box_path(chart.box).interpolated(8)
        frame.vertices = corners
        patch = PathPatch(
            frame,
            facecolor="none",
            edgecolor=sheet.ink(FRAME_COLOUR),
            linewidth=0.13 * sheet.body,
            transform=sheet.points,
        )
        sheet.add(patch, 7)
        patch.set_clip_path(box_path(box), sheet.points)


def _around(chart: Chart) -> Bounds:
    south = max(chart.lat_0 - HALF_HEIGHT, -90.0)
    return (south, chart.lon_0 - HALF_WIDTH, min(chart.lat_0 + HALF_HEIGHT, 90.0), chart.lon_0 + HALF_WIDTH)

"""The lines of withdrawals on the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.path import Path

from geodata.layers.departures import bow
from geodata.model import Departure
from geodata.snapshot.basemap import Pen
from geodata.snapshot.sheet import Sheet
from geodata.symbols import Symbol, symbol

# Above the ground and below the areas, as on the screen.
LINE = 1.8
# Multiples of the body size; strokes and gaps in widths of the line.
WIDTH, OPACITY = 0.13, 0.7
FINE_STEPS = 96
STROKES = {"full": "solid", "hollow": (0, (4.4, 3.1)), "dotted": (0, (0.8, 2.6))}


def draw_departures(pen: Pen, departures: Sequence[Departure]) -> None:
    """Draw lines out of the hosts of withdrawals, towards where the troops came from."""
    for one in departures:
        points = pen.chart.project(np.array([(lon, lat) for lat, lon in bow(one.start, one.end, FINE_STEPS)]))
        seen = points[np.isfinite(points).all(axis=1)]
        if len(seen) > 1:
            pen.draw(Path(seen), LINE, **line_style(pen.sheet, symbol(one.style)))


def line_style(sheet: Sheet, row: Symbol) -> dict[str, Any]:
    """Return how the line of a style is drawn: carried out, announced and demanded as their symbols are filled."""
    return {
        "facecolor": "none", "edgecolor": sheet.ink(row.colour), "linewidth": WIDTH * sheet.body, "alpha": OPACITY,
        "linestyle": STROKES[row.fill], "capstyle": "round" if row.fill == "dotted" else "butt",
    }  # fmt: skip

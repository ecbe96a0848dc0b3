"""The small drawings of the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.patches import Circle, PathPatch, Rectangle, Wedge
from matplotlib.path import Path

from geodata.snapshot.basemap import shade_style
from geodata.snapshot.crowds import HOLE
from geodata.snapshot.density import SWATCH_SHARES, heat_colour
from geodata.snapshot.labels import draw_badge
from geodata.snapshot.leaving import line_style
from geodata.snapshot.marks import AREA_OPACITY, Scale
from geodata.snapshot.paths import box_path
from geodata.snapshot.sheet import Box, Sheet
from geodata.symbols import StateSymbol, styles, symbol

# Multiples of the body size.
SWATCH_WIDTH, SWATCH_HEIGHT = 1.8, 0.85


def draw_state_key(sheet: Sheet, state: StateSymbol, left: float, middle: float) -> None:
    """Draw the swatch of a membership state."""
    draw_fill_key(sheet, shade_style(sheet, state), left, middle)


def draw_fill_key(sheet: Sheet, style: dict[str, Any], left: float, middle: float) -> None:
    """Draw a swatch on land, as what is filled with that style looks on the map."""
    box = _swatch(sheet, left, middle)
    edge = sheet.colours["border"]
    ground = Rectangle(
        (box.left, box.bottom), box.width, box.height, facecolor=sheet.colours["land"], transform=sheet.points
    )
    sheet.add(ground, 1.0)
    sheet.add(PathPatch(box_path(box), transform=sheet.points, **style), 1.1)
    outline = {"facecolor": "none", "edgecolor": edge, "linewidth": 0.06 * sheet.body}
    sheet.add(PathPatch(box_path(box), transform=sheet.points, **outline), 1.2)


def draw_reading_key(sheet: Sheet, key: str, left: float, middle: float) -> None:
    """Draw what a ring, a tinted area, a line or a badge looks like."""
    body, ink = sheet.body, sheet.colours["muted"]
    box = _swatch(sheet, left, middle)
    centre = ((box.left + box.right) / 2, middle)
    if key == "ring":
        style = {"facecolor": "none", "edgecolor": ink, "linewidth": 0.1 * body, "linestyle": (0, (3, 1.5))}
        sheet.add(Circle(centre, 0.5 * body, transform=sheet.points, **style), 2.0)
        sheet.add(Circle(centre, 0.2 * body, transform=sheet.points, facecolor=ink, edgecolor="none"), 2.0)
    elif key == "area":
        path = box_path(box)
        sheet.add(
            PathPatch(path, transform=sheet.points, facecolor=ink, edgecolor="none", alpha=1.5 * AREA_OPACITY), 2.0
        )
        sheet.add(PathPatch(path, transform=sheet.points, facecolor="none", edgecolor=ink, linewidth=0.12 * body), 2.0)
    elif key == "line":
        ends = [
            (box.left, box.bottom + 0.2 * body),
            (centre[0], box.top + 0.1 * body),
            (box.right, box.bottom + 0.5 * body),
        ]
        bowed = Path(ends, [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        sheet.add(PathPatch(bowed, transform=sheet.points, **line_style(sheet, symbol("withdrawal-effective"))), 2.0)
    elif key == "crowd":
        _draw_crowd_key(sheet, centre)
    elif key == "heat":
        for number, share in enumerate(SWATCH_SHARES):
            colour = heat_colour(sheet, share, 1.0)
            middle_x = box.left + (0.42 + 0.48 * number) * body
            sheet.add(Circle((middle_x, middle), 0.42 * body, transform=sheet.points, color=colour, linewidth=0), 2.0)
    else:
        height = 1.05 * body
        draw_badge(sheet, box.left, middle - height / 2, box.width, height, ink)
        sheet.write(centre[0], middle - 0.25 * body, "3", size=0.7 * body, weight="bold", align="center", colour=ink)


def _draw_crowd_key(sheet: Sheet, centre: tuple[float, float]) -> None:
    body, colours = sheet.body, [sheet.ink(row.colour) for row in list(styles().values())[:3]]
    for number, colour in enumerate(colours):
        begin, end = 90 - 120 * (number + 1), 90 - 120 * number
        wedge = Wedge(centre, 0.62 * body, begin, end, facecolor=colour, edgecolor="none", transform=sheet.points)
        sheet.add(wedge, 2.0)
    hole = Circle(centre, HOLE * 0.62 * body, facecolor=sheet.colours["page"], edgecolor="none", transform=sheet.points)
    sheet.add(hole, 2.1)


def draw_size_key(
    sheet: Sheet, scale: Scale, steps: Sequence[int], labels: Sequence[str], left: float, middle: float
) -> None:
    """Draw circles for some counts with their numbers."""
    x, size = left, 0.76 * sheet.body
    for step, label in zip(steps, labels, strict=True):
        radius = scale.radius(step)
        style = {"facecolor": "none", "edgecolor": sheet.colours["muted"], "linewidth": 0.08 * sheet.body}
        sheet.add(Circle((x + radius, middle), 0.9 * radius, transform=sheet.points, **style), 2.0)
        x += 2 * radius + 0.25 * sheet.body
        box = sheet.write(x, middle - 0.36 * size, label, size=size)
        x = box.right + 0.8 * sheet.body


def _swatch(sheet: Sheet, left: float, middle: float) -> Box:
    width, height = SWATCH_WIDTH * sheet.body, SWATCH_HEIGHT * sheet.body
    return Box(left, middle - height / 2, left + width, middle + height / 2)

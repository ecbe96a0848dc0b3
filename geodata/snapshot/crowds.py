"""Marks of a view with too many for one page: places gathered around the busiest, drawn as rings of types."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from numpy.typing import NDArray

from geodata.model import PointMark
from geodata.snapshot.basemap import Pen
from geodata.snapshot.marks import MARK, Drawn, Scale
from geodata.snapshot.paths import box_path
from geodata.snapshot.sheet import Sheet
from geodata.snapshot.wording import Words
from geodata.symbols import styles, symbol

# More marks than these cover each other on any page.
MOST_SINGLE = 1200
# Multiples of the body size: how far apart two gathered marks stand at least, and the least radius of one.
APART, LEAST = 4.6, 0.42
# Shares of the radius: up to where the ring reaches, and what stays open for the number.
RIM, HOLE = 0.96, 0.74
# Size of the number in multiples of the body size, and where it stands in the order of drawing.
NUMBER, NUMBERS = 0.56, MARK + 0.5


@dataclass(frozen=True, slots=True)
class Crowd:
    """Events gathered around a place.

    Parameters
    ----------
    x, y : float
        Of the busiest place, on the page, in points.
    mark : PointMark
        The busiest of that place.
    styles : tuple of (str, int)
        Events by style, in legend order.
    """

    x: float
    y: float
    mark: PointMark
    styles: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many events."""
        return sum(count for _, count in self.styles)


def gather(pen: Pen, marks: Sequence[PointMark]) -> list[Crowd]:
    """Gather places around the busiest ones, so that no two marks stand closer than `APART`; the largest come first.

    Each place goes to the first centre within reach, centres in the order of their events.
    """
    if not marks:
        return []
    where = pen.chart.project(np.array([[mark.lon, mark.lat] for mark in marks]))
    inside = pen.chart.holds(marks)
    keys = [(round(mark.lat, 3), round(mark.lon, 3)) for mark in marks]
    order = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    place = np.array([order[key] for key in keys])
    counts = np.array([mark.count for mark in marks])
    totals = np.bincount(place, weights=counts * inside).astype(np.float64)
    spots = np.empty((len(order), 2))
    spots[place] = where
    centre = _centres(spots, totals, APART * pen.sheet.body)
    members: dict[int, list[int]] = {}
    for number in np.flatnonzero(inside).tolist():
        members.setdefault(int(centre[place[number]]), []).append(number)
    found = [_crowd(spots[at], [marks[n] for n in held], place[held] == at) for at, held in members.items()]
    return sorted(found, key=lambda crowd: (-crowd.count, crowd.y, crowd.x))


def _centres(spots: NDArray[np.float64], totals: NDArray[np.float64], reach: float) -> NDArray[np.intp]:
    """Return for each place the number of the place that it is gathered around."""
    centre = np.full(len(spots), -1)
    for at in np.lexsort((spots[:, 0], spots[:, 1], -totals)):
        if totals[at] and centre[at] < 0:
            free = centre < 0
            free[free] = np.hypot(*(spots[free] - spots[at]).T) < reach
            centre[free] = at
    return centre


def _crowd(spot: NDArray[np.float64], marks: Sequence[PointMark], own: NDArray[np.bool_]) -> Crowd:
    held: dict[str, int] = {}
    for mark in marks:
        held[mark.style] = held.get(mark.style, 0) + mark.count
    busiest = max((mark for mark, here in zip(marks, own, strict=True) if here), key=lambda mark: mark.count)
    ordered = tuple((key, held[key]) for key in styles() if key in held)
    return Crowd(float(spot[0]), float(spot[1]), busiest, ordered)


def crowd_scale(counts: Sequence[int], body: float) -> Scale:
    """Return the scale at which the largest crowd just touches no other."""
    return Scale(0.49 * APART * body / math.sqrt(max(counts, default=1)), LEAST * body)


def draw_crowds(pen: Pen, crowds: Sequence[Crowd], scale: Scale, words: Words) -> list[Drawn]:
    """Draw a ring of types around each number, as on the screen, and return what takes room."""
    sheet, paths, colours = pen.sheet, list[Path](), list[str]()
    for crowd in crowds:
        radius = scale.radius(crowd.count)
        number = words.number(crowd.count)
        wedges = [*_wedges(sheet, crowd)]
        if _fits(sheet, number, radius):
            wedges.append((Path.unit_circle(), HOLE, sheet.colours["page"]))
            _write_number(sheet, crowd, number)
        for path, share, colour in [(Path.unit_circle(), 1.0, sheet.colours["halo"]), *wedges]:
            paths.append(Path(np.asarray(path.vertices) * share * radius + (crowd.x, crowd.y), path.codes))
            colours.append(colour)
    collection = PathCollection(
        paths,
        facecolors=colours,
        edgecolors=sheet.colours["page"],
        linewidths=0.04 * sheet.body,
        transform=sheet.points,
    )
    sheet.add(collection, MARK)
    collection.set_clip_path(box_path(pen.chart.box), sheet.points)
    return [
        Drawn(replace(crowd.mark, count=crowd.count), crowd.x, crowd.y, scale.radius(crowd.count)) for crowd in crowds
    ]


def _wedges(sheet: Sheet, crowd: Crowd) -> Iterator[tuple[Path, float, str]]:
    """Yield shape, share of the radius and colour of each style, clockwise from the top."""
    end = 90.0
    for key, count in crowd.styles:
        begin = end - 360 * count / crowd.count
        path = Path.wedge(begin, end) if len(crowd.styles) > 1 else Path.unit_circle()
        yield path, RIM, sheet.ink(symbol(key).colour)
        end = begin


def _fits(sheet: Sheet, number: str, radius: float) -> bool:
    width, rise, _ = sheet.measure(number, NUMBER * sheet.body, "bold")
    return math.hypot(width, rise) < 1.9 * HOLE * radius


def _write_number(sheet: Sheet, crowd: Crowd, number: str) -> None:
    size = NUMBER * sheet.body
    sheet.write(crowd.x, crowd.y - 0.36 * size, number, size=size, weight="bold", align="center", order=NUMBERS)

"""Names on the map, placed one after the other where nothing else stands; what finds no room is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import shapely
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.snapshot.marks import Drawn, draw_key
from geodata.snapshot.sheet import Box, Sheet, Weight
from geodata.symbols import Symbol

LABEL, TAG = 20.0, 19.0
# Multiples of the body size.
GAP = 0.16
MOST_SYMBOLS = 4
# Names of places are tried for at most so many spots, the busiest first.
MOST_NAMES = 200
GRID, WIDE_GRID = 11, 48
# A tag further from its shape would be taken for another one's; the list beside the map has it anyway.
REACH = 7.0
# A tag that covers less of its shape, as a share of itself, gets a line to it.
LEAST_OVERLAP = 0.4


class Room:
    """Which parts of the map are taken.

    Parameters
    ----------
    frame : Box
        Nothing may reach beyond it.
    """

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._taken = np.empty((64, 4))
        self._count = 0

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        if self._count == len(self._taken):
            self._taken = np.vstack([self._taken, np.empty_like(self._taken)])
        self._taken[self._count] = (box.left, box.bottom, box.right, box.top)
        self._count += 1

    def free(self, box: Box) -> bool:
        """Tell whether the box lies in the frame and on nothing that is taken."""
        if not self.frame.holds(box):
            return False
        left, bottom, right, top = self._taken[: self._count].T
        return not bool(np.any((left < box.right) & (right > box.left) & (bottom < box.top) & (top > box.bottom)))


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of name is written; `size` in multiples of the body size."""

    size: float
    weight: Weight
    colour: str


PLACE = Style(0.82, "regular", "text")
AREA_NAME = Style(0.82, "bold-oblique", "text")
COUNTRY = Style(0.88, "bold", "muted")
REGION = Style(0.68, "oblique", "muted")


def name_places(sheet: Sheet, room: Room, drawn: Sequence[Drawn]) -> None:
    """Write the names of the marks' places beside them, places of many events first."""
    groups: dict[str, list[Drawn]] = {}
    for one in drawn:
        groups.setdefault(one.mark.name, []).append(one)
    weights = {name: sum(one.mark.count for one in group) for name, group in groups.items()}
    order = sorted(groups, key=lambda name: (-weights[name], name))[:MOST_NAMES]
    for name in order:
        if name:
            spot = _around(groups[name])
            _write_first_free(sheet, room, name, PLACE, _beside(sheet, spot, name, PLACE))


def _around(group: Sequence[Drawn]) -> Box:
    first = group[0]
    same = [one.box for one in group if abs(one.x - first.x) + abs(one.y - first.y) < 6 * first.radius]
    return Box(
        min(box.left for box in same),
        min(box.bottom for box in same),
        max(box.right for box in same),
        max(box.top for box in same),
    )


def _beside(sheet: Sheet, spot: Box, name: str, style: Style) -> Iterator[tuple[float, float]]:
    """Yield baselines' left ends around a mark: right, left, above, below, then the corners, near and further off."""
    width, rise, depth = sheet.measure(name, style.size * sheet.body, style.weight)
    middle = (spot.bottom + spot.top) / 2 - (rise - depth) / 2
    centre = (spot.left + spot.right) / 2 - width / 2
    for gap in (GAP * sheet.body, 4 * GAP * sheet.body):
        right, left = spot.right + gap, spot.left - gap - width
        above, below = spot.top + gap * 0.6 + depth, spot.bottom - gap * 0.6 - rise
        yield from ((right, middle), (left, middle), (centre, above), (centre, below))
        yield from ((right, above), (right, below), (left, above), (left, below))


def _write_first_free(
    sheet: Sheet, room: Room, name: str, style: Style, baselines: Iterable[tuple[float, float]]
) -> bool:
    size = style.size * sheet.body
    width, rise, depth = sheet.measure(name, size, style.weight)
    for x, y in baselines:
        box = Box(x, y - depth, x + width, y + rise)
        if room.free(box.grown(0.1 * sheet.body)):
            sheet.write(
                x, y, name, size=size, weight=style.weight, colour=sheet.colours[style.colour], halo=True, order=LABEL
            )
            room.take(box.grown(0.1 * sheet.body))
            return True
    return False


def name_shapes(sheet: Sheet, room: Room, names: Iterable[tuple[str, BaseGeometry]], style: Style) -> None:
    """Write names inside shapes of the page, as near to the middle as there is room."""
    for name, shape in names:
        width, rise, depth = sheet.measure(name, style.size * sheet.body, style.weight)
        left, _, right, _ = shape.bounds
        if right - left < 0.8 * width:
            continue
        seen = _seen(shape, room.frame)
        if seen.is_empty:
            continue
        spots = (at for at in _inside(seen, None) if _reaches(shape, at, width))
        _write_first_free(sheet, room, name, style, ((x - width / 2, y - (rise - depth) / 2) for x, y in spots))


def _reaches(shape: BaseGeometry, spot: tuple[float, float], width: float) -> bool:
    """Tell whether both ends of a name centred there still lie in the shape, so that it is not taken for another's."""
    x, y = spot
    return bool(shapely.contains_xy(shape, [x - 0.42 * width, x + 0.42 * width], [y, y]).all())


@dataclass(frozen=True, slots=True)
class Tag:
    """A name with a badge: symbols and a count for events known to a shape only.

    Parameters
    ----------
    shape : geometry
        On the page.
    spot : tuple of float
        Where in it the tag would best stand.
    """

    name: str
    symbols: tuple[Symbol, ...]
    count: str
    shape: BaseGeometry
    spot: tuple[float, float]


def tag_shapes(sheet: Sheet, room: Room, tags: Iterable[Tag], style: Style) -> None:
    """Write tags inside their shapes or, where those are full, beside them with a line."""
    for tag in tags:
        _write_tag(sheet, room, tag, style)


def _write_tag(sheet: Sheet, room: Room, tag: Tag, style: Style) -> None:
    plate = _Plate(sheet, tag, style)
    seen = _seen(tag.shape, room.frame)
    if seen.is_empty:
        return
    for x, y in chain(_inside(seen, tag.spot), _outside(seen, room.frame, REACH * sheet.body)):
        box = plate.box(x, y)
        if room.free(box.grown(0.12 * sheet.body)):
            plate.draw(x, y)
            _lead(sheet, seen, box, tag)
            room.take(box.grown(0.12 * sheet.body))
            return


def _lead(sheet: Sheet, seen: BaseGeometry, box: Box, tag: Tag) -> None:
    """Draw a thin line from a tag into what is seen of its shape, unless the tag stands on it anyway."""
    plate = shapely.box(box.left, box.bottom, box.right, box.top)
    if seen.intersection(plate).area >= LEAST_OVERLAP * plate.area:
        return
    centre, inside = plate.centroid, seen.representative_point()
    entry = shapely.Point(shapely.get_coordinates(shapely.shortest_line(centre, seen))[-1])
    inward = shapely.shortest_line(entry, inside)
    end = inward.interpolate(min(sheet.body, inward.length / 2))
    leader = Line2D(
        [centre.x, end.x],
        [centre.y, end.y],
        color=sheet.ink(tag.symbols[0].colour),
        linewidth=0.1 * sheet.body,
        transform=sheet.points,
    )
    sheet.add(leader, TAG - 1)


class _Plate:
    """A tag with its measures: the name above, the badge below."""

    def __init__(self, sheet: Sheet, tag: Tag, style: Style) -> None:
        self.sheet, self.tag, self.style = sheet, tag, style
        body = sheet.body
        self.symbols = tag.symbols[:MOST_SYMBOLS]
        self.size = style.size * body
        self.width, self.rise, self.depth = sheet.measure(tag.name, self.size, style.weight)
        self.key = 0.34 * body
        self.count_size = 0.8 * body
        count_width = sheet.measure(tag.count, self.count_size, "bold")[0]
        self.badge_width = len(self.symbols) * 2.3 * self.key + count_width + 0.85 * body
        self.badge_height = 1.3 * body
        self.height = self.rise + self.depth + self.badge_height + 0.05 * body

    def box(self, x: float, y: float) -> Box:
        """Return the room it takes when centred on a spot."""
        half = max(self.width, self.badge_width) / 2
        return Box(x - half, y - self.height / 2, x + half, y + self.height / 2)

    def draw(self, x: float, y: float) -> None:
        """Draw it centred on a spot."""
        sheet, body = self.sheet, self.sheet.body
        sheet.write(
            x,
            y + self.height / 2 - self.rise,
            self.tag.name,
            size=self.size,
            weight=self.style.weight,
            colour=sheet.colours[self.style.colour],
            align="center",
            halo=True,
            order=LABEL,
        )
        left, bottom = x - self.badge_width / 2, y - self.height / 2
        draw_badge(sheet, left, bottom, self.badge_width, self.badge_height, sheet.ink(self.symbols[0].colour))
        left, middle = left + 0.35 * body, bottom + self.badge_height / 2
        for row in self.symbols:
            draw_key(sheet, row, left + self.key, middle, self.key, order=TAG + 0.2)
            left += 2.3 * self.key
        baseline = middle - 0.36 * self.count_size
        sheet.write(left + 0.1 * body, baseline, self.tag.count, size=self.count_size, weight="bold", order=LABEL)


def draw_badge(sheet: Sheet, x: float, y: float, width: float, height: float, colour: str) -> None:
    """Draw the rounded plate of a badge."""
    plate = FancyBboxPatch(
        (x, y),
        width,
        height,
        boxstyle=f"round,pad=0,rounding_size={height / 2}",
        facecolor=sheet.colours["page"],
        edgecolor=colour,
        linewidth=0.08 * sheet.body,
        transform=sheet.points,
    )
    sheet.add(plate, TAG)


def _seen(shape: BaseGeometry, frame: Box) -> BaseGeometry:
    """Return the largest part of a shape that lies in the frame; islands and slivers bear no names."""
    seen = shapely.clip_by_rect(shape, frame.left, frame.bottom, frame.right, frame.top)
    parts = shapely.get_parts(seen)
    return max(parts, key=lambda part: part.area) if len(parts) else seen


def _inside(seen: BaseGeometry, spot: tuple[float, float] | None) -> Iterator[tuple[float, float]]:
    """Yield spots inside what is seen of a shape, those near the given spot first."""
    spots = _grid(Box(*seen.bounds), GRID)
    spots = spots[shapely.contains_xy(seen, spots[:, 0], spots[:, 1])]
    middle = seen.representative_point()
    home = spot or (middle.x, middle.y)
    found = {(float(x), float(y)) for x, y in spots} | {(middle.x, middle.y)}
    if shapely.contains_xy(seen, *home):
        found.add(home)
    yield from sorted(found, key=lambda at: ((at[0] - home[0]) ** 2 + (at[1] - home[1]) ** 2, at))


def _outside(seen: BaseGeometry, frame: Box, reach: float) -> Iterator[tuple[float, float]]:
    """Yield spots no further than `reach` from what is seen of a shape, those near it first."""
    left, bottom, right, top = seen.bounds
    x, y = (spots := _grid(frame, WIDE_GRID)).T
    # The box of the shape tells for most spots that they are too far, in no time.
    spots = spots[(x >= left - reach) & (x <= right + reach) & (y >= bottom - reach) & (y <= top + reach)]
    away = np.asarray(shapely.distance(seen, shapely.points(spots)))
    order = np.lexsort((spots[:, 1], spots[:, 0], np.round(away, 3)))
    yield from ((float(x), float(y)) for x, y in spots[order[away[order] <= reach]])


def _grid(box: Box, steps: int) -> NDArray[np.float64]:
    x, y = np.meshgrid(
        np.linspace(box.left, box.right, steps + 2)[1:-1], np.linspace(box.bottom, box.top, steps + 2)[1:-1]
    )
    return np.column_stack([x.ravel(), y.ravel()])

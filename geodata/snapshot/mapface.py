"""The map itself: ground, marks, and the names that find room between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Layers
from geodata.snapshot.basemap import Ground, Pen, draw_ground
from geodata.snapshot.crowds import Crowd, draw_crowds
from geodata.snapshot.density import Density, draw_density
from geodata.snapshot.labels import AREA_NAME, COUNTRY, REGION, Room, Tag, name_places, name_shapes, tag_shapes
from geodata.snapshot.leaving import draw_departures
from geodata.snapshot.marks import Drawn, Scale, draw_areas, draw_points, drawn_areas
from geodata.snapshot.outlines import Names, Outlines
from geodata.snapshot.paths import shape_path
from geodata.snapshot.sheet import Box
from geodata.snapshot.wording import Words
from geodata.symbols import symbol

# Names of regions are written on maps that are not wider than this; on wider ones they are clutter.
REGION_NAMES_BELOW_KM = 3200
# Over the areas, below rings and marks.
SCOPE, SCOPE_WIDTH = 2.99, 0.2


def draw_map(
    pen: Pen,
    layers: Layers,
    outlines: Outlines,
    scale: Scale,
    names: Names,
    words: Words,
    *,
    scope: str | None = None,
    density: Density | None = None,
    crowds: Sequence[Crowd] = (),
    taken: Sequence[Box] = (),
) -> None:
    """Draw the map into its frame; the outline of the scope, which the view is narrowed to, is drawn strongest.

    Where there are `crowds`, they stand for all points. No name is written on what is `taken`.
    """
    ground = draw_ground(pen, outlines, layers.shades)
    if density:
        draw_density(pen, density, ground.admin1)
    draw_departures(pen, layers.departures)
    areas = draw_areas(pen, drawn_areas(layers), outlines)
    _draw_scope(pen, outlines, scope)
    drawn = draw_crowds(pen, crowds, scale, words) if crowds else draw_points(pen, layers.points, scale)
    room = Room(pen.chart.box.grown(-0.3 * pen.sheet.body))
    for box in (*taken, *(one.box for one in drawn)):
        room.take(box)
    name_places(pen.sheet, room, drawn)
    tag_shapes(pen.sheet, room, _area_tags(pen, layers, areas, names, words), AREA_NAME)
    tag_shapes(pen.sheet, room, _country_tags(pen, layers, ground, names, words), COUNTRY)
    badged = {badge.country for badge in layers.badges}
    _name_all(pen, room, ground.countries, names, badged, capitals=True)
    if pen.chart.box.width * pen.chart.metres_per_point / 1000 <= REGION_NAMES_BELOW_KM:
        focus = {code for code, shape in ground.countries.items() if _is_marked(code, shape, layers, drawn)}
        regions = {key: shape for key, shape in ground.admin1.items() if key.partition("-")[0] in focus}
        _name_all(pen, room, regions, names, set(areas), capitals=False)


def _draw_scope(pen: Pen, outlines: Outlines, scope: str | None) -> None:
    shape = outlines.geometry(scope) if scope else None
    if shape is None:
        return
    (placed,) = pen.chart.draw(np.array([shape, None], dtype=object)[:1])
    style = {"facecolor": "none", "edgecolor": pen.sheet.colours["text"], "linewidth": SCOPE_WIDTH * pen.sheet.body}
    pen.draw(shape_path(placed), SCOPE, joinstyle="round", **style)


def _area_tags(pen: Pen, layers: Layers, areas: dict[str, BaseGeometry], names: Names, words: Words) -> list[Tag]:
    return [
        Tag(
            name=names.area(mark),
            symbols=tuple(symbol(style) for style in mark.styles),
            count=words.number(mark.count),
            shape=areas[mark.place_id],
            spot=pen.chart.point(mark.lat, mark.lon),
        )
        for mark in sorted(layers.areas, key=lambda mark: (-mark.count, mark.place_id))
        if mark.place_id in areas
    ]


def _country_tags(pen: Pen, layers: Layers, ground: Ground, names: Names, words: Words) -> list[Tag]:
    return [
        Tag(
            name=names.country(badge).upper(),
            symbols=tuple(symbol(style) for style in badge.styles),
            count=words.number(badge.count),
            shape=ground.countries[badge.country],
            spot=pen.chart.point(badge.lat, badge.lon),
        )
        for badge in sorted(layers.badges, key=lambda badge: (-badge.count, badge.country))
        if badge.country in ground.countries
    ]


def _name_all(
    pen: Pen, room: Room, shapes: dict[str, BaseGeometry], names: Names, but: set[str], *, capitals: bool
) -> None:
    """Name shapes, large ones first, since they are what one looks for."""
    order = sorted(shapes.items(), key=lambda item: (-item[1].area, item[0]))
    found = [(names.get(key), shape) for key, shape in order if key not in but]
    rows = [(name.upper() if capitals else name, shape) for name, shape in found if name]
    name_shapes(pen.sheet, room, rows, COUNTRY if capitals else REGION)


def _is_marked(code: str, shape: BaseGeometry, layers: Layers, drawn: Iterable[Drawn]) -> bool:
    if any(badge.country == code for badge in layers.badges):
        return True
    if any(mark.place_id.partition("-")[0] == code for mark in layers.areas):
        return True
    spots = [(one.x, one.y) for one in drawn]
    return bool(spots) and bool(shapely.contains_xy(shape, [x for x, _ in spots], [y for _, y in spots]).any())

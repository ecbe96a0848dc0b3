"""The picture of a view: PNG, SVG or PDF."""

from __future__ import annotations

import datetime as dt
import io
import threading
from dataclasses import dataclass, replace
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from geodata.errors import SnapshotError
from geodata.model import Layers, Precision, View
from geodata.snapshot.basemap import Ground, Pen, draw_ground
from geodata.snapshot.contents import Contents, ListRow, Outlines, describe, frame_name
from geodata.snapshot.furniture import STRIP, Lines, draw_notice, draw_strip, set_header, set_notes, write_lines
from geodata.snapshot.labels import AREA_NAME, COUNTRY, REGION, Room, name_places, name_shapes, tag_shapes
from geodata.snapshot.marks import Drawn, Scale, draw_areas, draw_points
from geodata.snapshot.panel import Block, Panel
from geodata.snapshot.projection import Bounds, Chart
from geodata.snapshot.sheet import Box, Sheet
from geodata.snapshot.sizes import check_dpi, find_size
from geodata.snapshot.wording import Words
from geodata.symbols import symbol

FORMATS = ("png", "svg", "pdf")
# Nothing in the file tells when or by which version of the library it was made: same view, same bytes.
METADATA: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "liptako", "pdf.fonttype": 42, "hatch.linewidth": 0.9}
# Multiples of the body size.
MARGIN, PANEL_WIDTH, GUTTER = 1.9, 22.0, 1.7
COLUMNS_BELOW = 3
# Share of the page that a panel below the map may take.
BELOW_SHARE = (0.14, 0.40)

# Matplotlib keeps settings and font caches for the whole process: one picture is drawn at a time.
_ONE_AT_A_TIME = threading.Lock()


def render(
    view: View,
    layers: Layers,
    boundaries: Outlines,
    *,
    title: str | None = None,
    language: str = "en",
    size: str = "screen",
    dpi: int | None = None,
    fmt: str = "png",
    made_on: dt.date | None = None,
    digest: str = "",
    theme: str = "light",
) -> bytes:
    """Return the picture of exactly this view.

    Parameters
    ----------
    view : View
    layers : Layers
        Made of the same view.
    boundaries : Outlines
        As ``geodata.boundaries.load_boundaries()`` gives them.
    title : str, optional
        Default: scope, layers and period of the view.
    language : {"en", "fr"}
    size : str
        A key of `SIZES`: screen, slide, a4-landscape, a4-portrait, a3-landscape, a3-portrait, square.
    dpi : int, optional
        Pixels per inch; the size's own by default.
    fmt : {"png", "svg", "pdf"}
    made_on : date, optional
        Printed on the picture; without it no date is, so that the same view gives the same bytes on any day.
    digest : str
        Digest of the data, printed on the picture.
    theme : {"light", "dark"}

    Raises
    ------
    SnapshotError
        If size, format, language, theme, dots per inch or bounds make no sense.
    """
    if fmt not in FORMATS:
        raise SnapshotError(f"There is no picture format {fmt!r}.", f"Use one of {', '.join(FORMATS)}.")
    with _ONE_AT_A_TIME, mpl.rc_context():
        _settle()
        figure = compose(
            view, layers, boundaries, title=title, language=language, size=size, dpi=dpi,
            made_on=made_on, digest=digest, theme=theme,
        )  # fmt: skip
        buffer = io.BytesIO()
        figure.savefig(buffer, format=fmt, dpi=figure.dpi, metadata=METADATA[fmt])
    return buffer.getvalue()


def _settle() -> None:
    """Set matplotlib's own defaults, so that no settings file of the user changes the picture."""
    backend = {key for key in mpl.rcParamsDefault if key.startswith("backend")}
    mpl.rcParams.update({key: value for key, value in mpl.rcParamsDefault.items() if key not in backend})
    mpl.rcParams.update(SETTINGS)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands on the page."""

    map: Box
    columns: tuple[Box, ...]
    header: list[Lines]
    notes: list[Lines]
    left: float
    top: float
    notes_top: float


def compose(
    view: View,
    layers: Layers,
    boundaries: Outlines,
    *,
    title: str | None = None,
    language: str = "en",
    size: str = "screen",
    dpi: int | None = None,
    made_on: dt.date | None = None,
    digest: str = "",
    theme: str = "light",
) -> Figure:
    """Draw the picture and return matplotlib's figure; see `render`. Not to be called from two threads at once."""
    if theme not in ("light", "dark"):
        raise SnapshotError(f"There is no theme {theme!r}.", "Use light or dark.")
    words, page = Words(language), find_size(size)
    sheet = Sheet(page, check_dpi(dpi or page.dpi), theme)
    contents = describe(view, layers, boundaries, words, title=title, digest=digest, made_on=made_on)
    contents = _with_outside(contents, _beyond(layers, layers.bounds), words)
    counts = [len(mark.event_ids) for mark in layers.points]
    scale = Scale.of(counts, sheet.body)
    reading = _reading(layers)

    def blocks(panel: Panel) -> list[Block]:
        return panel.blocks(contents, scale, counts, reading)

    panel, plan = _plan(sheet, contents, words, _vintage(boundaries), blocks)
    chart = Chart(layers.bounds, plan.map)
    pen = Pen(sheet, chart)
    ground = draw_ground(pen, boundaries, layers.shades)
    _draw_marks(pen, layers, boundaries, ground, scale, words)
    write_lines(sheet, plan.header, plan.left, plan.top, "muted")
    write_lines(sheet, plan.notes, plan.left, plan.notes_top, "muted")
    draw_strip(sheet, chart, words, contents.imprint)
    panel.paint(blocks(panel), plan.columns)
    if not view.events:
        draw_notice(sheet, plan.map, [words.say("empty"), words.say("empty_hint")])
    return sheet.figure


def _plan(sheet: Sheet, contents: Contents, words: Words, vintage: str, blocks: Any) -> tuple[Panel, _Plan]:
    body, page = sheet.body, sheet.page
    margin = MARGIN * body
    left, right = margin, page.right - margin
    top = page.top - 0.85 * margin
    header = set_header(sheet, contents, right - left)
    notes = set_notes(sheet, contents, words, vintage, right - left)
    content_top = top - sum(block.height for block in header) - 0.6 * body
    notes_top = 0.75 * margin + sum(block.height for block in notes)
    low = notes_top + 0.3 * body + STRIP * body
    if sheet.size.panel == "side":
        edge = right - PANEL_WIDTH * body
        panel = Panel(sheet, words, PANEL_WIDTH * body)
        columns: tuple[Box, ...] = (Box(edge, notes_top + 0.8 * body, right, content_top),)
        frame = Box(left, low, edge - GUTTER * body, content_top)
    else:
        panel, columns = _columns_below(sheet, words, left, right, notes_top + 0.8 * body, blocks)
        frame = Box(left, columns[0].top + (STRIP + 0.5) * body, right, content_top)
    return panel, _Plan(frame, columns, header, notes, left, top, notes_top)


def _columns_below(
    sheet: Sheet, words: Words, left: float, right: float, bottom: float, blocks: Any
) -> tuple[Panel, tuple[Box, ...]]:
    """Return columns just high enough for what they have to hold."""
    gap = GUTTER * sheet.body
    width = (right - left - gap * (COLUMNS_BELOW - 1)) / COLUMNS_BELOW
    panel = Panel(sheet, words, width)
    filled = blocks(panel)
    least, most = (share * sheet.page.height for share in BELOW_SHARE)
    height = least
    while True:
        lefts = [left + number * (width + gap) for number in range(COLUMNS_BELOW)]
        columns = tuple(Box(x, bottom, x + width, bottom + height) for x in lefts)
        if height >= most or panel.fits(filled, columns):
            return panel, columns
        height += sheet.body


def _draw_marks(
    pen: Pen, layers: Layers, boundaries: Outlines, ground: Ground, scale: Scale, words: Words
) -> list[Drawn]:
    sheet, chart = pen.sheet, pen.chart
    room = Room(chart.box.grown(-0.3 * sheet.body))
    areas = draw_areas(pen, layers.areas, boundaries)
    drawn = draw_points(pen, layers.points, scale)
    for one in drawn:
        room.take(one.box)
    named = _tag_areas(sheet, chart, room, layers, areas, words)
    badged = {badge.country for badge in layers.badges}
    _tag_countries(sheet, chart, room, layers, ground, words)
    name_places(sheet, room, drawn, taken=named)
    _name_countries(sheet, room, ground, badged, words)
    _name_regions(sheet, room, ground, areas, boundaries, words)
    return drawn


def _tag_areas(
    sheet: Sheet, chart: Chart, room: Room, layers: Layers, areas: dict[str, Any], words: Words
) -> list[str]:
    tags = [
        (
            mark.name,
            tuple(symbol(style) for style in mark.styles),
            words.number(len(mark.event_ids)),
            areas[mark.place_id],
            chart.point(mark.lat, mark.lon),
        )
        for mark in sorted(layers.areas, key=lambda mark: (-len(mark.event_ids), mark.place_id))
        if mark.place_id in areas
    ]
    return tag_shapes(sheet, room, tags, AREA_NAME)


def _tag_countries(
    sheet: Sheet, chart: Chart, room: Room, layers: Layers, ground: Ground, words: Words
) -> None:
    tags = [
        (
            badge.name.upper(),
            tuple(symbol(style) for style in badge.styles),
            words.number(len(badge.event_ids)),
            ground.countries[badge.country],
            chart.point(badge.lat, badge.lon),
        )
        for badge in sorted(layers.badges, key=lambda badge: (-len(badge.event_ids), badge.country))
        if badge.country in ground.countries
    ]
    tag_shapes(sheet, room, tags, COUNTRY)


def _name_countries(sheet: Sheet, room: Room, ground: Ground, badged: set[str], words: Words) -> None:
    names = [
        (words.country(code).upper(), shape, None)
        for code, shape in sorted(ground.countries.items(), key=lambda item: (-item[1].area, item[0]))
        if code not in badged
    ]
    name_shapes(sheet, room, names, COUNTRY)


def _name_regions(
    sheet: Sheet, room: Room, ground: Ground, areas: dict[str, Any], boundaries: Outlines, words: Words
) -> None:
    names = [
        (frame_name(boundaries.admin1, place_id, words.language), shape, None)
        for place_id, shape in sorted(ground.admin1.items(), key=lambda item: (-item[1].area, item[0]))
        if place_id not in areas
    ]
    name_shapes(sheet, room, names, REGION)


def _reading(layers: Layers) -> list[str]:
    """Return which explanations the map needs."""
    needed = {
        "ring": any(mark.precision is Precision.NEAR for mark in layers.points),
        "area": bool(layers.areas),
        "badge": bool(layers.badges or layers.areas),
    }
    return [key for key, is_needed in needed.items() if is_needed]


def _beyond(layers: Layers, bounds: Bounds) -> int:
    """Count the events whose points all lie outside the bounds."""
    south, west, north, east = bounds
    span = (east - west) % 360 or 360.0
    inside: set[str] = {event for mark in (*layers.areas, *layers.badges) for event in mark.event_ids}
    outside: set[str] = set()
    for mark in layers.points:
        seen = south <= mark.lat <= north and (mark.lon - west) % 360 <= span
        (inside if seen else outside).update(mark.event_ids)
    return len(outside - inside)


def _with_outside(contents: Contents, count: int, words: Words) -> Contents:
    if not count:
        return contents
    return replace(contents, undrawn=(*contents.undrawn, ListRow(words.say("undrawn.outside"), count)))


def _vintage(boundaries: Outlines) -> str:
    """Return the vintage of the boundaries as they state it."""
    known: Any = getattr(boundaries, "vintage", "")
    known = known() if callable(known) else known
    if isinstance(known, dict):
        known = known.get("vintage", "")
    return str(known)



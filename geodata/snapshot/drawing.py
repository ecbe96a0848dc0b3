"""The picture of a view: PNG, SVG or PDF."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geodata.errors import SnapshotError
from geodata.model import Layers, Precision, View
from geodata.progress import Progress, Steps
from geodata.snapshot.basemap import Pen
from geodata.snapshot.code import draw_code
from geodata.snapshot.contents import beyond, describe, with_outside, without_frame
from geodata.snapshot.crowds import MOST_SINGLE, crowd_scale, gather
from geodata.snapshot.density import Density, density_of
from geodata.snapshot.furniture import draw_notice, draw_strip, notice_box, write_lines
from geodata.snapshot.locator import draw_locator, is_narrow
from geodata.snapshot.mapface import draw_map
from geodata.snapshot.marks import Scale
from geodata.snapshot.outlines import Outlines, names_in
from geodata.snapshot.panel import Legend
from geodata.snapshot.plan import make_plan
from geodata.snapshot.png import encode
from geodata.snapshot.projection import Chart
from geodata.snapshot.request import PLAIN, Request
from geodata.snapshot.sheet import FAMILY, Box, Sheet, clean
from geodata.snapshot.sizes import check_dpi, find_size
from geodata.snapshot.wording import words_in

FORMATS = ("png", "svg", "pdf")
THEMES = ("light", "grey", "dark")
# Nothing in the file tells when or by which version of the library it was made: same view, same bytes.
METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "liptako", "pdf.fonttype": 42, "hatch.linewidth": 0.8}

# The map takes about this much of the page.
MAP_SHARE = 0.5
# Of making one: planned, map drawn, page drawn, turned into pixels or paths, packed.
STEPS = 5

# Matplotlib keeps settings and font caches for the whole process: one picture is drawn at a time.
_ONE_AT_A_TIME = threading.Lock()


def render(
    view: View,
    layers: Layers,
    boundaries: Outlines,
    request: Request = PLAIN,
    *,
    fmt: str = "png",
    progress: Progress | None = None,
) -> bytes:
    """Return the picture of exactly this view.

    Parameters
    ----------
    view : View
    layers : Layers
        Made of the same view.
    boundaries : Outlines
        As ``geodata.boundaries.load_boundaries()`` gives them.
    request : Request
    fmt : {"png", "svg", "pdf"}
    progress : callable, optional
        Called between the steps of the work; may end it by raising.

    Raises
    ------
    SnapshotError
        If size, format, language, theme, dots per inch or bounds make no sense.
    """
    if fmt not in FORMATS:
        raise SnapshotError(f"There is no picture format {fmt!r}.", f"Use one of {', '.join(FORMATS)}.")
    steps = Steps(STEPS, progress)
    with _ONE_AT_A_TIME, mpl.rc_context():
        # It may have been given up while another was drawn.
        steps.tell()
        _settle()
        figure = compose(view, layers, boundaries, request, steps)
        made = _as_png(figure, steps) if fmt == "png" else _as_paths(figure, fmt)
    steps.tell(STEPS)
    return made


def _as_paths(figure: Figure, fmt: str) -> bytes:
    """Return the picture as SVG or PDF."""
    buffer = io.BytesIO()
    metadata = METADATA[fmt] | {"Title": figure.get_label()}
    figure.savefig(buffer, format=fmt, dpi=figure.dpi, metadata=metadata)
    return _with_fallback_fonts(buffer.getvalue()) if fmt == "svg" else buffer.getvalue()


def _as_png(figure: Figure, steps: Steps) -> bytes:
    """Return the picture without transparency, which it has none of."""
    canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        raise TypeError(f"{canvas} draws no pixels")
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
    steps.tell(1)
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # the same
    return encode(pixels, figure.dpi, str(figure.get_label()))


def _with_fallback_fonts(svg: bytes) -> bytes:
    """Name other fonts for programs that open the file where the first is missing."""
    return svg.replace(f"'{FAMILY}'".encode(), f"'{FAMILY}', Verdana, sans-serif".encode())


def _settle() -> None:
    """Set matplotlib's own defaults, so that no settings file of the user changes the picture."""
    defaults: dict[Any, Any] = dict(mpl.rcParamsDefault)
    mpl.rcParams.update({key: value for key, value in defaults.items() if not key.startswith("backend")})
    mpl.rcParams.update(SETTINGS)  # type: ignore[arg-type]  # the stubs list every key, a dict has any


def compose(
    view: View, layers: Layers, boundaries: Outlines, request: Request = PLAIN, steps: Steps | None = None
) -> Figure:
    """Draw the picture and return matplotlib's figure; see `render`. Not to be called from two threads at once."""
    steps = steps or Steps(STEPS)
    if request.theme not in THEMES:
        raise SnapshotError(f"There is no theme {request.theme!r}.", f"Use {', '.join(THEMES)}.")
    words, page = words_in(request.language), find_size(request.size, framed=request.framed)
    names = names_in(boundaries, words)
    sheet = Sheet(page, check_dpi(page.dpi if request.dpi is None else request.dpi), request.theme)
    density = density_of(view, boundaries)
    contents = describe(view, layers, boundaries, names, words, request, shading=density.shading)
    contents = contents if request.framed else without_frame(contents)
    extent = Chart(layers.bounds, Box(0, 0, 1, 1))
    crowded = len(layers.points) > MOST_SINGLE
    counts = [mark.count for mark in layers.points]
    # Which places are gathered is known when the frame is; the largest mark is as large wherever they are.
    scale = crowd_scale([sum(counts)], sheet.body) if crowded else _scale(counts, sheet)
    legend = Legend(
        scale=scale,
        counts=counts,
        reading=_reading(layers, density),
        locator=(lambda _: None) if is_narrow(extent) else None,
        density=density,
    )
    # The frame holds more than the bounds, never less: room kept for what they leave out is enough for the frame.
    most = with_outside(contents, beyond(layers, extent), words)
    plan = make_plan(sheet, contents, words, lambda panel: panel.blocks(most, legend), extent.shape)
    chart = Chart(layers.bounds, plan.frame)
    contents = with_outside(contents, beyond(layers, chart), words)
    steps.tell(1)
    pen = Pen(sheet, chart)
    crowds = gather(pen, layers.points) if crowded else []
    if crowded:
        counts = [crowd.count for crowd in crowds]
        legend = replace(legend, scale=crowd_scale(counts, sheet.body), counts=counts)
    if legend.locator:
        legend = replace(legend, locator=partial(draw_locator, sheet, chart, boundaries))
    notice = [] if view.events else [words.say("empty"), words.say("empty_hint")]
    draw_map(
        pen, layers, boundaries, legend.scale, names, words, scope=view.spec.scope, density=density, crowds=crowds,
        taken=[notice_box(sheet, plan.frame, notice)] if notice else [],
    )  # fmt: skip
    steps.tell(1)
    if notice:
        draw_notice(sheet, plan.frame, notice)
    write_lines(sheet, plan.header, plan.left, plan.header_top, "muted")
    write_lines(sheet, plan.notes, plan.left, plan.notes_top, "muted")
    draw_strip(sheet, chart, words, contents.imprint)
    if plan.code:
        draw_code(sheet, request.link, plan.code)
    plan.panel.paint(plan.panel.blocks(contents, legend), plan.columns)
    sheet.figure.set_label(clean(contents.title))
    steps.tell(1)
    return sheet.figure


def _scale(counts: Sequence[int], sheet: Sheet) -> Scale:
    return Scale.of(counts, sheet.body, MAP_SHARE * sheet.page.width * sheet.page.height)


def _reading(layers: Layers, density: Density) -> list[str]:
    """Return which explanations the map needs."""
    crowded = len(layers.points) > MOST_SINGLE
    needed = {
        "crowd": crowded,
        "ring": not crowded and any(mark.precision is Precision.NEAR for mark in layers.points),
        "area": bool(layers.areas),
        "badge": bool(layers.badges or layers.areas),
        "line": bool(layers.departures),
        "heat": bool(density.heat),
    }
    return [key for key, is_needed in needed.items() if is_needed]

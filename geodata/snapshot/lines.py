"""Lines of text as matplotlib draws them, and quicker ones for pages of many pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox

from geodata.snapshot.sizes import POINTS_PER_INCH

# From so many pixels an inch on letters are drawn by their outlines, which takes a sixth of the time of glyphs set one
# by one; below, the hinting of glyphs keeps small letters sharp.
FINE = 140
HALO_OPACITY = 0.9


class Line(Text):
    """One line of text, or the halo of one: its outlines drawn with a broad pen, below the text itself.

    Parameters
    ----------
    x, y : float
        Left end of the baseline.
    text : str
    halo : float
        Width of the pen in points; 0 for the text itself.
    **style
        As matplotlib's Text takes it.
    """

    def __init__(self, x: float, y: float, text: str, *, halo: float = 0.0, **style: Any) -> None:
        super().__init__(x, y, text, parse_math=False, verticalalignment="baseline", **style)
        self.halo = halo
        if halo:
            self.set_path_effects([Stroke(linewidth=halo, foreground=self.get_color(), alpha=HALO_OPACITY)])

    def draw(self, renderer: Any) -> None:
        """Draw it: by outlines on fine pixels, as matplotlib does elsewhere, so that SVG and PDF hold real text."""
        if not _is_fine(renderer):
            super().draw(renderer)
            return
        font, ink = self.get_fontproperties(), to_rgba(self.get_color())
        x, y = self.get_transform().transform(self.get_position())
        pen = renderer.new_gc()
        pen.set_linewidth(self.halo)
        if self.halo:
            pen.set_foreground(ink, isRGBA=True)
            pen.set_alpha(HALO_OPACITY)
        where = Affine2D().scale(self._pixels(renderer) / text_to_path.FONT_SCALE).translate(x, y)
        renderer.draw_path(pen, _outlines(self.get_text(), font), where, ink)
        pen.restore()
        self.stale = False

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:
        """Return the box that it fills, in pixels."""
        if dpi is not None or not _is_fine(renderer):
            return super().get_window_extent(renderer, dpi)
        x, y = self.get_transform().transform(self.get_position())
        scale = self._pixels(renderer)
        width, rise, depth = (scale * part for part in relative_size(self.get_text(), self.get_fontproperties()))
        return Bbox.from_extents(x, y - depth, x + width, y + rise)

    def _pixels(self, renderer: Any) -> float:
        """Return the size of the letters."""
        return float(renderer.dpi) / POINTS_PER_INCH * self.get_fontproperties().get_size_in_points()


def _is_fine(renderer: Any) -> bool:
    return isinstance(renderer, RendererAgg) and renderer.dpi >= FINE


@lru_cache(maxsize=20_000)
def relative_size(text: str, font: FontProperties) -> tuple[float, float, float]:
    """Return width, height above the baseline and depth below it of the outlines of a text, as shares of its size."""
    size = font.get_size_in_points()
    measured = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    width, height, depth = (part / size for part in measured)
    return width, height - depth, depth


@lru_cache(maxsize=4000)
def _outlines(text: str, font: FontProperties) -> Path:
    """Return the letters as one shape, made once in the life of the process: most words stand on every picture."""
    face = get_font([str(font.get_file())])
    face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    placed, _, _ = text_to_path.get_glyphs_with_font(face, text, glyph_map=_GLYPHS, return_new_glyphs_only=False)
    if not placed:
        return Path(np.empty((0, 2)))
    vertices = [np.asarray(_GLYPHS[glyph][0]) * scale + (x, y) for glyph, x, y, scale in placed]
    return Path(np.concatenate(vertices), np.concatenate([_GLYPHS[glyph][1] for glyph, *_ in placed]))


# Outlines of letters by their names, which hold that of the font.
_GLYPHS: dict[str, Any] = {}

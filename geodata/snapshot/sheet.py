"""The page: text and shapes placed in points (1/72 inch) from its lower left corner."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.transforms import Affine2D

from geodata.errors import SnapshotError
from geodata.snapshot.lines import FINE, Line, relative_size
from geodata.snapshot.sizes import POINTS_PER_INCH, Size
from geodata.symbols import base_colours, darks, greys

Weight = Literal["regular", "bold", "oblique", "bold-oblique"]
FONT_FILES: dict[Weight, str] = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "oblique": "DejaVuSans-Oblique.ttf",
    "bold-oblique": "DejaVuSans-BoldOblique.ttf",
}
FAMILY = "DejaVu Sans"
ELLIPSIS = "…"
MISSING = "□"
HALO = "halo"
PAGE_COLOURS = {"light": "#FFFFFF", "dark": "#181D22"}
# No line holds more, and a title of a megabyte need not be measured word by word.
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether the two come closer than `gap`."""
        return (
            self.left - gap < other.right
            and other.left - gap < self.right
            and self.bottom - gap < other.top
            and other.bottom - gap < self.top
        )

    def holds(self, other: Box) -> bool:
        """Tell whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )

    def grown(self, by: float) -> Box:
        """Return it with every side moved outwards."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.top - self.bottom


class Sheet:
    """A page to write and draw on.

    Parameters
    ----------
    size : Size
    dpi : int
    theme : {"light", "grey", "dark"}
    """

    def __init__(self, size: Size, dpi: int, theme: str = "light") -> None:
        width, height = size.pixels(dpi)
        # A hair more than whole pixels, since the renderer cuts fractions off.
        self.figure = Figure(figsize=((width + 0.01) / dpi, (height + 0.01) / dpi), dpi=dpi)
        FigureCanvasAgg(self.figure)
        self.size = size
        self.body = size.body
        self.dpi = dpi
        self.page = Box(0, 0, width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi)
        self.theme = theme
        self.colours = {**base_colours(theme), "page": PAGE_COLOURS.get(theme, PAGE_COLOURS["light"])}
        self.figure.set_facecolor(self.colours["page"])
        self.points = Affine2D().scale(1 / POINTS_PER_INCH) + self.figure.dpi_scale_trans

    def ink(self, colour: str) -> str:
        """Return a colour of the symbol table as this page prints it: its grey without colours, lighter in the dark."""
        instead = {"grey": greys, "dark": darks}.get(self.theme)
        return instead().get(colour, colour) if instead else colour

    def add(self, artist: Artist, order: float = 1.0) -> None:
        """Put an artist on the page; it keeps the transform that it came with."""
        artist.set_zorder(order)
        self.figure.add_artist(artist)

    def measure(self, text: str, size: float, weight: Weight = "regular") -> tuple[float, float, float]:
        """Return width, height above the baseline and depth below it, in points."""
        return _measured(text, size, weight, self.dpi)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        weight: Weight = "regular",
        colour: str | None = None,
        align: Literal["left", "center", "right"] = "left",
        halo: bool = False,
        order: float = 20.0,
    ) -> Box:
        """Write one line with its baseline at `y`, and return the box that it fills.

        A halo is a second text below the first, so that the first stays real text in SVG and PDF.
        """
        text = clean(text)
        if not text:
            return Box(x, y, x, y)
        width, rise, depth = self.measure(text, size, weight)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        if halo:
            self._line(left, y, text, size, weight, self.colours["halo"], order - 0.5, 0.28 * size).set_gid(HALO)
        self._line(left, y, text, size, weight, colour or self.colours["text"], order)
        return Box(left, y - depth, left + width, y + rise)

    def _line(
        self, x: float, y: float, text: str, size: float, weight: Weight, colour: str, order: float, halo: float = 0.0
    ) -> Line:
        line = Line(x, y, text, halo=halo, transform=self.points, fontproperties=_font(weight, size), color=colour)
        self.add(line, order)
        return line

    def fit(self, text: str, width: float, size: float, weight: Weight = "regular") -> str:
        """Return the text, cut with an ellipsis where it is wider than `width`."""
        text = clean(text)
        if self.measure(text, size, weight)[0] <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            short = text[:middle].rstrip() + ELLIPSIS
            low, high = (middle, high) if self.measure(short, size, weight)[0] <= width else (low, middle - 1)
        return text[:low].rstrip(" ,;:") + ELLIPSIS

    def wrap(
        self, text: str, width: float, size: float, *, weight: Weight = "regular", lines: int = 2
    ) -> tuple[str, ...]:
        """Return the text in at most so many lines; what is left over ends in an ellipsis."""
        text = clean(text)
        if self.measure(text, size, weight)[0] <= width:
            return (text,) if text else ()
        words = text.split(" ")
        space = self.measure("n n", size, weight)[0] - self.measure("nn", size, weight)[0]
        done: list[str] = []
        line: list[str] = []
        used = 0.0
        for number, word in enumerate(words):
            # Word by word, since measuring a growing line again and again takes most of the time.
            needed = self.measure(word, size, weight)[0] if word else 0.0
            if line and used + space + needed > width:
                if len(done) == lines - 1:
                    # The rest needs no measuring beyond what a line can hold.
                    rest = " ".join((*line, *words[number : number + 40]))
                    return (*done, self.fit(rest, width, size, weight))
                done.append(self.fit(" ".join(line), width, size, weight))
                line, used = [], -space
            line.append(word)
            used += space + needed
        return (*done, self.fit(" ".join(line), width, size, weight)) if line else tuple(done)

    def chop(self, text: str, width: float, size: float, *, lines: int) -> tuple[str, ...]:
        """Return an address in at most so many lines, broken anywhere; one that is longer is left out whole.

        Half an address leads nowhere.
        """
        done: list[str] = []
        rest = clean(text)
        while rest:
            if len(done) == lines:
                return ()
            kept = next(n for n in range(len(rest), 0, -1) if n == 1 or self.measure(rest[:n], size)[0] <= width)
            done.append(rest[:kept])
            rest = rest[kept:]
        return tuple(done)


def clean(text: str) -> str:
    """Return text that the font can write: one line, no control characters, no signs that it lacks.

    Signs and emoji without a glyph are left out, letters without one become a box.
    """
    known = _glyphs()
    kept = []
    for letter in text[:LONGEST_TEXT]:
        kind = unicodedata.category(letter)
        if (kind[0] == "Z" and letter not in "\u00a0\u202f") or letter in "\n\r\t":
            kept.append(" ")
        elif kind[0] == "C":
            continue
        elif ord(letter) in known:
            kept.append(letter)
        elif kind[0] in "LN":
            kept.append(MISSING)
    return " ".join(part for part in "".join(kept).split(" ") if part)


def font_family(weights: Sequence[Weight] = tuple(FONT_FILES)) -> list[Path]:
    """Return the font files; they come with matplotlib, so that every machine draws the same.

    Raises
    ------
    SnapshotError
        If one is missing.
    """
    found = [Path(mpl.get_data_path(), "fonts", "ttf", FONT_FILES[weight]) for weight in weights]
    for path in found:
        if not path.is_file():
            raise SnapshotError(f"The font file {path.name} of matplotlib is missing.", "Install matplotlib again.")
    return found


@lru_cache(maxsize=20_000)
def _measured(text: str, size: float, weight: Weight, dpi: int) -> tuple[float, float, float]:
    """Measure once in the life of the process: most words stand on every picture."""
    if dpi >= FINE:
        width, rise, depth = (size * part for part in relative_size(text, _font(weight, 1.0)))
        _, least, least_depth = (size * part for part in relative_size("lp", _font(weight, 1.0)))
        return width, max(rise, least), max(depth, least_depth)
    scale, ruler, font = POINTS_PER_INCH / dpi, _ruler(dpi), _font(weight, size)
    width, height, depth = ruler.get_text_width_height_descent(text, font, ismath=False)
    _, least, least_depth = ruler.get_text_width_height_descent("lp", font, ismath=False)
    rise = max(height - depth, least - least_depth)
    return width * scale, rise * scale, max(depth, least_depth) * scale


@cache
def _ruler(dpi: int) -> Any:
    return RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(FT2Font(str(font_family(["regular"])[0])).get_charmap())


@cache
def _font(weight: Weight, size: float) -> FontProperties:
    path = font_family([weight])[0]
    return FontProperties(
        family=FAMILY,
        style="oblique" if "oblique" in weight else "normal",
        weight="bold" if "bold" in weight else "normal",
        size=size,
        fname=str(path),
    )

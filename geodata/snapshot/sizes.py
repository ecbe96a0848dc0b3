"""The sizes of a picture: how large the page is, how large its text, and where the panel stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.errors import SnapshotError

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
DPI_RANGE = (50, 1200)


@dataclass(frozen=True, slots=True)
class Size:
    """One page format.

    Parameters
    ----------
    width, height : float
        Inches.
    dpi : int
        Pixels per inch unless the caller asks for others.
    body : float
        Size of running text in points; everything else is a multiple of it.
    panel : {"side", "below"}
        Where legend and lists stand.
    """

    width: float
    height: float
    dpi: int
    body: float
    panel: Literal["side", "below"]

    def pixels(self, dpi: int) -> tuple[int, int]:
        """Return width and height in whole pixels at `dpi` pixels per inch."""
        return round(self.width * dpi), round(self.height * dpi)


def _iso(width_mm: float, height_mm: float, body: float, panel: Literal["side", "below"]) -> Size:
    return Size(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH, 150, body, panel)


SIZES: dict[str, Size] = {
    "screen": Size(16, 9, 100, 10.0, "side"),
    "slide": Size(13 + 1 / 3, 7.5, 144, 9.0, "side"),
    "a4-landscape": _iso(297, 210, 7.6, "side"),
    "a4-portrait": _iso(210, 297, 7.6, "below"),
    "a3-landscape": _iso(420, 297, 9.6, "side"),
    "a3-portrait": _iso(297, 420, 9.6, "below"),
    "square": Size(10.8, 10.8, 100, 10.5, "below"),
}
# A figure on a page that bears title and sources itself: of no picture that stands alone.
FIGURE, FIGURE_SIZE = "figure", Size(174 / MM_PER_INCH, 116 / MM_PER_INCH, 150, 6.2, "side")
ALIASES = {"a4": "a4-landscape", "a3": "a3-landscape", "16:9": "slide", "post": "square"}


def find_size(name: str, *, framed: bool = True) -> Size:
    """Return the size of a name; case, spaces and underscores do not matter.

    Parameters
    ----------
    name : str
    framed : bool
        False for a part of a page, which has a size of its own.

    Raises
    ------
    SnapshotError
        If there is no such size.

    Examples
    --------
    >>> find_size("A4 landscape").pixels(150)
    (1754, 1240)
    """
    key = name.strip().lower().replace("_", "-").replace(" ", "-")
    key = ALIASES.get(key, key)
    if key == FIGURE and not framed:
        return FIGURE_SIZE
    if key not in SIZES:
        raise SnapshotError(f"There is no picture size {name!r}.", f"Use one of {', '.join(SIZES)}.")
    return SIZES[key]


def check_dpi(dpi: int) -> int:
    """Return `dpi`.

    Raises
    ------
    SnapshotError
        If it lies outside `DPI_RANGE`.
    """
    low, high = DPI_RANGE
    if not low <= dpi <= high:
        raise SnapshotError(f"{dpi} dots per inch cannot be drawn.", f"Use {low} to {high}.")
    return dpi

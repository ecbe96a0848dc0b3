"""The QR code of a link, so that a printed picture leads back to its view."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import numpy as np
import segno
from matplotlib.patches import PathPatch, Rectangle

from geodata.snapshot.paths import box_path, joined
from geodata.snapshot.sheet import Box, Sheet

# Side in multiples of the body size, quiet zone included: about 16 mm on A4.
SIDE = 6.4
# Modules of empty paper that readers need around the code (ISO/IEC 18004 asks for four; two are enough on white).
QUIET = 2
# A link of more characters gives a code too fine for print.
LONGEST_LINK = 400
ORDER = 9.0


def is_public(link: str) -> bool:
    """Tell whether someone elsewhere could open a link: it names a host, and not the maker's own machine.

    Examples
    --------
    >>> is_public("https://maps.example.org/?place=ML"), is_public("http://127.0.0.1:8501/"), is_public("?place=ML")
    (True, False, False)
    """
    parts = urlsplit(link)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or host == "localhost" or len(link) > LONGEST_LINK:
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def draw_code(sheet: Sheet, link: str, box: Box) -> None:
    """Draw the code of a link, dark on white in every theme, since many readers know no other."""
    modules = np.array([list(row) for row in segno.make(link, error="m", micro=False, boost_error=False).matrix])
    step = box.width / (len(modules) + 2 * QUIET)
    paper = Rectangle((box.left, box.bottom), box.width, box.height, facecolor="#FFFFFF", transform=sheet.points)
    sheet.add(paper, ORDER)
    squares = (
        Box(x, top - step, x + step, top)
        for row, column in np.argwhere(modules == 1)
        for x, top in [(box.left + (column + QUIET) * step, box.top - (row + QUIET) * step)]
    )
    ink = PathPatch(joined(map(box_path, squares)), facecolor="#000000", edgecolor="none", transform=sheet.points)
    sheet.add(ink, ORDER + 0.1)

"""The printed image of a view: finished when it leaves the tool, and carrying where it comes from.

What draws is loaded when it is first asked for: the words of pictures are used where nothing is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazily import lazily

if TYPE_CHECKING:
    from geodata.snapshot.drawing import FORMATS, compose, render
    from geodata.snapshot.files import format_of, save
    from geodata.snapshot.request import Request
    from geodata.snapshot.sizes import SIZES

__all__ = ["FORMATS", "SIZES", "Request", "compose", "format_of", "render", "save"]

__getattr__ = lazily(
    __name__,
    {
        "drawing": ("FORMATS", "compose", "render"),
        "files": ("format_of", "save"),
        "request": ("Request",),
        "sizes": ("SIZES",),
    },
)

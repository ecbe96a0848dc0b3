"""The printed image of a view: finished when it leaves the tool, and carrying where it comes from.

What draws is loaded when it is first asked for: the words of pictures are used where nothing is drawn.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.snapshot.drawing import FORMATS, compose, render
    from geodata.snapshot.files import format_of, save
    from geodata.snapshot.request import Request
    from geodata.snapshot.sizes import SIZES

__all__ = ["FORMATS", "SIZES", "Request", "compose", "format_of", "render", "save"]
# Where each lives; no module may bear the name of what it holds.
_MODULES = {
    "FORMATS": "drawing",
    "Request": "request",
    "SIZES": "sizes",
    "compose": "drawing",
    "format_of": "files",
    "render": "drawing",
    "save": "files",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)

"""From news text to facts on a map. Nothing here knows of a screen.

The way of the data: documents -> mentions -> placements -> facts -> events -> layers -> view -> map, panel, snapshot.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.notebook import open  # noqa: A004 - `geodata.open` is what people type

__all__ = ["open"]


def __getattr__(name: str) -> Any:
    """Load `geodata.open` when it is asked for: most of the package does without it."""
    if name == "open":
        return import_module("geodata.notebook").open
    raise AttributeError(f"module 'geodata' has no attribute {name!r}")

"""From news text to facts on a map. Nothing here knows of a screen.

The way of the data: documents -> mentions -> placements -> facts -> events -> layers -> view -> map, panel, snapshot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazily import lazily

if TYPE_CHECKING:
    from geodata.notebook import open  # noqa: A004 - `geodata.open` is what people type

__all__ = ["open"]

# Loaded when it is asked for: most of the package does without it.
__getattr__ = lazily(__name__, {"notebook": ("open",)})

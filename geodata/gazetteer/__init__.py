"""Place tables, the name index over them, and boundaries."""

from __future__ import annotations

from geodata.gazetteer.index import Gazetteer, Named, open_gazetteer
from geodata.gazetteer.names import Form

__all__ = ["Form", "Gazetteer", "Named", "open_gazetteer"]

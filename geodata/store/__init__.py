"""The store: documents, mentions, facts and problems in SQLite, or in any database that SQLAlchemy reaches.

The store itself is loaded when it is first asked for: SQLAlchemy takes a second, and pictures do without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.store.contents import Contents
    from geodata.store.glance import Glance, Readable, open_to_read
    from geodata.store.quality import Quality, Unlocated
    from geodata.store.store import Store

__all__ = ["Contents", "Glance", "Quality", "Readable", "Store", "Unlocated", "open_to_read"]
# Where each lives; no module may bear the name of what it holds.
_MODULES = {
    "Contents": "contents",
    "Glance": "glance",
    "Quality": "quality",
    "Readable": "glance",
    "Store": "store",
    "Unlocated": "quality",
    "open_to_read": "glance",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)

"""The store: documents, mentions, facts and problems in SQLite, or in any database that SQLAlchemy reaches.

The store itself is loaded when it is first asked for: SQLAlchemy takes a second, and pictures do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazily import lazily

if TYPE_CHECKING:
    from geodata.store.contents import Contents
    from geodata.store.glance import Glance, Readable, open_to_read
    from geodata.store.quality import Quality, Unlocated
    from geodata.store.store import Store

__all__ = ["Contents", "Glance", "Quality", "Readable", "Store", "Unlocated", "open_to_read"]

__getattr__ = lazily(
    __name__,
    {
        "contents": ("Contents",),
        "glance": ("Glance", "Readable", "open_to_read"),
        "quality": ("Quality", "Unlocated"),
        "store": ("Store",),
    },
)

"""The store: documents, mentions, facts and problems in SQLite, or in any database that SQLAlchemy reaches."""

from __future__ import annotations

from geodata.store.contents import Contents
from geodata.store.quality import Quality, Unlocated
from geodata.store.store import Store

__all__ = ["Contents", "Quality", "Store", "Unlocated"]

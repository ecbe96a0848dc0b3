"""The user's own tiers of the gazetteer: GeoNames country files, own tables, outlines; each can be undone.

All of it lives in one folder beside the index. ``joining`` brings it into an index that is being built and gives its
part of the index's version, and ``transaction.change`` is the only way in which the folder is changed: the new index is
built beside the one in use, and both are put in place at the end or not at all.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from geodata.gazetteer.additions.registry import Addition, digest, read_registry

__all__ = [
    "FOLDER", "Addition", "added_outlines", "additions_beside", "additions_in_use", "digest", "read_registry",
]  # fmt: skip

FOLDER = "additions"


def additions_beside(index: Path) -> Path:
    """Return the folder of additions that belongs to an index: ``<home>/index/places`` has ``<home>/additions``."""
    return index.parent.parent / FOLDER


def added_outlines() -> tuple[Path | None, str]:
    """Return the folder of additions in use and the digest of its outlines; None and empty if none were added.

    Unlike ``geodata.paths.home`` this makes no folder: outlines are read where nothing can be written, too.
    """
    folder = _folder()
    version = digest(folder, "boundaries")
    return (folder, version) if version else (None, "")


def additions_in_use() -> list[Addition]:
    """Return what the user added, in the order of adding; like `added_outlines` this makes no folder."""
    return read_registry(_folder())


def _folder() -> Path:
    home = Path(os.environ.get("LIPTAKO_HOME") or platformdirs.user_data_path("liptako", False))
    return home.expanduser().absolute() / FOLDER

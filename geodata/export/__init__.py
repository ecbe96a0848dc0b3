"""A view as data: one table of rows, in the format that the file's extension names, with a manifest beside it.

What makes rows is loaded when it is first asked for: the manifest of a picture needs no table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.export.columns import UNITS, Column, Unit
    from geodata.export.fitness import check_rows
    from geodata.export.making import FORMATS, Exported, Progress, bundle, check, export, format_of, frame
    from geodata.export.manifest import Manifest, manifest_path, read_manifest
    from geodata.export.spots import MODES

__all__ = [
    "FORMATS",
    "MODES",
    "UNITS",
    "Column",
    "Exported",
    "Manifest",
    "Progress",
    "Unit",
    "bundle",
    "check",
    "check_rows",
    "export",
    "format_of",
    "frame",
    "manifest_path",
    "read_manifest",
]
# Where each lives; no module may bear the name of what it holds.
_MODULES = {
    **dict.fromkeys(("UNITS", "Column", "Unit"), "columns"),
    "check_rows": "fitness",
    **dict.fromkeys(("FORMATS", "Exported", "Progress", "bundle", "check", "export", "format_of", "frame"), "making"),
    **dict.fromkeys(("Manifest", "manifest_path", "read_manifest"), "manifest"),
    "MODES": "spots",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)

"""A view as data: one table of rows, in the format that the file's extension names, with a manifest beside it.

What makes rows is loaded when it is first asked for: the manifest of a picture needs no table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazily import lazily

if TYPE_CHECKING:
    from geodata.export.columns import UNITS, Column, Unit
    from geodata.export.fitness import check_rows
    from geodata.export.making import FORMATS, Exported, bundle, check, export, format_of, frame
    from geodata.export.manifest import Manifest, manifest_path, read_manifest
    from geodata.export.spots import MODES

__all__ = [
    "FORMATS",
    "MODES",
    "UNITS",
    "Column",
    "Exported",
    "Manifest",
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

__getattr__ = lazily(
    __name__,
    {
        "columns": ("UNITS", "Column", "Unit"),
        "fitness": ("check_rows",),
        "making": ("FORMATS", "Exported", "bundle", "check", "export", "format_of", "frame"),
        "manifest": ("Manifest", "manifest_path", "read_manifest"),
        "spots": ("MODES",),
    },
)

"""A view as data: one table of rows, in the format that the file's extension names, with a manifest beside it."""

from __future__ import annotations

from geodata.export.columns import UNITS, Column, Unit, columns
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
    "columns",
    "export",
    "format_of",
    "frame",
    "manifest_path",
    "read_manifest",
]

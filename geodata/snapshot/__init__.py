"""The printed image of a view: finished when it leaves the tool, and carrying where it comes from."""

from __future__ import annotations

from geodata.snapshot.files import format_of, save
from geodata.snapshot.render import FORMATS, compose, render
from geodata.snapshot.sizes import SIZES

__all__ = ["FORMATS", "SIZES", "compose", "format_of", "render", "save"]

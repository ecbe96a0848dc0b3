"""From a View to the marks that are drawn of it; the map and the picture draw the same."""

from __future__ import annotations

from geodata.layers.bounds import SAHEL, bounds_of
from geodata.layers.entries import PlaceCounts, place_counts
from geodata.layers.making import make_layers, style_of

__all__ = ["SAHEL", "PlaceCounts", "bounds_of", "make_layers", "place_counts", "style_of"]

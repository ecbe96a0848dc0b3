"""The files of the index and what stands in them; builder and reader share this."""

from __future__ import annotations

from typing import get_args

import numpy as np

from geodata.model import PlaceKind

NUMBERS, STRINGS, IDS, META = "numbers.npy", "strings.bin", "ids.marisa", "meta.json"
NAMES, FIRST, BEARERS = "names.marisa", "first.npy", "bearers.npy"
"""A trie of all keys gives each a number; ``FIRST[number]`` to ``FIRST[number + 1]`` are its rows in ``BEARERS``."""
KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
FIELDS = np.dtype(
    [
        ("lat", "<f8"),
        ("lon", "<f8"),
        ("population", "<u4"),
        ("start", "<u4"),
        ("length", "<u2"),
        ("kind", "u1"),
        ("prominence", "u1"),
    ]
)
BEARER = np.dtype([("row", "<u4"), ("form", "u1")])  # a key's places, most important first
ID_FORMAT = ">I"

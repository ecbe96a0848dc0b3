"""The files of the index and what stands in them; builder and reader share this."""

from __future__ import annotations

from typing import get_args

import numpy as np

from geodata.model import PlaceKind

NUMBERS, STRINGS, NAMES, IDS, META = "numbers.npy", "strings.bin", "names.marisa", "ids.marisa", "meta.json"
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
NAME_FORMAT = ">IB"  # row of the place, Form; big-endian, so that a key's places come most important first
ID_FORMAT = ">I"

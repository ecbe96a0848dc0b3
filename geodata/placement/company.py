"""Which candidates keep company: places that several names of one text could mean lie close together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from geodata.model import Place

_MOST_NAMES, _MOST_PLACES = 40, 12
_REACH_KM = 60.0  # how far apart neighbouring towns and the seat of their county lie
_LOCAL = {"settlement", "admin1", "admin2", "admin3", "site"}


def company(bearers: Mapping[str, Sequence[Place]]) -> dict[tuple[str, str], float]:
    """Return, for each name and place id, the share of the other names that could mean a place close by.

    Parameters
    ----------
    bearers : mapping of str to sequence of Place
        The places that each name can mean.
    """
    rows = [
        (number, key, place)
        for number, (key, places) in enumerate(list(bearers.items())[:_MOST_NAMES])
        for place in places[:_MOST_PLACES]
        if place.kind in _LOCAL
    ]
    names = {number for number, _, _ in rows}
    if len(names) < 2:
        return {}
    lat = np.radians([place.lat for _, _, place in rows])
    lon = np.radians([place.lon for _, _, place in rows])
    owner = np.array([number for number, _, _ in rows])
    east = (lon[:, None] - lon[None, :] + np.pi) % (2 * np.pi) - np.pi
    far = 6371.0 * np.hypot(lat[:, None] - lat[None, :], east * np.cos((lat[:, None] + lat[None, :]) / 2))
    close = np.exp(-far / _REACH_KM)
    close[owner[:, None] == owner[None, :]] = 0.0
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    best = np.maximum.reduceat(close, starts, axis=1)
    found = best.sum(axis=1) / min(len(names) - 1, 3)
    return {(key, place.place_id): min(1.0, float(share)) for (_, key, place), share in zip(rows, found, strict=True)}

"""Hamlets believed for their company: a name that alone says little lies close to places that the text has for sure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from geodata.gazetteer import Form
from geodata.mentions.scan import Hit
from geodata.mentions.strength import POSSIBLE
from geodata.model import Place

_CLOSE_DEGREES = 0.5  # some 55 km: a province is 60 to 100 km wide
_MOST_BEARERS, _MOST_ANCHORS = 12, 40
_LOCAL = {"settlement", "admin3", "site"}
_UNITS = {"admin1", "admin2"}
_HAMLETS = {"settlement", "admin3"}


class Company:
    """Where the places of a text lie that are believed already.

    Parameters
    ----------
    hits : iterable of Hit
        Those that are believed; the first two bearers of each count.
    """

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._spots: list[tuple[float, float, str]] = []
        self._units: set[str] = set()
        for hit in hits:
            for named in hit.strength.bearers[:2]:
                self._take(named.place, hit.key)

    def _take(self, place: Place, key: str) -> None:
        if place.kind in _UNITS:
            self._units.add(place.place_id)
        if place.kind in _LOCAL and len(self._spots) < _MOST_ANCHORS:
            self._spots.append((place.lat, place.lon, key))

    def has(self, hit: Hit) -> bool:
        """Tell whether a place that this name can mean lies in a unit of the text, or close to another place of it."""
        return any(place.parent in self._units or self._close(place, hit.key) for place in hamlets(hit))

    def _close(self, place: Place, key: str) -> bool:
        narrow = math.cos(math.radians(place.lat))
        return any(
            other != key and abs(lat - place.lat) < _CLOSE_DEGREES and abs(lon - place.lon) * narrow < _CLOSE_DEGREES
            for lat, lon, other in self._spots
        )


def hamlets(hit: Hit) -> Iterator[Place]:
    """Yield the settlements that a name means by its own form, not by one of GeoNames' alternates."""
    for named in hit.strength.bearers[:_MOST_BEARERS]:
        if named.form & (Form.MAIN | Form.ALIAS) and named.place.kind in _HAMLETS:
            yield named.place


def is_hamlet(hit: Hit) -> bool:
    """Tell whether a name needs company: it is no large town's and no common word."""
    return hit.strength.tier <= POSSIBLE

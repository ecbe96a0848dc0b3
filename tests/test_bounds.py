"""What part of the ground a view shows."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.layers import SAHEL, bounds_of
from geodata.model import ViewSpec

OUTLINES: dict[str, BaseGeometry] = {
    "FJ": shapely.union(shapely.box(177, -19, 180, -16), shapely.box(-180, -18, -179, -16)),
    "ML": shapely.box(-12, 10, 4, 25),
    "AQ": shapely.box(-180, -90, 180, -60),
}


class Outlines:
    def geometry(self, place_id: str) -> BaseGeometry | None:
        return OUTLINES.get(place_id)


@pytest.mark.parametrize(
    ("scope", "bounds"),
    [
        (None, SAHEL),
        ("ML", (10, -12, 25, 4)),
        ("FJ", (-19, 177, -16, 181)),
        ("AQ", (-90, -180, -60, 180)),
        ("nowhere", SAHEL),
    ],
)
def test_a_region_is_framed_also_across_the_antimeridian(scope: str | None, bounds: tuple[float, ...]) -> None:
    places: dict[str, Any] = {}
    outlines = Outlines()
    untyped: Any = bounds_of
    assert untyped(ViewSpec(scope=scope), places, outlines) == bounds

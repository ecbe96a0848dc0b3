"""Where rows lie: the spot of each event, the units that hold it, and its shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.columns.table import Columns, Ints, Spots
from geodata.export.shapes import earthly
from geodata.model import Precision

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

NOWHERE = -1
# Of latitude, on a sphere of 6,371 km.
KM_PER_DEGREE = 111.195
POINTS = (Precision.SETTLEMENT, Precision.NEAR)
AREAS = (Precision.ADMIN2, Precision.ADMIN1, Precision.AREA)
MODES = ("full", "public-admin2", "public-admin1")
_COARSEST = {"full": Precision.UNLOCATED, "public-admin2": Precision.ADMIN2, "public-admin1": Precision.ADMIN1}
# A named area is told in a public file if it is about as large as divisions of that level are where they are small:
# half of Burkina Faso's provinces are larger than 5,200 km², half of its regions than 18,500; a forest may be less.
LEAST_KM2 = {Precision.ADMIN2: 5_000.0, Precision.ADMIN1: 20_000.0}
_KINDS = {Precision.ADMIN2: "admin2", Precision.ADMIN1: "admin1", Precision.COUNTRY: "country"}


@dataclass(frozen=True, slots=True)
class Site:
    """A spot as a file tells it.

    Parameters
    ----------
    latitude, longitude, radius_km : float or None
        Only where a point is known: what is known to an area is not pinned.
    shape : bytes or None
        WKB, lon and lat in WGS 84: a point, or the outline of a division or area; None for countries. Outer rings run
        counter-clockwise and none crosses the antimeridian.
    """

    place_id: str | None
    location: str | None
    iso2: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    geo_precision: Precision
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    shape: bytes | None


class Sites:
    """The spots of a store in the words and with the precision of one file.

    Parameters
    ----------
    columns : Columns
    gazetteer : Gazetteer
    boundaries : Boundaries
    mode : {"full", "public-admin2", "public-admin1"}
        The public modes tell no place more finely than the unit that holds it.
    """

    def __init__(self, columns: Columns, gazetteer: Gazetteer, boundaries: Boundaries, mode: str = "full") -> None:
        self._spots: Spots = columns.spots
        self._gazetteer, self._boundaries = gazetteer, boundaries
        self._coarsest = _COARSEST[mode]
        self._shapes: dict[str, bytes | None] = {}
        # Units hold many places, and each look-up reads the index.
        self._kinds: dict[str, tuple[str, str] | None] = {}

    @property
    def place_ids(self) -> Sequence[str]:
        """The ids of places by their numbers."""
        return self._spots.place_ids

    def at_spot(self, spot: int) -> Site:
        """Return a spot of the store."""
        spots = self._spots
        country = None if spots.country[spot] < 0 else spots.countries[spots.country[spot]]
        lat, lon, radius = (_number(values[spot]) for values in (spots.lat, spots.lon, spots.radius))
        return self.site(int(spots.place[spot]), Precision(int(spots.precision[spot])), country, lat, lon, radius)

    def site(
        self, place: int, precision: Precision, country: str | None, lat: float | None, lon: float | None,
        radius: float | None,
    ) -> Site:  # fmt: skip
        """Return a spot at, near or in a place, by the number of the place."""
        spots = self._spots
        units = self._units(place)
        country = country or units.get("country")
        if Precision.UNLOCATED < precision < self._coarsest or self._small(spots.place_ids[place], precision):
            return self._held(units, country)
        if precision not in POINTS:
            lat = lon = None
        place_id = spots.place_ids[place]
        shape = self._outline(place_id) if precision in AREAS else None
        if lat is not None and lon is not None:
            shape = shapely.to_wkb(shapely.Point(lon, lat))
        radius = radius if precision is Precision.NEAR else None
        return Site(
            place_id, spots.names[place], country, self._name(country), self._name(units.get("admin1")),
            self._name(units.get("admin2")), precision, lat, lon, radius, shape,
        )  # fmt: skip

    def _small(self, place_id: str, precision: Precision) -> bool:
        """Tell whether a named area says more exactly where than a public file may; one of unknown size may."""
        if precision is not Precision.AREA or self._coarsest not in LEAST_KM2:
            return False
        outline = self._boundaries.geometry(place_id)
        return outline is None or _square_km(outline) < LEAST_KM2[self._coarsest]

    def _held(self, units: dict[str, str], country: str | None) -> Site:
        """Return the unit that a public file tells instead of a place in it."""
        if not country:
            return Site(None, None, None, None, None, None, Precision.UNLOCATED, None, None, None, None)
        level = next((one for one in _KINDS if one >= self._coarsest and _KINDS[one] in units), Precision.COUNTRY)
        unit = units.get(_KINDS[level], country)
        admin2 = self._name(units.get("admin2")) if level is Precision.ADMIN2 else None
        admin1 = self._name(units.get("admin1")) if level <= Precision.ADMIN1 else None
        shape = self._outline(unit) if level in AREAS else None
        return Site(
            unit, self._name(unit) or unit, country, self._name(country), admin1, admin2, level, None, None, None, shape
        )

    def _units(self, place: int) -> dict[str, str]:
        spots = self._spots
        chain = [spots.units[at] for at in spots.chain[spots.chain_start[place] : spots.chain_start[place + 1]]]
        known = ((unit, self._known(unit)) for unit in reversed(chain))
        return {entry[0]: unit for unit, entry in known if entry is not None}

    def _name(self, place_id: str | None) -> str | None:
        entry = self._known(place_id) if place_id else None
        return entry[1] if entry else None

    def _known(self, place_id: str) -> tuple[str, str] | None:
        """Return kind and name of a place; None where the gazetteer does not know it."""
        if place_id not in self._kinds:
            entry = self._gazetteer.get(place_id)
            self._kinds[place_id] = (entry.kind, entry.name_en or entry.name) if entry else None
        return self._kinds[place_id]

    def _outline(self, place_id: str) -> bytes | None:
        if place_id not in self._shapes:
            found = self._boundaries.geometry(place_id)
            area = found if found is not None and found.geom_type in {"Polygon", "MultiPolygon"} else None
            self._shapes[place_id] = None if area is None else shapely.to_wkb(earthly(area))
        return self._shapes[place_id]


def _square_km(shape: BaseGeometry) -> float:
    """Return about how large an outline in degrees is; near enough for a threshold, away from the poles."""
    middle = math.radians(shape.centroid.y)
    return float(shape.area) * KM_PER_DEGREE**2 * math.cos(middle)


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


def drawn_spots(columns: Columns, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the spots at which some events are drawn, asked for a batch at a time: a store has millions.

    Returns
    -------
    best : int array, shape (rows,)
        The most precise spot of each, the first told of several; `NOWHERE` where it has none.
    owner, others : int array
        Position in `rows` and spot of what else is drawn, in the order told.
    """
    owner, at = members(columns.entry_event, rows)
    drawn = columns.entry_drawn[at]
    owner, spot = owner[drawn], columns.entry_spot[at[drawn]]
    precision = columns.spots.precision[spot].astype(np.int16)
    # What is not placed comes after all that is.
    precision[precision == Precision.UNLOCATED] = np.iinfo(np.int16).max
    order = np.lexsort((precision, owner))
    told, first = np.unique(owner[order], return_index=True)
    best = np.full(len(rows), NOWHERE, np.int32)
    best[told] = spot[order[first]]
    other = spot != best[owner]
    return best, owner[other], spot[other]


def members(owners: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Return what belongs to some rows, in their order.

    Parameters
    ----------
    owners : int array, ascending
        To which row each member belongs.
    rows : int array

    Returns
    -------
    owner, at : int array
        Position of its row in `rows`, and number of the member.
    """
    first = np.searchsorted(owners, rows, side="left")
    counts = np.searchsorted(owners, rows, side="right") - first
    ends = np.cumsum(counts)
    at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
    return np.repeat(np.arange(len(rows)), counts), at

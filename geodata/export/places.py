"""The places of rows as Arrow columns: each is described once, and rows take it by its number."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns.table import Ints
from geodata.export.columns import GEOMETRY
from geodata.export.spots import NOWHERE, Site, Sites
from geodata.model import Precision
from geodata.profiles import DRAWN_ROLES

# What a stored place says that says nothing else: what is as by default is not written.
SITE = "site"
# The number of no place.
NONE = -1
# Fields of `Site`, which are columns of the file.
KINDS = {
    "country": pa.string(), "iso2": pa.string(), "admin1": pa.string(), "admin2": pa.string(), "location": pa.string(),
    "place_id": pa.string(), "latitude": pa.float64(), "longitude": pa.float64(), "geo_precision": pa.int32(),
    "radius_km": pa.float64(),
}  # fmt: skip


class PlaceTable:
    """Places in the words and with the precision of one file, numbered as rows need them.

    Parameters
    ----------
    sites : Sites
    """

    def __init__(self, sites: Sites) -> None:
        self._sites = sites
        self._numbers: dict[Hashable, int] = {}
        self._shapes: dict[bytes, int] = {}
        # Those that came since the columns were last made.
        self._fresh: list[Site] = []
        self._columns = self._described([])

    def of_spots(self, spots: Ints) -> Ints:
        """Return the numbers of the places at spots; `NONE` for `NOWHERE`."""
        wanted, back = np.unique(spots, return_inverse=True)
        return np.array([self._of_spot(spot) for spot in wanted.tolist()], np.int32)[back]

    def of_reports(self, places: pa.ListArray) -> tuple[Ints, Ints, Ints]:
        """Return the places that reports give, the most precise of each first.

        Parameters
        ----------
        places : list of `geodata.export.reports.PLACE`, shape (reports,)

        Returns
        -------
        best : int array, shape (reports,)
            Number of the most precise place, the first told of several; `NONE` where there is none.
        owner, more : int array, shape (others,)
            Report and number of each further place.
        """
        flat, owner = pc.list_flatten(places), pc.list_parent_indices(places)
        told = {name: pc.struct_field(flat, name) for name in flat.type.names}
        known = pa.array(self._sites.place_ids, pa.string())
        place = pc.index_in(told["place_id"], value_set=known)
        role = pc.is_in(pc.fill_null(told["role"], SITE), value_set=pa.array(sorted(DRAWN_ROLES)))
        usable = np.flatnonzero(pc.and_(pc.and_(role, pc.is_valid(place)), pc.is_valid(told["lat"])))
        precision = pc.fill_null(told["precision"], int(Precision.UNLOCATED)).to_numpy()[usable]
        # What is not placed comes after all that is.
        rank = np.where(precision == Precision.UNLOCATED, Precision.COUNTRY + 1, precision)
        owners = owner.to_numpy()[usable]
        order = np.lexsort((usable, rank, owners))
        usable, owners = usable[order], owners[order]
        keys = zip(
            place.take(usable).to_pylist(), precision[order].tolist(),
            *(told[name].take(usable).to_pylist() for name in ("country", "lat", "lon", "radius_km")), strict=True,
        )  # fmt: skip
        numbers = np.fromiter(map(self._of_place, keys), np.int32, len(usable))
        first = np.ones(len(owners), bool)
        first[1:] = owners[1:] != owners[:-1]
        best = np.full(len(places), NONE, np.int32)
        best[owners[first]] = numbers[first]
        return best, owners[~first], numbers[~first]

    def columns(self, numbers: Ints) -> dict[str, pa.Array]:
        """Return the columns that tell of the places with these numbers; those of `NONE` are empty."""
        at = pa.array(numbers, pa.int32(), mask=np.asarray(numbers == NONE))
        found = {name: column.take(at) for name, column in self._up_to_date().items()}
        found["geo_precision"] = pc.fill_null(found["geo_precision"], int(Precision.UNLOCATED))
        shapes = pa.array(list(self._shapes), pa.binary())
        return {**found, GEOMETRY: pa.DictionaryArray.from_arrays(found[GEOMETRY], shapes)}

    def names(self, numbers: Ints) -> pa.Array:
        """Return the names of places."""
        return self._up_to_date()["location"].take(pa.array(numbers, pa.int32()))

    def _of_spot(self, spot: int) -> int:
        if spot == NOWHERE:
            return NONE
        known = self._numbers.get(spot)
        return self._add(spot, self._sites.at_spot(spot)) if known is None else known

    def _of_place(self, key: tuple[Any, ...]) -> int:
        known = self._numbers.get(key)
        if known is not None:
            return known
        place, precision, country, lat, lon, radius = key
        return self._add(key, self._sites.site(place, Precision(precision), country, lat, lon, radius))

    def _add(self, key: Hashable, site: Site) -> int:
        self._numbers[key] = number = len(self._numbers)
        self._fresh.append(site)
        return number

    def _up_to_date(self) -> dict[str, pa.Array]:
        """Return the columns of all places, those among them that came since the last batch."""
        if self._fresh:
            fresh = self._described(self._fresh)
            self._columns = {name: pa.concat_arrays([held, fresh[name]]) for name, held in self._columns.items()}
            self._fresh = []
        return self._columns

    def _described(self, sites: Sequence[Site]) -> dict[str, pa.Array]:
        found = {name: pa.array([getattr(site, name) for site in sites], kind) for name, kind in KINDS.items()}
        shapes = [None if site.shape is None else self._shape(site.shape) for site in sites]
        return {**found, GEOMETRY: pa.array(shapes, pa.int32())}

    def _shape(self, shape: bytes) -> int:
        return self._shapes.setdefault(shape, len(self._shapes))

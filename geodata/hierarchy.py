"""Which units hold a place: the chain country > region > cercle > place that drill-down follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from geodata.model import FactPlace

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer


# From so many unknown places on, it pays to look up their points together.
MANY = 20


class Hierarchy:
    """Units above a place, by its gazetteer entry and, where that does not say, by its coordinates.

    Parameters
    ----------
    gazetteer : Gazetteer
        Answers ``get(place_id)``.
    boundaries : Boundaries
        Answers ``parent_chain(place_id)``, ``locate(lat, lon)`` and holds the named areas.
    """

    def __init__(self, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
        self.gazetteer = gazetteer
        self.boundaries = boundaries
        self._chains: dict[str, tuple[str, ...]] = {}
        self._areas: tuple[tuple[str, tuple[str, ...]], ...] | None = None
        self._located: dict[tuple[float, float], tuple[str | None, ...]] = {}
        self._in_areas: dict[tuple[float, float], tuple[str, ...]] = {}

    def chain(self, place: FactPlace) -> tuple[str, ...]:
        """Return the ids of all units that hold the place, widest first, its own id last.

        A place in a named area is held by that area as well; an area over several countries is held by each of them,
        so that what is known to the area only is not lost when one of its countries is looked at.
        """
        if place.place_id is None:
            return ()
        if place.place_id not in self._chains:
            self._chains[place.place_id] = self._find(place, place.place_id)
        return self._chains[place.place_id]

    def chains(self, places: Sequence[FactPlace]) -> list[tuple[str, ...]]:
        """Return `chain` of many places, whose points are looked up together."""
        unknown = [place for place in places if place.place_id is not None and place.place_id not in self._chains]
        if len(unknown) >= MANY:
            self._look_up(unknown)
        return [self.chain(place) for place in places]

    def path(self, place_id: str) -> tuple[str, ...]:
        """Return the one line of units to show as a breadcrumb: country, region, cercle, the place itself."""
        entry = self.gazetteer.get(place_id)
        if entry is None:
            return (place_id,)
        if entry.kind in {"country", "area", "continent"}:
            above = entry.country if entry.country != place_id else None
            return (above, place_id) if above else (place_id,)
        return (*self._units(place_id, entry.country, entry.lat, entry.lon), place_id)

    def _find(self, place: FactPlace, place_id: str) -> tuple[str, ...]:
        if place.kind == "country":
            return (place_id,)
        if place.kind in {"area", "continent", "river", "lake"}:
            countries = dict(self._area_countries()).get(place_id, ())
            return (*(countries or ((place.country,) if place.country else ())), place_id)
        units = self._units(place_id, place.country, place.lat, place.lon)
        return (*units, *self._areas_at(place.lat, place.lon), place_id)

    def _units(self, place_id: str, country: str | None, lat: float | None, lon: float | None) -> tuple[str, ...]:
        stated = self._stated_parents(place_id)
        if stated and len(stated) > 1:
            return stated
        held = tuple(unit for unit in self.boundaries.parent_chain(place_id) if unit != place_id)
        if held:
            return held
        if lat is None or lon is None:
            return stated
        located = tuple(unit for unit in self._locate(lat, lon) if unit)
        if country and (not located or located[0] != country):
            # A border town may fall a few hundred metres outside its country's simplified outline.
            return stated or (country,)
        return tuple(unit for unit in located if unit != place_id)

    def _look_up(self, places: Sequence[FactPlace]) -> None:
        """Find the units and named areas at the points of many places at once, for the calls that follow."""
        import numpy as np  # noqa: PLC0415 - geometry is needed by views only, not by extraction
        import shapely  # noqa: PLC0415 - the same

        points = sorted({(place.lat, place.lon) for place in places if place.lat is not None and place.lon is not None})
        if not points:
            return
        lats, lons = np.array(points).T
        self._located.update(zip(points, zip(*self.boundaries.locate_many(lats, lons), strict=True), strict=True))
        frame = self.boundaries.areas
        inside = [shapely.contains_xy(shape, lons, lats) for shape in frame.geometry]
        ids = [str(area) for area in frame["place_id"]]
        for number, point in enumerate(points):
            self._in_areas[point] = tuple(area for area, within in zip(ids, inside, strict=True) if within[number])

    def _locate(self, lat: float, lon: float) -> tuple[str | None, ...]:
        known = self._located.get((lat, lon))
        return known if known is not None else self.boundaries.locate(lat, lon)

    def _stated_parents(self, place_id: str) -> tuple[str, ...]:
        """Follow `parent` in the gazetteer upwards; a broken link ends the chain."""
        chain: list[str] = []
        entry = self.gazetteer.get(place_id)
        while entry is not None and entry.parent and entry.parent not in chain:
            chain.append(entry.parent)
            entry = self.gazetteer.get(entry.parent)
        return tuple(reversed(chain))

    def _area_countries(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if self._areas is None:
            frame = self.boundaries.areas
            self._areas = tuple(
                (str(area), tuple(countries))
                for area, countries in zip(frame["place_id"], frame["countries"], strict=True)
            )
        return self._areas

    def _areas_at(self, lat: float | None, lon: float | None) -> tuple[str, ...]:
        if lat is None or lon is None:
            return ()
        if (lat, lon) in self._in_areas:
            return self._in_areas[lat, lon]
        from shapely import Point  # noqa: PLC0415 - geometry is needed by views only, not by extraction

        point = Point(lon, lat)
        frame = self.boundaries.areas
        inside = frame.geometry.contains(point)
        return tuple(str(area) for area in frame.loc[inside, "place_id"])


@cache
def default_hierarchy() -> Hierarchy:
    """Return the hierarchy over the installed gazetteer and the bundled boundaries, opened once."""
    from geodata.boundaries import load_boundaries  # noqa: PLC0415 - heavy, and needed only when something is drawn
    from geodata.gazetteer import open_gazetteer  # noqa: PLC0415

    return Hierarchy(open_gazetteer(), load_boundaries())

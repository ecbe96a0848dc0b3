"""Outlines of countries, divisions, named areas and waters: look one up, or find what holds a point.

Importing this module is quick: geopandas, shapely and the data come in at the first use. Points go in as
lat, lon (WGS 84) and geometries come out in lon, lat, as shapely and GeoJSON want them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.gazetteer.boundaries.points import Outlines
    from geodata.gazetteer.boundaries.tables import Table

Layer = Literal["countries", "admin1", "admin2", "areas", "water"]
FILES: dict[Layer, str] = {
    "countries": "boundaries/countries.geojson.gz",
    "admin1": "boundaries/admin1.geojson.gz",
    "admin2": "boundaries/admin2.geojson.gz",
    "areas": "areas.geojson",
    "water": "boundaries/water.geojson.gz",
}
LEVELS: tuple[Literal["countries"], Literal["admin1"], Literal["admin2"]] = ("countries", "admin1", "admin2")
GAZETTEER = Path(__file__).parent / "gazetteer"

Located = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Boundaries:
    """The bundled outlines, each layer read when first asked for.

    Parameters
    ----------
    folder : Path
        Holds ``boundaries/*.geojson.gz``, ``boundaries/VINTAGE.yaml`` and ``areas.geojson``.
    additions : Path or None
        The folder of what the user added: its first and second levels stand in place of the bundled ones.
    version : str
        Tells apart what was in `additions` at two times.
    """

    folder: Path = GAZETTEER
    additions: Path | None = None
    version: str = ""

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """Countries of the world; `place_id` is ISO 3166-1 alpha-2. EPSG:4326."""
        return self._bundled("countries").frame()

    @cached_property
    def admin1(self) -> gpd.GeoDataFrame:
        """First-level divisions of the Sahel and its neighbours, with `country` and `vintage`. EPSG:4326."""
        return self._with_added("admin1")

    @cached_property
    def admin2(self) -> gpd.GeoDataFrame:
        """Second-level divisions, with `parent` (their region). EPSG:4326."""
        return self._with_added("admin2")

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """Named areas over several divisions, such as Liptako-Gourma. EPSG:4326."""
        return self._bundled("areas").frame()

    @cached_property
    def water(self) -> gpd.GeoDataFrame:
        """Rivers and lakes, with `kind` river, lake, intermittent or wetland. EPSG:4326."""
        return self._bundled("water").frame()

    def layer(self, name: Layer) -> gpd.GeoDataFrame:
        """Give the layer of that name."""
        frame: gpd.GeoDataFrame = getattr(self, name)
        return frame

    def table(self, name: Layer) -> Table:
        """Give the layer of that name as plain columns and shapes, which need no data frame; do not change it."""
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = self._made_table(name)
        return found

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Give the outline of a unit, area or water in lon, lat; None where none is bundled."""
        found = self._where.get(place_id)
        if found is None:
            return None
        layer, row = found
        shape: BaseGeometry = self.table(layer).shapes[row]
        return shape

    def to_feature(self, place_id: str) -> dict[str, Any] | None:
        """Give a GeoJSON feature (lon, lat) with all properties; None where no outline is bundled."""
        found = self._where.get(place_id)
        if found is None:
            return None
        layer, row = found
        feature: dict[str, Any] = json.loads(self.layer(layer).iloc[[row]].to_json())["features"][0]
        feature["id"] = place_id
        return feature

    def parent_chain(self, place_id: str) -> tuple[str, ...]:
        """Give the units that hold a division, country first: ``BF-BAL`` gives ``("BF", "BF-01")``."""
        chain: tuple[str, ...] = ()
        while (parent := self._parents.get(place_id)) is not None:
            chain, place_id = (parent, *chain), parent
        return chain

    def locate(self, lat: float, lon: float) -> Located:
        """Find the country, first and second level that hold a point; None for what is not bundled or at sea.

        A point within 5 km of a shore goes to the nearest outline, since coasts are generalised.

        Parameters
        ----------
        lat, lon : float
            WGS 84 degrees.
        """
        country, admin1, admin2 = self.locate_many([lat], [lon])
        return country[0], admin1[0], admin2[0]

    def locate_many(
        self, lats: Sequence[float] | NDArray[np.float64], lons: Sequence[float] | NDArray[np.float64]
    ) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
        """Do the same for many points at once (a million take seconds; equal points are looked up once).

        Parameters
        ----------
        lats, lons : array-like of float, shape (n,)
            WGS 84 degrees; NaN is located nowhere.

        Returns
        -------
        tuple of three object arrays, shape (n,)
            Country, first-level and second-level `place_id` or None.
        """
        import numpy as np  # noqa: PLC0415 (keeps the import light)

        from geodata.gazetteer.boundaries.points import locate  # noqa: PLC0415 (the same)

        return locate(*self._outlines, np.asarray(lats, dtype=float), np.asarray(lons, dtype=float))

    def simplified(self, level: Layer, tolerance: float) -> gpd.GeoDataFrame:
        """Give a layer with fewer corners, neighbours together so that no gap opens (cached; do not change it).

        Parameters
        ----------
        level : {"countries", "admin1", "admin2", "areas", "water"}
        tolerance : float
            Degrees; 0.01 suits a country on the screen, 0.05 a continent.
        """
        return _simplified(self, level, tolerance)

    def vintage(self) -> dict[str, Any]:
        """Give source, version, licence, vintage and known faults of each layer, from ``VINTAGE.yaml``."""
        from geodata.vocabulary.loading import load  # noqa: PLC0415 (keeps the import light)

        known: dict[str, Any] = load("VINTAGE.yaml", self.folder / "boundaries")
        return known

    @cached_property
    def _where(self) -> dict[str, tuple[Layer, int]]:
        layers: tuple[Layer, ...] = ("water", "areas", "admin2", "admin1", "countries")
        return {
            place_id: (name, row) for name in layers for row, place_id in enumerate(self.table(name).column("place_id"))
        }

    @cached_property
    def _outlines(self) -> tuple[Outlines, Outlines, Outlines]:
        from geodata.gazetteer.boundaries.points import Outlines  # noqa: PLC0415 (keeps the import light)

        countries, admin1, admin2 = (Outlines(self.table(name)) for name in LEVELS)
        return countries, admin1, admin2

    @cached_property
    def _parents(self) -> dict[str, str]:
        tables = (self.table("admin1"), self.table("admin2"))
        return {row["place_id"]: row["parent"] for table in tables for row in table.rows}

    @cached_property
    def _tables(self) -> dict[Layer, Table]:
        return {}

    def _made_table(self, name: Layer) -> Table:
        from geodata.gazetteer.boundaries.tables import Table  # noqa: PLC0415 (keeps the import light)

        if self.additions is None or name not in {"admin1", "admin2"}:
            return self._bundled(name)
        return Table.of(self.layer(name))

    def _bundled(self, name: Layer) -> Table:
        from geodata.gazetteer.boundaries.tables import read  # noqa: PLC0415 (keeps the import light)

        return read(self.folder / FILES[name])

    def _with_added(self, level: Literal["admin1", "admin2"]) -> gpd.GeoDataFrame:
        bundled = self._bundled(level).frame()
        if self.additions is None:
            return bundled
        from geodata.gazetteer.additions.unit_tier import overlay  # noqa: PLC0415 (keeps the import light)

        return overlay(bundled, level, self.additions)


@cache
def _simplified(boundaries: Boundaries, level: Layer, tolerance: float) -> gpd.GeoDataFrame:
    import shapely  # noqa: PLC0415 (keeps the import light)

    frame = boundaries.layer(level)
    if level in LEVELS:
        shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), tolerance)
        return frame.set_geometry(shapes, crs=frame.crs)
    return frame.set_geometry(frame.geometry.simplify(tolerance))


def load_boundaries() -> Boundaries:
    """Give the outlines, bundled and added; the same object until others are added, each layer read when asked for."""
    from geodata.gazetteer.additions import added_outlines  # noqa: PLC0415 (the gazetteer, which one may not need)

    return _loaded(*added_outlines())


@cache
def _loaded(additions: Path | None, version: str) -> Boundaries:
    return Boundaries(additions=additions, version=version)

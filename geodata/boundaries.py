"""Outlines of countries, divisions, named areas and waters: look one up, or find what holds a point.

Importing this module is quick: geopandas, shapely and the data come in at the first use. Points go in as
lat, lon (WGS 84) and geometries come out in lon, lat, as shapely and GeoJSON want them.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geodata.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.gazetteer.boundaries.points import Outlines

Layer = Literal["countries", "admin1", "admin2", "areas", "water"]
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
        return self._read("boundaries/countries.geojson.gz")

    @cached_property
    def admin1(self) -> gpd.GeoDataFrame:
        """First-level divisions of the Sahel and its neighbours, with `country` and `vintage`. EPSG:4326."""
        return self._with_added(self._read("boundaries/admin1.geojson.gz"), "admin1")

    @cached_property
    def admin2(self) -> gpd.GeoDataFrame:
        """Second-level divisions, with `parent` (their region). EPSG:4326."""
        return self._with_added(self._read("boundaries/admin2.geojson.gz"), "admin2")

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """Named areas over several divisions, such as Liptako-Gourma. EPSG:4326."""
        return self._read("areas.geojson")

    @cached_property
    def water(self) -> gpd.GeoDataFrame:
        """Rivers and lakes, with `kind` river, lake, intermittent or wetland. EPSG:4326."""
        return self._read("boundaries/water.geojson.gz")

    def layer(self, name: Layer) -> gpd.GeoDataFrame:
        """Give the layer of that name."""
        frame: gpd.GeoDataFrame = getattr(self, name)
        return frame

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Give the outline of a unit, area or water in lon, lat; None where none is bundled."""
        found = self._where.get(place_id)
        if found is None:
            return None
        layer, row = found
        shape: BaseGeometry = self.layer(layer).geometry.iloc[row]
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
        import yaml  # noqa: PLC0415 (keeps the import light)

        text = (self.folder / "boundaries" / "VINTAGE.yaml").read_text(encoding="utf-8")
        known: dict[str, Any] = yaml.safe_load(text)
        return known

    @cached_property
    def _where(self) -> dict[str, tuple[Layer, int]]:
        layers: tuple[Layer, ...] = ("water", "areas", "admin2", "admin1", "countries")
        return {place_id: (name, row) for name in layers for row, place_id in enumerate(self.layer(name)["place_id"])}

    @cached_property
    def _outlines(self) -> tuple[Outlines, Outlines, Outlines]:
        from geodata.gazetteer.boundaries.points import Outlines  # noqa: PLC0415 (keeps the import light)

        return Outlines(self.countries), Outlines(self.admin1), Outlines(self.admin2)

    @cached_property
    def _parents(self) -> dict[str, str]:
        frames = (self.admin1, self.admin2)
        pairs = (zip(frame["place_id"], frame["parent"], strict=True) for frame in frames)
        return {unit: parent for frame in pairs for unit, parent in frame}

    def _with_added(self, bundled: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
        if self.additions is None:
            return bundled
        from geodata.gazetteer.additions.unit_tier import overlay  # noqa: PLC0415 (keeps the import light)

        return overlay(bundled, level, self.additions)

    def _read(self, name: str) -> gpd.GeoDataFrame:
        import geopandas as gpd  # noqa: PLC0415 (half a second that extraction must not wait for)
        import shapely  # noqa: PLC0415 (the same)

        path = self.folder / name
        if not path.is_file():
            raise GazetteerError(f"The outlines {path} are missing.", "Install Liptako again.")
        raw = path.read_bytes()
        text = gzip.decompress(raw) if path.suffix == ".gz" else raw
        rows = [feature["properties"] for feature in json.loads(text)["features"]]
        # Shapes are read in C, which takes half the time of making them of Python's numbers.
        shapes = shapely.get_parts(shapely.from_geojson(text))
        frame = gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")
        return frame[["geometry", *(column for column in frame.columns if column != "geometry")]]


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

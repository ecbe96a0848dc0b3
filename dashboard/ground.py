"""The ground of the map as one GeoJSON file: land, regions, water, named areas, towns.

Browsers fetch it once by address and keep it; its address carries a digest of its content.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, mapping

from geodata.model import stable_id
from geodata.paths import home

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geodata.boundaries import Boundaries

logger = logging.getLogger(__name__)
# About 100 m at the equator: finer than the outlines themselves.
DECIMALS = 3
# About 1 km, for countries that are drawn far more coarsely than that, and for where names stand.
FAR_DECIMALS = 2
# Corners closer than this to the line between their neighbours are left out, in degrees: within the region a pixel at
# zoom 8, elsewhere a pixel at zoom 5, on other continents one at zoom 3.
NEAR_TOLERANCE, FAR_TOLERANCE, ABROAD_TOLERANCE = 0.015, 0.08, 0.3
# West, south, east, north in degrees of what is seen beside the region: Africa and the shores around it.
AROUND = (-30.0, -36.0, 60.0, 48.0)
# Islands smaller than this (square degrees, some 500 km²) are left out of countries outside the region.
FAR_ISLAND = 0.04


@dataclass(frozen=True, slots=True)
class Town:
    """A town to name on the ground; `order` is its place in its country's list, 0 the most important."""

    fr: str
    en: str
    lat: float
    lon: float
    order: int


@dataclass(frozen=True, slots=True)
class Ground:
    """The packed file and its digest."""

    digest: str
    packed: bytes


def kept_ground(state: tuple[str, ...], make: Callable[[], Ground]) -> Ground:
    """Return the ground as it was made the last time of the same things, or make it and keep it.

    Parameters
    ----------
    state : tuple of str
        Versions of what it is made of.
    make : callable
    """
    code = Path(__file__).read_text(encoding="utf-8")
    path = home() / "ground" / f"{stable_id(code, *state)}.json.gz"
    try:
        packed = path.read_bytes()
        return Ground(_digest(gzip.decompress(packed)), packed)
    except (OSError, EOFError, zlib.error):
        made = make()
    try:
        path.parent.mkdir(exist_ok=True)
        for other in path.parent.glob("*.json.gz"):
            other.unlink(missing_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(made.packed)
        draft.replace(path)
    except OSError as error:
        logger.info("the ground of the map is not kept in %s: %s", path, error)
    return made


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:12]


def make_ground(boundaries: Boundaries, towns: Iterable[Town]) -> Ground:
    """Return the ground of the map, gzipped.

    Parameters
    ----------
    boundaries : Boundaries
        Frames in EPSG:4326.
    towns : iterable of Town
    """
    regions = boundaries.simplified("admin1", NEAR_TOLERANCE)
    content = {
        "countries": {"type": "FeatureCollection", "features": _countries(boundaries, regions)},
        "admin1": _collection(regions, 1),
        "admin2": _collection(boundaries.simplified("admin2", NEAR_TOLERANCE), 2),
        "areas": _collection(boundaries.areas, 3),
        "water": _collection(boundaries.water, 4),
        "towns": [
            {"fr": town.fr, "en": town.en, "lat": town.lat, "lon": town.lon, "order": town.order}
            for town in sorted(towns, key=lambda town: town.order)
        ],
    }
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Ground(_digest(raw), gzip.compress(raw, 9, mtime=0))


def _countries(boundaries: Boundaries, regions: GeoDataFrame) -> list[dict[str, Any]]:
    """Return countries: those with regions as the union of these, so that both lines fall together."""
    merged = {str(code): shapely.coverage_union_all(part.geometry) for code, part in regions.groupby("country")}
    features = []
    around = shapely.box(*AROUND)
    abroad = boundaries.simplified("countries", ABROAD_TOLERANCE).set_index("place_id").geometry
    for _, row in boundaries.simplified("countries", FAR_TOLERANCE).iterrows():
        code = str(row["place_id"])
        outline = row.geometry if row.geometry.intersects(around) else abroad[code]
        shape = merged[code] if code in merged else _without_islets(outline)
        decimals = DECIMALS if code in merged else FAR_DECIMALS
        features.append(_feature(row, shape, {"level": 0, "parent": None, "core": code in merged}, decimals))
    return features


def _without_islets(shape: BaseGeometry) -> BaseGeometry:
    parts = list(getattr(shape, "geoms", [shape]))
    largest = max(part.area for part in parts)
    return MultiPolygon([part for part in parts if part.area >= min(FAR_ISLAND, largest)])


def _collection(frame: GeoDataFrame, level: int) -> dict[str, Any]:
    features = [
        _feature(row, row.geometry, {"level": level, "parent": _said(row, "parent", "country")})
        for _, row in frame.iterrows()
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(row: Any, shape: BaseGeometry, more: dict[str, Any], decimals: int = DECIMALS) -> dict[str, Any]:
    label = shape.representative_point()
    properties = {
        "id": str(row["place_id"]),
        "fr": _said(row, "name_fr", "name"),
        "en": _said(row, "name_en", "name"),
        "lat": round(label.y, FAR_DECIMALS),
        "lon": round(label.x, FAR_DECIMALS),
        **more,
    }
    if row.get("dashed", False):
        properties["dashed"] = True
    rounded = shapely.transform(shape, lambda points: np.round(points, decimals))
    return {"type": "Feature", "properties": properties, "geometry": mapping(rounded)}


def _said(row: Any, *columns: str) -> str | None:
    for column in columns:
        value = row.get(column)
        if isinstance(value, str) and value:
            return value
    return None

"""Read outlines from GeoJSON, GeoPackage or (zipped) shapefile, in WGS 84 or refused."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio
from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.errors import GazetteerError
from geodata.gazetteer.additions.archives import checked_zip, read_member

if TYPE_CHECKING:
    from collections.abc import Sequence

WGS84 = "EPSG:4326"
GEOJSON = {".geojson", ".json"}
SUFFIXES = {*GEOJSON, ".gpkg", ".shp", ".zip"}
_SHAPEFILE = {".shp", ".shx", ".dbf", ".prj", ".cpg", *GEOJSON, ".gpkg"}
_GIVE_CRS = "Give it: --crs EPSG:32630 (or what its publisher says)."


def read_outlines(
    path: Path, *, layer: str | None = None, crs: str | None = None, level: int | None = None
) -> gpd.GeoDataFrame:
    """Read a file of outlines.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, shapefile, or a zip file that holds one of them.
    layer : str or None
        Needed where a file has several, unless one of them is named for the level.
    crs : str or None
        Coordinate reference system for a file that does not state its own.
    level : int or None
        1 or 2; picks among the layers of a file.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, lon and lat, in the order of the file.

    Raises
    ------
    GazetteerError
        If the file does not read, has no outlines, or its coordinate system is neither stated nor given.
    """
    if not path.is_file():
        raise GazetteerError(f"there is no file {path}.", f"Give one of {', '.join(sorted(SUFFIXES))}.")
    if path.suffix.lower() not in SUFFIXES:
        raise GazetteerError(
            f"{path.name} is none of {', '.join(sorted(SUFFIXES))}.", "Convert it, for instance with ogr2ogr."
        )
    if path.suffix.lower() != ".zip":
        return _checked(path, _read(path, layer, level), crs)
    with tempfile.TemporaryDirectory(prefix="liptako-") as scratch:
        inside = _pick(_unpack(path, Path(scratch)), path, layer, level)
        return _checked(path, _read(inside, None if inside.suffix == ".shp" else layer, level), crs)


def _unpack(path: Path, folder: Path) -> list[Path]:
    """Write the parts of shapefiles and other outlines flat into a folder; return those that can be opened."""
    with checked_zip(path) as archive:
        for member in archive.infolist():
            name = Path(member.filename.replace("\\", "/")).name
            if Path(name).suffix.lower() in _SHAPEFILE and not member.is_dir() and not name.startswith("."):
                (folder / name).with_suffix(Path(name).suffix.lower()).write_bytes(read_member(archive, member, path))
    return sorted(one for one in folder.iterdir() if one.suffix in {".shp", ".gpkg", *GEOJSON})


def _pick(files: Sequence[Path], path: Path, layer: str | None, level: int | None) -> Path:
    if not files:
        raise GazetteerError(
            f"{path.name} holds no shapefile, GeoPackage or GeoJSON.", "Give the zip file as its publisher has it."
        )
    name = _choose([one.stem for one in files], path, layer, level) if len(files) > 1 else files[0].stem
    return next(one for one in files if one.stem == name)


def _choose(names: Sequence[str], path: Path, layer: str | None, level: int | None) -> str:
    """Return the layer that was asked for, or the only one, or the one named for the level (as in admbnda_adm2)."""
    if layer is not None:
        if layer not in names:
            raise GazetteerError(f"{path.name} has no layer {layer!r}.", f"It has {', '.join(names)}.")
        return layer
    if len(names) == 1:
        return names[0]
    fitting = [name for name in names if level and (f"adm{level}" in name.lower() or f"admin{level}" in name.lower())]
    if len(fitting) != 1:
        raise GazetteerError(f"{path.name} has several layers.", f"Say which: --layer {' | '.join(names)}.")
    return fitting[0]


def _read(path: Path, layer: str | None, level: int | None) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on rings and fields; what matters is checked below
            names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
            chosen = _choose(names, path, layer, level) if names else None
            frame = gpd.read_file(path, layer=chosen, engine="pyogrio")
    except (ValueError, OSError, RuntimeError, UnicodeDecodeError) as error:
        raise GazetteerError(
            f"{path.name} does not read ({str(error)[:200]}).", "It may be cut off; download it again."
        ) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise GazetteerError(f"{path.name} holds no outlines.", "Give the file of polygons, not a table.")
    return frame


def _checked(path: Path, frame: gpd.GeoDataFrame, crs: str | None) -> gpd.GeoDataFrame:
    given = _given(crs)
    plain = path.suffix.lower() in GEOJSON
    stated = frame.crs
    if plain and given is not None:  # GDAL takes a GeoJSON file without a word on it for WGS 84
        stated = None if stated is None or stated == CRS(WGS84) else stated
    if stated is not None and given is not None and not stated.equals(given):
        raise GazetteerError(
            f"{path.name} says its coordinates are {stated.name}, --crs says {given.name}.",
            "Leave --crs out if the file is right.",
        )
    if stated is None and given is None:
        raise GazetteerError(f"{path.name} does not say in which coordinate system it is (no .prj, no srs).", _GIVE_CRS)
    known = frame.set_crs((given or stated or CRS(WGS84)).to_wkt(), allow_override=True)
    _check_degrees(path, known)
    moved = known.to_crs(WGS84)
    _check_degrees(path, moved)
    return moved


def _given(crs: str | None) -> CRS | None:
    try:
        return CRS.from_user_input(crs) if crs else None
    except CRSError as error:
        raise GazetteerError(f"--crs {crs} is no coordinate system.", "Give one as EPSG:32630 or EPSG:4326.") from error


def _check_degrees(path: Path, frame: gpd.GeoDataFrame) -> None:
    """Refuse metres that pass for degrees."""
    if frame.crs is None or not frame.crs.is_geographic:
        return
    west, south, east, north = frame.total_bounds
    if not (west >= -180.001 and east <= 180.001 and south >= -90.001 and north <= 90.001):
        raise GazetteerError(
            f"{path.name}: coordinates from {west:.0f}, {south:.0f} to {east:.0f}, {north:.0f} are no degrees.",
            _GIVE_CRS,
        )

"""A layer of outlines as plain columns and shapes: what draws and asks needs no data frame.

Reading GeoJSON takes most of a second for all layers. What was read is kept in the folder of the index, by a hash of
the file that it was read from, so that every later process maps it in a few milliseconds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import shapely

from geodata.errors import GazetteerError, SetupError
from geodata.paths import home

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

logger = logging.getLogger(__name__)
FOLDER = "outlines"
# Of what is kept: another layout is another file.
LAYOUT = "1"
DIGITS = 16


@dataclass(frozen=True, eq=False)
class Table:
    """One layer.

    Parameters
    ----------
    rows : sequence of dict
        The properties of each outline; what is not stated is None or left out.
    shapes : array of shapely geometries, shape (rows,)
        EPSG:4326, lon and lat. Do not write into it.
    """

    rows: Sequence[dict[str, Any]]
    shapes: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, name: str) -> bool:
        return any(name in row for row in self.rows)

    def column(self, name: str) -> list[Any]:
        """Return a property of each outline, None where it has none."""
        return [row.get(name) for row in self.rows]

    def pairs(self) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
        """Yield properties and shape of each outline."""
        return zip(self.rows, self.shapes, strict=True)

    def frame(self) -> gpd.GeoDataFrame:
        """Return the layer as a GeoDataFrame, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415 - a second that pictures and questions must not wait for

        made = gpd.GeoDataFrame(list(self.rows), geometry=self.shapes, crs="EPSG:4326")
        return made[["geometry", *(column for column in made.columns if column != "geometry")]]

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame) -> Table:
        """Return the table of a frame; what a frame calls not a number is None."""
        told = frame.drop(columns="geometry").to_dict("records")
        # What is not stated is the one value that is not equal to itself.
        rows = [{str(name): None if value != value else value for name, value in row.items()} for row in told]
        return cls(rows, np.asarray(frame.geometry, dtype=object))


def read(path: Path) -> Table:
    """Return the layer of a GeoJSON file, packed or not; kept in its read form for the next process.

    Raises
    ------
    GazetteerError
        If it is missing.
    """
    if not path.is_file():
        raise GazetteerError(f"The outlines {path} are missing.", "Install Liptako again.")
    raw = path.read_bytes()
    kept = _place(path, hashlib.sha256(LAYOUT.encode() + raw).hexdigest()[:DIGITS])
    found = _load(kept) if kept else None
    if found is None:
        found = _parsed(gzip.decompress(raw) if path.suffix == ".gz" else raw)
        if kept:
            _keep(kept, found)
    return found


def _parsed(text: bytes) -> Table:
    rows = [feature["properties"] for feature in json.loads(text)["features"]]
    # Shapes are read in C, which takes half the time of making them of Python's numbers.
    return Table(rows, shapely.get_parts(shapely.from_geojson(text)))


def _place(path: Path, digest: str) -> Path | None:
    """Return where the read form of a file is kept; None where nothing can be written."""
    try:
        return home() / FOLDER / f"{path.name.partition('.')[0]}-{digest}.npz"
    except SetupError:
        return None


def _load(path: Path) -> Table | None:
    """Return what is kept, None where there is nothing that opens."""
    try:
        with path.open("rb") as file, np.load(file) as held:
            packed, ends, told = held["shapes"].tobytes(), held["ends"].tolist(), held["rows"].tobytes()
        starts = [0, *ends[:-1]]
        shapes = shapely.from_wkb([packed[first:last] for first, last in zip(starts, ends, strict=True)])
        return Table(json.loads(told), shapes)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, shapely.errors.GEOSException) as error:
        logger.debug("no outlines in %s: %s", path, error)
        return None


def _keep(path: Path, table: Table) -> None:
    """Keep a layer for the next process; where that fails it is read anew then."""
    packed = shapely.to_wkb(table.shapes)
    told = json.dumps(table.rows, ensure_ascii=False).encode()
    try:
        path.parent.mkdir(exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-", suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(
                    file,
                    shapes=np.frombuffer(b"".join(packed), np.uint8),
                    ends=np.cumsum([len(one) for one in packed]),
                    rows=np.frombuffer(told, np.uint8),
                )
            Path(draft).replace(path)
        finally:
            with suppress(FileNotFoundError):
                Path(draft).unlink()
        _remove_stale(path)
    except OSError as error:
        logger.info("the outlines are not kept in %s: %s", path, error)


def _remove_stale(path: Path) -> None:
    layer = path.name.rpartition("-")[0]
    for other in path.parent.glob(f"{layer}-*.npz"):
        if other != path:
            other.unlink(missing_ok=True)

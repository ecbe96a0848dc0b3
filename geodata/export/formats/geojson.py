"""GeoJSON by RFC 7946, and the same features one a line (.geojsonl)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geodata.export.columns import GEOMETRY
from geodata.export.job import Job
from geodata.export.shapes import Shapes
from geodata.export.texts import as_json, between, pieces, side_by_side

# Seven decimals are a centimetre; RFC 7946, section 11.2, asks for no more.
GRID = 1e-7


def write(path: Path, job: Job) -> int:
    """Write a feature collection and return the number of features; its foreign member ``about`` tells of the file."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        about = json.dumps(dict(job.about), ensure_ascii=False)
        name = json.dumps(job.title, ensure_ascii=False)
        file.write(f'{{"type": "FeatureCollection", "name": {name}, "about": {about}, "features": [')
        for batch in job.batches:
            for feature in features(batch):
                file.write(",\n" if rows else "\n")
                file.writelines(feature)
                rows += 1
        file.write("\n]}\n")
    return rows


def write_lines(path: Path, job: Job) -> int:
    """Write one feature a line, for files of any length, and return their number."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in job.batches:
            for feature in features(batch):
                file.writelines(feature)
                file.write("\n")
            rows += batch.num_rows
    return rows


def features(batch: pa.RecordBatch) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of a batch as GeoJSON features, each in three parts: an outline is never copied."""
    shapes = Shapes.of(batch)
    told = shapes.told(shapely.to_geojson(_rounded(shapes)), "null")
    for rows, piece in pieces(batch):
        yield from zip(*_around(piece, told[rows].tolist()), strict=True)


def _around(rows: pa.RecordBatch, shapes: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return what stands before the shape of each row, the shape, and what stands behind it."""
    names = [name for name in rows.schema.names if name != GEOMETRY]
    values = [as_json(rows.column(name)) for name in names]
    opening = between('{"type": "Feature", "id": ', values[0], ', "geometry": ')
    members = [between(f'"{name}": ', column, "") for name, column in zip(names, values, strict=True)]
    closing = between(', "properties": {', side_by_side(members, ", "), "}}")
    return opening.to_pylist(), shapes, closing.to_pylist()


def _rounded(shapes: Shapes) -> NDArray[Any]:
    """Return shapes on the grid, rings as RFC 7946, section 3.1.6, turns them: rounding may turn them anew."""
    turned: NDArray[Any] = shapely.orient_polygons(shapely.set_precision(shapes.each, GRID))
    return turned

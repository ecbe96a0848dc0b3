"""GeoJSON by RFC 7946, and the same features one a line (.geojsonl)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from geodata.export.columns import GEOMETRY
from geodata.export.job import Job

# Seven decimals are a centimetre, RFC 7946 section 11.2 asks for no more.
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
                file.write(("," if rows else "") + "\n" + feature)
                rows += 1
        file.write("\n]}\n")
    return rows


def write_lines(path: Path, job: Job) -> int:
    """Write one feature a line, for files of any length, and return their number."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in job.batches:
            file.writelines(f"{feature}\n" for feature in features(batch))
            rows += batch.num_rows
    return rows


def features(batch: pa.RecordBatch) -> Iterator[str]:
    """Yield the rows of a batch as GeoJSON features."""
    names = [name for name in batch.schema.names if name != GEOMETRY]
    columns = [_values(batch.column(name)) for name in names]
    shapes = shapely.from_wkb(np.asarray(batch.column(GEOMETRY).to_pylist(), object))
    # The outer ring counter-clockwise: RFC 7946 section 3.1.6.
    told = shapely.to_geojson(shapely.orient_polygons(shapely.set_precision(shapes, GRID)))
    for geometry, values in zip(told, zip(*columns, strict=True), strict=True):
        properties = dict(zip(names, values, strict=True))
        given = json.dumps(properties, ensure_ascii=False, allow_nan=False)
        yield (
            f'{{"type": "Feature", "id": {json.dumps(values[0])}, "geometry": {geometry or "null"}, '
            f'"properties": {given}}}'
        )


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_date(column.type):
        return [value.isoformat() if isinstance(value, dt.date) else None for value in values]
    return values

"""GeoParquet 1.1: WKB geometry, a bounding box beside it, and what the file says of itself in its metadata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geodata.export.columns import GEOMETRY, schema
from geodata.export.job import Job
from geodata.export.shapes import Shapes

VERSION = "1.1.0"
SIDES = ("xmin", "ymin", "xmax", "ymax")
BOX = pa.struct([pa.field(side, pa.float64()) for side in SIDES])
COVERING = {"bbox": {side: ["bbox", side] for side in SIDES}}
# Outlines that many rows share are written once a row group, unless they are larger than this together.
SHARED = 64 << 20


def write(path: Path, job: Job) -> int:
    """Write the rows, one row group a batch, and return their number."""
    kept = schema(job.unit).append(pa.field("bbox", BOX))
    kinds: set[str] = set()
    outer = np.full(4, np.nan)
    rows = 0
    # Without Arrow's own schema a reader sees plain WKB, not the dictionary that it is written from.
    options = {"compression": "zstd", "store_schema": False, "dictionary_pagesize_limit": SHARED}
    with pq.ParquetWriter(path, kept, **options) as writer:
        for batch in job.batches:
            shapes = Shapes.of(batch)
            bounds = shapely.bounds(shapes.each).reshape(-1, 4)
            kinds |= {shape.geom_type for shape in shapes.each}
            outer = _joined(outer, bounds)
            writer.write_batch(pa.record_batch([*batch.columns, _boxes(bounds, shapes.number)], schema=kept))
            rows += batch.num_rows
        writer.add_key_value_metadata({"geo": json.dumps(_geo(kinds, outer)), "about": _about(job)})
    return rows


def _joined(outer: Any, bounds: Any) -> Any:
    if not len(bounds):
        return outer
    return np.concatenate([np.fmin(outer[:2], bounds[:, :2].min(0)), np.fmax(outer[2:], bounds[:, 2:].max(0))])


def _boxes(bounds: Any, number: Any) -> pa.StructArray:
    """Return the box of each row; none where it has no shape."""
    missing = number < 0
    each = np.vstack([bounds, np.full(4, np.nan)])[number]
    parts = [pa.array(each[:, at], mask=missing) for at in range(4)]
    return pa.StructArray.from_arrays(parts, fields=list(BOX), mask=pa.array(missing))


def _geo(kinds: set[str], outer: Any) -> dict[str, Any]:
    """Return the metadata that the standard asks for; without ``crs`` it is longitude and latitude in WGS 84."""
    column: dict[str, Any] = {
        "encoding": "WKB", "geometry_types": sorted(kinds), "orientation": "counterclockwise", "covering": COVERING,
    }  # fmt: skip
    if not np.isnan(outer).any():
        column["bbox"] = outer.tolist()
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _about(job: Job) -> str:
    meanings = {column.name: column.meaning(job.language) for column in job.columns}
    return json.dumps({"title": job.title, **dict(job.about), "columns": meanings}, ensure_ascii=False)

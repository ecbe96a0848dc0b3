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

VERSION = "1.1.0"
BOX = pa.struct([pa.field(name, pa.float64()) for name in ("xmin", "ymin", "xmax", "ymax")])
COVERING = {"bbox": {name: ["bbox", name] for name in ("xmin", "ymin", "xmax", "ymax")}}


def write(path: Path, job: Job) -> int:
    """Write the rows, one row group a batch, and return their number."""
    kept = schema(job.unit).append(pa.field("bbox", BOX))
    kinds: set[str] = set()
    outer = np.full(4, np.nan)
    rows = 0
    with pq.ParquetWriter(path, kept, compression="zstd") as writer:
        for batch in job.batches:
            shapes = shapely.from_wkb(np.asarray(batch.column(GEOMETRY).to_pylist(), object))
            bounds = shapely.bounds(shapes)
            kinds |= _kinds(shapes)
            outer = _joined(outer, bounds)
            writer.write_batch(pa.record_batch([*batch.columns, _boxes(bounds)], schema=kept))
            rows += batch.num_rows
        writer.add_key_value_metadata({"geo": json.dumps(_geo(kinds, outer)), "about": _about(job)})
    return rows


def _kinds(shapes: Any) -> set[str]:
    return {one.geom_type for one in shapes if one is not None}


def _joined(outer: Any, bounds: Any) -> Any:
    with np.errstate(all="ignore"):
        lows = np.fmin.reduce(np.vstack([outer[:2], bounds[:, :2]]), axis=0)
        highs = np.fmax.reduce(np.vstack([outer[2:], bounds[:, 2:]]), axis=0)
    return np.concatenate([lows, highs])


def _boxes(bounds: Any) -> pa.StructArray:
    missing = pa.array(np.isnan(bounds[:, 0]))
    parts = [pa.array(bounds[:, at], mask=np.isnan(bounds[:, at])) for at in range(4)]
    return pa.StructArray.from_arrays(parts, fields=list(BOX), mask=missing)


def _geo(kinds: set[str], outer: Any) -> dict[str, Any]:
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(kinds), "covering": COVERING}
    if not np.isnan(outer).any():
        column["bbox"] = outer.tolist()
    return {"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _about(job: Job) -> str:
    meanings = {column.name: column.meaning(job.language) for column in job.columns}
    return json.dumps({"title": job.title, **dict(job.about), "columns": meanings}, ensure_ascii=False)

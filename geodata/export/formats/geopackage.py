"""GeoPackage 1.3: points, areas and rows without a place, the documents they rest on, and styles that QGIS picks up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from geodata.export.columns import GEOMETRY
from geodata.export.formats.qgis import areas_style, points_style
from geodata.export.job import Job
from geodata.export.rows import address_of
from geodata.model import DocumentInfo

CRS = "EPSG:4326"
POINTS, AREAS, PLACELESS = "points", "areas", "without_place"
# The file writes when it was changed; any day does, so that the same data gives the same bytes.
DAY = "2000-01-01T00:00:00.000Z"
RELATED = Path(__file__).with_name("geopackage_related.sql")
RELATION = Path(__file__).with_name("geopackage_relation.sql")


def write(path: Path, job: Job) -> int:
    """Write the layers and return the number of rows.

    ``points`` holds what is known to a place or near it, ``areas`` what is known to a division or area, with its
    outline, ``without_place`` the rest, countries among them; each is related to the ``documents`` that it rests on.
    """
    path.unlink(missing_ok=True)  # the driver refuses a file that is not its own
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": DAY})
    rows = 0
    pairs: list[tuple[str, str]] = []
    for number, batch in enumerate(job.batches):
        for layer, part in _parts(batch):
            _append(path, layer, part, job, new=number == 0)
        pairs += _reports(batch, job)
        rows += batch.num_rows
    with closing(sqlite3.connect(path)) as base, base:
        _relate(base, job, pairs)
        _style(base)
    return rows


def _parts(batch: pa.RecordBatch) -> Iterator[tuple[str, gpd.GeoDataFrame | pd.DataFrame]]:
    shapes = shapely.from_wkb(np.asarray(batch.column(GEOMETRY).to_pylist(), object))
    frame = batch.drop_columns([GEOMETRY]).to_pandas(types_mapper=_nullable)
    for name in ("event_date", "end_date"):
        frame[name] = pd.to_datetime(frame[name]).dt.date
    kinds = shapely.get_type_id(shapes)
    point = kinds == shapely.GeometryType.POINT
    area = (kinds == shapely.GeometryType.POLYGON) | (kinds == shapely.GeometryType.MULTIPOLYGON)
    yield POINTS, gpd.GeoDataFrame(frame[point], geometry=shapes[point], crs=CRS)
    yield AREAS, gpd.GeoDataFrame(frame[area], geometry=_all_multi(shapes[area]), crs=CRS)
    yield PLACELESS, frame[~point & ~area]


def _nullable(kind: pa.DataType) -> Any:
    return {pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}.get(kind)


def _all_multi(shapes: Any) -> list[Any]:
    return [shapely.MultiPolygon([one]) if one.geom_type == "Polygon" else one for one in shapes]


def _append(path: Path, layer: str, part: gpd.GeoDataFrame | pd.DataFrame, job: Job, *, new: bool) -> None:
    kind = {POINTS: "Point", AREAS: "MultiPolygon"}.get(layer)
    new_file = {} if path.exists() else {"dataset_options": {"VERSION": "1.3"}}
    told = {"layer_metadata": dict(job.about)} if new else {}
    pyogrio.write_dataframe(
        part, path, layer=layer, driver="GPKG", append=path.exists(), geometry_type=kind, **told, **new_file
    )


def _reports(batch: pa.RecordBatch, job: Job) -> Iterator[tuple[str, str]]:
    name = f"{job.unit}_id"
    documents = batch.column("document_id" if job.unit == "fact" else "document_ids").to_pylist()
    for row, ids in zip(batch.column(name).to_pylist(), documents, strict=True):
        yield from ((row, document) for document in (ids or "").split())


def _relate(base: sqlite3.Connection, job: Job, pairs: Sequence[tuple[str, str]]) -> None:
    """Write the documents, and which rows of each layer rest on which (OGC 18-000, Related Tables Extension)."""
    base.executescript(RELATED.read_text(encoding="utf-8"))
    base.executemany("INSERT INTO documents VALUES (NULL,?,?,?,?,?,?,?)", map(_document, job.documents))
    base.execute("CREATE TEMP TABLE pairs (row_id TEXT, document_id TEXT)")
    base.executemany("INSERT INTO pairs VALUES (?,?)", pairs)
    for layer in (POINTS, AREAS, PLACELESS):
        statement = RELATION.read_text(encoding="utf-8")
        base.executescript(statement.replace("{{layer}}", layer).replace("{{row_id}}", f"{job.unit}_id"))


def _document(one: DocumentInfo) -> tuple[str | None, ...]:
    day = one.published.start.isoformat() if one.published else None
    return one.id, one.title, one.publisher, one.reports_on, address_of(one), one.language, day


def _style(base: sqlite3.Connection) -> None:
    """Write the styles where QGIS looks for those of a layer that it opens."""
    for layer, qml in ((POINTS, points_style()), (AREAS, areas_style())):
        base.execute(
            "INSERT INTO layer_styles (f_table_name, f_geometry_column, styleName, styleQML, useAsDefault, "
            "description, update_time) VALUES (?, 'geom', 'Liptako', ?, 1, 'Colours and shapes of the dashboard', ?)",
            (layer, qml, DAY),
        )

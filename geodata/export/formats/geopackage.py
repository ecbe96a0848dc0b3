"""GeoPackage 1.3: points, areas and rows without a place, the documents they rest on, and styles that QGIS picks up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from geodata.errors import PublishError
from geodata.export.columns import GEOMETRY
from geodata.export.formats.qgis import areas_style, points_style
from geodata.export.job import Job
from geodata.export.reporters import address_of
from geodata.export.shapes import Shapes
from geodata.model import DocumentInfo

CRS = "EPSG:4326"
POINTS, AREAS, PLACELESS = "points", "areas", "without_place"
KINDS = {POINTS: "Point", AREAS: "MultiPolygon"}
# The file writes when it was changed; any day does, so that the same data gives the same bytes.
DAY = "2000-01-01T00:00:00.000Z"
RELATED = Path(__file__).with_name("geopackage_related.sql")
RELATION = Path(__file__).with_name("geopackage_relation.sql")
# Bytes of outlines given to the driver at once; Arrow's limit is 2 GiB, and many rows may share a large one.
PORTION = 64 << 20


def write(path: Path, job: Job) -> int:
    """Write the layers and return the number of rows.

    ``points`` holds what is known to a place or near it, ``areas`` what is known to a division or area, with its
    outline, ``without_place`` the rest, countries among them; each is related to the ``documents`` that it rests on.

    Raises
    ------
    PublishError
        If the driver cannot write there.
    """
    path.unlink(missing_ok=True)  # the driver refuses a file that is not its own
    try:
        return _written(path, job)
    except (DataSourceError, DataLayerError, sqlite3.OperationalError) as error:
        # The driver tells which statement failed, and nothing of why.
        raise PublishError(
            "the GeoPackage cannot be written: the disk is full, or writing is not allowed.",
            "Make room, or choose another folder.",
        ) from error


def _written(path: Path, job: Job) -> int:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": DAY})
    rows = 0
    for number, batch in enumerate(job.batches):
        for layer, part in _parts(batch):
            if number == 0 or part.num_rows:
                _append(path, layer, part, job, first=number == 0)
        rows += batch.num_rows
    with closing(sqlite3.connect(path)) as base, base:
        _relate(base, job)
        _explain(base, job)
        _style(base, job.language)
    return rows


def _parts(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.Table]]:
    shapes = Shapes.of(batch)
    point = shapes.told(shapely.get_type_id(shapes.each) == shapely.GeometryType.POINT, False).astype(bool)
    placed = shapes.number >= 0
    table = pa.Table.from_batches([batch.drop_columns([GEOMETRY])])
    many = [shapely.MultiPolygon([one]) if one.geom_type == "Polygon" else one for one in shapes.each]
    shared = pa.DictionaryArray.from_arrays(
        pa.array(shapes.number, mask=~placed), pa.array(shapely.to_wkb(many).tolist(), pa.binary())
    )
    whole = table.append_column(GEOMETRY, shared)
    yield POINTS, whole.filter(pa.array(point))
    yield AREAS, whole.filter(pa.array(placed & ~point))
    yield PLACELESS, table.filter(pa.array(~placed))


def _append(path: Path, layer: str, part: pa.Table, job: Job, *, first: bool) -> None:
    for at, portion in enumerate(_portions(part)):
        new = first and at == 0
        placed = layer in KINDS
        pyogrio.write_arrow(
            portion, path, layer=layer, driver="GPKG", append=not new and path.exists(),
            crs=CRS if placed else None, geometry_name=GEOMETRY if placed else None, geometry_type=KINDS.get(layer),
            dataset_options=None if path.exists() else {"VERSION": "1.3"},
            layer_options={"GEOMETRY_NAME": "geom"} if new and placed else None,
            layer_metadata=dict(job.about) if new else None,
        )  # fmt: skip


def _portions(part: pa.Table) -> Iterator[pa.Table]:
    """Yield a table in portions whose outlines, each written out, are not too many bytes."""
    if GEOMETRY not in part.column_names:
        yield part
        return
    shared = part[GEOMETRY].combine_chunks()
    sizes = pc.fill_null(pc.binary_length(shared.dictionary).take(shared.indices), 0).to_numpy()
    number = np.cumsum(sizes, dtype=np.int64) // PORTION
    bounds = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), part.num_rows]
    for first, last in pairwise(bounds):
        rows = part.slice(first, last - first)
        at = rows.column_names.index(GEOMETRY)
        yield rows.set_column(at, GEOMETRY, shared.slice(first, last - first).dictionary_decode())


def _relate(base: sqlite3.Connection, job: Job) -> None:
    """Write the documents, and which rows of each layer rest on which (OGC 18-000, Related Tables Extension)."""
    base.executescript(RELATED.read_text(encoding="utf-8"))
    base.executemany("INSERT INTO documents VALUES (NULL,?,?,?,?,?,?,?)", map(_document, job.documents()))
    told = "document_id" if job.unit == "fact" else "document_ids"
    for layer in (POINTS, AREAS, PLACELESS):
        statement = RELATION.read_text(encoding="utf-8")
        base.executescript(statement.replace("{{layer}}", layer).replace("{{documents}}", told))


def _document(one: DocumentInfo) -> tuple[str | None, ...]:
    day = one.published.start.isoformat() if one.published else None
    return one.id, one.title, one.publisher, one.reports_on, address_of(one) or None, one.language, day


def _explain(base: sqlite3.Connection, job: Job) -> None:
    """Say what each column means, where programs look for it (GeoPackage 1.3, annex F.9, Schema Extension)."""
    base.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)",
        [
            (layer, column.name, column.meaning(job.language))
            for layer in (POINTS, AREAS, PLACELESS)
            for column in job.columns
        ],
    )


def _style(base: sqlite3.Connection, language: str) -> None:
    """Write the styles where QGIS looks for those of a layer that it opens."""
    for layer, qml in ((POINTS, points_style(language)), (AREAS, areas_style(language))):
        base.execute(
            # QGIS looks for an empty catalogue and schema, and does not find NULL.
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES "
            "('', '', ?, 'geom', 'Liptako', ?, '', 1, 'Colours and shapes of the dashboard', '', ?)",
            (layer, qml, DAY),
        )

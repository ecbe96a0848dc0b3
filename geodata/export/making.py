"""Make a data file and its manifest, or tell whether one made earlier would come out the same."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from geodata.columns import columns_of_view
from geodata.errors import PublishError
from geodata.export.columns import GEOMETRY, UNITS, Unit, columns
from geodata.export.describing import describe
from geodata.export.fitness import check_rows, fit_for
from geodata.export.job import Job
from geodata.export.manifest import Manifest, digest_of, manifest_path
from geodata.export.memory import give_back
from geodata.export.rows import BATCH, Rows
from geodata.export.shapes import Shapes
from geodata.export.spots import MODES
from geodata.export.telling import about_of, title_of
from geodata.progress import Progress
from geodata.writing import check_free, whole_file

if TYPE_CHECKING:
    import geopandas as gpd

    from geodata.columns.table import Columns, Ints
    from geodata.model import DocumentInfo
    from geodata.publication import Publication

# The extension of a file, and what writes it: module and function.
FORMATS = {
    ".csv": ("delimited", "write"),
    ".geojson": ("geojson", "write"),
    ".geojsonl": ("geojson", "write_lines"),
    ".gpkg": ("geopackage", "write"),
    ".kml": ("kml", "write"),
    ".parquet": ("geoparquet", "write"),
    ".xlsx": ("workbook", "write"),
}
# Events of a row group: shared outlines are written once in each.
BATCHES = {".parquet": 20_000}
# Bytes packed at a time.
PIECE = 4 << 20
# Documents asked for at a time.
DOCUMENTS = 5_000
ALIASES = {".json": ".geojson", ".ndjson": ".geojsonl", ".geoparquet": ".parquet"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file, its manifest, and the number of rows."""

    path: Path
    manifest: Manifest
    rows: int


def format_of(path: Path | str) -> str:
    """Return the extension that says the format of a file.

    Raises
    ------
    PublishError
        If no format has that extension.
    """
    extension = Path(path).suffix.lower()
    known = ALIASES.get(extension, extension)
    if known not in FORMATS:
        raise PublishError(f"no data format has the extension {extension!r}.", f"Choose from {', '.join(FORMATS)}.")
    return known


def export(
    ready: Publication,
    path: Path | str,
    *,
    unit: Unit = "event",
    mode: str = "full",
    language: str = "en",
    made_on: str = "",
    force: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write the rows of a view and the manifest beside them, both whole or not at all.

    Parameters
    ----------
    ready : Publication
    path : Path
        Its extension says the format (`FORMATS`).
    unit : {"event", "fact"}
        One row an event, or one row a fact: a sentence of a document.
    mode : {"full", "public-admin2", "public-admin1"}
        The public modes tell no place more finely than that level, no person, and no address of a report.
    language : {"fr", "en"}
        Of what the file says of itself; the names of columns and values are the same in both.
    made_on : str
        Day to state; empty for none, so that the same data gives the same bytes.
    force : bool
        Replace files that exist.
    progress : callable, optional
        Called with how many rows are written, and how many there are.

    Raises
    ------
    PublishError
        If a file exists or cannot be written, if unit, mode or format make no sense, or if the view itself names what
        a public file leaves out.
    """
    target, extension = Path(path), format_of(path)
    _check_words(unit, mode)
    ready = fit_for(ready, mode)
    check_free(target, force=force)
    check_free(manifest_path(target), force=force)
    with whole_file(manifest_path(target), force=force) as told, whole_file(target, force=force) as beside:
        job = _job(ready, extension, unit, mode, language, made_on, progress)
        check_rows(extension, job.rows)
        rows = _write(beside, extension, job)
        manifest = _manifest(ready, beside, target.name, extension, unit, mode, language, rows, made_on)
        told.write_text(manifest.text(), encoding="utf-8")
    return Exported(target, manifest, rows)


def check(ready: Publication, former: Manifest) -> dict[str, tuple[Any, Any]]:
    """Return what would be different if a file were made again: what its manifest says, and what it would say now."""
    _check_words(former.unit, former.mode)
    unit: Unit = "fact" if former.unit == "fact" else "event"
    ready = fit_for(ready, former.mode)
    language = ready.view.spec.language
    with tempfile.TemporaryDirectory(prefix="liptako-") as folder:
        made = Path(folder) / f"again.{former.format}"
        job = _job(ready, format_of(made), unit, former.mode, language, former.made_on, None)
        rows = _write(made, format_of(made), job)
        again = _manifest(ready, made, former.file, format_of(made), unit, former.mode, language, rows, former.made_on)
    return former.differences(replace(again, file=former.file))


def bundle(ready: Publication, name: str, *, progress: Progress | None = None, **options: Any) -> bytes:
    """Return a ZIP file with a data file of that name and its manifest; options and errors as those of `export`."""
    with tempfile.TemporaryDirectory(prefix="liptako-") as folder:
        try:
            made = export(ready, Path(folder) / name, progress=progress, **options)
        except PublishError as error:
            # Where the folder lies concerns nobody who downloads the file.
            raise PublishError(error.what.replace(f"{Path(folder)}{os.sep}", ""), error.remedy) from error
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in (made.path, manifest_path(made.path)):
                _pack(archive, path, partial(progress, made.rows, made.rows) if progress else None)
        return packed.getvalue()


def _pack(archive: zipfile.ZipFile, path: Path, still_wanted: Callable[[], None] | None) -> None:
    """Pack a file piece by piece, asking between them whether it is still wanted."""
    # The oldest day that the format knows: the same data gives the same bytes.
    entry = zipfile.ZipInfo(path.name)
    entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, path.stat().st_size
    with path.open("rb") as file, archive.open(entry, "w") as target:
        while piece := file.read(PIECE):
            target.write(piece)
            if still_wanted:
                still_wanted()


def frame(
    ready: Publication, unit: Unit = "event", mode: str = "full", *, first: int | None = None
) -> gpd.GeoDataFrame:
    """Return the rows of a view as a GeoDataFrame, EPSG:4326; rows without a place have no geometry.

    Parameters
    ----------
    ready : Publication
    unit : {"event", "fact"}
    mode : {"full", "public-admin2", "public-admin1"}
    first : int, optional
        Only those of so many events; all by default.
    """
    import geopandas as gpd  # noqa: PLC0415 - a second that files do not need

    _check_words(unit, mode)
    ready = fit_for(ready, mode)
    columns_, rows = columns_of_view(ready.view)
    batches = list(Rows(columns_, ready.gazetteer, ready.boundaries, unit, mode).batches(rows[:first]))
    shapes = np.concatenate([Shapes.of(batch).for_rows() for batch in batches])
    table = pa.Table.from_batches([batch.drop_columns([GEOMETRY]) for batch in batches])
    plain = table.to_pandas(types_mapper=_nullable)
    return gpd.GeoDataFrame(plain, geometry=shapes, crs="EPSG:4326")


def _nullable(kind: pa.DataType) -> Any:
    import pandas as pd  # noqa: PLC0415 - as above

    return {pa.int32(): pd.Int32Dtype()}.get(kind)


def _check_words(unit: str, mode: str) -> None:
    if unit not in UNITS:
        raise PublishError(f"rows cannot be {unit!r}.", f"Choose from {', '.join(UNITS)}.")
    if mode not in MODES:
        raise PublishError(f"there is no mode {mode!r}.", f"Choose from {', '.join(MODES)}.")


def _job(
    ready: Publication, extension: str, unit: Unit, mode: str, language: str, made_on: str, progress: Progress | None
) -> Job:
    found, rows = columns_of_view(ready.view)
    made = Rows(found, ready.gazetteer, ready.boundaries, unit, mode)
    total = len(rows) if unit == "event" else int(found.facts[rows].sum())
    counted = _counted(made.batches(rows, BATCHES.get(extension, BATCH)), progress, total)
    documents = partial(_documents, found, rows, public=mode != "full")
    return Job(unit, columns(unit), counted, total, title_of(ready, language), language,
               about_of(ready, language, mode, made_on), documents)  # fmt: skip


def _documents(found: Columns, rows: Ints, *, public: bool) -> Iterator[DocumentInfo]:
    """Yield the documents that rows rest on; in a public file without what may name somebody."""
    shown = np.zeros(len(found), bool)
    shown[rows] = True
    numbers = np.unique(found.source[shown[found.source_event]])
    for first in range(0, len(numbers), DOCUMENTS):
        ids = [one.decode() for one in found.document_ids[numbers[first : first + DOCUMENTS]].tolist()]
        for info in found.documents(ids):
            yield replace(info, title=None, source="") if public else info


def _counted(
    batches: Generator[pa.RecordBatch, None, None], progress: Progress | None, total: int
) -> Iterator[pa.RecordBatch]:
    done = 0
    # What was needed to select the rows is needed no more.
    give_back()
    with closing(batches):
        for batch in batches:
            yield batch
            done += batch.num_rows
            give_back()
            if progress:
                progress(done, total)


def _write(path: Path, extension: str, job: Job) -> int:
    module, function = FORMATS[extension]
    written: int = getattr(import_module(f"geodata.export.formats.{module}"), function)(path, job)
    return written


def _manifest(
    ready: Publication,
    path: Path,
    name: str,
    extension: str,
    unit: Unit,
    mode: str,
    language: str,
    rows: int,
    made_on: str,
) -> Manifest:
    return describe(
        ready, name, extension.removeprefix("."), digest_of(path), path.stat().st_size, language,
        rows=rows, unit=unit, mode=mode, made_on=made_on,
    )  # fmt: skip

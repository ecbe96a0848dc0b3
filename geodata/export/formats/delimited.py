"""CSV: UTF-8 with a byte order mark, so that spreadsheets read the accents; no cell can become a formula."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from geodata.export.columns import GEOMETRY
from geodata.export.job import Job

# OWASP, "CSV Injection": what a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(path: Path, job: Job) -> int:
    """Write one line a row and return the number of rows; what stands in memory is one batch."""
    names = [column.name for column in job.columns]
    texts = {at for at, column in enumerate(job.columns) if column.kind == "text"}
    rows = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for batch in job.batches:
            columns = [batch.column(name).to_pylist() for name in names if name != GEOMETRY]
            columns = [list(map(harmless, values)) if at in texts else values for at, values in enumerate(columns)]
            writer.writerows(zip(*columns, strict=True))
            rows += batch.num_rows
    return rows


def harmless(value: Any) -> Any:
    """Return a cell that no spreadsheet runs: an apostrophe goes before what looks like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value

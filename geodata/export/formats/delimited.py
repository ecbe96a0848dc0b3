"""CSV: UTF-8 with a byte order mark, so that spreadsheets read the accents; no cell can become a formula.

Without the mark Excel reads UTF-8 as the code page of its country and spoils every accent; what reads CSV for
statistics (pandas, R's readr, DuckDB, GDAL) knows the mark and leaves it out.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from geodata.export.columns import GEOMETRY, schema
from geodata.export.job import Job
from geodata.export.texts import permitted

# OWASP, "CSV Injection": what a spreadsheet takes for the beginning of a formula, its wide forms too. A cell also
# begins after a semicolon, a tab or a new line where the spreadsheet's country writes lists so.
FORMULA = r"(^|[;\t\r\n])([ \x{a0}]*)([=+\-@＝＋－＠\t\r\n])"
HARMLESS = r"\1'\2\3"


def write(path: Path, job: Job) -> int:
    """Write one line a row and return the number of rows; what stands in memory is one batch.

    Text is quoted and a missing value is not, so that an empty text and an unknown one stay apart.
    """
    wanted = schema(job.unit)
    wanted = wanted.remove(wanted.get_field_index(GEOMETRY))
    texts = {column.name for column in job.columns if column.kind == "text"}
    rows = 0
    with path.open("wb") as file:
        file.write(BOM_UTF8 + ",".join(wanted.names).encode() + b"\n")
        for batch in job.batches:
            columns = [harmless(batch.column(name)) if name in texts else batch.column(name) for name in wanted.names]
            table = pa.table(columns, schema=wanted)
            pyarrow.csv.write_csv(table, file, pyarrow.csv.WriteOptions(include_header=False))
            rows += batch.num_rows
    return rows


def harmless(cells: pa.Array) -> pa.Array:
    """Return cells that no spreadsheet runs: an apostrophe goes before what looks like a formula.

    Control characters are left out, since many readers end at the first of them.
    """
    cells = permitted(cells)
    if not pc.any(pc.match_substring_regex(cells, FORMULA)).as_py():
        return cells
    return pc.replace_substring_regex(cells, FORMULA, HARMLESS)

"""Excel: the rows, the documents and what the file says of itself, each on a sheet; text is never a formula."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geodata.export.columns import GEOMETRY
from geodata.export.job import Job
from geodata.export.reporters import address_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Microsoft, "Excel specifications and limits": rows of a sheet, its heading among them, and characters of a cell.
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
# Room in a cut cell for the word that it is cut.
LEFT = 20
WIDE, NARROW = 60, 16
NAMES = {
    "en": ("Events", "Facts", "Documents", "Columns", "About"),
    "fr": ("Événements", "Faits", "Documents", "Colonnes", "À propos"),
}
HEADINGS = {
    "en": ("id", "title", "publisher", "reports on", "address or file", "language", "published"),
    "fr": ("id", "titre", "éditeur", "d'après", "adresse ou fichier", "langue", "publié"),
}
# Any day does: the same data gives the same bytes.
MADE = dt.datetime(2000, 1, 1)


class _Target:
    """The file that a workbook is packed into; once that failed, what is still written to it goes nowhere.

    The packer of the standard library ends its file when it is forgotten. On a full disk that fails again, where nobody
    can catch it, and a traceback stands below our own word.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def give_up(self) -> None:
        self._stream = io.BytesIO()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def write(path: Path, job: Job) -> int:
    """Write the workbook and return the number of rows."""
    # Of a workbook that was not finished its maker leaves the parts behind.
    with tempfile.TemporaryDirectory(prefix="liptako-") as parts, path.open("wb") as stream:
        target = _Target(stream)
        try:
            return _written(target, parts, job)
        except BaseException:
            target.give_up()
            raise


def _written(target: _Target, parts: str, job: Job) -> int:
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this format needs it

    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": parts}
    book = Workbook(target, plain)
    try:
        book.set_properties({"title": job.title[:255], "created": MADE})
        events, facts, documents, columns, about = NAMES[job.language]
        rows = _rows(book, book.add_worksheet(events if job.unit == "event" else facts), job)
        _listed(book, book.add_worksheet(documents), HEADINGS[job.language], _documents(job))
        meanings = [(column.name, column.meaning(job.language)) for column in job.columns]
        _listed(book, book.add_worksheet(columns), (), meanings)
        _listed(book, book.add_worksheet(about), (), [("", job.title), *job.about])
        _close(book)
    finally:
        for sheet in book.worksheets():
            # Rows that found no room are lost with the rest.
            with suppress(OSError):
                sheet._opt_close()
    return rows


def _close(book: Workbook) -> None:
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    try:
        book.close()
    except FileCreateError as error:
        # It wraps the trouble of the system, which says what to do.
        raise error.args[0] from error


def _rows(book: Workbook, sheet: Worksheet, job: Job) -> int:
    names = [column.name for column in job.columns if column.name != GEOMETRY]
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    for at, column in enumerate(job.columns):
        sheet.set_column(at, at, WIDE if column.name == "notes" else NARROW, day if column.kind == "day" else None)
        sheet.write_string(0, at, column.name, bold)
    sheet.freeze_panes(1, 1)
    row = 0
    for batch in job.batches:
        for values in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            row += 1
            for at, value in enumerate(values):
                _cell(sheet, row, at, value, day)
    sheet.autofilter(0, 0, row, len(names) - 1)
    return row


def _cell(sheet: Worksheet, row: int, at: int, value: Any, day: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, at, fitting(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, at, value, day)
    elif value is not None:
        sheet.write_number(row, at, value)


def fitting(text: str) -> str:
    """Return a text that a cell holds: a longer one is cut, and says by how much."""
    if len(text) <= MOST_CHARACTERS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    kept = units[: 2 * (MOST_CHARACTERS - LEFT)].decode("utf-16-le", "ignore")
    return f"{kept} [… +{len(text) - len(kept)}]"


def _listed(book: Workbook, sheet: Worksheet, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, WIDE)
    for at, name in enumerate(heading):
        sheet.write_string(0, at, name, bold)
    for number, values in enumerate(rows, 1 if heading else 0):
        for at, value in enumerate(values):
            _cell(sheet, number, at, value, None)


def _documents(job: Job) -> Iterator[tuple[str, ...]]:
    """Yield the documents; those that a sheet has no room for are counted on its last line."""
    documents = job.documents()
    for one in islice(documents, MOST_ROWS - 2):
        yield (
            one.id, one.title or "", one.publisher or "", one.reports_on or "", address_of(one), one.language or "",
            one.published.start.isoformat() if one.published else "",
        )  # fmt: skip
    more = sum(1 for _ in documents)
    if more:
        yield (f"[… +{more:,}]",)

"""`extract` and `locate`: text in, JSON out, nothing stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.cli.console import complain, complain_of, share_bar
from geodata.errors import DocumentError

if TYPE_CHECKING:
    from geodata.gazetteer import Gazetteer
    from geodata.model import DateSpan
    from geodata.pipeline import Reader

Files = Annotated[list[Path], typer.Argument(help="Files or folders to read, in this order.", show_default=False)]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, instead of indented ones.")]
PublishedFrom = Annotated[
    Path | None,
    typer.Option(
        help='Dates of publication by file name: lines {"document": ..., "published": "YYYY-MM-DD"}. '
        "They count where a text has no date of its own.",
        show_default=False,
    ),
]
SpansFile = Annotated[
    Path, typer.Argument(help='Lines {"id", "text", "spans": [{"start", "end"}]}; - for stdin.', show_default=False)
]


def extract(files: Files, *, jsonl: Jsonl = False, published_from: PublishedFrom = None) -> None:
    """Print places and facts of documents as JSON.

    Nothing is stored. A file that cannot be read gives a message on stderr; the others are printed all the
    same, and the exit code is 1.
    """
    from geodata.pipeline import Reader

    dates = _dates(published_from) if published_from else {}
    paths, failed = _paths(files)
    reader = Reader(open_with_progress())
    for path in paths:
        try:
            record = _extract_one(path, dates.get(path.name), reader)
        except Exception as error:
            complain_of(str(path), error)
            failed += 1
            continue
        _print_json(record, None if jsonl else 2)
    if failed:
        raise typer.Exit(1)


def locate(file: SpansFile, *, jsonl: Jsonl = False) -> None:
    """Place given names, as JSON.

    Prints the same lines with the place of each span; lat and lon are null where it stays open.
    """
    from geodata.contract import locate_record
    from geodata.placement import locate_spans

    gazetteer = open_with_progress()
    failed = 0
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            record = locate_record(line, number, lambda text, spans: locate_spans(text, spans, gazetteer))
        except Exception as error:
            complain_of(f"{file}, line {number}", error)
            failed += 1
            continue
        _print_json(record, None if jsonl else 2)
    if failed:
        raise typer.Exit(1)


def open_with_progress() -> Gazetteer:
    """Open the gazetteer, and show the building of its index where that is needed."""
    from geodata.gazetteer import open_gazetteer

    with share_bar() as progress:
        return open_gazetteer(progress=progress)


def _extract_one(path: Path, published: DateSpan | None, reader: Reader) -> dict[str, Any]:
    from geodata.contract import extract_record
    from geodata.documents import open_document

    opened = open_document(path, published=published)
    for problem in opened.problems:
        complain(problem.why)
    reading = reader.read(opened.document)
    for problem in reading.problems:
        complain(problem.why)
    return extract_record(reading, path.name.encode("utf-8", "replace").decode("utf-8"), opened.original)


def _paths(files: list[Path]) -> tuple[list[Path], int]:
    """Return the files to read, and how many of the given paths do not exist."""
    from geodata.documents import find_documents

    found: list[Path] = []
    failed = 0
    for path in files:
        try:
            found.extend(find_documents([path]))
        except (DocumentError, OSError) as error:
            complain(str(error))
            failed += 1
    return found, failed


def _dates(path: Path) -> dict[str, DateSpan]:
    from geodata.model import DateSpan

    dates = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row.get("published"):
                dates[str(row["document"])] = DateSpan.parse(row["published"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"{path}, line {number} cannot be used: {error}."
            raise DocumentError(what, 'Each line is {"document": NAME, "published": "YYYY-MM-DD" or null}.') from error
    return dates


def _lines(path: Path) -> Iterator[str]:
    if str(path) == "-":
        yield from sys.stdin
        return
    try:
        # JSON holds no bare line feed; other line separators may stand inside its strings.
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DocumentError(f"cannot read {path}: {reason}.") from error


def _print_json(record: dict[str, Any], indent: int | None) -> None:
    print(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent), flush=True)

"""`add`, `rebuild`, `remove`, `status` and `index`: what the store holds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.cli.console import complain, count_bar, say
from geodata.cli.reading import open_with_progress

if TYPE_CHECKING:
    from geodata.pipeline import IngestReport
    from geodata.store import Store

SHORT = 10
LAYERS = ("incident", "withdrawal", "membership")
Paths = Annotated[list[Path], typer.Argument(help=".txt and .md files, or folders of them.", show_default=False)]
Id = Annotated[str, typer.Argument(help="Id of a document, or six characters and more of it.", show_default=False)]


def add(paths: Paths) -> None:
    """Read documents into the store.

    What it holds already stays as it is. A file that cannot be read is named, with the reason, and the others
    are read all the same; the exit code is 1 then.
    """
    report = ingest_paths(paths)
    if not (report.added or report.unchanged or report.failed):
        complain("no .txt or .md file there; name a file, or a folder that holds some")
    if report.failed or not (report.added or report.unchanged):
        raise typer.Exit(1)


def rebuild() -> None:
    """Read all stored documents again.

    Those that the present vocabulary and gazetteer have read already are left out.
    """
    from geodata.pipeline import Reader, rebuild_all
    from geodata.store import Store

    reader = Reader(open_with_progress())
    with Store.open() as store, count_bar() as progress:
        report = rebuild_all(store, reader, progress)
    tell(report, "rebuilt")
    if report.failed:
        raise typer.Exit(1)


def remove(document_id: Id) -> None:
    """Remove a document and all that rests on it.

    Its mentions and facts go, and events that no other document reports.
    """
    from geodata.store import Store

    with Store.open() as store:
        info = store.remove(document_id)
    say(f"removed {info.id}  {info.title or info.source}")


def status() -> None:
    """Tell what the store holds.

    Documents, facts by layer, versions, and the trouble there was with documents.
    """
    from geodata.store import Store

    with Store.open() as store:
        for line in describe(store):
            say(line)


def index() -> None:
    """Build the index of place names.

    Nothing is done where it is there and up to date.
    """
    from geodata.paths import index_folder

    gazetteer = open_with_progress()
    say(f"place index {gazetteer.version} in {index_folder()}")


def ingest_paths(paths: list[Path]) -> IngestReport:
    """Read files and folders into the store, and tell what became of them."""
    from geodata.pipeline import Reader, ingest
    from geodata.store import Store

    reader = Reader(open_with_progress())
    with Store.open() as store, count_bar() as progress:
        report = ingest(paths, store, reader, progress)
    tell(report, "added")
    return report


def tell(report: IngestReport, done: str) -> None:
    """Print what became of files: trouble on stderr, the count on stdout."""
    for problem in (*report.problems, *report.failed):
        complain(problem.why)
    for source, ids in report.superseded.items():
        others = ", ".join(f"`liptako remove {other[:SHORT]}`" for other in ids)
        complain(f"{source}: the store holds another text of this file too; to drop it, {others}")
    say(f"{len(report.added)} {done}, {len(report.unchanged)} unchanged, {len(report.failed)} failed")


def describe(store: Store) -> list[str]:
    """Return what a store holds, as lines."""
    infos, counts, problems = store.documents(), store.counts(), store.problems()
    by_language = Counter(info.language or "other" for info in infos)
    placed, unlocated = store.mention_counts()
    versions = store.versions()
    lines = [
        f"Store       {store.place}",
        f"Documents   {len(infos)}{_counts(by_language)}",
        f"Mentions    {placed + unlocated} ({placed} placed, {unlocated} unlocated)",
        f"Facts       {sum(counts.facts.values())}{_counts({layer: counts.facts.get(layer, 0) for layer in LAYERS})}",
        f"Events      {counts.events}",
        f"Versions    vocabulary {versions.get('vocabulary', '-')}, gazetteer {versions.get('gazetteer', '-')}",
        f"Digest      {store.digest()}",
        f"Trouble     {len(problems)}",
    ]
    lines += [f"  {problem.what}: {problem.why}" for problem in problems]
    for info in infos:
        date = info.published.isoformat() if info.published else "undated"
        count = counts.per_document.get(info.id, 0)
        lines.append(
            f"{info.id[:SHORT]}  {date:<10}  {info.language or '--'}  {count:>3} facts  {info.title or info.source}"
        )
    return lines


def _counts(counted: dict[str, int] | Counter[str]) -> str:
    parts = ", ".join(f"{number} {name}" for name, number in counted.items())
    return f" ({parts})" if parts else ""

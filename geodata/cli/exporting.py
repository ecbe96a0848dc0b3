"""`export`: a view as data, in the format that the file's extension names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from geodata.cli.checking import Check, asked_before, base_of, named, refuse_others, say_differences
from geodata.cli.console import say, step_bar
from geodata.cli.publishing import Base, Force, Undated, made_ready
from geodata.cli.viewing import Asked, takes_view
from geodata.errors import PublishError, ViewError

Out = Annotated[
    Path | None,
    typer.Option(help="File to write: .csv, .geojson, .geojsonl, .gpkg, .kml, .parquet, .xlsx, or .html for a page."),
]
Rows = Annotated[str, typer.Option(help="One row an event, or one a fact (a sentence of a document): event or fact.")]
Public = Annotated[
    str | None,
    typer.Option(
        help="admin2 or admin1: tell no place more finely, and no name of a person, in a file to be published."
    ),
]


@dataclass(frozen=True, slots=True)
class Other:
    """A format that needs more than data: how its file is written, and checked against a manifest."""

    write: Callable[..., None]
    check: Callable[[Path], None]


# By extension: the dashboard adds its page.
OTHERS: dict[str, Other] = {}


@takes_view
def export(
    asked: Asked,
    *,
    out: Out = None,
    rows: Rows = "event",
    public: Public = None,
    check: Check = None,
    base: Base = "",
    undated: Undated = False,
    force: Force = False,
) -> None:
    """Write a view as data, or as a page.

    Data has one row an event or a fact, and a manifest beside it that says what it was made of: view, data, versions,
    counts, sources. A page holds map and excerpts, and needs no server.
    """
    if check is not None:
        _check(check, base)
        return
    out = named(out)
    today = "" if undated else dt.datetime.now(dt.UTC).date().isoformat()
    if other := OTHERS.get(out.suffix.lower()):
        _refuse_of_data(out, rows, public)
        other.write(out, asked, base=base, made_on=today, force=force)
        return
    _write(out, asked, rows, f"public-{public}" if public else "full", base, today, force=force)


def _write(out: Path, asked: Asked, rows: str, mode: str, base: str, today: str, *, force: bool) -> None:
    from geodata.export import export as write
    from geodata.export import format_of
    from geodata.writing import check_free

    if asked.language == "both":
        raise ViewError("data tells of itself in one language.", "Choose --language fr or --language en.")
    format_of(out)
    check_free(out, force=force)
    ready = made_ready(asked, base, marks=False)
    with step_bar(out.name) as progress:
        made = write(
            ready, out, unit=_known(rows), mode=mode, language=asked.language, made_on=today, force=force,
            progress=progress,
        )  # fmt: skip
    counts = ready.view.counts
    say(f"{out}: {made.rows} rows, {counts.events} of {counts.events_total} events")


def _refuse_of_data(out: Path, rows: str, public: str | None) -> None:
    """Refuse what only data can be: a page quotes its sentences whole, with whoever they name."""
    if public is not None:
        raise PublishError(
            f"{out} would be a page, which quotes its sentences whole: --public is for data.",
            "Write a data file, such as one that ends in .csv or .geojson; or leave --public out.",
        )
    if _known(rows) != "event":
        raise PublishError(f"{out} would be a page, which has no rows of facts.", "Leave --rows out.")


def _known(rows: str) -> Any:
    if rows not in {"event", "fact"}:
        raise PublishError(f"rows cannot be {rows!r}.", "Choose --rows event or --rows fact.")
    return rows


def _check(path: Path, base: str) -> None:
    """Say what would be different; ends with 1 if anything would, or if the file is gone or was changed by hand."""
    from geodata.export import FORMATS, check, read_manifest

    former = read_manifest(path)
    refuse_others(path, former, tuple(name.removeprefix(".") for name in (*FORMATS, *OTHERS)), "export")
    other = OTHERS.get(f".{former.format}")
    if other:
        other.check(path)
        return
    changed = check(made_ready(asked_before(former), base or base_of(former), marks=False), former)
    say_differences(path, former, changed)

"""`brief`, and the page of `export`: a view as a briefing or a stand-alone page, from the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.cli.console import say
from geodata.cli.publishing import Base, Force, Title, Undated
from geodata.cli.reading import open_with_progress
from geodata.cli.viewing import Asked, takes_view
from geodata.errors import PublishError, ViewError

if TYPE_CHECKING:
    from dashboard.data import Library
    from geodata.model import ViewSpec

Pdf = Annotated[Path, typer.Option(help="File to write: .pdf.")]


@takes_view
def brief(
    out: Pdf, asked: Asked, *, title: Title = None, base: Base = "", undated: Undated = False, force: Force = False
) -> None:
    """Write a briefing of two to four pages.

    Map, key figures with their change, chronology with quotes and sources, actors, withdrawals, memberships, method.
    """
    from dashboard.briefing import make_briefing
    from geodata.writing import check_free, write_whole

    if out.suffix.lower() != ".pdf":
        raise PublishError(f"{out} is no name for a briefing.", "Use .pdf.")
    _check_language(asked)
    check_free(out, force=force)
    library, spec = open_library(asked)
    today = None if undated else dt.datetime.now(dt.UTC).date()
    pdf = make_briefing(library, spec, asked.language, title=title, base=base, made_on=today).pdf
    write_whole(out, pdf, force=force)
    say(told_of(out, library, spec))


def write_page(out: Path, asked: Asked, *, base: str, made_on: str, force: bool) -> None:
    """Write a stand-alone page: the format ``.html`` of `export`."""
    from dashboard.standalone import make_page
    from geodata.writing import check_free, write_whole

    _check_language(asked)
    check_free(out, force=force)
    library, spec = open_library(asked)
    day = dt.date.fromisoformat(made_on) if made_on else None
    write_whole(out, make_page(library, spec, asked.language, base=base, made_on=day), force=force)
    say(told_of(out, library, spec))


def told_of(out: Path, library: Library, spec: ViewSpec) -> str:
    """Return the line that says what was written."""
    counts = library.view(spec).counts
    return f"{out}: {counts.events} of {counts.events_total} events"


def _check_language(asked: Asked) -> None:
    if asked.language == "both":
        raise ViewError(
            "a briefing or page is in one language.", "Write one with --language fr, one with --language en."
        )


def open_library(asked: Asked) -> tuple[Library, ViewSpec]:
    """Return the user's store with gazetteer and boundaries, and the view that is asked for."""
    from dashboard.data import Library
    from geodata.publication import check_spec, find_region
    from geodata.store import Store

    gazetteer = open_with_progress()
    library = Library(Store.open(), gazetteer)
    spec = replace(asked.spec, scope=find_region(gazetteer, asked.region)) if asked.region else asked.spec
    check_spec(spec, gazetteer, library.boundaries)
    return library, spec

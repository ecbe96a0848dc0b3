"""`brief`, and the page of `export`: a view as a briefing or a stand-alone page, from the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.cli.checking import Check, base_of, check_again, check_both_free, named, write_with_manifest
from geodata.cli.console import say, step_bar
from geodata.cli.publishing import Base, Force, Title, Undated
from geodata.cli.reading import open_with_progress
from geodata.cli.viewing import Asked, takes_view
from geodata.errors import PublishError, ViewError

if TYPE_CHECKING:
    from dashboard.data import Library
    from geodata.export.manifest import Manifest
    from geodata.model import ViewSpec
    from geodata.publication import Publication

Pdf = Annotated[Path | None, typer.Option(help="File to write: .pdf.")]


@takes_view
def brief(
    asked: Asked,
    *,
    out: Pdf = None,
    check: Check = None,
    title: Title = None,
    base: Base = "",
    undated: Undated = False,
    force: Force = False,
) -> None:
    """Write a briefing of two to four pages.

    Map, key figures with their change, chronology with quotes and sources, actors, withdrawals, memberships, method.
    A manifest beside it says what it was made of.
    """
    if check is not None:
        check_again(check, ("pdf",), "brief", _briefing_again)
        return
    out = named(out)
    if out.suffix.lower() != ".pdf":
        raise PublishError(f"{out} is no name for a briefing.", "Use .pdf.")
    _check_language(asked)
    check_both_free(out, force=force)
    made_on = "" if undated else dt.datetime.now(dt.UTC).date().isoformat()
    options = {"command": "brief", "title": title}
    _write(out, asked, _briefing, base, made_on, options, force=force)


def write_page(out: Path, asked: Asked, *, base: str, made_on: str, force: bool) -> None:
    """Write a stand-alone page: the format ``.html`` of `export`."""
    _check_language(asked)
    check_both_free(out, force=force)
    _write(out, asked, _page, base, made_on, {"command": "export"}, force=force)


def check_page(path: Path) -> None:
    """Say whether the page of a manifest would come out the same."""
    check_again(path, ("html",), "export", _page_again)


# From a view of the library to bytes, with language, address, day and title.
Make = Callable[["Library", "ViewSpec", str, str, str, "str | None"], bytes]


def _briefing(library: Library, spec: ViewSpec, language: str, base: str, made_on: str, title: str | None) -> bytes:
    from dashboard.briefing import make_briefing

    day = _day(made_on)
    with step_bar("briefing") as progress:
        return make_briefing(library, spec, language, title=title, base=base, made_on=day, progress=progress).pdf


def _page(library: Library, spec: ViewSpec, language: str, base: str, made_on: str, title: str | None) -> bytes:
    from dashboard.standalone import make_page

    day = _day(made_on)
    with step_bar("page") as progress:
        return make_page(library, spec, language, title=title, base=base, made_on=day, progress=progress)


def _briefing_again(asked: Asked, former: Manifest) -> tuple[Publication, bytes]:
    return _again(asked, former, _briefing)


def _page_again(asked: Asked, former: Manifest) -> tuple[Publication, bytes]:
    return _again(asked, former, _page)


def _again(asked: Asked, former: Manifest, make: Make) -> tuple[Publication, bytes]:
    library, spec = open_library(asked)
    title, base = former.options.get("title"), base_of(former)
    return _ready(library, spec, base), make(library, spec, asked.language, base, former.made_on, title)


def _write(
    out: Path, asked: Asked, make: Make, base: str, made_on: str, options: dict[str, Any], *, force: bool
) -> None:
    library, spec = open_library(asked)
    data = make(library, spec, asked.language, base, made_on, options.get("title"))
    ready = _ready(library, spec, base)
    write_with_manifest(out, ready, data, asked.language, made_on=made_on, force=force, options=options)
    say(told_of(out, library, spec))


def _ready(library: Library, spec: ViewSpec, base: str) -> Publication:
    """Return the view for its manifest, which tells of no marks."""
    from geodata.addresses import write_address
    from geodata.model import Layers
    from geodata.publication import Publication

    nothing = Layers((), (), (), (), (), library.bounds(spec))
    link, digest = write_address(spec, base), library.store.digest()
    return Publication(library.view(spec), nothing, library.gazetteer, library.boundaries, digest, link)


def _day(made_on: str) -> dt.date | None:
    return dt.date.fromisoformat(made_on) if made_on else None


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
    from geodata.publication import check_names, check_spec, find_region
    from geodata.store import Store

    gazetteer = open_with_progress()
    library = Library(Store.open(), gazetteer)
    spec = replace(asked.spec, scope=find_region(gazetteer, asked.region)) if asked.region else asked.spec
    check_spec(spec, gazetteer, library.boundaries)
    check_names(library.view(spec))
    return library, spec

"""`snapshot`, `brief` and `export`: a view as a picture, a briefing, a page or data, in one file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.cli.checking import Check, base_of, check_again, check_both_free, named, write_with_manifest
from geodata.cli.console import say, step_bar
from geodata.cli.reading import open_with_progress
from geodata.cli.viewing import Asked, takes_view

if TYPE_CHECKING:
    from geodata.export.manifest import Manifest
    from geodata.publication import Publication

PICTURES = ("png", "svg", "pdf")

Picture = Annotated[Path | None, typer.Option(help="File to write: .png, .svg or .pdf.")]
Title = Annotated[str | None, typer.Option(help="Title; by default place, subject and period.")]
Size = Annotated[str, typer.Option(help="screen, slide, a4-landscape, a4-portrait, a3-landscape, a3-portrait, square.")]
Dpi = Annotated[int | None, typer.Option(help="Dots per inch, such as 150, 300 or 600; by default as the size has it.")]
Theme = Annotated[str | None, typer.Option(help="light, grey (to print without colours) or dark.")]
Base = Annotated[
    str,
    typer.Option(
        "--address",
        envvar="LIPTAKO_ADDRESS",
        help="Address of your dashboard, for the link and QR code of the view.",
    ),
]
Undated = Annotated[bool, typer.Option("--undated", help="Leave out today's date: same data, same bytes.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]


@takes_view
def snapshot(
    asked: Asked,
    *,
    out: Picture = None,
    check: Check = None,
    title: Title = None,
    size: Size = "screen",
    dpi: Dpi = None,
    theme: Theme = None,
    base: Base = "",
    undated: Undated = False,
    force: Force = False,
) -> None:
    """Write a picture of the map.

    It bears title, legend, scale bar, counts, date, sources and the address of the view. A manifest beside it says what
    it was made of.
    """
    if check is not None:
        check_again(check, PICTURES, "snapshot", _again)
        return
    from geodata.snapshot import format_of

    out = named(out)
    fmt = format_of(out)
    check_both_free(out, force=force)
    ready = made_ready(asked, base)
    made_on = "" if undated else dt.datetime.now(dt.UTC).date().isoformat()
    options = {"command": "snapshot", "title": title, "size": size, "dpi": dpi, "theme": theme}
    picture = _drawn(ready, fmt, asked.language, made_on, options)
    write_with_manifest(out, ready, picture, asked.language, made_on=made_on, force=force, options=options)
    say(told(out, ready))


def _again(asked: Asked, former: Manifest) -> tuple[Publication, bytes]:
    ready = made_ready(asked, base_of(former))
    return ready, _drawn(ready, former.format, asked.language, former.made_on, former.options)


def _drawn(ready: Publication, fmt: str, language: str, made_on: str, options: Mapping[str, Any]) -> bytes:
    from geodata.snapshot import render

    look = {name: options.get(name) for name in ("title", "size", "dpi", "theme")}
    request = ready.request(language, dt.date.fromisoformat(made_on) if made_on else None, **look)
    with step_bar("picture") as progress:
        return render(ready.view, ready.layers, ready.boundaries, request, fmt=fmt, progress=progress)


def made_ready(asked: Asked, base: str, *, marks: bool = True) -> Publication:
    """Return the view that is asked for, read from the user's store; data needs no marks."""
    from geodata.boundaries import load_boundaries
    from geodata.publication import find_region, prepare
    from geodata.store import open_to_read

    gazetteer, boundaries = open_with_progress(), load_boundaries()
    spec = replace(asked.spec, scope=find_region(gazetteer, asked.region)) if asked.region else asked.spec
    with open_to_read() as store:
        return prepare(store, spec, gazetteer, boundaries, digest=store.digest(), base=base, marks=marks)


def told(out: Path, ready: Publication) -> str:
    """Return the line that says what was written."""
    counts = ready.view.counts
    return f"{out}: {counts.events} of {counts.events_total} events"

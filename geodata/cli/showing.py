"""`snapshot` and `explain`: what is seen, and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.cli.console import say
from geodata.cli.reading import open_with_progress
from geodata.errors import NotFound, SnapshotError, ViewError

if TYPE_CHECKING:
    from geodata.model import ViewSpec

LAYERS = ("incident", "withdrawal", "membership")
Out = Annotated[Path, typer.Option(help="File to write: .png, .svg or .pdf.", show_default=False)]
Layer = Annotated[
    list[str] | None, typer.Option(help="incident, withdrawal or membership; all by default. Repeatable.")
]
From = Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.", show_default=False)]
To = Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.", show_default=False)]
AsOf = Annotated[
    str | None, typer.Option(help="Day on which memberships and withdrawals are told.", show_default=False)
]
Organisation = Annotated[str, typer.Option(help="Whose members are shaded.")]
Type = Annotated[list[str] | None, typer.Option("--type", help="ACLED event type, such as Battles. Repeatable.")]
Text = Annotated[str, typer.Option(help="Words that an excerpt or place name must hold.")]
Scope = Annotated[str | None, typer.Option(help="Country or region, such as ML or ML-7.", show_default=False)]
Language = Annotated[str, typer.Option(help="en or fr.")]
Title = Annotated[str | None, typer.Option(help="Title of the picture.", show_default=False)]
Size = Annotated[str, typer.Option(help="screen, slide, a4-landscape, a4-portrait, a3-landscape, a3-portrait, square.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
Id = Annotated[
    str, typer.Argument(help="Id of a fact, event or document, or six characters and more of it.", show_default=False)
]


def snapshot(
    out: Out,
    *,
    layer: Layer = None,
    start: From = None,
    end: To = None,
    as_of: AsOf = None,
    organisation: Organisation = "AES",
    event_type: Type = None,
    text: Text = "",
    scope: Scope = None,
    language: Language = "en",
    title: Title = None,
    size: Size = "screen",
    force: Force = False,
) -> None:
    """Write a picture of the map.

    It bears title, legend, scale bar, counts, date and attribution.
    """
    from geodata.model import ViewSpec
    from geodata.snapshot import format_of, render, save

    fmt = format_of(out)
    if out.exists() and not force:
        raise SnapshotError(f"{out} exists.", "Give another name, or --force to replace it.")
    spec = ViewSpec(
        layers=_layers(layer),  # type: ignore[arg-type]  # checked against the three names
        start=_day("--from", start),
        end=_day("--to", end),
        as_of=_day("--as-of", as_of),
        organisation=organisation,
        event_types=frozenset(event_type or ()),
        text=text,
        scope=scope,
        language=language,
    )
    view, layers, boundaries, digest = _drawn(spec)
    picture = render(
        view,
        layers,
        boundaries,
        title=title,
        language=language,
        size=size,
        fmt=fmt,
        made_on=dt.datetime.now(dt.UTC).date(),
        digest=digest,
    )
    save(out, picture, force=force)
    say(f"{out}: {view.counts.events} of {view.counts.events_total} events")


def explain(any_id: Id) -> None:
    """Tell why something is on the map.

    From the dot to the place, the rule and the sentence.
    """
    from geodata.cli.explanation import explain_document, explain_event, explain_fact
    from geodata.store import Store

    with Store.open() as store:
        for find, tell in (
            (store.fact, explain_fact),
            (store.event, explain_event),
            (store.document, explain_document),
        ):
            try:
                found: Any = find(any_id)
            except NotFound:
                continue
            for line in tell(store, found):
                say(line)
            return
    raise NotFound(f"no fact, event or document has an id that starts with {any_id!r}.", "`liptako status` lists them.")


def _drawn(spec: ViewSpec) -> tuple[Any, Any, Any, str]:
    from geodata.boundaries import load_boundaries
    from geodata.layers import make_layers
    from geodata.model import ViewSpec
    from geodata.store import Store
    from geodata.views import select

    gazetteer, boundaries = open_with_progress(), load_boundaries()
    if spec.start and spec.end and spec.end < spec.start:
        raise ViewError(f"the period runs backwards, from {spec.start} to {spec.end}.", "Swap --from and --to.")
    if spec.scope and gazetteer.get(spec.scope) is None and boundaries.geometry(spec.scope) is None:
        raise ViewError(f"no place has the id {spec.scope!r}.", "`liptako places search NAME` tells the id of a place.")
    with Store.open() as store:
        contents = store.contents()
        view = select(contents, spec)
    if spec.organisation not in {ViewSpec().organisation, *view.organisations}:
        known = ", ".join(view.organisations)
        raise ViewError(f"no document speaks of members of {spec.organisation!r}.", f"Choose from {known}.")
    return view, make_layers(view, gazetteer, boundaries), boundaries, contents.digest


def _layers(names: list[str] | None) -> frozenset[str]:
    unknown = set(names or ()) - set(LAYERS)
    if unknown:
        raise ViewError(f"there is no layer {', '.join(sorted(unknown))}.", f"Choose from {', '.join(LAYERS)}.")
    return frozenset(names or LAYERS)


def _day(option: str, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise ViewError(f"{option} {value!r} is no day.", "Write YYYY-MM-DD.") from error

"""`review`: confirm, reject, move, re-date or annotate an event, take that back, and list who said what."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.cli.console import say
from geodata.errors import DocumentError, GazetteerError

if TYPE_CHECKING:
    from geodata.model import DateSpan, FactPlace, Review
    from geodata.model.reviews import ReviewKind

SHORT = 10
app = typer.Typer(
    name="review",
    help="Correct events; what rules found is kept.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
EventId = Annotated[str, typer.Argument(help="Id of an event, or six characters and more of it.", show_default=False)]
Why = Annotated[str, typer.Option(help="The reason; it is shown beside the correction.")]
Who = Annotated[str | None, typer.Option(help="Your name; that of your account by default.", show_default=False)]


@app.command("list")
def list_reviews(
    *,
    event: Annotated[str | None, typer.Option(help="Only those of this event.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Those taken back too.")] = False,
) -> None:
    """List corrections, oldest first."""
    from geodata.reviewing import standing
    from geodata.store import Store

    with Store.open() as store:
        held = store.reviews()
        wanted = store.event(event).id if event else None
    shown = 0
    for event_id, told in sorted(held.by_event.items(), key=lambda row: row[1][0].when):
        if wanted in {None, event_id}:
            kept = told if everything else standing(told)
            shown += len(kept)
            for review in kept:
                say(f"{describe(review)}  event {event_id}")
    for review in held.lost if not wanted else ():
        shown += 1
        say(f"{describe(review)}  event {review.event_id}, of which no document tells any more")
    if not shown:
        say("no corrections")


@app.command()
def confirm(event_id: EventId, *, why: Why = "", who: Who = None) -> None:
    """Say that an event is right as it is."""
    _review("confirm", event_id, who, why)


@app.command()
def reject(event_id: EventId, *, why: Why = "", who: Who = None) -> None:
    """Say that it did not happen so; it is hidden then, and counted as hidden."""
    _review("reject", event_id, who, why)


@app.command()
def move(
    event_id: EventId,
    to: Annotated[str, typer.Argument(help="Name or id of a place, or LAT,LON.", show_default=False)],
    *,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say where it happened.

    A name that several places bear is refused, with their ids.
    """
    _review("move", event_id, who, why, place=_place(to))


@app.command()
def redate(
    event_id: EventId,
    date: Annotated[str, typer.Argument(help="YYYY-MM-DD, YYYY-MM or YYYY.", show_default=False)],
    *,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say when it happened."""
    _review("redate", event_id, who, why, date=_date(date))


@app.command()
def note(
    event_id: EventId,
    text: Annotated[str, typer.Argument(help="What is to be known of it.", show_default=False)],
    *,
    who: Who = None,
) -> None:
    """Write a note beside an event."""
    _review("note", event_id, who, text)


@app.command()
def undo(
    review_id: Annotated[str, typer.Argument(help="Id of a correction, as `list` has it.", show_default=False)],
    *,
    why: Why = "",
    who: Who = None,
) -> None:
    """Take a correction back; both stay in the store."""
    from geodata.store import Store

    with Store.open() as store:
        taken = store.undo(review_id, who=who or getpass.getuser(), why=why)
    say(f"{describe(taken)}  event {taken.event_id}")


def describe(review: Review) -> str:
    """Return a correction in one line: id, day, who, what and why."""
    what: str = review.kind
    if review.place:
        what += f" to {review.place.name} ({review.place.place_id})"
    if review.date:
        what += f" to {review.date.isoformat()}"
    if review.undoes:
        what += f" {review.undoes[:SHORT]}"
    why = f": {' '.join(review.why.split())}" if review.why else ""
    return f"{review.id[:SHORT]}  {review.when:%Y-%m-%d %H:%M}  {review.who}  {what}{why}"


def _review(
    kind: ReviewKind,
    event_id: str,
    who: str | None,
    why: str,
    *,
    place: FactPlace | None = None,
    date: DateSpan | None = None,
) -> None:
    from geodata.reviewing import make_review
    from geodata.store import Store

    with Store.open() as store:
        event = store.event(event_id)
        made = store.review(make_review(kind, event, who=who or getpass.getuser(), why=why, place=place, date=date))
    say(f"{describe(made)}  event {event.id}")


def _place(text: str) -> FactPlace:
    from geodata.cli.reading import open_with_progress
    from geodata.folding import fold
    from geodata.reviewing import place_of, spot_at

    spot = _coordinates(text)
    if spot:
        return spot_at(*spot)
    gazetteer = open_with_progress()
    known = gazetteer.get(text)
    if known is not None:
        return place_of(known)
    found = gazetteer.search(text, 10)
    if not found:
        raise GazetteerError(f"no place is known by the name {text!r}.", "Give LAT,LON, or add the place.")
    exact = [place for place in found if fold(text) in {fold(place.name), fold(place.name_fr), fold(place.name_en)}]
    if len(exact) == 1 or len(found) == 1:
        return place_of((exact or found)[0])
    listed = "; ".join(f"{place.place_id} {place.name} ({place.kind}, {place.country})" for place in exact or found)
    raise GazetteerError(f"{text!r} may be: {listed}.", "Give the id of the one you mean.")


def _coordinates(text: str) -> tuple[float, float] | None:
    parts = text.split(",")
    try:
        return (float(parts[0]), float(parts[1])) if len(parts) == 2 else None
    except ValueError:
        return None


def _date(text: str) -> DateSpan:
    from geodata.model import DateSpan

    try:
        return DateSpan.parse(text)
    except ValueError as error:
        raise DocumentError(f"{error}.") from error

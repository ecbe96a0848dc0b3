"""What people say of an event, shown as such; and the form by which they say it."""

from __future__ import annotations

import json

from dashboard import labels
from dashboard.correcting import Offer
from dashboard.escape import shorten
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.panels.telling import TITLE_LIMIT, Teller
from dashboard.words import Words
from geodata.model import EventView, FactPlace, Review


def chips(row: EventView, words: Words) -> list[str]:
    """Return in a word or two what people said, for the head of a card."""
    kinds = dict.fromkeys(review.kind for review in row.reviews)
    return [words.text(labels.REVIEWS[kind]) for kind in kinds if kind in labels.REVIEWS]


def standing(row: EventView, teller: Teller) -> Markup | str:
    """Return who said what, when and why, each with a way to take it back, and what the rules had read."""
    if not row.reviews:
        return ""
    words = teller.words
    lines = [tag("li", _said(review, teller)) for review in row.reviews]
    before = _as_read(row, teller)
    read = tag("p", words.text("As read by the rules: {what}", what=before), cls="as-read") if before else ""
    return tag("section", tag("ul", *lines), read, cls="lk-reviews", aria_label=words.text("Corrections"))


def form(row: EventView, teller: Teller, offer: Offer | None) -> Markup:
    """Return the fold in which an event is corrected; the page puts the `blank` form into it when it is opened.

    Parameters
    ----------
    row : EventView
    teller : Teller
    offer : Offer, optional
        Places to choose from, where one was looked for: their form is there and open.
    """
    mine = offer if offer and offer.wish.event_id == row.event.id else None
    body = _body(teller, mine.wish.who, mine) if mine else ""
    return tag(
        "details",
        tag("summary", teller.words.text("Correct this")),
        tag("form", body, data_form="review", data_event=row.event.id, cls="lk-form"),
        data_keep=f"correct-{row.event.id}",
        data_unplaced=row.event.layer == "membership",
        open=mine is not None,
        cls="lk-correct",
    )


def blank(teller: Teller, who: str) -> Markup:
    """Return the empty form, once for all cards.

    Parameters
    ----------
    teller : Teller
    who : str
        The person's name, as given before.
    """
    return tag("template", _body(teller, who, None), cls="lk-blank")


def _body(teller: Teller, who: str, mine: Offer | None) -> Markup:
    words = teller.words
    said = mine.wish if mine else None
    picking = tag("button", words.text("Click on the map"), type="button", cls="button small", data_pick=True)
    fields: list[Markup | str] = [
        _field("who", words.text("Your name"), who, required=True, limit=80),
        _field("why", words.text("Why (or a note)"), said.why if said else "", limit=1000),
        _buttons(
            ("confirm", words.text("It is right")),
            ("reject", words.text("It is wrong: hide it")),
            ("note", words.text("Add the note")),
        ),
        _field("date", words.text("It happened on"), "", hint="2025-03-11", limit=10),
        _buttons(("redate", words.text("Set the date"))),
        tag(
            "div",
            _field("place", words.text("It happened at"), said.place if said else "", limit=120),
            tag("div", _button("find", words.text("Find the place")), picking, cls="buttons"),
            _choices(mine, teller) if mine else "",
            cls="placing",
        ),
    ]
    return join(fields)


def _choices(offer: Offer, teller: Teller) -> Markup:
    words = teller.words
    if not offer.places:
        name = shorten(offer.wish.place, TITLE_LIMIT)
        return tag("p", words.text("No place is known by the name {name}.", name=name), cls="unknown", role="status")
    told = {"event": offer.wish.event_id, "kind": "move", "who": offer.wish.who, "why": offer.wish.why}
    rows = [
        tag("li", action(_place_line(place, teller), "review", json.dumps(told | {"place": place.place_id})))
        for place in offer.places
    ]
    return tag("div", tag("p", words.text("Move it to:")), tag("ul", *rows), role="status", cls="choices")


def _place_line(place: FactPlace, teller: Teller) -> str:
    kind = labels.UNIT_KINDS.get(place.kind)
    name = teller.name_of(place.place_id or "", place.name)
    where = ", ".join(part for part in (teller.words.text(kind) if kind else "", teller.country(place.country)) if part)
    return f"{name} ({where})" if where and where != name else name


def _said(review: Review, teller: Teller) -> Markup:
    words = teller.words
    what = words.text(labels.REVIEWS[review.kind])
    if review.place:
        what = words.text("moved to {place}", place=_place_line(review.place, teller))
    if review.date:
        what = words.text("re-dated to {date}", date=words.date(review.date))
    head = words.text("{what}, by {who} on {day}", what=what, who=review.who, day=words.day(review.when.date()))
    why = tag("q", tag("bdi", review.why)) if review.why else ""
    return join([head, why, action(words.text("Take back"), "undo", review.id)], " ")


def _as_read(row: EventView, teller: Teller) -> str:
    """Return place and date as the rules found them, as far as people changed them."""
    kinds = {review.kind for review in row.reviews}
    if row.as_read is None or not kinds & {"move", "redate"}:
        return ""
    before = row.as_read
    parts = (teller.whereabouts(before) if "move" in kinds else "",
             teller.words.date(before.event.date) if "redate" in kinds else "")  # fmt: skip
    return ", ".join(part for part in parts if part)


def _field(name: str, label: str, value: str, *, hint: str | None = None, required: bool = False, limit: int) -> Markup:
    box = tag("input", name=name, value=value, placeholder=hint, required=required, maxlength=limit, type="text")
    return tag("label", tag("span", label), box)


def _buttons(*named: tuple[str, str]) -> Markup:
    return tag("div", *(_button(value, label) for value, label in named), cls="buttons")


def _button(value: str, label: str) -> Markup:
    return tag("button", label, type="submit", name="kind", value=value, cls="button small")

"""The evidence panel: what happened, as cards with the sentences that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.correcting import Offer
from dashboard.escape import shorten
from dashboard.panels import corrections
from dashboard.panels.comparing import side_by_side
from dashboard.panels.markup import Markup, action, join, mark, tag
from dashboard.panels.paging import Page, pager
from dashboard.panels.telling import SHOWN_ROLES, TITLE_LIMIT, Teller
from dashboard.panels.why import why
from dashboard.words import Words
from geodata.layers import style_of
from geodata.model import DocumentInfo, EventView, Fact, Incident, Membership, View, Withdrawal
from geodata.profiles import toll_of

# Cards on a page; ten fill two screens.
STEP = 10

Documents = dict[str, DocumentInfo]


@dataclass(frozen=True, slots=True)
class Person:
    """Who looks at the cards.

    Parameters
    ----------
    who : str
        The name under which the person corrects.
    offer : Offer or None
        Places to choose from, where one was looked for.
    added : frozenset of str
        Ids of the documents that the person has just added.
    """

    who: str = ""
    offer: Offer | None = None
    added: frozenset[str] = frozenset()


def panel(
    view: View,
    teller: Teller,
    *,
    number: int = 0,
    person: Person = Person(),
    events: Sequence[EventView] | None = None,
) -> Markup:
    """Return a page of the cards of a view.

    Parameters
    ----------
    view : View
        Narrowed to its scope.
    teller : Teller
    number : int
        Of the page.
    person : Person
    events : sequence of EventView, optional
        Those of the view that are listed; all by default.
    """
    words = teller.words
    events = view.events if events is None else events
    if not len(events):
        return empty(view, words)
    page = Page.of(number, STEP, len(events))

    def said(span: str, total: str) -> str:
        return words.text("{span} of {total} events", span=span, total=total)

    rows = events[page.start : page.stop]
    teller = teller.ready_for(rows)
    cards = [card(row, view.spec.selected, teller, person) for row in rows]
    return join([*cards, pager(page, said, words), corrections.blank(teller, person.who)])


def empty(view: View, words: Words) -> Markup:
    """Return what to read where nothing is to be shown, and what to do about it."""
    if view.counts.events_total == 0:
        title = words.text("No events yet")
        advice = words.text("Add documents on the page Documents, or put them into the folder seeds.")
        step: str = action(words.text("Add documents"), "documents", "", "button")
    elif view.spec.scope and not any(n for name, n in view.counts.hidden.items() if name != "scope"):
        title = words.text("No document tells of anything here")
        advice = words.text("That does not mean that nothing happened.")
        step = action(words.text("Back to the whole Sahel"), "scope", "", "button")
    else:
        title = words.text("Nothing here under these filters")
        advice = words.plural("The store holds {n} event.", "The store holds {n} events.", view.counts.events_total)
        hidden = any(view.counts.hidden.values())
        step = action(words.text("Clear all filters"), "clear", "", "button") if hidden else ""
    return tag("div", tag("h3", title), tag("p", advice), step, cls="lk-empty")


def card(row: EventView, selected: str | None, teller: Teller, person: Person = Person()) -> Markup:
    """Return the card of one event: its first report in full, the others folded away beneath."""
    first, *others = row.facts
    documents = {info.id: info for info in row.documents}
    body = [
        _head(row, teller, new=any(info.id in person.added for info in row.documents)),
        _where(row, teller),
        _actors(first, teller.words),
        *_report(first, documents, teller),
        _differences(row, teller),
        _others(row, others, documents, teller),
        corrections.standing(row, teller),
        _foot(row, teller, person),
    ]
    rejected = any(review.kind == "reject" for review in row.reviews)
    marks = (f"layer-{row.event.layer}", "chosen" * (row.event.id == selected), "rejected" * rejected)
    places = " ".join(_units(row))
    return tag("article", *body, cls=" ".join(["lk-card", *filter(None, marks)]), data_event=row.event.id,
               data_places=places, id=f"event-{row.event.id}", tabindex="-1")  # fmt: skip


def _head(row: EventView, teller: Teller, *, new: bool) -> Markup:
    fact, words = row.facts[0], teller.words
    chips = [_chip(text) for text in _figures(row, words)]
    if new:
        chips.insert(0, _chip(words.text("new"), "new"))
    if not (isinstance(fact, Incident) and fact.status == "occurred"):
        chips.insert(0, _chip(teller.status(fact), f"status {fact.status}"))
    if fact.aggregate:
        chips.append(_chip(words.text("sum over a period: listed, not drawn")))
    chips += [_chip(text, "person") for text in corrections.chips(row, words)]
    title = tag("h3", mark(style_of(row)), tag("span", teller.heading(row)))
    when = tag("time", words.date(row.event.date), cls="" if row.event.date else "unknown")
    if _year_is_concluded(row):
        chips.append(_chip(words.text("year concluded, not told"), "concluded"))
    return join([tag("header", title, when), tag("div", *chips, cls="lk-chips") if chips else ""])


def _year_is_concluded(row: EventView) -> bool:
    """Tell whether no report names the year of the event, and nobody dated it by hand."""
    told = [
        fact
        for fact in row.facts
        if fact.date and row.event.date and fact.date.overlaps(row.event.date.start, row.event.date.end)
    ]
    by_hand = any(review.kind == "redate" for review in row.reviews)
    return bool(told) and not by_hand and all(fact.year_is_concluded for fact in told)


def _figures(row: EventView, words: Words) -> list[str]:
    dead = toll_of(row.facts)
    troops = [fact.troops for fact in row.facts if isinstance(fact, Withdrawal) and fact.troops is not None]
    figures = []
    if dead:
        figures.append(words.dead(dead.low, dead.high, is_rough=dead.is_rough))
    if troops:
        span = words.span(min(troops), max(troops))
        figures.append(words.plural("{span} soldier", "{span} soldiers", max(troops), span=span))
    return figures


def _where(row: EventView, teller: Teller) -> Markup:
    fact, words = row.facts[0], teller.words
    if isinstance(fact, Membership):
        names = ", ".join(teller.country(code) for code in fact.members)
        return tag("p", names or words.text("no state named"), cls="lk-where")
    places = {place.place_id: place for fact in row.facts for place in fact.places if place.role in SHOWN_ROLES}
    if not places:
        return tag("p", words.text("no place in the text"), cls="lk-where unknown")
    parts = []
    for place in places.values():
        name = teller.place_name(place)
        label = action(name, "scope", place.place_id) if place.place_id else name
        parts.append(join([label, tag("span", teller.precision(place), cls="precision")], " · "))
    return tag("p", join(parts, "; "), cls="lk-where")


def _actors(fact: Fact, words: Words) -> Markup | str:
    names = dict.fromkeys(shorten(actor.text or actor.name, TITLE_LIMIT) for actor in fact.actors)
    return tag("p", words.text("Actors: {names}", names=" · ".join(names)), cls="lk-actors") if names else ""


def _report(fact: Fact, documents: Documents, teller: Teller) -> list[Markup]:
    parts = teller.quoted(fact, documents[fact.document_id])
    if isinstance(fact, Incident) and fact.fatalities_text:
        toll = teller.words.text("Toll in these words: “{text}”", text=shorten(fact.fatalities_text, TITLE_LIMIT))
        parts.insert(0, tag("p", toll, cls="lk-actors"))
    return parts


def _differences(row: EventView, teller: Teller) -> Markup | str:
    lines = teller.differences(row)
    return tag("p", join(lines, "; "), cls="lk-differ") if lines else ""


def _others(row: EventView, others: Sequence[Fact], documents: Documents, teller: Teller) -> Markup | str:
    if not others:
        return ""
    title = teller.words.plural("{n} more report of this event", "{n} more reports of this event", len(others))
    reports = [tag("div", *_report(fact, documents, teller), cls="lk-more") for fact in others]
    table = side_by_side(row, documents, teller)
    return tag("details", tag("summary", title), table, *reports, data_keep=f"others-{row.event.id}")


def _foot(row: EventView, teller: Teller, person: Person) -> Markup:
    words = teller.words
    units = _units(row)
    publishers = len({info.reports_on or info.publisher or info.source for info in row.documents})
    reports = words.plural("{n} report", "{n} reports", len(row.facts))
    sources = words.plural("{n} source", "{n} sources", publishers)
    show = (
        action(words.text("Show on map"), "focus", row.event.id, "button small", data_units=" ".join(units))
        if units
        else ""
    )
    summary = tag("summary", words.text("Why is this here?"))
    reasons = tag("details", summary, why(row, teller), data_keep=f"why-{row.event.id}", cls="lk-why")
    correct = corrections.form(row, teller, person.offer)
    return tag("footer", tag("div", tag("span", f"{reports} · {sources}"), show, cls="lk-bar"), reasons, correct)


def _units(row: EventView) -> list[str]:
    """Return the places of an event that a map can go to."""
    places = (place for fact in row.facts for place in fact.places if place.role in SHOWN_ROLES)
    located = [place.place_id for place in places if place.place_id and place.lat is not None]
    members = [code for fact in row.facts if isinstance(fact, Membership) for code in fact.members]
    return list(dict.fromkeys([*located, *members]))


def _chip(text: str, cls: str = "") -> Markup:
    return tag("span", text, cls=f"lk-chip {cls}".strip())

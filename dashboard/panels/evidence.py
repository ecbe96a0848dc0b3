"""The evidence panel: what happened, as cards with the sentences that say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard import labels
from dashboard.escape import shorten
from dashboard.panels.marked import Span, marked
from dashboard.panels.markup import Markup, action, join, mark, tag
from dashboard.words import Words
from geodata import symbols
from geodata.layers import style_of
from geodata.model import (
    DocumentInfo,
    EventView,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Placement,
    Precision,
    View,
    Withdrawal,
)

STEP = 30
TITLE_LIMIT = 140
SENTENCE_LIMIT = 1500
# Kinds of place that stand for the whole event; a place merely named is marked in the sentence and not listed.
SHOWN_ROLES = ("site", "carried", "host", "member")

NameOf = Callable[[str, str], str]
PlacementsOf = Callable[[str], Sequence[Placement]]


def panel(view: View, words: Words, name_of: NameOf, placements_of: PlacementsOf, *, limit: int = STEP) -> Markup:
    """Return the panel of a view.

    Parameters
    ----------
    view : View
        Narrowed to its scope.
    words : Words
    name_of : callable
        From `place_id` and the place's own name to its display name.
    placements_of : callable
        From a document's id to the placements of its mentions.
    limit : int
        How many cards to show.
    """
    if not view.events:
        return empty(view, words)
    cards = [card(row, view.spec.selected, words, name_of, placements_of) for row in view.events[:limit]]
    left = len(view.events) - len(cards)
    more = (
        action(words.plural("Show more: {n} event left", "Show more: {n} events left", left), "more", "", "button")
        if left
        else ""
    )
    return join([*cards, more])


def empty(view: View, words: Words) -> Markup:
    """Return what to read where nothing is to be shown, and what to do about it."""
    hidden = any(view.counts.hidden.values())
    if view.counts.events_total == 0:
        title, advice = (
            words.text("No events yet"),
            words.text("Add documents on the page Documents, or put them into the folder seeds."),
        )
        step = action(words.text("Add documents"), "documents", "", "button")
    else:
        title = words.text("Nothing here under these filters")
        advice = words.plural("The store holds {n} event.", "The store holds {n} events.", view.counts.events_total)
        step = action(words.text("Clear all filters"), "clear", "", "button") if hidden else ""
    return tag("div", tag("h3", title), tag("p", advice), step, cls="lk-empty")


def card(row: EventView, selected: str | None, words: Words, name_of: NameOf, placements_of: PlacementsOf) -> Markup:
    """Return the card of one event: its first report in full, the others folded away beneath."""
    first, *others = row.facts
    documents = {info.id: info for info in row.documents}
    chosen = row.event.id == selected
    body = [
        _head(row, words),
        _where(row, words, name_of),
        _actors(first, words),
        _report(first, documents, words, name_of, placements_of),
        _differences(row, words),
        _others(row, others, documents, words, name_of, placements_of),
        _foot(row, words, name_of, placements_of),
    ]
    classes = f"lk-card layer-{row.event.layer}{' chosen' if chosen else ''}"
    return tag("article", *body, cls=classes, data_event=row.event.id, id=f"event-{row.event.id}", tabindex="-1")


def heading(row: EventView, words: Words) -> str:
    """Return what kind of event it is, in words."""
    fact = row.facts[0]
    if isinstance(fact, Incident):
        if fact.event_type in labels.COARSE_TYPES:
            return labels.said(labels.COARSE_TYPES, fact.event_type, words)
        kind = labels.said(labels.EVENT_TYPES, fact.acled_event_type, words) or words.text("Incident, type not told")
        finer = labels.said(labels.SUB_TYPES, fact.sub_event_type, words)
        return f"{kind} · {finer}" if finer and fact.sub_event_type != "Other" else kind
    if isinstance(fact, Withdrawal):
        return words.text("Withdrawal · {who}", who=contingent(fact, words))
    if isinstance(fact, Membership):
        return " · ".join(
            (fact.organisation or words.text("Membership"), labels.said(labels.ACTIONS, fact.action, words))
        )
    return words.text("Event")


def contingent(fact: Withdrawal, words: Words) -> str:
    """Return who leaves: state, force or mission, as far as the text tells."""
    parts = dict.fromkeys(part for part in (_country(fact.contributor, words), fact.force, fact.organisation) if part)
    return " · ".join(parts) or words.text("force not named")


def status(fact: Fact, words: Words) -> str:
    """Return the status in words; withdrawals are carried out, memberships come into force."""
    table = labels.WITHDRAWAL_STATUSES if isinstance(fact, Withdrawal) else labels.STATUSES
    return labels.said(table, fact.status, words)


def excerpt(fact: Fact, words: Words, name_of: NameOf) -> Markup:
    """Return the quoted sentence: place mentions underlined, the words of the fact on the layer's colour."""
    spans = [Span(fact.trigger_start, fact.trigger_end, f"lk-fact {fact.layer}")]
    for place in fact.places:
        if place.start is not None and place.end is not None:
            spans.append(Span(place.start, place.end, "lk-place", place_line(place, words, name_of)))
    return tag("blockquote", tag("bdi", marked(fact.excerpt[:SENTENCE_LIMIT], spans, fact.start)), lang=None)


def place_line(place: FactPlace, words: Words, name_of: NameOf) -> str:
    """Return a place's name and how precisely it is known."""
    name = shorten(name_of(place.place_id or "", place.name), TITLE_LIMIT)
    known = words.text(labels.PRECISIONS[place.precision])
    if place.precision is Precision.NEAR and place.radius_km:
        known = words.text("within about {km} km", km=words.number(place.radius_km))
    return f"{name} ({known})"


def source_line(info: DocumentInfo, words: Words) -> str:
    """Return publisher and date of a document."""
    date = words.date(info.published) if info.published else words.text("date of publication unknown")
    return " · ".join([shorten(info.publisher or info.source, TITLE_LIMIT), date])


def _head(row: EventView, words: Words) -> Markup:
    fact = row.facts[0]
    chips = [_chip(text) for text in _figures(row, words)]
    if not (isinstance(fact, Incident) and fact.status == "occurred"):
        chips.insert(0, _chip(status(fact, words), f"status {fact.status}"))
    if fact.aggregate:
        chips.append(_chip(words.text("sum over a period: listed, not drawn")))
    title = tag("h3", mark(style_of(row)), tag("span", heading(row, words)))
    when = tag("time", words.date(row.event.date), cls="" if row.event.date else "unknown")
    return join([tag("header", title, when), tag("div", *chips, cls="lk-chips") if chips else ""])


def _figures(row: EventView, words: Words) -> list[str]:
    incidents = [fact for fact in row.facts if isinstance(fact, Incident)]
    low = [
        n
        for fact in incidents
        if (n := fact.fatalities if fact.fatalities_low is None else fact.fatalities_low) is not None
    ]
    high = [
        n
        for fact in incidents
        if (n := fact.fatalities if fact.fatalities_high is None else fact.fatalities_high) is not None
    ]
    figures = []
    if low and high:
        most = max(high)
        figures.append(words.plural("{span} dead", "{span} dead", most, span=words.span(min(low), most)))
    troops = [fact.troops for fact in row.facts if isinstance(fact, Withdrawal) and fact.troops is not None]
    if troops:
        figures.append(
            words.plural("{span} soldier", "{span} soldiers", max(troops), span=words.span(min(troops), max(troops)))
        )
    return figures


def _where(row: EventView, words: Words, name_of: NameOf) -> Markup:
    fact = row.facts[0]
    if isinstance(fact, Membership):
        names = ", ".join(_country(code, words) for code in fact.members)
        return tag("p", names or words.text("no state named"), cls="lk-where")
    drawn = {place.place_id: place for fact in row.facts for place in fact.places if place.role in SHOWN_ROLES}
    if not drawn:
        return tag("p", words.text("no place in the text"), cls="lk-where unknown")
    parts = []
    for place in drawn.values():
        name = shorten(name_of(place.place_id or "", place.name), TITLE_LIMIT)
        line = place_line(place, words, name_of)
        known = tag("span", line.removeprefix(name).strip(" ()"), cls="precision")
        label = action(name, "scope", place.place_id) if place.place_id else name
        parts.append(join([label, known], " · "))
    return tag("p", join(parts, "; "), cls="lk-where")


def _actors(fact: Fact, words: Words) -> Markup | str:
    names = dict.fromkeys(shorten(actor.text or actor.name, TITLE_LIMIT) for actor in fact.actors)
    return tag("p", words.text("Actors: {names}", names=" · ".join(names)), cls="lk-actors") if names else ""


def _report(
    fact: Fact, documents: dict[str, DocumentInfo], words: Words, name_of: NameOf, placements_of: PlacementsOf
) -> Markup:
    info = documents[fact.document_id]
    title = shorten(info.title or words.text("without title"), TITLE_LIMIT)
    opening = action(
        title,
        "open",
        f"{fact.document_id}@{fact.start}",
        "link title",
        words.text("Open the document at this sentence"),
    )
    return join(
        [excerpt(fact, words, name_of), tag("p", tag("span", source_line(info, words)), opening, cls="lk-source")]
    )


def _differences(row: EventView, words: Words) -> Markup | str:
    if not row.event.disagreements:
        return ""
    return tag("p", words.text("Reports differ: {what}", what="; ".join(row.event.disagreements)), cls="lk-differ")


def _others(row: EventView, others: Sequence[Fact], documents: dict[str, DocumentInfo], words: Words, name_of: NameOf,
            placements_of: PlacementsOf) -> Markup | str:  # fmt: skip
    if not others:
        return ""
    title = words.plural("{n} more report of this event", "{n} more reports of this event", len(others))
    reports = [
        tag("div", _own_words(fact, words), _report(fact, documents, words, name_of, placements_of), cls="lk-more")
        for fact in others
    ]
    return tag("details", tag("summary", title), *reports, data_keep=f"others-{row.event.id}")


def _own_words(fact: Fact, words: Words) -> Markup | str:
    if isinstance(fact, Incident) and fact.fatalities_text:
        return tag("p", words.text("Toll in these words: {text}", text=fact.fatalities_text), cls="lk-actors")
    return ""


def _foot(row: EventView, words: Words, name_of: NameOf, placements_of: PlacementsOf) -> Markup:
    placed = any(place.lat is not None and place.role in SHOWN_ROLES for fact in row.facts for place in fact.places)
    publishers = len({info.reports_on or info.publisher or info.source for info in row.documents})
    reports = words.plural("{n} report", "{n} reports", len(row.facts))
    sources = words.plural("{n} source", "{n} sources", publishers)
    why = tag("details", tag("summary", words.text("Why is this here?")), _why(row, words, name_of, placements_of),
              data_keep=f"why-{row.event.id}", cls="lk-why")  # fmt: skip
    show = action(words.text("Show on map"), "focus", row.event.id, "button small") if placed else ""
    return tag("footer", tag("div", tag("span", f"{reports} · {sources}"), show, cls="lk-bar"), why)


def _why(row: EventView, words: Words, name_of: NameOf, placements_of: PlacementsOf) -> Markup:
    lines: list[str] = []
    for fact in row.facts:
        lines.append(
            tag("li", words.text("Rule {rule}, on the words “{trigger}”.", rule=fact.rule, trigger=_trigger(fact)))
        )
        if fact.date_text:
            lines.append(tag("li", words.text("Date from “{text}”.", text=fact.date_text)))
        lines.extend(tag("li", note) for note in fact.notes)
        lines.extend(_placed(fact, words, name_of, placements_of))
    if row.event.why:
        lines.append(tag("li", words.text("One event: {why}", why=row.event.why)))
    return tag("ul", *lines)


def _trigger(fact: Fact) -> str:
    return fact.excerpt[fact.trigger_start - fact.start : fact.trigger_end - fact.start]


def _placed(fact: Fact, words: Words, name_of: NameOf, placements_of: PlacementsOf) -> list[Markup]:
    by_start = {row.mention.start: row for row in placements_of(fact.document_id)}
    lines = []
    for place in fact.places:
        line = f"{place_line(place, words, name_of)}: {labels.said(labels.ROLES, place.role, words)}"
        placement = by_start.get(place.start) if place.start is not None else None
        if placement is not None:
            method = labels.said(labels.METHODS, placement.method, words)
            line += " — " + words.text(
                "{method}; score {score}", method=method, score=words.number(round(placement.score, 2))
            )
        lines.append(tag("li", line))
    return lines


def _chip(text: str, cls: str = "") -> Markup:
    return tag("span", text, cls=f"lk-chip {cls}".strip())


def _country(code: str | None, words: Words) -> str:
    return words.country(code) if code else ""


def layer_label(layer: str, words: Words) -> str:
    """Return the name of a layer."""
    return str(symbols.layer_symbols()[layer].label(words.language))

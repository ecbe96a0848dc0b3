"""What a card says of a fact: kind, status, place, source and the quoted sentence, in the interface's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from dashboard import labels
from dashboard.escape import shorten
from dashboard.panels.marked import Span, marked
from dashboard.panels.markup import Markup, action, tag
from dashboard.words import Words
from geodata import symbols
from geodata.events.wording import differing_tolls
from geodata.model import (
    DocumentInfo,
    EventView,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Placement,
    Precision,
    Withdrawal,
)
from geodata.reviewing import SPOT

TITLE_LIMIT = 140
SENTENCE_LIMIT = 1500
# Roles that a place of the event has; a place merely named is marked in the sentence and not listed.
SHOWN_ROLES = ("site", "carried", "host", "member")


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns codes into words.

    Parameters
    ----------
    words : Words
    name_of : callable
        From `place_id` and the place's own name to its display name.
    placements_of : callable
        From a document's id to the placements of its mentions.
    placements_at : callable, optional
        From the spots that facts name, the offsets in each document by its id, to the placements there: for a page of
        events at once.
    """

    words: Words
    name_of: Callable[[str, str], str]
    placements_of: Callable[[str], Sequence[Placement]]
    placements_at: Callable[[Mapping[str, Set[int]]], Mapping[str, Sequence[Placement]]] | None = None

    def ready_for(self, rows: Sequence[EventView]) -> Teller:
        """Return a teller that has looked up at once what it says of the places of some events."""
        if self.placements_at is None:
            return self
        wanted: dict[str, set[int]] = {}
        for fact in (fact for row in rows for fact in row.facts):
            wanted.setdefault(fact.document_id, set()).update(
                place.start for place in fact.places if place.start is not None
            )
        found = self.placements_at(wanted)
        return replace(self, placements_of=lambda document: found.get(document, ()), placements_at=None)

    def heading(self, row: EventView) -> str:
        """Return what kind of event it is."""
        fact, words = row.facts[0], self.words
        if isinstance(fact, Incident):
            return self._incident(fact)
        if isinstance(fact, Withdrawal):
            return words.text("Withdrawal · {who}", who=self.contingent(fact))
        if isinstance(fact, Membership):
            organisation = self.organisation(fact.organisation) or words.text("Membership")
            return " · ".join((organisation, labels.said(labels.ACTIONS, fact.action, words)))
        return words.text("Event")

    def _incident(self, fact: Incident) -> str:
        if fact.event_type in labels.COARSE_TYPES:
            return labels.said(labels.COARSE_TYPES, fact.event_type, self.words)
        kind = labels.said(labels.EVENT_TYPES, fact.acled_event_type, self.words)
        finer = labels.said(labels.SUB_TYPES, fact.sub_event_type, self.words)
        if finer and fact.sub_event_type != "Other":
            kind = f"{kind} · {finer}" if kind else finer
        return kind or self.words.text("Incident, type not told")

    def contingent(self, fact: Withdrawal) -> str:
        """Return who leaves: state and mission; the words for the force where they name it or nothing else is known."""
        named = fact.force if fact.force and any(mark.isupper() for mark in fact.force) else None
        parts = [
            part for part in (self.country(fact.contributor), self.organisation(fact.organisation) or named) if part
        ]
        return " · ".join(parts) or fact.force or self.words.text("force not named")

    def organisation(self, name: str | None) -> str:
        """Return the name of an organisation; nothing for None."""
        return labels.organisation(name, self.words) if name else ""

    def country(self, code: str | None) -> str:
        """Return the name of a country; nothing for None."""
        return self.name_of(code, self.words.country(code)) if code else ""

    def status(self, fact: Fact) -> str:
        """Return the status; withdrawals are carried out, memberships come into force."""
        table = labels.WITHDRAWAL_STATUSES if isinstance(fact, Withdrawal) else labels.STATUSES
        return labels.said(table, fact.status, self.words)

    def differences(self, row: EventView) -> list[str]:
        """Return on what the reports of one event differ, each figure as its report gives it."""
        words = self.words
        tolls = differing_tolls(row.facts)
        days = {fact.date.start for fact in row.facts if fact.date and fact.date.precision == "day"}
        strengths = {fact.troops for fact in row.facts if isinstance(fact, Withdrawal) and fact.troops is not None}
        lines = []
        if tolls:
            figures = " / ".join(words.toll(toll.low, toll.high, is_rough=toll.is_rough) for toll in tolls)
            lines.append(words.text("Reports differ on the dead: {what}", what=figures))
        if len(days) > 1:
            figures = " / ".join(map(words.day, sorted(days)))
            lines.append(words.text("Reports differ on the day: {what}", what=figures))
        if len(strengths) > 1:
            figures = " / ".join(map(words.number, sorted(strengths)))
            lines.append(words.text("Reports differ on the strength: {what}", what=figures))
        # The dead and the days are told above with their figures as the language writes them.
        rest = (text for text in row.event.disagreements if not text.startswith(("The dead", "The day")))
        return [*lines, *(labels.retold(text, words) for text in rest)]

    def whereabouts(self, row: EventView) -> str:
        """Return the names of the places of an event; nothing where it has none."""
        places = (place for fact in row.facts for place in fact.places if place.role in SHOWN_ROLES)
        return ", ".join(dict.fromkeys(self.place_name(place) for place in places))

    def place_name(self, place: FactPlace) -> str:
        """Return the display name of a place."""
        return shorten(self.name_of(place.place_id or "", place.name), TITLE_LIMIT)

    def precision(self, place: FactPlace) -> str:
        """Return how precisely a place is known."""
        if (place.place_id or "").startswith(f"{SPOT}:"):
            return self.words.text("point given by a person")
        if place.precision is Precision.NEAR and place.radius_km:
            return self.words.text("within about {km} km", km=self.words.number(place.radius_km))
        return self.words.text(labels.PRECISIONS[place.precision])

    def place_line(self, place: FactPlace) -> str:
        """Return a place's name and how precisely it is known."""
        return f"{self.place_name(place)} ({self.precision(place)})"

    def source_line(self, info: DocumentInfo) -> str:
        """Return publisher and date of a document."""
        words = self.words
        date = words.date(info.published) if info.published else words.text("date of publication unknown")
        publisher = shorten(info.publisher or info.source, TITLE_LIMIT)
        if info.reports_on:
            publisher = words.text("{publisher}, on {source}", publisher=publisher, source=shorten(info.reports_on, 90))
        return " · ".join([publisher, date])

    def title(self, info: DocumentInfo) -> str:
        """Return the title of a document."""
        return shorten(info.title or self.words.text("without title"), TITLE_LIMIT)

    def excerpt(self, fact: Fact) -> Markup:
        """Return the quoted sentence: place mentions underlined, the words of the fact on the layer's colour."""
        spans = [Span(fact.trigger_start, fact.trigger_end, f"lk-fact {fact.layer}")]
        spans += [
            Span(place.start, place.end, "lk-place", self.place_line(place))
            for place in fact.places
            if place.start is not None and place.end is not None
        ]
        text = fact.excerpt[:SENTENCE_LIMIT]
        return tag("blockquote", tag("bdi", marked(text, spans, fact.start)))

    def quoted(self, fact: Fact, info: DocumentInfo) -> list[Markup]:
        """Return the sentence with its source; the title opens the document there."""
        hint = self.words.text("Open the document at this sentence")
        opening = action(self.title(info), "open", f"{fact.document_id}@{fact.start}", "link title", hint)
        return [self.excerpt(fact), tag("p", tag("span", self.source_line(info)), opening, cls="lk-source")]

    def layer(self, layer: str) -> str:
        """Return the name of a layer."""
        return str(symbols.layer_symbols()[layer].label(self.words.language))

"""Why a card is where it is: rule, words, notes, and how each place was decided."""

from __future__ import annotations

from dashboard import labels
from dashboard.panels.markup import Markup, tag
from dashboard.panels.telling import Teller
from geodata.model import EventView, Fact, Placement


def why(row: EventView, teller: Teller) -> Markup:
    """Return the reasons as a list.

    Parameters
    ----------
    row : EventView
    teller : Teller
    """
    lines: list[str] = []
    for fact in row.facts:
        lines += _fact(fact, teller)
        lines += _places(fact, teller)
    lines.append(_merged(row, teller))
    return tag("ul", *(tag("li", line) for line in dict.fromkeys(lines)))


def _fact(fact: Fact, teller: Teller) -> list[str]:
    words = teller.words
    trigger = fact.excerpt[fact.trigger_start - fact.start : fact.trigger_end - fact.start]
    lines = [words.text("Rule {rule}, on the words “{trigger}”.", rule=fact.rule, trigger=trigger)]
    if fact.date_text:
        lines.append(words.text("Date from “{text}”.", text=fact.date_text))
    if fact.year_is_concluded:
        lines.append(
            words.text(
                "These words name no year: it was concluded from the date of the document, or from what "
                "the text told before."
            )
        )
    return lines + [labels.retold(note, words) for note in fact.notes]


def _places(fact: Fact, teller: Teller) -> list[str]:
    by_start = {row.mention.start: row for row in teller.placements_of(fact.document_id)}
    lines = []
    for place in fact.places:
        placement = by_start.get(place.start) if place.start is not None else None
        parts = [f"{teller.place_line(place)}: {labels.said(labels.ROLES, place.role, teller.words)}"]
        if placement is not None:
            parts.append(_decided(placement, teller))
        lines.append(" — ".join(parts))
    return lines


def _decided(placement: Placement, teller: Teller) -> str:
    words = teller.words
    method = labels.said(labels.METHODS, placement.method, words)
    return words.text("{method}; score {score}", method=method, score=words.number(round(placement.score, 2)))


def _merged(row: EventView, teller: Teller) -> str:
    words = teller.words
    if len(row.facts) == 1:
        return words.text("One sentence states it.")
    return words.plural(
        "{facts} sentences of {n} document agree in kind, place or parties, and date, and count as one event.",
        "{facts} sentences of {n} documents agree in kind, place or parties, and date, and count as one event.",
        len(row.documents),
        facts=words.number(len(row.facts)),
    )

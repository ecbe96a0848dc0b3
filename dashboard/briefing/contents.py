"""Everything that a briefing says, as plain values: the template sets it and adds no word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import labels
from dashboard.briefing import figures
from dashboard.briefing.quotes import plain, quoted
from dashboard.briefing.reports import quoted_reports
from dashboard.labels import N_
from dashboard.panels.telling import SHOWN_ROLES, Teller
from dashboard.words import Words
from geodata import symbols
from geodata.layers import style_of
from geodata.model import Counts, EventView, View
from geodata.profiles import toll_of
from geodata.publication.periods import whole_in_words
from geodata.snapshot.filters import filters_in_words
from geodata.snapshot.wording import Words as PictureWords
from geodata.sources import Credit

MOST_SOURCES = 3
ACTOR_KINDS: dict[str, str] = {
    "state_forces": N_("state forces"),
    "armed_group": N_("armed group"),
    "unidentified_armed_group": N_("unidentified armed group"),
    "mutineers": N_("mutineers"),
    "junta": N_("junta"),
    "militia": N_("militia"),
    "community_militia": N_("community militia"),
    "private_military": N_("private military company"),
    "rebels": N_("rebels"),
    "government": N_("government"),
    "international": N_("international force"),
    "police": N_("police"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is about.

    Parameters
    ----------
    view : View
        Narrowed to the region and the period.
    before : View, optional
        The same over the period that it is compared with.
    statuses : View
        Withdrawals and memberships of the country.
    country : str, optional
        Alpha-2; None for areas over several countries.
    place : str
        Display name of the region.
    digest, link : str
    title : str, optional
        Instead of the one made from region and period.
    made_on : date, optional
    """

    view: View
    before: View | None
    statuses: View
    country: str | None
    place: str
    digest: str
    link: str
    title: str | None = None
    made_on: dt.date | None = None


def heading(subject: Subject, words: Words) -> dict[str, Any]:
    """Return title, period, and what stands at the foot of each page."""
    counts, period = subject.view.counts, period_words(subject.view, words)
    own = plain(subject.title or "")
    made = words.text("Made on {day} with Liptako", day=words.day(subject.made_on)) if subject.made_on else ""
    return {
        "language": words.language,
        "title": own or words.text("{place}: briefing", place=plain(subject.place)),
        "period": period,
        "made": made or words.text("Made with Liptako"),
        "digest": words.text("Data {digest}", digest=subject.digest) if subject.digest else "",
        "link": subject.link,
        "shown": words.plural("{n} event of {total} in the store", "{n} events of {total} in the store", counts.events,
                              total=words.number(counts.events_total)),
        "empty": "" if counts.events else words.text(
            "No document tells of anything here in this period. That does not mean that nothing happened."
        ),
        "summary": _summary(subject, words),
        "filters": " · ".join(filters_told(subject.view, words)),
    }  # fmt: skip


def filters_told(view: View, words: Words) -> list[str]:
    """Return what the view leaves out, in the words of the picture."""
    return [plain(text) for text in filters_in_words(view.spec, PictureWords(words.language))]


def period_words(view: View, words: Words) -> str:
    """Return the period of a view in words; the days of its events where none is set."""
    start, end = view.spec.start, view.spec.end
    if start and end:
        whole = whole_in_words(start, end, words.language)
        return whole or words.text("{start} to {end}", start=words.day(start), end=words.day(end))
    if start:
        return words.text("since {date}", date=words.day(start))
    if end:
        return words.text("until {day}", day=words.day(end))
    return words.text("all dates")


def _summary(subject: Subject, words: Words) -> str:
    """Return two sentences that one may read out."""
    view = subject.view
    if not view.counts.events:
        return ""
    styles = figures.styles_counted(view).most_common(2)
    named = [f"{symbols.symbol(style).label(words.language)} ({words.number(count)})" for style, count in styles]
    return words.text("Most often told of: {kinds}.", kinds=", ".join(named))


def key_figures(subject: Subject, words: Words) -> list[dict[str, str]]:
    """Return the figures with what they were in the period before."""
    now, before = subject.view.counts, subject.before.counts if subject.before else None
    told = [
        {"label": words.plural("event", "events", now.events), "value": words.number(now.events)},
        {"label": words.text("deaths reported"), "value": _toll(now, words)},
        {"label": words.plural("document", "documents", now.documents), "value": words.number(now.documents)},
        {"label": words.plural("source", "sources", now.publishers), "value": words.number(now.publishers)},
    ]
    changes = [""] * len(told)
    if before:
        toll = _toll(before, words)
        changes = [
            _change(now.events, before.events, words),
            words.text("before: {figure}", figure=toll),
            _change(now.documents, before.documents, words),
            _change(now.publishers, before.publishers, words),
        ]
    return [{**figure, "change": change} for figure, change in zip(told, changes, strict=True)]


def _toll(counts: Counts, words: Words) -> str:
    if counts.deaths_low is None:
        return words.text("not told")
    return words.toll(counts.deaths_low, counts.deaths_high, is_open=counts.deaths_open)


def _change(now: int, before: int, words: Words) -> str:
    difference = now - before
    if not difference:
        return words.text("as before")
    sign = "+" if difference > 0 else "\u2212"
    return words.text("{change} (before: {figure})", change=f"{sign}{words.number(abs(difference))}",
                      figure=words.number(before))  # fmt: skip


def types(subject: Subject, words: Words) -> list[dict[str, Any]]:
    """Return events by type, with the period before."""
    now = figures.styles_counted(subject.view)
    before: Counter[str] = figures.styles_counted(subject.before) if subject.before else Counter()
    return [
        {
            "label": row.label(words.language),
            "colour": row.colour,
            "events": words.number(now[key]),
            "share": now[key] / max(sum(now.values()), 1),
            "before": words.number(before[key]) if subject.before else "",
        }
        for key, row in symbols.styles().items()
        if now[key] or before[key]
    ]


def months(subject: Subject, words: Words) -> list[dict[str, Any]]:
    """Return the bars of the chart."""
    bars = figures.bars(subject.view)
    most = max((bar.events for bar in bars), default=0)
    return [
        {
            "label": f"{bar.year}" if bar.month is None else words.month(dt.date(bar.year, bar.month, 1)),
            "events": words.number(bar.events),
            "share": bar.events / most if most else 0,
        }
        for bar in bars
    ]


def chronology(subject: Subject, teller: Teller, most: int) -> dict[str, Any]:
    """Return the entries, and in words how they were chosen."""
    words, total = teller.words, subject.view.counts.events
    chosen = figures.weightiest(subject.view, most)
    if len(chosen) < total:
        told = words.text(
            "The {n} events with most deaths, then most sources, of {total}; all of them stand in the dashboard.",
            n=words.number(len(chosen)),
            total=words.number(total),
        )
    else:
        told = words.text("All events, oldest first; each with the sentence that says so.")
    return {"note": told if total else "", "entries": [entry(row, teller) for row in chosen]}


def entry(row: EventView, teller: Teller) -> dict[str, Any]:
    """Return one event with its quotes, as plain values."""
    words, fact = teller.words, row.facts[0]
    documents = {info.id: info for info in row.documents}
    dead = toll_of(row.facts)
    places = {place.place_id: place for one in row.facts for place in one.places if place.role in SHOWN_ROLES}
    style = symbols.symbol(style_of(row))
    notes = [] if fact.layer == "incident" and fact.status == "occurred" else [teller.status(fact)]
    if dead:
        notes.append(words.dead(dead.low, dead.high, is_rough=dead.is_rough))
    if fact.aggregate:
        notes.append(words.text("sum over a period"))
    reports, more = quoted_reports(row.facts, MOST_SOURCES)
    return {
        "date": words.date(row.event.date),
        "what": plain(teller.heading(row)),
        "where": plain("; ".join(teller.place_line(place) for place in places.values()))
        or words.text("no place in the text"),
        "notes": plain(" · ".join(notes)),
        "colour": style.colour,
        "wash": symbols.layer_symbols()[row.event.layer].wash,
        "quotes": [quoted(one, documents[one.document_id], teller) for one in reports],
        "more": words.plural("and {n} more report", "and {n} more reports", more) if more else "",
    }


def actors(subject: Subject, words: Words) -> list[dict[str, str]]:
    """Return who takes part, by the number of events."""
    return [
        {
            "name": plain(row.name if words.language == "en" else _native(row)),
            "kind": labels.said(ACTOR_KINDS, row.kind, words),
            "events": words.number(row.events),
        }
        for row in figures.actors(subject.view, words.language)
    ]


def _native(row: figures.ActorCount) -> str:
    return row.texts[0] if row.texts else row.name


def method(words: Words, added: Sequence[Credit]) -> list[str]:
    """Return how it was made and what it cannot tell."""
    told = [
        words.text(
            "Every line rests on a sentence of a document, quoted as it stands and read by rules, not by a language "
            "model. The program repeats what documents say and checks none of it; what no document tells is missing."
        ),
        words.text(
            "Several reports of one happening count as one event. Deaths run from the lowest to the highest toll that "
            'reports give, with an open end where one says only "at least" or "dozens" and from 0 where one says only '
            '"up to"; figures told as "about" count as they stand. Events without a toll count for none, and sums '
            "over a period are not added up."
        ),
        words.text(
            "A town is a point, a place told as near another one a ring, a region or area an outline; what is known "
            "to the country only is listed beside the map. Changes compare what documents tell of either period: more "
            "documents can tell of more."
        ),
    ]
    named = "; ".join(f"{one.name} ({one.licence})" for one in added)
    told.append(words.text("Places and outlines: {names}.", names=plain(named)))
    told.append(words.text("Boundaries and names shown do not imply endorsement."))
    return told


def titles(subject: Subject, words: Words) -> dict[str, str]:
    """Return headings and column titles."""
    compared = ""
    if subject.before:
        compared = words.text("compared with {period}", period=period_words(subject.before, words))
    return {
        "map": words.text("Map"),
        "map_alt": words.text("Map of {place}: {shown}", place=plain(subject.place), shown=words.plural(
            "{n} event", "{n} events", subject.view.counts.events)),
        "figures": words.text("Key figures"),
        "compared": compared,
        "types": words.text("Events by type"),
        "type": words.text("Type"),
        "events": words.text("Events"),
        "before": words.text("before"),
        "course": words.text("Events over time"),
        "chronology": words.text("Chronology"),
        "actors": words.text("Actors"),
        "actors_note": words.text("Events that name them; civilians are told with the events."),
        "no_actors": words.text("No actor is named."),
        "withdrawals": words.text("Withdrawals"),
        "no_withdrawals": words.text("No document speaks of a withdrawal known on this day."),
        "memberships": words.text("Memberships"),
        "no_memberships": words.text("No document speaks of a membership yet."),
        "since": words.text("since"),
        "method": words.text("How this was made"),
        "view": words.text("This view"),
        "page": words.text("Page"),
    }  # fmt: skip

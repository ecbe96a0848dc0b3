"""List of documents, and one document with all its mentions and facts marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dashboard import labels, troubles
from dashboard.escape import shorten
from dashboard.panels.marked import Span, marked
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.panels.paging import Page, pager
from dashboard.panels.telling import TITLE_LIMIT, Teller
from geodata.folding import fold
from geodata.model import Document, DocumentInfo, Fact, Placement

if TYPE_CHECKING:
    from dashboard.adding import Added
    from dashboard.words import Words

# Documents on a page of the list.
STEP = 50


def listing(
    documents: Sequence[DocumentInfo],
    facts: Mapping[str, int],
    teller: Teller,
    *,
    chosen: str | None = None,
    number: int = 0,
    total: int | None = None,
) -> Markup:
    """Return one page of the list of documents.

    Parameters
    ----------
    documents : sequence of DocumentInfo
        In the order to show.
    facts : mapping of str to int
        How many reports each document has.
    teller : Teller
    chosen : str, optional
        Id of the document that is open.
    number : int
        Of the page.
    total : int, optional
        How many there are without any filter.
    """
    words = teller.words
    if not documents:
        return tag("div", tag("p", words.text("No document fits.")), cls="lk-empty")
    page = Page.of(number, STEP, len(documents))
    count = words.plural("{n} document", "{n} documents", len(documents))
    if total is not None and len(documents) < total:
        count = words.text("{span} of {total} documents", span=words.number(len(documents)), total=words.number(total))
    title = tag("p", count, cls="lk-count", role="status")

    def said(span: str, total: str) -> str:
        return words.text("{span} of {total} documents", span=span, total=total)

    rows = (_row(info, facts.get(info.id, 0), info.id == chosen, teller) for info in documents[page.start : page.stop])
    return join([title, *rows, pager(page, said, words)])


def searched(info: DocumentInfo) -> str:
    """Return what a document is found by, folded: title, publisher, what it reports on, file or address."""
    return fold(" ".join(part for part in (info.title, info.publisher, info.reports_on, info.source) if part))


def newest_first(info: DocumentInfo) -> tuple[int, int, str]:
    """Order documents: newest first, those without a date last."""
    return (0, -info.published.end.toordinal(), info.id) if info.published else (1, 0, info.id)


def page(document: Document, facts: Sequence[Fact], placements: Sequence[Placement], teller: Teller) -> Markup:
    """Return one document for reading."""
    words = teller.words
    info = DocumentInfo(
        document.id,
        document.title,
        document.publisher,
        document.reports_on,
        document.source,
        document.language,
        document.published,
    )
    figures = (
        words.plural("{n} report", "{n} reports", len(facts)),
        words.plural("{n} place name", "{n} place names", len(placements)),
        words.plural("{n} located", "{n} located", sum(1 for row in placements if row.place is not None)),
    )
    text = tag("bdi", marked(document.text, _spans(facts, placements, teller)))
    return join(
        [
            tag("h2", tag("bdi", teller.title(info))),
            tag("p", teller.source_line(info), cls="lk-source"),
            tag("p", " · ".join(figures), cls="lk-count"),
            _key(facts, teller),
            tag("div", text, cls="lk-text", lang=document.language),
            _citations(document, words),
        ]
    )


def in_place(told: Markup, words: Words) -> Markup:
    """Return a document under a bar that leads back to the cards."""
    return join(
        [tag("div", action("‹ " + words.text("Back to the events"), "back", "", "button small"), cls="lk-back"), told]
    )


def trouble(title: str, detail: str) -> Markup:
    """Return what went wrong, and the message that says what to do."""
    return tag("div", tag("h3", title), tag("p", detail), cls="lk-empty")


def bar(document_id: str, reports: int, words: Words, *, new: bool) -> Markup:
    """Return what leads from a document to its events on the map."""
    chip = tag("span", words.text("new"), cls="lk-chip new") if new else ""
    if not reports:
        return tag("p", chip, words.text("No fact was found in this document."), cls="lk-tomap")
    said = words.text("Show its events on the map")
    return tag("p", chip, action(said, "map", document_id, "button small"), cls="lk-tomap")


def added(report: Sequence[Added], words: Words, new: str = "") -> Markup:
    """Return what became of the uploads.

    Parameters
    ----------
    report : sequence of Added
    words : Words
    new : str
        Documents whose events the map can show, as the address names them.
    """
    rows = tag("ul", *(tag("li", _added(row, words), cls="" if row.document_id else "bad") for row in report))
    step = action(words.text("Show what is new on the map"), "map", new, "button small") if new else ""
    return join([rows, step])


def _added(row: Added, words: Words) -> Markup:
    name = shorten(row.name, TITLE_LIMIT)
    if row.document_id is None:
        why = troubles.told(row.trouble, words) if row.trouble else ""
        return join([tag("b", name), why], " — ")
    found = words.plural("{n} report", "{n} reports", row.facts)
    told = words.text("added: {found}", found=found) if row.new else words.text("was there already")
    notes = tag("span", " ".join(row.notes), cls="note") if row.notes else ""
    return join([join([action(name, "open", row.document_id), told], " — "), notes], " ")


def _row(info: DocumentInfo, facts: int, chosen: bool, teller: Teller) -> Markup:
    words = teller.words
    language = labels.said(labels.LANGUAGE_NAMES, info.language, words)
    parts = (teller.source_line(info), language, words.plural("{n} report", "{n} reports", facts))
    return tag(
        "button",
        tag("b", tag("bdi", teller.title(info))),
        tag("span", " · ".join(part for part in parts if part)),
        type="button",
        data_action="open",
        data_value=info.id,
        cls=f"lk-document{' chosen' if chosen else ''}",
        aria_pressed="true" if chosen else "false",
    )


def _spans(facts: Sequence[Fact], placements: Sequence[Placement], teller: Teller) -> list[Span]:
    spans = []
    for fact in facts:
        hint = f"{teller.layer(fact.layer)}: {teller.status(fact)}"
        spans.append(Span(fact.start, fact.end, f"lk-sentence {fact.layer}", "", f"at-{fact.start}"))
        spans.append(Span(fact.trigger_start, fact.trigger_end, f"lk-fact {fact.layer}", hint))
    for row in placements:
        known = "lk-place" if row.place else "lk-place unplaced"
        spans.append(Span(row.mention.start, row.mention.end, known, _hint(row, teller)))
    return spans


def _hint(row: Placement, teller: Teller) -> str:
    words = teller.words
    if row.place is None:
        reason = labels.retold(row.reason, words)
        return ": ".join(part for part in (words.text("place not located"), reason) if part)
    name = shorten(teller.name_of(row.place.place_id, row.place.name), TITLE_LIMIT)
    known = words.text(labels.PRECISIONS[row.precision])
    return f"{name} ({known}): {labels.said(labels.METHODS, row.method, words)}"


def _key(facts: Sequence[Fact], teller: Teller) -> Markup:
    layers = dict.fromkeys(fact.layer for fact in facts)
    samples = [tag("mark", teller.layer(layer), cls=f"lk-fact {layer}") for layer in layers]
    place = tag("mark", teller.words.text("place name"), cls="lk-place")
    lost = tag("mark", teller.words.text("place not located"), cls="lk-place unplaced")
    return tag("p", join([*samples, place, lost], " "), cls="lk-key")


def _citations(document: Document, words: Words) -> Markup | str:
    if not document.citations:
        return ""
    title = tag("h4", words.text("Sources of this document"))
    return tag("section", title, tag("ul", *(tag("li", text) for text in document.citations)))

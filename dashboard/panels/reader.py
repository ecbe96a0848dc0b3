"""List of documents, and one document with all its mentions and facts marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dashboard import labels
from dashboard.escape import shorten
from dashboard.panels.evidence import TITLE_LIMIT, NameOf, layer_label, source_line, status
from dashboard.panels.marked import Span, marked
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.words import Words
from geodata.folding import fold
from geodata.model import Document, DocumentInfo, Fact, Placement, Precision

if TYPE_CHECKING:
    from dashboard.adding import Added


def listing(documents: Sequence[DocumentInfo], facts: Mapping[str, Sequence[Fact]], wanted: str, chosen: str | None,
            words: Words) -> Markup:  # fmt: skip
    """Return the documents whose title, publisher or file have the wanted words, newest first."""
    asked = fold(wanted).split()
    rows = [info for info in documents if all(word in _searched(info) for word in asked)]
    rows.sort(key=_newest_first)
    title = tag("p", words.plural("{n} document", "{n} documents", len(rows)), cls="lk-count")
    return join([title, *(_row(info, len(facts.get(info.id, ())), info.id == chosen, words) for info in rows)])


def page(
    document: Document, facts: Sequence[Fact], placements: Sequence[Placement], words: Words, name_of: NameOf
) -> Markup:
    """Return one document for reading."""
    info = DocumentInfo(document.id, document.title, document.publisher, document.reports_on, document.source,
                        document.language, document.published)  # fmt: skip
    placed = sum(1 for row in placements if row.place is not None)
    figures = " · ".join(
        (
            words.plural("{n} report", "{n} reports", len(facts)),
            words.plural("{n} place name", "{n} place names", len(placements)),
            words.plural("{n} located", "{n} located", placed),
        )
    )
    heading = tag("h2", tag("bdi", shorten(document.title or words.text("without title"), TITLE_LIMIT)))
    body = tag(
        "div",
        tag("bdi", marked(document.text, _spans(facts, placements, words, name_of))),
        cls="lk-text",
        lang=document.language,
    )
    return join([heading, tag("p", source_line(info, words), cls="lk-source"), tag("p", figures, cls="lk-count"), _key(facts, words),
                 body, _citations(document, words)])  # fmt: skip


def nothing_chosen(words: Words) -> Markup:
    """Return what to read before a document is chosen."""
    text = words.text("Choose a document to read it with its places and facts marked, or add one.")
    return tag("div", tag("p", text), cls="lk-empty")


def trouble(title: str, detail: str) -> Markup:
    """Return what went wrong, and the message that says what to do."""
    return tag("div", tag("h3", title), tag("p", detail), cls="lk-empty")


def added(report: Sequence[Added], words: Words) -> Markup:
    """Return what became of the uploads."""
    return tag("ul", *(tag("li", _added(row, words), cls="" if row.document_id else "bad") for row in report))


def _added(row: Added, words: Words) -> Markup:
    if row.document_id is None:
        return join([tag("b", shorten(row.name, TITLE_LIMIT)), row.trouble], " — ")
    found = words.plural("{n} report", "{n} reports", row.facts)
    told = words.text("added: {found}", found=found) if row.new else words.text("was there already")
    return join([action(shorten(row.name, TITLE_LIMIT), "open", row.document_id), told], " — ")


def _row(info: DocumentInfo, facts: int, chosen: bool, words: Words) -> Markup:
    title = shorten(info.title or words.text("without title"), TITLE_LIMIT)
    language = labels.said(labels.LANGUAGE_NAMES, info.language, words)
    line = " · ".join(
        part for part in (source_line(info, words), language, words.plural("{n} report", "{n} reports", facts)) if part
    )
    return tag("button", tag("b", tag("bdi", title)), tag("span", line), type="button", data_action="open", data_value=info.id,
               cls=f"lk-document{' chosen' if chosen else ''}", aria_pressed="true" if chosen else "false")  # fmt: skip


def _spans(facts: Sequence[Fact], placements: Sequence[Placement], words: Words, name_of: NameOf) -> list[Span]:
    spans = []
    for fact in facts:
        hint = f"{layer_label(fact.layer, words)}: {status(fact, words)}"
        spans.append(Span(fact.start, fact.end, f"lk-sentence {fact.layer}", "", f"at-{fact.start}"))
        spans.append(Span(fact.trigger_start, fact.trigger_end, f"lk-fact {fact.layer}", hint))
    for row in placements:
        known = "lk-place" if row.place else "lk-place unplaced"
        spans.append(Span(row.mention.start, row.mention.end, known, _hint(row, words, name_of)))
    return spans


def _hint(row: Placement, words: Words, name_of: NameOf) -> str:
    if row.place is None:
        return (
            f"{words.text(labels.PRECISIONS[Precision.UNLOCATED])}: {row.reason}"
            if row.reason
            else words.text("place not located")
        )
    name = shorten(name_of(row.place.place_id, row.place.name), TITLE_LIMIT)
    return f"{name} ({words.text(labels.PRECISIONS[row.precision])}): {labels.said(labels.METHODS, row.method, words)}"


def _key(facts: Sequence[Fact], words: Words) -> Markup:
    layers = dict.fromkeys(fact.layer for fact in facts)
    samples = [tag("mark", layer_label(layer, words), cls=f"lk-fact {layer}") for layer in layers]
    place = tag("mark", words.text("place name"), cls="lk-place")
    lost = tag("mark", words.text("place not located"), cls="lk-place unplaced")
    return tag("p", join([*samples, place, lost], " "), cls="lk-key")


def _citations(document: Document, words: Words) -> Markup | str:
    if not document.citations:
        return ""
    return tag(
        "section",
        tag("h4", words.text("Sources of this document")),
        tag("ul", *(tag("li", text) for text in document.citations)),
    )


def _searched(info: DocumentInfo) -> str:
    return fold(" ".join(part for part in (info.title, info.publisher, info.reports_on, info.source) if part))


def _newest_first(info: DocumentInfo) -> tuple[int, int]:
    return (0, -info.published.end.toordinal()) if info.published else (1, 0)

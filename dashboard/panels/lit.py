"""The strip over the cards that tells whose events are listed and ringed, with a way to read the document and back."""

from __future__ import annotations

from dashboard.escape import shorten
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.panels.telling import TITLE_LIMIT, Teller
from dashboard.spotlight import Spotlight
from geodata.model import DocumentInfo


def strip(lit: Spotlight, documents: dict[str, DocumentInfo], shown: int, teller: Teller) -> Markup:
    """Return the strip.

    Parameters
    ----------
    lit : Spotlight
    documents : dict of str to DocumentInfo
        By their ids.
    shown : int
        How many of the events are in the view.
    teller : Teller
    """
    words = teller.words
    lines = [
        tag("b", label(lit, documents, teller)),
        tag("span", _counted(shown, len(lit.events), teller), cls="lk-count"),
    ]
    buttons = [action(words.text("Show all events"), "unlight", "", "button small")]
    if len(lit.documents) == 1:
        buttons.insert(0, action(words.text("Read it"), "open", lit.documents[0], "button small"))
    if shown < len(lit.events):
        buttons.append(action(words.text("Clear all filters"), "clear", "", "button small"))
    return tag(
        "section",
        join(lines, " "),
        tag("div", *buttons, cls="lists"),
        cls="lk-lit" if shown else "lk-lit lk-empty",
        role="status",
    )


def label(lit: Spotlight, documents: dict[str, DocumentInfo], teller: Teller) -> str:
    """Return whose events are lit."""
    words = teller.words
    if not lit.documents:
        return words.text("The document that the address names is not in the store.")
    if len(lit.documents) == 1:
        title = shorten(teller.title(documents[lit.documents[0]]), TITLE_LIMIT)
        return words.text("Events of “{title}”", title=title)
    return words.plural("Events of {n} document", "Events of {n} documents", len(lit.documents))


def _counted(shown: int, total: int, teller: Teller) -> str:
    words = teller.words
    if shown == total:
        return words.plural("{n} event, ringed on the map", "{n} events, ringed on the map", total)
    return words.plural(
        "{shown} of {n} event is in this view",
        "{shown} of {n} events are in this view",
        total,
        shown=words.number(shown),
    )

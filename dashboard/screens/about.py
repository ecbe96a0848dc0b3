"""About: what the map shows and does not show, where it comes from, and what it runs on."""

from __future__ import annotations

from dashboard.data import Library
from dashboard.panels import about, block
from dashboard.words import Words
from geodata.sources import credits  # noqa: A004 - their name

NAME = "about"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    figures = {
        "documents": len(library.documents_by_id()),
        "facts": sum(library.reports_by_document().values()),
        "events": library.event_count(),
        "gazetteer": str(library.gazetteer.version),
        "store": library.store.digest(),
    }
    told = about.page(figures, library.boundaries.vintage(), credits(words.language), words)
    block.show(told, key="about", cls="lk-about", subject="about")

"""About: what the map shows and does not show, where it comes from, and what it runs on."""

from __future__ import annotations

from dashboard.data import Library
from dashboard.panels import about, block
from dashboard.words import Words

NAME = "about"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    facts = library.store.facts()
    figures = {
        "documents": len(library.store.documents()),
        "facts": len(facts),
        "events": len(library.store.events()),
        "gazetteer": str(library.gazetteer.version),
        "store": library.store.digest(),
    }
    block.show(about.page(figures, library.boundaries.vintage(), words), key="about", cls="lk-about", subject="about")

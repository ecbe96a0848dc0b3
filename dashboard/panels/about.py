"""Method, precision, sources, licences and limits, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import labels
from dashboard.panels import quality
from dashboard.panels.markup import Markup, join, tag
from dashboard.panels.tables import table
from dashboard.words import Words
from geodata.model import Precision
from geodata.sources import Credit

DRAWN_AS = {
    Precision.SETTLEMENT: labels.N_("a solid mark"),
    Precision.NEAR: labels.N_("a mark in a ring of that radius"),
    Precision.ADMIN2: labels.N_("the outline of the district, lightly filled"),
    Precision.ADMIN1: labels.N_("the outline of the region, lightly filled"),
    Precision.AREA: labels.N_("the outline of the area, dashed since its limits are not fixed"),
    Precision.COUNTRY: labels.N_("a number beside the name of the country, never a pin"),
    Precision.UNLOCATED: labels.N_("nothing: it is in the list, with the reason"),
}


def page(figures: Mapping[str, Any], vintage: Mapping[str, Any], sources: Sequence[Credit], words: Words) -> Markup:
    """Return the page.

    Parameters
    ----------
    figures : mapping
        What the store holds, and the versions of its parts.
    vintage : mapping
        Of the boundary layers, as `Boundaries.vintage` gives it.
    sources : sequence of Credit
        As `geodata.sources.credits` gives them, in the language of `words`.
    words : Words
    """
    return join(
        [
            tag("h2", "Liptako"),
            tag(
                "p",
                words.text(
                    "No dot without a quote: whatever stands on the map is a sentence of a document, and one "
                    "click leads to it."
                ),
            ),
            tag("h3", words.text("How it works")),
            tag(
                "p",
                words.text(
                    "Place names are found and located; sentences that state an incident, a withdrawal or a "
                    "membership are found by rules that anyone can read; reports of the same happening are "
                    "merged and keep their own figures. What a text does not say is left blank."
                ),
            ),
            tag("h3", words.text("How precisely a place is known")),
            _precisions(words),
            tag("h3", words.text("What it does not do")),
            tag(
                "p",
                words.text(
                    "It repeats what documents say and does not check it. A missing mark does not mean that "
                    "nothing happened. An unknown toll is blank, never zero. Boundaries and names imply no "
                    "endorsement."
                ),
            ),
            tag("h3", words.text("What it shows now")),
            _figures(figures, words),
            tag("h3", words.text("Boundaries")),
            quality.vintage(vintage),
            tag("h3", words.text("Sources and licences")),
            tag(
                "p",
                words.text(
                    "Code: Apache-2.0. Event types are named as by ACLED; no row of ACLED is used. "
                    "The same list is printed by the command liptako about."
                ),
            ),
            _credits(sources, words),
        ]
    )


def _precisions(words: Words) -> Markup:
    head = tag("tr", tag("th", words.text("Place"), scope="col"), tag("th", words.text("Drawn as"), scope="col"))
    rows = [
        tag("tr", tag("td", words.text(labels.PRECISIONS[precision])), tag("td", words.text(shape)))
        for precision, shape in DRAWN_AS.items()
    ]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), cls="lk-table")


def _figures(figures: Mapping[str, Any], words: Words) -> Markup:
    lines = [
        words.plural("{n} document", "{n} documents", int(figures["documents"])),
        words.plural("{n} report", "{n} reports", int(figures["facts"])),
        words.plural("{n} event", "{n} events", int(figures["events"])),
        words.text("Version of the place table: {version}", version=figures["gazetteer"]),
        words.text("Digest of the store: {version}", version=figures["store"]),
    ]
    return tag("ul", *(tag("li", line) for line in lines))


def _credits(sources: Sequence[Credit], words: Words) -> Markup:
    titles = [
        words.text("Source"),
        words.text("Used for"),
        words.text("Licence"),
        words.text("Version"),
    ]
    rows = [
        [
            join(
                [tag("b", row.name), "" if row.bundled else tag("span", words.text("added by you"), cls="lk-chip")], " "
            ),
            row.what,
            row.licence,
            " · ".join(part for part in (row.vintage, row.origin, row.address.partition("://")[2]) if part),
        ]
        for row in sources
    ]
    return table(titles, rows)

"""A view as one HTML file: map, cards and Leaflet inside, no request to anyone, safe to mail."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from dataclasses import replace
from string import Template
from typing import TYPE_CHECKING, Any

from dashboard import assets, maps
from dashboard.briefing.contents import entry, filters_told, period_words
from dashboard.escape import html
from dashboard.words import Words
from geodata.addresses import write_address
from geodata.errors import PublishError
from geodata.progress import Progress, Steps
from geodata.publication import region_name
from geodata.snapshot.contents import default_title
from geodata.snapshot.outlines import Names
from geodata.snapshot.wording import Words as PictureWords
from geodata.sources import credits as sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.data import Library
    from dashboard.panels.telling import Teller
    from geodata.model import EventView, Layers, View, ViewSpec

# Cards beyond these would make a file that no mail server takes; the newest are kept, and the page says so.
MOST_CARDS = 4000
# Unless told otherwise a browser may do nothing with the page: no request, no form, no frame.
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-src 'none'"
)
_PICTURES = re.compile(r"url\(images/[^)]*\)")


def make_page(
    library: Library,
    spec: ViewSpec,
    language: str,
    *,
    title: str | None = None,
    base: str = "",
    made_on: dt.date | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return the HTML of a view.

    Parameters
    ----------
    library : Library
    spec : ViewSpec
    language : {"fr", "en"}
    title : str, optional
        By default place, subject and period.
    base : str
        Address of the dashboard, for the link to the view.
    made_on : date, optional
        Said on the page; without it the same data gives the same bytes on any day.
    progress : callable, optional
        Called while the cards are written; may end the work by raising.
    """
    spec = replace(spec, language=language, selected=None, basemap="offline")
    words, view = Words(language), library.view(spec)
    layers = library.layers(view)
    leaflet, script, page = assets.leaflet_source(), assets.source("map.js"), assets.source("standalone.js")
    policy = POLICY.format(scripts=" ".join(_digest(text) for text in (leaflet, script, page)))
    written = Template(assets.source("standalone.html")).substitute(
        language=language,
        policy=html(policy),
        title=html(title or _title(library, view, layers, language)),
        subtitle=html(_subtitle(view, words)),
        search=html(words.text("Search")),
        all=html(words.text("Show everything")),
        excerpts=html(words.text("Excerpts")),
        notes="".join(f"<p>{html(note)}</p>" for note in _notes(library, view, words, base, made_on)),
        noscript=html(words.text("This page draws its map with scripts of its own; allow them to see it.")),
        style=_styles(),
        data=_embedded(as_data(library, view, layers, words, progress)),
        ground=base64.b64encode(library.ground.packed).decode(),
        leaflet=_inline(leaflet),
        map=_inline(script),
        page=_inline(page),
    )
    return written.encode()


def as_data(
    library: Library, view: View, layers: Layers, words: Words, progress: Progress | None = None
) -> dict[str, Any]:
    """Return all that the scripts of the page draw, as plain values."""
    rows = view.events[:MOST_CARDS]
    teller, steps = library.teller(words), Steps(len(rows), progress)
    steps.tell()
    places = {place.place_id: place for row in rows for fact in row.facts for place in fact.places if place.place_id}
    return {
        "centre": maps.CENTRE,
        "settings": maps.map_settings(None),
        "map": {**maps.map_data(layers, view, words, name_of=teller.name_of), "online": False},
        "chains": {place_id: library.hierarchy.chain(place) for place_id, place in places.items()},
        "cards": _cards(rows, teller, steps),
        "words": {
            "told": words.text("Events shown: {n} of {total}", n="{n}", total="{total}"),
            "more": words.text("Show more: {n} left", n="{n}"),
            "show": words.text("Show on map"),
        },
    }


def _cards(rows: Sequence[EventView], teller: Teller, steps: Steps) -> list[dict[str, Any]]:
    made = []
    for row in rows:
        made.append({"id": row.event.id, "places": _places(row), **entry(row, teller)})
        steps.tell(1)
    return made


def _places(row: EventView) -> list[str]:
    found = (place.place_id for fact in row.facts for place in fact.places if place.role != "named")
    return list(dict.fromkeys(place_id for place_id in found if place_id))


def _title(library: Library, view: View, layers: Layers, language: str) -> str:
    words = PictureWords(language)
    place = region_name(library.gazetteer, view.spec.scope, language)
    return default_title(view, layers, Names(library.boundaries, words), words, place)


def _subtitle(view: View, words: Words) -> str:
    counts = view.counts
    told = [
        period_words(view, words),
        words.plural("{n} event of {total} in the store", "{n} events of {total} in the store", counts.events,
                     total=words.number(counts.events_total)),
        words.plural("{n} document", "{n} documents", counts.documents),
        *filters_told(view, words),
    ]  # fmt: skip
    if counts.events > MOST_CARDS:
        told.append(words.text("the newest {n} in full", n=words.number(MOST_CARDS)))
    return " · ".join(told)


def _notes(library: Library, view: View, words: Words, base: str, made_on: dt.date | None) -> list[str]:
    named = "; ".join(
        f"{one.name} ({one.licence})" for one in sources(words.language, frozenset({"places", "outlines"}))
    )
    made = words.text("Made on {day} with Liptako", day=words.day(made_on)) if made_on else ""
    link = write_address(view.spec, base)
    return [
        words.text("The program repeats what documents say and checks none of it; what no document tells is missing."),
        words.text("Places and outlines: {names}.", names=named),
        words.text("Boundaries and names shown do not imply endorsement."),
        " · ".join(
            part
            for part in (
                made or words.text("Made with Liptako"),
                words.text("Data {digest}", digest=library.store.digest()),
                f"{words.text('This view')}: {link}" if link else "",
            )
            if part
        ),
    ]


def _styles() -> str:
    """Return all style sheets; pictures that Leaflet would fetch for controls that the page lacks are left out."""
    sheets = (assets.leaflet_style_source(), assets.source("map.css"), assets.source("standalone.css"))
    styles = _PICTURES.sub("none", "\n".join(sheets))
    if "</" in styles:
        raise PublishError("A style sheet holds an end tag and cannot stand in a page.", "Tell the maintainers.")
    return styles


def _embedded(value: Any) -> str:
    """Return JSON that may stand in a script element of data: nothing in it can end the element or begin a comment."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def _inline(script: str) -> str:
    if re.search(r"</script|<!--", script, re.IGNORECASE):
        raise PublishError("A script holds an end tag and cannot stand in a page.", "Tell the maintainers.")
    return script


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"

"""What the map room shows of a view beside its marks: line of counts, cards, what the map looks at, bars of time.

The page fetches it by address, as it does the marks: a click is answered without a run of the script behind the page,
and the address of a view is the address of its answer. Only what no address tells, such as places that were looked
for to correct a card, comes through the script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard import assets, maps, marking, spotlight, timeline, troubles
from dashboard.correcting import Offer
from dashboard.panels import against, evidence, header, reader, summary
from dashboard.panels import lit as lit_strip
from dashboard.panels.markup import Markup, join
from dashboard.words import Words
from geodata.addresses import PARTS, from_query, to_query
from geodata.columns.breakdown import known_here
from geodata.errors import NotFound
from geodata.model import View, ViewSpec

if TYPE_CHECKING:
    from dashboard.data import Library

# Parts of the page's address that say what the room shows, in the order in which they are written; "new" is no part
# of it, but of what a visitor has just added.
PAGE_PARTS = ("doc", "at", "list", "cards", "bars", "of")
NEW = "new"
# Parts that leave the page of the cards as it is.
SAME_CARDS = ("event", "lang", "map", "measure", "heat", "theme", *PAGE_PARTS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A view and the parts of the page's address.

    Parameters
    ----------
    spec : ViewSpec
    parts : tuple of (name, value)
        Of `PAGE_PARTS` and ``new``, sorted.
    """

    spec: ViewSpec
    parts: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str:
        """Return a part of the page's address; nothing where it is not there."""
        return dict(self.parts).get(name, "")


def read(params: Mapping[str, str]) -> Asked:
    """Read a request; what means nothing is left out, as in the address of the page.

    Parameters
    ----------
    params : mapping of str to str
    """
    known = {name: value for name, value in params.items() if name in (*PAGE_PARTS, NEW) and value}
    names = {part.name for part in PARTS}
    spec, _ = from_query({name: value for name, value in params.items() if name in names})
    return Asked(spec, tuple(sorted(known.items())))


def query(asked: Asked) -> str:
    """Return the request for a view as the page writes its address: equal views have equal addresses."""
    parts = dict(asked.parts)
    return urlencode({**to_query(asked.spec), **{name: parts[name] for name in PAGE_PARTS if name in parts}})


def packed(library: Library, asked: Asked, part: str) -> bytes:
    """Return an answer as gzipped JSON.

    Parameters
    ----------
    library : Library
    asked : Asked
    part : {"room", "time"}
    """
    return marking.pack({"room": answer, "time": time}[part](library, asked))


def answer(library: Library, asked: Asked) -> dict[str, Any]:
    """Return what the room shows, as plain values.

    Parameters
    ----------
    library : Library
    asked : Asked

    Returns
    -------
    dict
        ``bar`` and ``panel`` for `block.js`, ``map`` for `mapframe.js`.
    """
    with library.of_one_state():
        spec = existing(library, asked.spec)
        asked, words = replace(asked, spec=spec), Words(spec.language)
        view, lit = library.view(spec), lit_by(library, asked)
        path = [(unit, library.unit_title(unit, words)) for unit in library.path(spec.scope)]
        return {
            "bar": {"html": str(header.bar(path, view, words)), "language": words.language},
            "panel": panel(library, view, asked, words),
            "map": {**map_told(library, spec, words), "lit": _ringed(library, lit, words)},
        }


def time(library: Library, asked: Asked) -> dict[str, Any]:
    """Return what the bar of time shows: asked for by itself, since the sentences should not wait for it."""
    with library.of_one_state():
        spec = existing(library, asked.spec)
        return timeline.told(library, spec, Words(spec.language), timeline.step(asked.part("bars")))


def existing(library: Library, spec: ViewSpec) -> ViewSpec:
    """Return the view without a place or event that there is not."""
    if spec.scope and not library.exists(spec.scope):
        spec = replace(spec, scope=None)
    if spec.selected and not library.open_view(spec).has(spec.selected):
        spec = replace(spec, selected=None)
    return spec


def lit_by(library: Library, asked: Asked) -> spotlight.Spotlight | None:
    """Return what the address asks to light up; None where it asks for nothing."""
    return library.lit(asked.part(spotlight.PART)) if asked.part(spotlight.PART) else None


def _ringed(library: Library, lit: spotlight.Spotlight | None, words: Words) -> dict[str, Any] | None:
    if lit is None:
        return None
    return lit.told(lit_strip.label(lit, dict(library.documents_by_id()), library.teller(words)))


def map_told(library: Library, spec: ViewSpec, words: Words) -> dict[str, Any]:
    """Return what the map's frame is told: addresses and what is looked at, never marks."""
    return {
        "title": words.text("Map"),
        "marks": f"{assets.marks_address(library.digest())}?{marking.query(spec)}",
        "scope": spec.scope,
        "path": list(library.path(spec.scope)),
        "selected": spec.selected,
        "bounds": library.bounds(spec),
        "language": words.language,
        "online": spec.basemap == "online",
        "theme": spec.theme,
        "trouble": words.text("The marks of the map could not be fetched."),
        "again": words.text("Try again"),
        "loading": words.text("Fetching the marks"),
    }


def page_of_map(library: Library) -> str:
    """Return the address of the page in which the map stands."""
    digest, _ = maps.page(assets.ground_address(library.ground.digest))
    return assets.map_address(digest)


def panel(library: Library, view: View, asked: Asked, words: Words, offer: Offer | None = None) -> dict[str, Any]:
    """Return a page of the cards of a view, or the document that was opened from one.

    Parameters
    ----------
    library : Library
    view : View
    asked : Asked
    words : Words
    offer : Offer, optional
        Places to choose from, where one was looked for.
    """
    if asked.part("doc"):
        return _document(library, asked, words)
    added = frozenset(asked.part(NEW).split(spotlight.BETWEEN)) - {""}
    person = evidence.Person("", offer, added)
    lit = lit_by(library, asked)
    if lit is None:
        return _cards(library, view, asked, words, person)
    return _lit(library, view, lit, asked, words, person)


def _cards(library: Library, view: View, asked: Asked, words: Words, person: evidence.Person) -> dict[str, Any]:
    selected, teller = view.spec.selected, library.teller(words)
    shown = _listed(view, asked)
    number = page_number(asked)
    if number is None:
        number = (library.position(view, selected) or 0) // evidence.STEP if selected and shown == "all" else 0
    events = view.events if shown == "all" else known_here(view, here=shown == "here")
    cards = evidence.panel(view, teller, number=number, person=person, events=events)
    told, recent = library.figures(view)
    beside = _compared(library, view, words)
    head = summary.panel(told, view.spec.scope, shown, teller, recent) if len(view.events) else ""
    return _told(join([beside, head, cards]), f"{view.spec.scope} {shown} {number}", words, selected)


def _lit(
    library: Library, view: View, lit: spotlight.Spotlight, asked: Asked, words: Words, person: evidence.Person
) -> dict[str, Any]:
    """Return the events of the documents that the address names, and nothing else."""
    teller, number = library.teller(words), page_number(asked) or 0
    events = spotlight.listed(view, lit, library)
    documents = {info_id: info for info_id, info in library.documents_by_id().items() if info_id in lit.documents}
    cards = evidence.panel(view, teller, number=number, person=person, events=events) if events else ""
    strip = lit_strip.strip(lit, documents, len(events), teller)
    return _told(join([strip, cards]), f"{lit.documents} {view.spec.scope} {number}", words, view.spec.selected)


def _told(told: Markup, subject: str, words: Words, selected: str | None) -> dict[str, Any]:
    target = f"event-{selected}" if selected else None
    return {
        "html": str(told), "cls": "lk-panel", "subject": subject, "target": target, "block": "nearest",
        "language": words.language,
    }  # fmt: skip


def _document(library: Library, asked: Asked, words: Words) -> dict[str, Any]:
    """Return the document that stands in the place of the cards, at the sentence it was opened for."""
    document_id, at = asked.part("doc"), asked.part("at")
    teller = library.teller(words)
    try:
        document = library.store.document(document_id)
        told = reader.page(document, library.facts_in(document.id), library.placements(document.id), teller)
    except NotFound as error:
        told = reader.trouble(words.text("This document is not in the store any more."), troubles.told(error, words))
    return {
        "html": str(reader.in_place(told, words)), "cls": "lk-panel lk-inplace", "subject": document_id,
        "target": f"at-{at}" if at.isdecimal() else None, "block": "center", "language": words.language,
    }  # fmt: skip


def _compared(library: Library, view: View, words: Words) -> Markup | str:
    """Return the figures of two periods where the view compares them."""
    spec = view.spec
    if spec.compare is None or spec.start is None or spec.end is None:
        return ""
    start, end = spec.compare
    other = library.view(replace(spec, start=start, end=end, compare=None, selected=None))
    told = (library.figures(view)[0], library.figures(other)[0])
    return against.panel(((spec.start, spec.end), spec.compare), (view.counts, other.counts), told, words)


def _listed(view: View, asked: Asked) -> str:
    """Return which events of a unit are listed; all of them where the address says nothing of it."""
    wanted = asked.part("list")
    return wanted if wanted in summary.LISTS and view.spec.scope else "all"


def page_number(asked: Asked) -> int | None:
    """Return the page of cards that the address names, from 0; None where it names none.

    Examples
    --------
    >>> page_number(read({"cards": "3"})), page_number(read({"cards": "x"}))
    (2, None)
    """
    number = asked.part("cards")
    return max(0, int(number[:6]) - 1) if number.isdecimal() and number.isascii() else None

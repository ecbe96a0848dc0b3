"""The search box over the map: places in any spelling, and documents by their titles and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import labels, state
from dashboard.data import Library
from dashboard.panels import block
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.panels.telling import Teller
from dashboard.words import Words
from geodata.folding import fold
from geodata.model import DocumentInfo, Place

PLACES, DOCUMENTS = 6, 4
WORDS_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Parameters
    ----------
    wanted : str
    places : sequence of Place
        The likeliest first.
    documents : sequence of DocumentInfo
        The newest first.
    """

    wanted: str
    places: Sequence[Place] = ()
    documents: Sequence[DocumentInfo] = ()


def show(library: Library, words: Words) -> None:
    """Show the box, and below it what else the last search could have meant."""

    def search() -> None:
        wanted = str(state.sent("find_place") or "").strip()
        found = find(library, wanted)
        state.remember("found", found if wanted else None)
        if found.places:
            state.change(scope=found.places[0].place_id, selected=None)
        elif wanted and not found.documents:
            named = (("name", wanted[:WORDS_LIMIT]),)
            state.note(state.Problem(labels.N_("Nothing is known by the name {name}."), named))
            state.ask_for_whole_page()

    st.text_input(
        words.text("Find a place or a document"),
        key="find_place",
        on_change=search,
        placeholder=words.text("Ménaka, Djibo, Gao region …"),
    )
    last: Found | None = state.recall("found")
    if last is not None and (len(last.places) > 1 or last.documents):
        hits = results(last, state.spec().scope, library.teller(words))
        block.show(hits, key="found", on_action=_act, cls="lk-found", subject=last.wanted)


def find(library: Library, wanted: str) -> Found:
    """Return the places and documents that words could mean."""
    if not wanted:
        return Found("")
    places = _units_before_namesakes(library.gazetteer.search(wanted, PLACES), wanted)
    return Found(wanted, places, library.documents_named(wanted)[:DOCUMENTS])


def results(found: Found, scope: str | None, teller: Teller) -> Markup:
    """Return the hits as a list; the place that is looked at is not offered again."""
    words = teller.words
    places = [action(_place(place, teller), "go", place.place_id) for place in found.places if place.place_id != scope]
    documents = [action(teller.title(info), "document", info.id) for info in found.documents]
    close = action("×", "close", "", "step", words.text("Close"), aria_label=words.text("Close"))
    parts = [tag("div", tag("b", words.text("Also found")), close, cls="head")]
    if places:
        parts.append(tag("ul", *(tag("li", row) for row in places)))
    if documents:
        parts += [tag("b", words.text("Documents")), tag("ul", *(tag("li", row) for row in documents))]
    return join(parts)


def _act(name: str, value: str) -> None:
    if name == "go":
        state.change(scope=value, selected=None)
    elif name == "document":
        state.set_page_parts(doc=value, at=None)
    else:
        state.remember("found", None)


def _place(place: Place, teller: Teller) -> str:
    kind = labels.UNIT_KINDS.get(place.kind)
    parts = (teller.words.text(kind) if kind else "", teller.country(place.country) if place.country else "")
    name = teller.name_of(place.place_id, place.name)
    return ", ".join(dict.fromkeys(part for part in (name, *parts) if part))


def _units_before_namesakes(places: Sequence[Place], wanted: str) -> list[Place]:
    """Put a country or region before the town that it is named for: it holds the town and what is known to it only."""
    asked = fold(wanted)

    def order(row: tuple[int, Place]) -> tuple[bool, int]:
        at, place = row
        exact = asked in {fold(place.name), fold(place.name_fr), fold(place.name_en)}
        return (not (exact and place.kind in {"country", "admin1"}), at)

    return [place for _, place in sorted(enumerate(places), key=order)]

"""The map room: map at the left, the sentences at the right, one view behind both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import correcting, data, spotlight, state, troubles
from dashboard.data import Library
from dashboard.labels import N_
from dashboard.panels import (
    against,
    block,
    chrome,
    evidence,
    filters,
    finding,
    header,
    mapchoices,
    mapframe,
    publish,
    reader,
    summary,
    timebar,
)
from dashboard.panels import lit as lit_strip
from dashboard.panels.markup import Markup, join
from dashboard.words import Words
from geodata.columns.breakdown import known_here
from geodata.errors import LiptakoError, NotFound
from geodata.model import View, ViewSpec

NAME = "map"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    with library.of_one_state():
        _drop_unknown(library)
        view = library.view(state.spec())
        timebar.beside(library, view.spec)
        with st.sidebar:
            finding.show(library, words)
            filters.show(library, view, words)
            mapchoices.show(words)
        room(words)


def _drop_unknown(library: Library) -> None:
    """Leave out a place or event of the address that there is not, and say so."""
    spec = state.spec()
    if spec.scope and not library.exists(spec.scope):
        state.note(state.Problem(_NO_PLACE, (("name", spec.scope),)))
        state.replace_quietly(scope=None)
    if spec.selected and not library.open_view(spec).has(spec.selected):
        state.note(state.Problem(_NO_EVENT))
        state.replace_quietly(selected=None)


@st.fragment
def room(words: Words) -> None:
    """Show breadcrumb, map and panel; a click on any of them draws only these anew."""
    if state.whole_page_wanted():
        st.rerun()
    try:
        # Asked for at each click: the file of the store may be another one since the whole page was drawn.
        library = data.library()
        with library.of_one_state():
            _room(library, words)
    except LiptakoError as error:
        chrome.trouble(error, words)


def _room(library: Library, words: Words) -> None:
    spec = state.spec()
    view = library.view(spec)
    path = [(unit, library.unit_title(unit, words)) for unit in library.path(spec.scope)]
    with st.container(key="topbar"):
        bar, publishing = st.columns([82, 18], gap="small", vertical_alignment="center")
        with bar:
            block.show(header.bar(path, view, words), key="bar", on_action=act, cls="lk-barline")
        with publishing:
            publish.button(library, view, words)
    with st.container(key="room"):
        left, right = st.columns([68, 32], gap="small")
        # The sentences first: they are what a click asks for.
        with right:
            draw_panel(library, view, words)
        with left:
            draw_map(library, spec, words)


def draw_map(library: Library, spec: ViewSpec, words: Words) -> None:
    """Show the map, mounted once and told what to look at, and time below it."""
    lit = spotlight.current(library)
    told = lit.told(lit_strip.label(lit, dict(library.documents_by_id()), library.teller(words))) if lit else None
    mapframe.show(library, spec, words, map_clicked, told)
    timebar.show(library, spec, words)


def draw_panel(library: Library, view: View, words: Words) -> None:
    """Show a page of the cards of the view, or the document that was opened from one."""
    if state.page_part("doc"):
        draw_document(library, words)
        return
    lit = spotlight.current(library)
    if lit is None:
        _draw_cards(library, view, words)
    else:
        _draw_lit(library, view, lit, words)


def _draw_cards(library: Library, view: View, words: Words) -> None:
    selected, teller = view.spec.selected, library.teller(words)
    shown = _listed(view)
    number = state.page_number()
    if number is None:
        number = (library.position(view, selected) or 0) // evidence.STEP if selected and shown == "all" else 0
    events = view.events if shown == "all" else known_here(view, here=shown == "here")
    cards = evidence.panel(view, teller, number=number, person=_person(), events=events)
    told, recent = library.figures(view)
    beside = _compared(library, view, words)
    head = summary.panel(told, view.spec.scope, shown, teller, recent) if len(view.events) else ""
    _show_panel(join([beside, head, cards]), f"{view.spec.scope} {shown} {number}", selected)


def _draw_lit(library: Library, view: View, lit: spotlight.Spotlight, words: Words) -> None:
    """Show the events of the documents that the address names, and nothing else."""
    teller, number = library.teller(words), state.page_number() or 0
    events = spotlight.listed(view, lit, library)
    documents = {info_id: info for info_id, info in library.documents_by_id().items() if info_id in lit.documents}
    cards = evidence.panel(view, teller, number=number, person=_person(), events=events) if events else ""
    strip = lit_strip.strip(lit, documents, len(events), teller)
    _show_panel(join([strip, cards]), f"{lit.documents} {view.spec.scope} {number}", view.spec.selected)


def _show_panel(told: Markup, subject: str, selected: str | None) -> None:
    target = f"event-{selected}" if selected else None
    block.show(told, key="panel", on_action=act, cls="lk-panel", subject=subject, target=target)


def _person() -> evidence.Person:
    return evidence.Person(state.recall("who") or "", state.recall("offer"), frozenset(spotlight.new()))


def _compared(library: Library, view: View, words: Words) -> Markup | str:
    """Return the figures of two periods where the view compares them."""
    spec = view.spec
    if spec.compare is None or spec.start is None or spec.end is None:
        return ""
    start, end = spec.compare
    other = library.view(replace(spec, start=start, end=end, compare=None, selected=None))
    told = (library.figures(view)[0], library.figures(other)[0])
    return against.panel(((spec.start, spec.end), spec.compare), (view.counts, other.counts), told, words)


def _listed(view: View) -> str:
    """Return which events of a unit are listed; all of them where the address says nothing of it."""
    asked = state.page_part("list")
    return asked if asked in summary.LISTS and view.spec.scope else "all"


def draw_document(library: Library, words: Words) -> None:
    """Show the document in the place of the cards, at the sentence it was opened for."""
    document_id, at = state.page_part("doc") or "", state.page_part("at")
    teller = library.teller(words)
    try:
        document = library.store.document(document_id)
        told = reader.page(document, library.facts_in(document.id), library.placements(document.id), teller)
    except NotFound as error:
        told = reader.trouble(words.text("This document is not in the store any more."), troubles.told(error, words))
    block.show(
        reader.in_place(told, words),
        key="panel",
        on_action=act,
        cls="lk-panel lk-inplace",
        subject=document_id,
        target=f"at-{at}" if at and at.isdecimal() else None,
        block="center",
    )


def map_clicked(told: dict[str, Any]) -> None:
    """Take over what was clicked on the map: a unit, a badge or a dot."""
    if told.get("kind") not in {"place", "point"}:
        return
    place, events = str(told.get("id") or ""), [str(event) for event in told.get("events") or []]
    selected = events[0] if told["kind"] == "point" and len(events) == 1 else None
    if place:
        state.change(scope=place, selected=selected)
    elif events:
        state.change(selected=events[0])


def act(name: str, value: str) -> None:
    """Do what a button of the bar or the panel asks for."""
    if name == "scope":
        state.change(scope=value or None, selected=None)
    elif name == "focus":
        state.change(selected=value)
    elif name == "page":
        state.turn_to(int(value))
    elif name == "list":
        state.set_page_parts(list=None if value == "all" else value)
        state.turn_to(0)
    elif name == "open":
        document_id, _, at = value.partition("@")
        state.set_page_parts(doc=document_id, at=at or None)
    elif name == "unlight":
        state.set_page_parts(of=None)
        state.turn_to(0)
    elif name == "back":
        state.set_page_parts(doc=None, at=None)
    elif name in {"review", "undo"}:
        correct(name, value)
    elif name == "clear":
        state.clear_filters()
        state.ask_for_whole_page()
    elif name == "documents":
        state.open_document("", None)


def correct(name: str, value: str) -> None:
    """Write a review, take one back, or look for the place that an event is to be moved to."""
    library = data.library()
    try:
        if name == "undo":
            library.store.undo(value, who=state.recall("who") or "")
            offer = None
        else:
            wish = correcting.read_wish(value)
            state.remember("who", wish.who)
            offer = correcting.fulfil(library, wish)
    except LiptakoError as error:
        why = troubles.told(error, Words(state.spec().language))
        state.note(state.Problem(N_("The correction was not kept: {why}"), (("why", why),)))
        # Notes stand beside the room, so all of the page is drawn.
        state.ask_for_whole_page()
        return
    state.remember("offer", offer)
    # What went wrong before is not told any more.
    state.change()
    if offer is None:
        state.ask_for_whole_page()


_NO_PLACE = N_("The address names a place {name} that is not known; the whole Sahel is shown.")
_NO_EVENT = N_("The address names an event that is not in the store, or that the filters hide.")

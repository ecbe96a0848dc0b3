"""The map room: map at the left, the sentences at the right, one view behind both.

The script lays the room out and says at which address its content is; the page fetches it there (`dashboard.room`),
goes from place to place by itself, and tells the script afterwards where it is.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import checking, correcting, data, room, roomstate, state, troubles
from dashboard.data import Library
from dashboard.labels import N_
from dashboard.panels import chrome, filters, finding, mapchoices, parts, publish
from dashboard.room import Asked
from dashboard.words import Words
from geodata.errors import LiptakoError

NAME = "map"
# Whether the browser has asked for the filters.
_FILTERS = "filters_wanted"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    with library.of_one_state():
        _drop_unknown(library)
        with st.sidebar:
            beside(words)
        middle(words)


def _drop_unknown(library: Library) -> None:
    """Leave out a place, event or name of the address that there is not, and say so."""
    checking.drop_unknown_names(library)
    spec = state.spec()
    if spec.scope and not library.exists(spec.scope):
        state.note(state.Problem(_NO_PLACE, (("name", spec.scope),)))
        state.replace_quietly(scope=None)
    if spec.selected and not library.open_view(spec).has(spec.selected):
        state.note(state.Problem(_NO_EVENT))
        state.replace_quietly(selected=None)


def _library() -> Library:
    """Return the library, asked for at each run: the file of the store may be another one since the page was drawn.

    Where much has been written, the whole page says how far the events are sorted.
    """
    library = data.opened()
    if library.preparation.progress() is not None:
        st.rerun()
    return library


@st.fragment
def beside(words: Words) -> None:
    """Show search and filters; a change of them draws only these anew, and the room follows by its address.

    A new visitor's browser is given the map first: filters are many widgets, and would hold it up.
    """
    if state.whole_page_wanted():
        st.rerun()
    try:
        library = _library()
        with library.of_one_state():
            filters_wanted = bool(state.recall(_FILTERS))
            above = st.container()
            # The room goes on while the filters count what they hide.
            told = roomstate.address(library, roomstate.asked(), words)
            parts.wish({**told, "late": not filters_wanted}, went)
            with above:
                finding.show(library, words)
                if filters_wanted:
                    filters.show(library, library.view(state.spec()), words)
                    mapchoices.show(words)
                else:
                    chrome.later(words.text("The filters follow …"))
    except LiptakoError as error:
        chrome.trouble(error, words)


@st.fragment
def middle(words: Words) -> None:
    """Show line of counts, map, bar of time and panel."""
    if state.whole_page_wanted():
        st.rerun()
    try:
        library = _library()
        with library.of_one_state():
            _middle(library, words)
    except LiptakoError as error:
        chrome.trouble(error, words)


def _middle(library: Library, words: Words) -> None:
    view = library.view(state.spec())
    asked = roomstate.asked()
    with st.container(key="topbar"):
        bar, publishing = st.columns([82, 18], gap="small", vertical_alignment="center")
        with bar:
            parts.hub({**roomstate.address(library, asked, words), "panel": _offered(library, asked, words)}, went)
            parts.block("bar", "lk-barline", act)
        with publishing:
            publish.button(library, view, words)
    with st.container(key="room"):
        left, right = st.columns([68, 32], gap="small")
        with right:
            parts.block("panel", "lk-panel", act)
        with left:
            parts.map_frame(room.page_of_map(library), words)
            parts.time()


def _offered(library: Library, asked: Asked, words: Words) -> dict[str, Any] | None:
    """Return the panel with the places that were looked for to correct a card; None where none were."""
    offer = state.recall("offer")
    if offer is None:
        return None
    return room.panel(library, library.view(asked.spec), asked, words, offer)


def went(name: str, value: Any) -> None:
    """Take over where the page went, or do what it cannot do by itself."""
    if name == "went":
        roomstate.follow(value)
    elif name == "period":
        roomstate.move_period(value)
    elif name == "filters":
        state.remember(_FILTERS, True)
    elif name == "stale":
        # What the store holds has changed: so have the counts of the filters.
        state.ask_for_whole_page()


def act(name: str, value: str) -> None:
    """Do what a button of the bar or the panel asks for and what is no other place to look at."""
    if name in {"review", "undo"}:
        correct(name, value)
    elif name == "clear":
        state.clear_filters()
        state.set_page_parts(cards=None)
        state.ask_for_whole_page()
    elif name == "documents":
        state.open_document("", None)


def correct(name: str, value: str) -> None:
    """Write a review, take one back, or look for the place that an event is to be moved to."""
    library = data.opened()
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

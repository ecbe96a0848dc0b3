"""What stands around every page: titles, language switch, notes, and errors in words."""

from __future__ import annotations

import streamlit as st

from dashboard import assets, data, state, troubles
from dashboard.panels.markup import tag
from dashboard.words import LANGUAGES, Words
from geodata.errors import LiptakoError

# Text in the light and the dark theme.
_INK, _CHALK = "#1F2933", "#E8EAED"

WITHOUT_VIEWS = frozenset({"documents", "about"})


def titles(words: Words) -> dict[str, str]:
    """Return the titles of the pages."""
    return {
        "map": words.text("Map"),
        "alliances": words.text("Alliances"),
        "withdrawals": words.text("Withdrawals"),
        "documents": words.text("Documents"),
        "quality": words.text("Quality"),
        "about": words.text("About"),
    }


def language_switch(words: Words) -> None:
    """Show FR | EN at the top right."""
    with st.container(key="language"):
        st.segmented_control(
            words.text("Language"),
            LANGUAGES,
            format_func=str.upper,
            label_visibility="collapsed",
            **state.widget("language", to_spec=lambda chosen: chosen or words.language),
        )


def dress(theme: str, words: Words) -> None:
    """Show the wordmark, and put on the page its styles and what the scripts look for."""
    sheets = ("app.css", "dark.css") if theme == "dark" else ("app.css",)
    with st.container(key="dress"):
        st.html(f"<style>{''.join(assets.source(name) for name in sheets)}</style>")
        _connection(words)
    drawn = assets.source("logo.svg")
    st.logo(drawn.replace(_INK, _CHALK) if theme == "dark" else drawn, size="large")


def later(told: str) -> None:
    """Keep the place of what is drawn in a moment.

    Parameters
    ----------
    told : str
        What it will be.
    """
    st.html(tag("div", told, cls="lk-later", role="status"))


def _connection(words: Words) -> None:
    """Keep ready what is shown while the server does not answer, and what asks for the page again once it does.

    A server that was started anew knows nothing of the page that is open: clicks on it would go nowhere. `block.js`
    presses the button, which nobody sees, when the connection is back.
    """
    lost = words.text("The connection to Liptako is lost. The page goes on by itself as soon as it is back.")
    st.html(tag("div", lost, cls="lk-offline", role="status"))
    st.button("↻", key="refresh")


def opened_library(words: Words) -> data.Library:
    """Return the library; say what is going on where opening it takes long."""
    wait = words.text(
        "Preparing places and events. After an update this takes a minute, with many events several, once."
    )
    with st.spinner(wait):
        return data.opened()


def preparing(library: data.Library, page: str, words: Words) -> bool:
    """Say how far the events are sorted for the views, where there are many and that has to be done anew.

    Parameters
    ----------
    library : Library
    page : str
        Name of the screen; some ask for no view and can be used meanwhile.
    words : Words

    Returns
    -------
    bool
        False where nothing has to be waited for. Otherwise the page draws itself anew once it can.
    """
    if page in WITHOUT_VIEWS or library.preparation.progress() is None:
        return False

    @st.fragment(run_every=1.0)
    def wait() -> None:
        told = library.preparation.progress()
        if told is None:
            st.rerun()
            return
        done, total = told
        said = words.plural(
            "Sorting the events for map and figures: {done} of {n} event. This is done once after large changes.",
            "Sorting the events for map and figures: {done} of {n} events. This is done once after large changes.",
            total,
            done=words.number(done),
        )
        st.progress(done / max(total, 1), text=said)

    wait()
    return True


def notes(words: Words) -> None:
    """Show what the address had that was not understood."""
    told = [words.text(problem.message, **dict(problem.values)) for problem in state.problems()]
    if told:
        st.html(tag("div", *(tag("p", line) for line in told), cls="lk-note", role="status"))


def trouble(error: LiptakoError, words: Words) -> None:
    """Show an error of ours: what came, and what to do."""
    title = tag("h3", words.text("This did not work"))
    what, remedy = troubles.parts(error, words)
    st.html(tag("div", title, tag("p", what), tag("p", remedy), cls="lk-empty", role="alert"))

"""The Streamlit script: page set-up, navigation, and the one place where errors become words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import assets, state
from dashboard.panels import chrome
from dashboard.screens import about, alliances, documents, quality, withdrawals
from dashboard.screens import map as map_room
from dashboard.words import Words
from geodata.errors import LiptakoError

SCREENS = {screen.NAME: screen for screen in (map_room, alliances, withdrawals, documents, quality, about)}


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config(
        page_title="Liptako",
        page_icon=str(assets.STATIC_FOLDER / "icon.svg"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    words = Words(state.language())
    titles = chrome.titles(words)
    pages = {
        name: st.Page(_runner(name), title=titles[name], url_path=name, default=name == map_room.NAME)
        for name in SCREENS
    }
    page = st.navigation([*pages.values()], position="top")
    state.current(page.url_path)
    chrome.language_switch(words)
    chrome.dress(state.spec().theme, words)
    if (wanted := state.destination()) and page is not pages[wanted]:
        st.switch_page(pages[wanted])
    state.arrive()
    page.run()
    chrome.notes(words)


def _runner(name: str) -> Callable[[], None]:
    def run() -> None:
        words = Words(state.spec().language)
        try:
            library = chrome.opened_library(words)
            if not chrome.preparing(library, name, words):
                SCREENS[name].show(library, words)
        except LiptakoError as error:
            chrome.trouble(error, words)

    run.__name__ = name
    return run


main()

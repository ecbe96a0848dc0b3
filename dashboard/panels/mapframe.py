"""Show the map and learn what was clicked on it: one frame that is mounted once and fetches its marks by address."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import assets, maps, marking, state
from dashboard.words import Words
from geodata.model import ViewSpec

if TYPE_CHECKING:
    from dashboard.data import Library

KEY = "map"
OnClick = Callable[[dict[str, Any]], None]


def show(library: Library, spec: ViewSpec, words: Words, on_click: OnClick, lit: dict[str, Any] | None = None) -> None:
    """Show the map of a view.

    Parameters
    ----------
    library : Library
    spec : ViewSpec
    words : Words
    on_click : callable
        Called with what was clicked, before the page is drawn anew: ``kind`` ("place", "point" or "stale"), ``id``
        of a unit or place, and ``events``.
    lit : dict, optional
        Which events are ringed, as `dashboard.spotlight.Spotlight.told` tells it.
    """

    def clicked() -> None:
        sent: Any = state.sent(KEY)
        told = sent.get("clicked") if sent else None
        if told:
            on_click(dict(told))

    _component()(key=KEY, data={**told(library, spec, words), "lit": lit}, on_clicked_change=clicked)


def told(library: Library, spec: ViewSpec, words: Words) -> dict[str, Any]:
    """Return what the frame is told: addresses and what is looked at, never marks."""
    digest, _ = maps.page(assets.ground_address(library.ground.digest))
    return {
        "page": assets.map_address(digest),
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


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("liptako_map", js=assets.module("mapframe.js"), isolate_styles=False)

"""Show the bar of time and take over the period that its brush sends, and the day on which statuses are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import assets, state, timeline
from dashboard.data import Library
from dashboard.words import Words
from geodata.model import ViewSpec

KEY = "time"
_BESIDE = "beside"


def show(library: Library, spec: ViewSpec, words: Words) -> None:
    """Show the bar of time of a view.

    Parameters
    ----------
    library : Library
    spec : ViewSpec
    words : Words
    """
    _component()(
        key=KEY,
        data=timeline.told(
            library, spec, words, state.recall("bars"), behind=state.recall(_BESIDE) != _shown(library, spec)
        ),
        on_period_change=_moved,
        on_step_change=_stepped,
        on_as_of_change=_told_on,
        on_settled_change=state.ask_for_whole_page,
    )


def beside(library: Library, spec: ViewSpec) -> None:
    """Keep of which view and which state of the store the filters beside the room were drawn."""
    state.remember(_BESIDE, _shown(library, spec))


def _shown(library: Library, spec: ViewSpec) -> tuple[str, ViewSpec]:
    """Return what the filters depend on: neither scope nor selection."""
    return library.digest(), replace(spec, scope=None, selected=None)


def _moved() -> None:
    sent: Any = state.sent(KEY)
    asked = sent.get("period") if sent else None
    chosen = timeline.period(asked) if asked else None
    if chosen is not None:
        state.change(**timeline.moved(state.spec(), *chosen))


def _told_on() -> None:
    sent: Any = state.sent(KEY)
    try:
        day = dt.date.fromisoformat(str(sent["as_of"])) if sent and sent.get("as_of") else None
    except ValueError:
        return
    if day is None or state.EARLIEST <= day <= state.LATEST:
        state.change(as_of=day)


def _stepped() -> None:
    sent: Any = state.sent(KEY)
    step = sent.get("step") if sent else None
    state.remember("bars", step if step in timeline.STEPS else None)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("liptako_time", js=assets.module("timeline.js"), isolate_styles=False)

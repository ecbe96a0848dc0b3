"""Show the bar of time and take over the period that its brush sends."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import assets, state, timeline
from dashboard.data import Library
from dashboard.words import Words
from geodata.model import ViewSpec

KEY = "time"


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
        data=timeline.told(library, spec, words, state.recall("bars")),
        on_period_change=_moved,
        on_step_change=_stepped,
    )


def _moved() -> None:
    sent: Any = state.sent(KEY)
    asked = sent.get("period") if sent else None
    chosen = timeline.period(asked) if asked else None
    if chosen is not None:
        state.change(start=chosen[0], end=chosen[1])


def _stepped() -> None:
    sent: Any = state.sent(KEY)
    step = sent.get("step") if sent else None
    state.remember("bars", step if step in timeline.STEPS else None)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("liptako_time", js=assets.source("timeline.js"), isolate_styles=False)

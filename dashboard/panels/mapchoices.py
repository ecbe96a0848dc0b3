"""What the map shows beside its marks: shaded regions, two periods compared, heat, and the dark theme."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard import regions, state, timeline
from dashboard.labels import N_
from dashboard.words import Words

PERIODS = {
    "none": N_("no second period"),
    "before": N_("the period before"),
    "year": N_("the same days a year before"),
}


def show(words: Words) -> None:
    """Show the choices.

    Parameters
    ----------
    words : Words
    """
    st.selectbox(
        words.text("Shade regions by"),
        list(regions.MEASURES),
        format_func=lambda code: words.text(regions.MEASURES[code]),
        **state.widget("measure"),
    )
    spec = state.spec()
    bounded = spec.start is not None and spec.end is not None
    st.selectbox(
        words.text("Compare with"),
        list(PERIODS),
        format_func=lambda code: words.text(PERIODS[code]),
        disabled=not bounded,
        help=None if bounded else words.text(_NO_PERIOD),
        **state.widget("compare", _named, _period),
    )
    st.toggle(words.text("Heat from afar"), **state.widget("heat"))
    st.toggle(
        words.text("Dark theme"),
        **state.widget("theme", lambda value: value == "dark", lambda on: "dark" if on else "light"),
    )


def _named(compare: tuple[dt.date, dt.date] | None) -> str:
    if compare is None:
        return "none"
    spec = state.spec()
    if spec.start and spec.end and compare == timeline.year_before(spec.start, spec.end):
        return "year"
    return "before"


def _period(code: str) -> tuple[dt.date, dt.date] | None:
    spec = state.spec()
    if code == "none" or spec.start is None or spec.end is None:
        return None
    ways = {"before": timeline.period_before, "year": timeline.year_before}
    return ways[code](spec.start, spec.end)


_NO_PERIOD = N_("Choose a period on the bars first; it is compared with another.")

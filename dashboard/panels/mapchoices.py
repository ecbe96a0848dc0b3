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
OTHER = "other"


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
    names = {code: words.text(name) for code, name in PERIODS.items()}
    if spec.compare and _named(spec.compare) == OTHER:
        days = [words.day(day) for day in spec.compare]
        names[OTHER] = words.text("{start} to {end}", start=days[0], end=days[1])
    st.selectbox(
        words.text("Compare with"),
        list(names),
        format_func=names.__getitem__,
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
    return "none" if compare is None else timeline.compared(state.spec()) or OTHER


def _period(code: str) -> tuple[dt.date, dt.date] | None:
    spec = state.spec()
    if code == OTHER:
        return spec.compare
    if code == "none" or spec.start is None or spec.end is None:
        return None
    return timeline.PERIODS[code](spec.start, spec.end)


_NO_PERIOD = N_("Choose a period on the bars first; it is compared with another.")

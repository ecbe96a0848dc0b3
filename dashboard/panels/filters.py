"""The filters at the left: each tells how many events it hides, one button clears them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import streamlit as st

from dashboard import charts, labels, state
from dashboard.data import Library
from dashboard.labels import EVENT_TYPES
from dashboard.panels import block
from dashboard.words import Words
from geodata.model import Fact, View
from geodata.symbols import layer_symbols


def show(library: Library, view: View, words: Words) -> None:
    """Show all filters.

    Parameters
    ----------
    library : Library
        To find places by name.
    view : View
        As filtered, for the counts of what each filter hides.
    words : Words
    """
    _place(library, words)
    _layers(view, words)
    _period(view, words)
    _types(view, words)
    _text(view, words)
    if any(view.counts.hidden.values()):
        st.button(words.text("Clear all filters"), key="clear", on_click=state.clear_filters, width="stretch")
    st.html('<hr class="lk-rule">')
    _membership(view, words)
    st.toggle(
        words.text("Online base map (OpenStreetMap)"),
        help=words.text("Fetches map pictures from openstreetmap.org; everything else stays on this machine."),
        **state.widget("basemap", lambda value: value == "online", lambda on: "online" if on else "offline"),
    )


def day(words: Words, label: str, newest: dt.date) -> dt.date:
    """Show the choice of a day and return it; empty means the newest day known."""
    hint = words.text("Empty means the newest day known: {day}.", day=words.day(newest))
    _date(label, "as_of", hint=hint, width=320)
    return state.spec().as_of or newest


def newest(facts: Iterable[Fact]) -> dt.date:
    """Return the newest day that facts tell of; today where none has a date."""
    return max((fact.date.end for fact in facts if fact.date), default=dt.date.today())


def _place(library: Library, words: Words) -> None:
    def found() -> None:
        wanted = str(state.sent("find_place") or "").strip()
        hits = library.gazetteer.search(wanted, 1) if wanted else []
        if hits:
            state.change(scope=hits[0].place_id, selected=None)
        elif wanted:
            state.note(state.Problem(labels.N_("No place is known by the name {name}."), (("name", wanted[:60]),)))

    st.text_input(
        words.text("Go to a place"),
        key="find_place",
        on_change=found,
        placeholder=words.text("Ménaka, Djibo, Gao region …"),
    )


def _layers(view: View, words: Words) -> None:
    st.pills(
        words.text("Layers"),
        state.LAYERS,
        selection_mode="multi",
        format_func=lambda layer: layer_symbols()[layer].label(words.language),
        **state.widget("layers", lambda value: [layer for layer in state.LAYERS if layer in value], frozenset),
    )
    _hidden(view, "layer", words)


def _period(view: View, words: Words) -> None:
    block.show(charts.histogram(view, words), key="histogram")
    left, right = st.columns(2)
    with left:
        _date(words.text("From"), "start")
    with right:
        _date(words.text("To"), "end")
    _hidden(view, "period", words)


def _date(label: str, field: str, *, hint: str | None = None, width: int | Literal["stretch"] = "stretch") -> None:
    st.date_input(
        label,
        min_value=state.EARLIEST,
        max_value=state.LATEST,
        format="DD/MM/YYYY",
        help=hint,
        width=width,
        **state.widget(field),
    )


def _types(view: View, words: Words) -> None:
    st.multiselect(
        words.text("Types of incident"),
        list(EVENT_TYPES),
        format_func=lambda code: words.text(EVENT_TYPES[code]),
        placeholder=words.text("all"),
        **state.widget("event_types", sorted, frozenset),
    )
    _hidden(view, "type", words)


def _text(view: View, words: Words) -> None:
    st.text_input(
        words.text("Words in the excerpt"),
        max_chars=state.TEXT_LIMIT,
        **state.widget("text", to_spec=lambda text: text.strip()),
    )
    _hidden(view, "text", words)


def _membership(view: View, words: Words) -> None:
    chosen = state.spec().organisation
    known = list(dict.fromkeys((*view.organisations, chosen)))
    left, right = st.columns([1, 1])
    left.selectbox(
        words.text("Members of"),
        known,
        format_func=lambda name: labels.organisation(name, words),
        **state.widget("organisation"),
    )
    with right:
        hint = words.text("Memberships and withdrawals are told as known on this day; empty means the newest day.")
        _date(words.text("As of"), "as_of", hint=hint)
    _hidden(view, "as_of", words)


def _hidden(view: View, name: str, words: Words) -> None:
    n = view.counts.hidden.get(name, 0)
    if n:
        st.html(f'<p class="lk-hides">{words.plural("hides {n} event", "hides {n} events", n)}</p>')

"""The filters at the left: each tells how many events it hides, and that line clears it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import streamlit as st

from dashboard import checking, labels, state, timeline
from dashboard.choices import Choices
from dashboard.data import Library
from dashboard.labels import EVENT_TYPES
from dashboard.panels import block
from dashboard.panels.markup import action, join, tag
from dashboard.words import Words
from geodata.model import DocumentInfo, Fact, Precision, View, publisher_of
from geodata.symbols import layer_symbols

# Filters by the name under which a view counts what they hide, with the fields that they set.
FIELDS: dict[str, tuple[str, ...]] = {
    "layer": ("layers",),
    "period": ("start", "end", "compare"),
    "as_of": ("as_of",),
    "type": ("event_types",),
    "text": ("text",),
    "actor": ("actors",),
    "status": ("statuses",),
    "precision": ("precisions",),
    "publisher": ("publishers",),
    "told_in": ("told_in",),
    "sources": ("least_sources",),
    "reviewed": ("reviewed",),
    "rejected": ("reviewed",),
}
FURTHER = ("actors", "statuses", "precisions", "publishers", "told_in", "least_sources", "reviewed")


def show(library: Library, view: View, words: Words) -> None:
    """Show all filters.

    Parameters
    ----------
    library : Library
        For what the filters can be set to.
    view : View
        As filtered, for the counts of what each filter hides.
    words : Words
    """
    _layers(view, words)
    _period(view, words)
    _types(view, words)
    _text(view, words)
    _further(library.choices(view), view, words)
    if any(n for name, n in view.counts.hidden.items() if name not in {"scope", "rejected"}):
        st.button(words.text("Clear all filters"), key="clear", on_click=state.clear_filters, width="stretch")
    st.html('<hr class="lk-rule">')
    _membership(view, words)
    st.toggle(
        words.text("Online base map (OpenStreetMap)"),
        help=words.text("Fetches map pictures from openstreetmap.org; everything else stays on this machine."),
        **state.widget("basemap", lambda value: value == "online", lambda on: "online" if on else "offline"),
    )


def documents(infos: Collection[DocumentInfo], words: Words) -> None:
    """Show the filters by language and source over the list of documents; they are those of the map as well."""
    publishers = Counter(publisher_of(info) for info in infos)
    languages = Counter(info.language for info in infos if info.language)
    spec = state.spec()
    left, right = st.columns([38, 62], gap="small")
    with left:
        said = {code: labels.said(labels.LANGUAGE_NAMES, code, words) for code in (*languages, *spec.told_in)}
        _several(words.text("Language"), "told_in", sorted(languages), said.__getitem__, words)
        _hidden_documents(sum(n for code, n in languages.items() if code not in spec.told_in), "told_in", words)
    with right:
        _several(words.text("Sources"), "publishers", [name for name, _ in publishers.most_common()], str, words)
        _hidden_documents(sum(n for name, n in publishers.items() if name not in spec.publishers), "publishers", words)


def kept_documents(infos: Iterable[DocumentInfo]) -> list[DocumentInfo]:
    """Return the documents that the filters by language and source let through."""
    spec = state.spec()
    return [
        info
        for info in infos
        if (not spec.told_in or info.language in spec.told_in)
        and (not spec.publishers or publisher_of(info) in spec.publishers)
    ]


def _hidden_documents(n: int, field: str, words: Words) -> None:
    if n and getattr(state.spec(), field):
        said = words.plural("hides {n} document: clear", "hides {n} documents: clear", n)
        st.button(said, key=f"unhide_{field}", type="tertiary", on_click=lambda: state.change(**{field: frozenset()}))


def day(words: Words, label: str, newest: dt.date) -> dt.date:
    """Show the choice of a day and return it; empty means the newest day known.

    The browser's own date field: Streamlit's takes a typed day only once the field is left.
    """
    chosen = state.spec().as_of
    field = tag("input", type="date", value=chosen.isoformat() if chosen else "", min=state.EARLIEST.isoformat(),
                max=state.LATEST.isoformat(), data_change="as_of", aria_label=label)  # fmt: skip
    unset = words.text("Empty means the newest day known: {day}.", day=words.day(newest))
    clear = action("×", "as_of", "", "step", words.text("Back to the newest day"),
                   aria_label=words.text("Back to the newest day")) if chosen else ""  # fmt: skip
    parts = [
        tag("label", tag("span", label), field),
        clear,
        tag("span", words.day(chosen) if chosen else unset, cls="lk-count"),
    ]
    block.show(join(parts), key="as_of", on_action=_told_on, cls="lk-day")
    return chosen or newest


def _told_on(_name: str, value: str) -> None:
    try:
        chosen = dt.date.fromisoformat(value) if value else None
    except ValueError:
        return
    if chosen is None or state.EARLIEST <= chosen <= state.LATEST:
        state.change(as_of=chosen)


def newest(facts: Iterable[Fact]) -> dt.date:
    """Return the newest day that facts tell of; today where none has a date."""
    return max((fact.date.end for fact in facts if fact.date), default=dt.date.today())


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
    left, right = st.columns(2)
    with left:
        _date(words.text("From"), "start")
    with right:
        _date(words.text("To"), "end")
    _hidden(view, "period", words)


def _move_period(field: str) -> None:
    """Take over a day that was typed; days that run backwards are exchanged, a second period follows."""
    spec = state.spec()
    days = {"start": spec.start, "end": spec.end, field: state.sent(f"field_{field}")}
    state.change(**timeline.moved(spec, days["start"], days["end"]))


def _date(
    label: str,
    field: str,
) -> None:
    tied = state.widget(field)
    tied["on_change"] = lambda: _move_period(field)
    st.date_input(
        label,
        min_value=state.EARLIEST,
        max_value=state.LATEST,
        format="DD/MM/YYYY",
        **tied,
    )


def _types(view: View, words: Words) -> None:
    names = {code: words.text(name) for code, name in EVENT_TYPES.items()}
    _several(words.text("Types of incident"), "event_types", list(EVENT_TYPES), names.__getitem__, words)
    _hidden(view, "type", words)


def _text(view: View, words: Words) -> None:
    tied = state.widget("text") | {"on_change": lambda: checking.search_for(str(state.sent("field_text") or ""))}
    st.text_input(words.text("Words in the excerpt"), max_chars=state.TEXT_LIMIT, **tied)
    _hidden(view, "text", words)


def _further(known: Choices, view: View, words: Words) -> None:
    spec = view.spec
    set_now = sum(getattr(spec, field) != getattr(state.DEFAULT, field) for field in FURTHER)
    title = words.text("More filters")
    said = f"{title} ({words.number(set_now)})" if set_now else title
    # Seven widgets cost a second in the browser: they are made when somebody opens the fold.
    fold = st.expander(said, key="further", expanded=bool(set_now), on_change="rerun")
    if fold.open:
        with fold:
            _further_widgets(known, view, words)
    # What people rejected is hidden by default: that is said where nobody has to open a fold to see it.
    _hidden(view, "rejected", words)


def _further_widgets(known: Choices, view: View, words: Words) -> None:
    spec = view.spec
    _several(words.text("Actors"), "actors", known.actors, lambda name: labels.organisation(name, words), words)
    _hidden(view, "actor", words)
    said = {code: labels.said(labels.STATUSES, code, words) for code in (*known.statuses, *spec.statuses)}
    _several(words.text("Status"), "statuses", known.statuses, said.__getitem__, words)
    _hidden(view, "status", words)
    _precisions(words)
    _hidden(view, "precision", words)
    _several(words.text("Sources"), "publishers", known.publishers, str, words)
    _hidden(view, "publisher", words)
    _languages(known, words)
    _hidden(view, "told_in", words)
    _least_sources(known, words)
    _hidden(view, "sources", words)
    _reviewed(words)
    _hidden(view, "reviewed", words)


def _several(label: str, field: str, known: Sequence[str], said: Callable[[Any], str], words: Words) -> None:
    """Show a choice of several values; one of the address that the store has not stays in it."""
    chosen = sorted(getattr(state.spec(), field))
    st.multiselect(
        label,
        list(dict.fromkeys((*known, *chosen))),
        format_func=said,
        placeholder=words.text("all"),
        **state.widget(field, sorted, frozenset),
    )


def _precisions(words: Words) -> None:
    st.multiselect(
        words.text("How precisely the place is known"),
        [int(precision) for precision in Precision],
        format_func=lambda value: words.text(labels.PRECISIONS[Precision(value)]),
        placeholder=words.text("all"),
        **state.widget("precisions", sorted, frozenset),
    )


def _languages(known: Choices, words: Words) -> None:
    _several(
        words.text("Language of the document"),
        "told_in",
        known.languages,
        lambda code: labels.said(labels.LANGUAGE_NAMES, code, words),
        words,
    )


def _least_sources(known: Choices, words: Words) -> None:
    st.number_input(
        words.text("At least so many sources"),
        min_value=1,
        max_value=max(known.most_sources, state.spec().least_sources),
        step=1,
        **state.widget("least_sources", to_spec=lambda value: int(value or 1)),
    )


def _reviewed(words: Words) -> None:
    names = {
        "with": words.text("applied"),
        "without": words.text("left out: as the rules read it"),
        "only": words.text("only events that people looked at"),
    }
    st.selectbox(words.text("Corrections by people"), list(names), format_func=names.__getitem__,
                 **state.widget("reviewed"))  # fmt: skip


def _membership(view: View, words: Words) -> None:
    chosen = state.spec().organisation
    known = list(dict.fromkeys((*view.organisations, chosen)))
    st.selectbox(
        words.text("Members of"),
        known,
        format_func=lambda name: labels.organisation(name, words),
        **state.widget("organisation"),
    )
    _hidden(view, "as_of", words)


def _hidden(view: View, name: str, words: Words) -> None:
    """Say how many events a filter hides, on a button that clears it."""
    n = view.counts.hidden.get(name, 0)
    if not n:
        return
    if name == "rejected":
        said = words.plural(
            "{n} event rejected by people is hidden: show", "{n} events rejected by people are hidden: show", n
        )
        st.button(said, key="unhide_rejected", type="tertiary", on_click=lambda: state.change(reviewed="only"))
        return
    said = words.plural("hides {n} event: clear", "hides {n} events: clear", n)
    if name == "as_of":
        said = words.plural("the as-of day hides {n} event: clear", "the as-of day hides {n} events: clear", n)
    cleared = {field: getattr(state.DEFAULT, field) for field in FIELDS[name]}
    st.button(said, key=f"unhide_{name}", type="tertiary", on_click=lambda: state.change(**cleared))

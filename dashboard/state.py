"""ViewSpec <-> address bar, by the table in `geodata.addresses`; the only module that touches the session.

The session holds the ViewSpec. Widgets are filled from it before they are drawn and change it through `changed`;
clicks change it through `change`; each change is written to the address bar, and an address that was edited, shared or
reached with the back button is read again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from dashboard.labels import N_
from dashboard.words import LANGUAGES
from geodata import addresses
from geodata.addresses import DEFAULT, LAYERS, PAGE_PARTS, PARTS, TEXT_LIMIT, to_query
from geodata.model import ViewSpec
from geodata.model.dates import EARLIEST, LATEST

__all__ = ["DEFAULT", "EARLIEST", "LATEST", "LAYERS", "PARTS", "TEXT_LIMIT", "Problem", "from_query", "to_query"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the address that was not understood; `message` is translated when shown."""

    message: str
    values: tuple[tuple[str, str], ...] = ()


_ODDITIES = {
    "nonsense": N_("The address says {part}={value}, which means nothing here; it was left out."),
    "unknown": N_("The address has a part {part} that this version does not know."),
    "backwards": N_("The period of the address ran backwards; its two days were exchanged."),
}


def from_query(params: Mapping[str, str]) -> tuple[ViewSpec, tuple[Problem, ...]]:
    """Read a view from the parts of an address (`geodata.addresses`); nonsense is left out and told.

    Parameters
    ----------
    params : mapping of str to str

    Returns
    -------
    spec : ViewSpec
    problems : tuple of Problem
        One for each part that was not understood.
    """
    spec, oddities = addresses.from_query(params)
    return spec, tuple(_problem(_ODDITIES[row.kind], row.part, row.value) for row in oddities)


def _problem(message: str, part: str, value: str) -> Problem:
    return Problem(message, (("part", part), ("value", value)))


# Fields that what stands around the filters is drawn by.
_OF_WHOLE_PAGE = frozenset({"theme"})
# Fields that leave the page of the cards as it is.
_SAME_CARDS = frozenset({"selected", "theme", "language", "basemap", "measure", "heat"})


@dataclass(frozen=True, slots=True)
class _Left:
    """The address that the page left by itself, what it has of the page's own parts since, and when that was told."""

    address: dict[str, str]
    parts: dict[str, str | None]
    when: float


# A message that was under way while the page told where it went still bears the address before.
_UNDER_WAY = 2.0


# ---- the session ----


def current(page: str) -> ViewSpec:
    """Return the view to show on `page`, after reading the address where someone else changed it."""
    session = st.session_state
    asked = {name: value for name, value in st.query_params.items() if name not in PAGE_PARTS}
    if _is_left(asked):
        asked = session["written"]
        set_page_parts(**session["left"].parts)
    switched = session.get("page") != page and "spec" in session
    session["page"] = page
    if "spec" not in session or (asked != session["written"] and not (switched and not asked)):
        session["spec"], session["problems"] = from_query(asked)
        session["written"] = asked
    _write()
    spec: ViewSpec = session["spec"]
    return spec


def language() -> str:
    """Return the language of the page before its view is read: the session's, else the address's, else English."""
    if "spec" in st.session_state and st.query_params.get("lang") in {None, st.session_state["written"].get("lang")}:
        return spec().language
    asked = st.query_params.get("lang", DEFAULT.language)
    return asked if asked in LANGUAGES else DEFAULT.language


def spec() -> ViewSpec:
    """Return the view as it stands."""
    held: ViewSpec = st.session_state["spec"]
    return held


def change(**values: Any) -> None:
    """Change fields of the view and write the address.

    Parameters
    ----------
    **values
        Fields of ViewSpec with their new values.
    """
    session = st.session_state
    session["spec"] = replace(session["spec"], **values)
    session["problems"] = ()
    if set(values) - _SAME_CARDS:
        st.query_params.pop("cards", None)
    _write()


def follow(changed: Mapping[str, tuple[str | None, str | None]]) -> None:
    """Take over parts of the address that the page changed by itself; what else the view says stays.

    Parameters
    ----------
    changed : mapping of str to (was, is)
        By the names of the address; None for a part that is not there. What is not any more as the page thought it
        was has been changed by something that was pressed later, and stays.
    """
    session = st.session_state
    before = {**to_query(session["spec"]), **page_parts()}
    news = {name: now for name, (was, now) in changed.items() if before.get(name) == was}
    after = {name: value for name, value in {**before, **news}.items() if value}
    parts = {name: after.get(name) for name in PAGE_PARTS}
    session["left"] = _Left(session["written"], parts, time.monotonic())
    session["spec"], _ = from_query({name: value for name, value in after.items() if name not in PAGE_PARTS})
    set_page_parts(**parts)
    _write()


def replace_quietly(**values: Any) -> None:
    """Change fields without forgetting what there is to tell about the address."""
    told = problems()
    change(**values)
    st.session_state["problems"] = told


def problems() -> tuple[Problem, ...]:
    """Return what the address had that was not understood."""
    held: tuple[Problem, ...] = st.session_state.get("problems", ())
    return held


def note(problem: Problem) -> None:
    """Add something to tell about the address."""
    st.session_state["problems"] = (*problems(), problem)


def clear_filters() -> None:
    """Show everything again: no period, type, text or place; language, theme, organisation and what is drawn stay."""
    kept = {"organisation", "language", "basemap", "as_of", "theme", "measure", "heat"}
    change(**{field.name: getattr(DEFAULT, field.name) for field in fields(ViewSpec) if field.name not in kept})


def widget(field: str, to_widget: Callable[[Any], Any] = lambda value: value,
           to_spec: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:  # fmt: skip
    """Return the keyword arguments that tie a widget to a field of the view.

    Parameters
    ----------
    field : str
    to_widget, to_spec : callable
        From the field's value to the widget's and back.
    """
    key = f"field_{field}"
    st.session_state[key] = to_widget(getattr(spec(), field))

    def changed() -> None:
        change(**{field: to_spec(st.session_state[key])})
        if field in _OF_WHOLE_PAGE:
            ask_for_whole_page()

    return {"key": key, "on_change": changed}


def sent(key: str) -> Any:
    """Return what the component or widget `key` sent last."""
    return st.session_state.get(key)


def go_to(page: str, **parts: str | None) -> None:
    """Ask for another page with parts of its own in the address; the switch follows in the script."""
    st.session_state["to_go"] = (page, parts)
    ask_for_whole_page()


def destination() -> str | None:
    """Return the page that was asked for; None where none was."""
    asked: tuple[str, dict[str, str | None]] | None = st.session_state.get("to_go")
    return asked[0] if asked else None


def arrive() -> None:
    """Write the parts of the address that came with the wish for this page."""
    asked = st.session_state.pop("to_go", None)
    if asked:
        set_page_parts(**asked[1])


def open_document(document_id: str, at: int | None) -> None:
    """Ask for a document to be opened at a position, on the page Documents."""
    go_to("documents", doc=document_id or None, at=None if at is None else str(at))


def open_from_action(name: str, value: str) -> None:
    """Ask for the document that a title names as ``id@position``; other actions are not meant for this."""
    if name == "open":
        document_id, _, at = value.partition("@")
        open_document(document_id, int(at) if at.isdecimal() else None)


def ask_for_whole_page() -> None:
    """Ask that the whole page is drawn anew, and not only the part that was clicked."""
    st.session_state["whole"] = True


def whole_page_wanted() -> bool:
    """Tell, once, whether the whole page has to be drawn anew."""
    return bool(st.session_state.pop("whole", False))


def page_parts() -> dict[str, str]:
    """Return the parts of the address that belong to the page."""
    return {name: st.query_params[name] for name in PAGE_PARTS if name in st.query_params}


def page_part(name: str) -> str | None:
    """Return a part of the address that belongs to the page."""
    return st.query_params.get(name)


def set_page_parts(**values: str | None) -> None:
    """Write parts of the address that belong to the page; None removes one.

    They always stand in the same order, behind those of the view: the page in the browser writes them so too.
    """
    params = st.query_params
    wanted = {**page_parts(), **values}
    view = {name: value for name, value in params.items() if name not in PAGE_PARTS}
    told = {**view, **{name: value for name in PAGE_PARTS if (value := wanted.get(name))}}
    if list(told.items()) != list(params.items()):
        params.from_dict(told)


def remember(key: str, value: Any) -> None:
    """Keep something for this visitor that is no part of the view, such as the report of an upload."""
    st.session_state[f"kept_{key}"] = value


def recall(key: str) -> Any:
    """Return what `remember` kept; None where nothing was."""
    return st.session_state.get(f"kept_{key}")


def added() -> tuple[str, ...]:
    """Return the ids of the documents that this visitor added since the page was opened."""
    return recall("added_documents") or ()


def note_added(document_ids: Iterable[str]) -> None:
    """Remember which documents this visitor has just added."""
    remember("added_documents", (*added(), *document_ids))


def _is_left(asked: Mapping[str, str]) -> bool:
    left: _Left | None = st.session_state.get("left")
    return (
        left is not None
        and asked == left.address
        and asked != st.session_state["written"]
        and time.monotonic() - left.when < _UNDER_WAY
    )


def _write() -> None:
    told = to_query(st.session_state["spec"])
    params = st.query_params
    if {name: value for name, value in params.items() if name not in PAGE_PARTS} != told:
        kept = {name: params[name] for name in PAGE_PARTS if name in params}
        params.from_dict({**told, **kept})
    st.session_state["written"] = told

"""ViewSpec <-> address bar, in one table; the only module that touches the session.

The session holds the ViewSpec. Widgets are filled from it before they are drawn and change it through `changed`;
clicks change it through `change`; each change is written to the address bar, and an address that was edited, shared or
reached with the back button is read again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

import streamlit as st

from dashboard.labels import EVENT_TYPES, N_
from dashboard.words import LANGUAGES
from geodata.model import ViewSpec
from geodata.model.facts import Layer

DEFAULT = ViewSpec()
TEXT_LIMIT = 200
# Days that a widget takes; announced exits lie ahead.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
LAYERS: tuple[str, ...] = get_args(Layer)
_PLACE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,79}")
_EVENT_ID = re.compile(r"[A-Za-z0-9:-]{1,64}")
# Parts of the address that belong to a page and not to the view: the open document and the place in it.
PAGE_PARTS = ("doc", "at")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the address that was not understood; `message` is translated when shown."""

    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One field of ViewSpec and its part of the address.

    Parameters
    ----------
    field : str
        Name in ViewSpec.
    name : str
        Name in the address.
    write : callable
        From the field's value to text.
    read : callable
        From text to the value; raises ValueError on nonsense.
    """

    field: str
    name: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return read


def _some_of(*allowed: str) -> Callable[[str], frozenset[str]]:
    def read(text: str) -> frozenset[str]:
        if text == "none":
            return frozenset()
        named = frozenset(text.split(","))
        if not named <= frozenset(allowed):
            raise ValueError(text)
        return named

    return read


def _write_set(values: frozenset[str]) -> str:
    return ",".join(sorted(values)) or "none"


def _read_day(text: str) -> dt.date:
    day = dt.date.fromisoformat(text)
    if not EARLIEST <= day <= LATEST:
        raise ValueError(text)
    return day


def _read_words(text: str) -> str:
    if len(text) > TEXT_LIMIT or not text.strip() or any(ord(mark) < 32 for mark in text):
        raise ValueError(text)
    return text


PARTS: tuple[Part, ...] = (
    Part("layers", "layers", _write_set, _some_of(*LAYERS)),
    Part("start", "from", dt.date.isoformat, _read_day),
    Part("end", "to", dt.date.isoformat, _read_day),
    Part("as_of", "as_of", dt.date.isoformat, _read_day),
    Part("organisation", "org", str, _read_words),
    Part("event_types", "types", _write_set, _some_of(*EVENT_TYPES)),
    Part("text", "q", str, _read_words),
    Part("scope", "place", str, _matching(_PLACE_ID)),
    Part("selected", "event", str, _matching(_EVENT_ID)),
    Part("language", "lang", str, _one_of(*LANGUAGES)),
    Part("basemap", "map", str, _one_of("offline", "online")),
)


def to_query(spec: ViewSpec) -> dict[str, str]:
    """Return the parts of the address that say this view; what is as by default is left out.

    Examples
    --------
    >>> to_query(ViewSpec(scope="ML-7", language="fr"))
    {'place': 'ML-7', 'lang': 'fr'}
    """
    told = ((part, getattr(spec, part.field)) for part in PARTS)
    return {part.name: part.write(value) for part, value in told if value != getattr(DEFAULT, part.field)}


def from_query(params: Mapping[str, str]) -> tuple[ViewSpec, tuple[Problem, ...]]:
    """Read a view from the parts of an address; nonsense is left out and told.

    Parameters
    ----------
    params : mapping of str to str

    Returns
    -------
    spec : ViewSpec
    problems : tuple of Problem
        One for each part that was not understood.
    """
    found: dict[str, Any] = {}
    problems = []
    for part in PARTS:
        if part.name not in params:
            continue
        try:
            found[part.field] = part.read(params[part.name])
        except ValueError:
            problems.append(_problem(N_("The address says {part}={value}, which means nothing here; it was left out."),
                                     part.name, params[part.name]))  # fmt: skip
    known = {part.name for part in PARTS} | set(PAGE_PARTS)
    problems.extend(
        _problem(N_("The address has a part {part} that this version does not know."), name, "")
        for name in params
        if name not in known
    )
    spec = ViewSpec(**found)
    if spec.start and spec.end and spec.start > spec.end:
        spec = replace(spec, start=spec.end, end=spec.start)
        problems.append(Problem(N_("The period of the address ran backwards; its two days were exchanged.")))
    return spec, tuple(problems)


def _problem(message: str, part: str, value: str) -> Problem:
    return Problem(message, (("part", part[:40]), ("value", value[:60])))


# ---- the session ----


def current(page: str) -> ViewSpec:
    """Return the view to show on `page`, after reading the address where someone else changed it."""
    session = st.session_state
    asked = {name: value for name, value in st.query_params.items() if name not in PAGE_PARTS}
    switched = session.get("page") != page and "spec" in session
    session["page"] = page
    if "spec" not in session or (asked != session["written"] and not (switched and not asked)):
        session["spec"], session["problems"] = from_query(asked)
        session["written"] = asked
        session["shown"] = None
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
    session["shown"] = None
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
    """Show everything again: no period, type, text or place; language, organisation and base map stay."""
    kept = {"organisation", "language", "basemap", "as_of"}
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

    return {"key": key, "on_change": changed}


def sent(key: str) -> Any:
    """Return what the component or widget `key` sent last."""
    return st.session_state.get(key)


def shown(step: int) -> int:
    """Return how many cards are shown; `step` to begin with."""
    return st.session_state.get("shown") or step


def show_more(step: int) -> None:
    """Show `step` more cards."""
    st.session_state["shown"] = shown(step) + step


def open_document(document_id: str, at: int | None) -> None:
    """Ask for a document to be opened at a position; the page switch follows in the script."""
    st.session_state["to_open"] = (document_id, at)
    ask_for_whole_page()


def open_from_action(name: str, value: str) -> None:
    """Ask for the document that a title names as ``id@position``; other actions are not meant for this."""
    if name == "open":
        document_id, _, at = value.partition("@")
        open_document(document_id, int(at) if at.isdecimal() else None)


def document_to_open() -> tuple[str, int | None] | None:
    """Return and forget the document that was asked for."""
    asked: tuple[str, int | None] | None = st.session_state.pop("to_open", None)
    return asked


def document_is_wanted() -> bool:
    """Tell whether a document was asked for on another page."""
    return "to_open" in st.session_state


def ask_for_whole_page() -> None:
    """Ask that the whole page is drawn anew, and not only the part that was clicked."""
    st.session_state["whole"] = True


def whole_page_wanted() -> bool:
    """Tell, once, whether the whole page has to be drawn anew."""
    return bool(st.session_state.pop("whole", False))


def page_part(name: str) -> str | None:
    """Return a part of the address that belongs to the page."""
    return st.query_params.get(name)


def set_page_parts(**values: str | None) -> None:
    """Write parts of the address that belong to the page; None removes one."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def remember(key: str, value: Any) -> None:
    """Keep something for this visitor that is no part of the view, such as the report of an upload."""
    st.session_state[f"kept_{key}"] = value


def recall(key: str) -> Any:
    """Return what `remember` kept; None where nothing was."""
    return st.session_state.get(f"kept_{key}")


def _write() -> None:
    told = to_query(st.session_state["spec"])
    params = st.query_params
    if {name: value for name, value in params.items() if name not in PAGE_PARTS} != told:
        kept = {name: params[name] for name in PAGE_PARTS if name in params}
        params.from_dict({**told, **kept})
    st.session_state["written"] = told

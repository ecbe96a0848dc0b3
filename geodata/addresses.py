"""ViewSpec <-> address: what a link says of a view, in one table for the screen, the commands and the pictures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

from geodata.errors import ViewError
from geodata.folding import words
from geodata.model import Precision, ViewSpec
from geodata.model.dates import EARLIEST, LATEST
from geodata.model.facts import Layer

DEFAULT = ViewSpec()
TEXT_LIMIT = 200
LAYERS: tuple[str, ...] = get_args(Layer)
LANGUAGES = ("en", "fr")
# ACLED's event types.
EVENT_TYPES = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
)
# Statuses of facts, as `geodata.model.Fact` has them.
STATUSES = (
    "occurred", "announced", "planned", "effective", "threatened", "denied", "demanded", "claimed", "suspended",
    "rumoured", "ended",
)  # fmt: skip
_PLACE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,79}")
_EVENT_ID = re.compile(r"[A-Za-z0-9:-]{1,64}")
# Parts of the address that belong to a page and not to the view: the open document and the place in it, the
# cell of the matrix whose history is told, the mission whose withdrawals are, which events of a unit are listed and
# which page of their cards, the width of the bars of time, the words by which the list of documents is searched and
# its page, and the documents whose events are ringed.
PAGE_PARTS = ("doc", "at", "cell", "mission", "list", "cards", "bars", "find", "page", "of")
# Between the members of a set; names of publishers and actors hold commas.
BETWEEN = "|"
MOST_MEMBERS = 40
# Far more publishers than any event has.
MOST_SOURCES = 999


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in an address that was not understood.

    Parameters
    ----------
    kind : {"nonsense", "unknown", "backwards"}
        A value that means nothing for its part; a part that there is not; a period whose days were exchanged.
    part, value : str
        Cut to a length that can be shown.
    """

    kind: Literal["nonsense", "unknown", "backwards"]
    part: str = ""
    value: str = ""


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


def _read_search(text: str) -> str:
    if not words(text):
        raise ValueError(text)
    return _read_words(text)


def _write_names(values: frozenset[str]) -> str:
    return BETWEEN.join(sorted(values))


def _read_names(text: str) -> frozenset[str]:
    named = frozenset(_read_words(name) for name in text.split(BETWEEN))
    if len(named) > MOST_MEMBERS:
        raise ValueError(text)
    return named


def _some_of_names(allowed: tuple[str, ...]) -> Callable[[str], frozenset[str]]:
    def read(text: str) -> frozenset[str]:
        named = frozenset(text.split(BETWEEN))
        if not named <= frozenset(allowed):
            raise ValueError(text)
        return named

    return read


def _write_precisions(values: frozenset[int]) -> str:
    return ",".join(str(int(value)) for value in sorted(values))


def _read_precisions(text: str) -> frozenset[int]:
    return frozenset(int(Precision(int(value))) for value in text.split(","))


def _read_least(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or not 1 <= int(text[:9]) <= MOST_SOURCES:
        raise ValueError(text)
    return int(text)


def _write_period(value: tuple[dt.date, dt.date]) -> str:
    return f"{value[0].isoformat()}/{value[1].isoformat()}"


def _read_period(text: str) -> tuple[dt.date, dt.date]:
    start, end = sorted(_read_day(day) for day in text.split("/"))
    return start, end


def _write_switch(value: bool) -> str:
    return "on" if value else "off"


def _read_switch(text: str) -> bool:
    return _one_of("on", "off")(text) == "on"


PARTS: tuple[Part, ...] = (
    Part("layers", "layers", _write_set, _some_of(*LAYERS)),
    Part("start", "from", dt.date.isoformat, _read_day),
    Part("end", "to", dt.date.isoformat, _read_day),
    Part("as_of", "as_of", dt.date.isoformat, _read_day),
    Part("organisation", "org", str, _read_words),
    Part("event_types", "types", _write_set, _some_of(*EVENT_TYPES)),
    Part("text", "q", str, _read_search),
    Part("scope", "place", str, _matching(_PLACE_ID)),
    Part("selected", "event", str, _matching(_EVENT_ID)),
    Part("language", "lang", str, _one_of(*LANGUAGES)),
    Part("basemap", "map", str, _one_of("offline", "online")),
    Part("actors", "actors", _write_names, _read_names),
    Part("statuses", "status", _write_names, _some_of_names(STATUSES)),
    Part("precisions", "precision", _write_precisions, _read_precisions),
    Part("publishers", "source", _write_names, _read_names),
    Part("told_in", "told_in", _write_names, _some_of_names(LANGUAGES)),
    Part("least_sources", "sources", str, _read_least),
    Part("compare", "compare", _write_period, _read_period),
    Part("reviewed", "reviewed", str, _one_of("with", "without", "only")),
    Part("measure", "measure", str, _one_of("none", "events", "deaths", "per_100k")),
    Part("heat", "heat", _write_switch, _read_switch),
    Part("theme", "theme", str, _one_of("light", "dark")),
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


def from_query(params: Mapping[str, str]) -> tuple[ViewSpec, tuple[Oddity, ...]]:
    """Read a view from the parts of an address; nonsense is left out and told.

    Parameters
    ----------
    params : mapping of str to str

    Returns
    -------
    spec : ViewSpec
    oddities : tuple of Oddity
        One for each part that was not understood.
    """
    found: dict[str, Any] = {}
    oddities = []
    for part in PARTS:
        if part.name not in params:
            continue
        try:
            found[part.field] = part.read(params[part.name])
        except ValueError:
            oddities.append(Oddity("nonsense", part.name, params[part.name][:60]))
    known = {part.name for part in PARTS} | set(PAGE_PARTS)
    oddities.extend(Oddity("unknown", name[:40]) for name in params if name not in known)
    spec = ViewSpec(**found)
    if spec.start and spec.end and spec.start > spec.end:
        spec = replace(spec, start=spec.end, end=spec.start)
        oddities.append(Oddity("backwards"))
    return spec, tuple(oddities)


def write_address(spec: ViewSpec, base: str = "") -> str:
    """Return the address of a view: `base` with the view's parts behind a question mark.

    Examples
    --------
    >>> write_address(ViewSpec(scope="ML-7", language="fr"))
    '?place=ML-7&lang=fr'
    """
    query = urlencode(to_query(spec), safe=":,")
    return f"{base}?{query}" if query else base


def read_address(address: str) -> ViewSpec:
    """Read the view of a whole address, or of the part behind its question mark.

    Parameters
    ----------
    address : str

    Raises
    ------
    ViewError
        If a part of it was not understood: a picture of another view than the one meant would be worse than none.

    Examples
    --------
    >>> read_address("http://localhost:8501/?place=ML-7").scope
    'ML-7'
    >>> read_address("?place=ML-7&lang=fr").language
    'fr'
    """
    query = urlsplit(address).query if "?" in address or "://" in address else address
    params = dict(parse_qsl(query, keep_blank_values=True))
    if query.strip() and not params:
        raise ViewError(f"{address[:80]!r} is no address of a view.", "Copy it from the browser's address bar.")
    spec, oddities = from_query(params)
    known = ", ".join(part.name for part in PARTS)
    for oddity in oddities:
        if oddity.kind == "backwards":
            raise ViewError("the period of the address runs backwards.", "Swap from and to.")
        what = "which means nothing here" if oddity.kind == "nonsense" else "a part that there is not"
        raise ViewError(f"the address says {oddity.part}={oddity.value}, {what}.", f"The parts are {known}.")
    return spec

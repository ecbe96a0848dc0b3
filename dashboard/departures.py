"""The lines of withdrawals in the words of a screen: out of the host, told with strength and status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.labels import WITHDRAWAL_STATUSES, said
from dashboard.words import Words
from geodata.layers.departures import are_open, departures_of
from geodata.model import Departure, View

if TYPE_CHECKING:
    from dashboard.data import Library


def lines(library: Library, view: View, words: Words) -> list[dict[str, Any]]:
    """Return one line for each contributor and host: its two ends, style and what to say of it; made once a view.

    Parameters
    ----------
    library : Library
    view : View
        Its newest withdrawals are loaded.
    words : Words
    """
    columns, rows = library.columns(view), view.rows
    if rows is None:
        return []

    def make() -> list[dict[str, Any]]:
        found = departures_of(columns, rows, library.gazetteer, library.boundaries)
        return [{**_line(one, words), "open": are_open(view.spec)} for one in found]

    key = ("departures", replace(view.spec, scope=None, selected=None, theme="light", heat=False), words.language)
    made: list[dict[str, Any]] = columns.remembered(key, make)
    return made


def _line(one: Departure, words: Words) -> dict[str, Any]:
    fact = one.fact
    parts = [
        words.text("{contributor} leaves {host}", contributor=words.country(one.contributor),
                   host=words.country(one.host)),
        fact.force or "",
        words.plural("{span} soldier", "{span} soldiers", fact.troops, span=words.number(fact.troops))
        if fact.troops else "",
        said(WITHDRAWAL_STATUSES, fact.status, words),
    ]  # fmt: skip
    hint = " · ".join(part for part in parts if part)
    return {"from": one.start, "to": one.end, "style": one.style, "host": one.host, "hint": hint}

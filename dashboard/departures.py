"""The lines of withdrawals: out of the host, towards where the troops came from, told with strength and status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.labels import WITHDRAWAL_STATUSES, said
from dashboard.words import Words
from geodata.columns.table import Columns
from geodata.model import FactPlace, View, Withdrawal

if TYPE_CHECKING:
    from dashboard.data import Library

# More lines than these would cover the map they cross.
LINES = 80
# The newest withdrawals looked at; the lines of older ones would mostly repeat theirs.
LOOKED_AT = 400
# Events whose withdrawals stay in memory, some 2 kB each.
KEPT = 4000
_STYLES = {"effective": "withdrawal-effective", "demanded": "withdrawal-demanded"}


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
    if rows is None or "withdrawal" not in columns.layers:
        return []
    key = ("departures", replace(view.spec, scope=None, selected=None, theme="light", heat=False), words.language)
    made: list[dict[str, Any]] = columns.remembered(key, lambda: _lines(library, view, words))
    return made


def _lines(library: Library, view: View, words: Words) -> list[dict[str, Any]]:
    columns, rows = library.columns(view), view.rows
    assert rows is not None, "looked at by the caller"  # noqa: S101 - for the type checker
    leaving = np.isin(columns.layer[rows], [columns.layers.index("withdrawal")]) & columns.drawn[rows]
    # Lines to other continents cross the whole map: they are drawn where withdrawals are what is looked at.
    alone = view.spec.layers == frozenset({"withdrawal"})
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for fact in _facts(columns, rows[leaving][:LOOKED_AT]):
        end = _badge_point(library, fact.contributor) if fact.contributor else None
        start = _start(fact, library)
        if end is None or start is None or not fact.contributor:
            continue
        host, at = start
        if host != fact.contributor and (fact.contributor, host) not in found:
            found[fact.contributor, host] = {**_line(fact, at, end, host, words), "open": alone}
        if len(found) == LINES:
            break
    return list(found.values())


def _facts(columns: Columns, rows: Any) -> list[Withdrawal]:
    """Return the withdrawals that events tell of; those loaded for an earlier view are kept, they are few."""
    kept: dict[int, list[Withdrawal]] = columns.remembered("withdrawals by event", dict)
    numbers = [int(number) for number in columns.number[rows]]
    missing = [number for number in numbers if number not in kept]
    if len(kept) + len(missing) > KEPT:
        kept.clear()
        missing = numbers
    for number, event in zip(missing, columns.load(missing), strict=True):
        kept[number] = [fact for fact in event.facts if isinstance(fact, Withdrawal)]
    return [fact for number in numbers for fact in kept.get(number, ())]


def _start(fact: Withdrawal, library: Library) -> tuple[str, tuple[float, float]] | None:
    """Return the host country and where the line begins: at the site, else at the label of the host."""
    site = next((place for place in fact.places if _is_site(place)), None)
    host = fact.host[0] if fact.host else site.country if site else None
    if host is None:
        return None
    if site and site.lat is not None and site.lon is not None:
        return host, (site.lat, site.lon)
    at = _badge_point(library, host)
    return (host, at) if at else None


def _badge_point(library: Library, country: str) -> tuple[float, float] | None:
    """Return where the badge of a country stands: its lines begin and end there, and not beside it."""
    place = library.gazetteer.get(country)
    return (place.lat, place.lon) if place is not None else library.label_point(country)


def _is_site(place: FactPlace) -> bool:
    return place.role == "site" and place.kind != "country" and place.lat is not None


def _line(
    fact: Withdrawal, at: tuple[float, float], end: tuple[float, float], host: str, words: Words
) -> dict[str, Any]:
    parts = [
        words.text("{contributor} leaves {host}", contributor=words.country(fact.contributor or ""),
                   host=words.country(host)),
        fact.force or "",
        words.plural("{span} soldier", "{span} soldiers", fact.troops, span=words.number(fact.troops))
        if fact.troops else "",
        said(WITHDRAWAL_STATUSES, fact.status, words),
    ]  # fmt: skip
    style = _STYLES.get(fact.status, "withdrawal-announced")
    return {"from": at, "to": end, "style": style, "host": host, "hint": " · ".join(part for part in parts if part)}

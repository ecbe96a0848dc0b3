"""Withdrawals and memberships that concern a region: those of its country, as known at the end of the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard import labels
from dashboard.briefing.quotes import plain, quoted
from dashboard.panels.telling import Teller
from geodata import symbols
from geodata.events import membership_states, withdrawal_states
from geodata.model import DocumentInfo, Fact, Membership, View, ViewSpec, Withdrawal
from geodata.model.facts import Layer

MOST_ROWS = 8
QUOTED = 200
# Events on statuses that are read, the newest first; older ones have been overtaken.
NEWEST = 3000


def status_spec(spec: ViewSpec, country: str | None) -> ViewSpec:
    """Return the request for all that was said on statuses until the end of the period."""
    layers: frozenset[Layer] = frozenset({"withdrawal", "membership"})
    return replace(
        ViewSpec(), layers=layers, scope=country, end=spec.end, as_of=spec.as_of or spec.end, language=spec.language
    )


def withdrawals(view: View, country: str | None, teller: Teller) -> list[dict[str, Any]]:
    """Return the last status of each contingent in the country, the newest first."""
    facts, documents = _facts(view), _documents(view)
    states = [
        state for state in withdrawal_states(facts.values(), view.spec.as_of) if not country or state.host == country
    ]
    states.sort(key=lambda state: state.since.start if state.since else dt.date.min, reverse=True)
    rows = []
    for state in states[:MOST_ROWS]:
        told = [fact for fact_id in state.fact_ids if isinstance(fact := facts.get(fact_id), Withdrawal)]
        if told:
            status = labels.said(labels.WITHDRAWAL_STATUSES, state.status, teller.words)
            what = f"{teller.contingent(told[0])} ({teller.country(state.host)})"
            rows.append(_row(what, status, state.since, told[0], documents, teller))
    return rows


def memberships(view: View, country: str | None, teller: Teller) -> list[dict[str, Any]]:
    """Return what the country is to each organisation that the documents speak of."""
    facts, documents = _facts(view), _documents(view)
    told = [fact for fact in facts.values() if isinstance(fact, Membership)]
    rows = []
    for name in sorted({fact.organisation for fact in told if fact.organisation}):
        for state in membership_states(told, name, view.spec.as_of):
            deciding = facts.get(state.fact_ids[0]) if state.fact_ids else None
            if deciding is not None and country in {None, state.country}:
                what = f"{labels.organisation(name, teller.words)} · {teller.country(state.country)}"
                status = labels.said(labels.STATES, state.state, teller.words)
                rows.append(_row(what, status, state.since, deciding, documents, teller))
    return rows[:MOST_ROWS]


def _row(
    what: str, status: str, since: Any, fact: Fact, documents: Mapping[str, DocumentInfo], teller: Teller
) -> dict[str, Any]:
    return {
        "what": plain(what),
        "status": status,
        "wash": symbols.layer_symbols()[fact.layer].wash,
        "since": teller.words.onset(since) if since else "",
        "quote": quoted(fact, documents[fact.document_id], teller, QUOTED),
    }


def _facts(view: View) -> dict[str, Fact]:
    return {fact.id: fact for row in view.events[:NEWEST] for fact in row.facts}


def _documents(view: View) -> dict[str, DocumentInfo]:
    return {info.id: info for row in view.events[:NEWEST] for info in row.documents}


def of_country(path: Sequence[str]) -> str | None:
    """Return the country that a path of units begins with; None for areas over several countries."""
    return path[0] if path and len(path[0]) == 2 else None

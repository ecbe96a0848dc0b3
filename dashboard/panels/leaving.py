"""Withdrawals on a day: who had gone, who had announced it, and the sentences that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard import labels
from dashboard.labels import N_
from dashboard.panels.bars import Axis, bar, head
from dashboard.panels.markup import Markup, join, tag
from dashboard.panels.tables import earlier, hint, table
from dashboard.panels.telling import Teller
from geodata.events import WithdrawalState
from geodata.model import DocumentInfo, Withdrawal

Documents = Mapping[str, DocumentInfo]
# Statuses in the order in which they are asked for, each group with its title.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Gone by this day"), ("effective", "ended", "occurred")),
    (N_("Announced or planned, not gone yet"), ("announced", "planned", "suspended")),
    (N_("Demanded, threatened or claimed"), ("demanded", "threatened", "claimed", "rumoured")),
    (N_("Denied"), ("denied",)),
)


def withdrawals(
    states: Sequence[WithdrawalState],
    facts: Mapping[str, Withdrawal],
    documents: Documents,
    teller: Teller,
    day: dt.date,
) -> Markup:
    """Return the last status of each contingent and host known on a day, grouped by what had come of it.

    Parameters
    ----------
    states : sequence of WithdrawalState
    facts : mapping of str to Withdrawal
        By their ids.
    documents : mapping of str to DocumentInfo
        By their ids.
    teller : Teller
    day : date
    """
    words = teller.words
    if not states:
        return hint(words.text("No document speaks of a withdrawal known on this day."))
    axis = Axis.over([facts[fact_id] for state in states for fact_id in state.fact_ids], day)
    parts = []
    for title, statuses in GROUPS:
        held = [state for state in states if state.status in statuses]
        held.sort(key=lambda state: state.since.start if state.since else dt.date.min, reverse=True)
        if held:
            count = words.plural("{n} contingent", "{n} contingents", len(held))
            parts.append(tag("h3", words.text(title), " ", tag("span", count, cls="lk-count"), cls="lk-group"))
            parts.append(_group(held, facts, documents, teller, axis, day))
    return join(parts)


def _group(states: Sequence[WithdrawalState], facts: Mapping[str, Withdrawal], documents: Documents,
           teller: Teller, axis: Axis, day: dt.date) -> Markup:  # fmt: skip
    words = teller.words
    titles = [
        words.text("Contingent"),
        words.text("Host"),
        words.text("Strength"),
        words.text("Status"),
        head(axis),
        words.text("What the text says"),
    ]
    return table(titles, [_row(state, facts, documents, teller, axis, day) for state in states])


def _row(state: WithdrawalState, facts: Mapping[str, Withdrawal], documents: Documents,
         teller: Teller, axis: Axis, day: dt.date) -> list[str]:  # fmt: skip
    words = teller.words
    told = [facts[fact_id] for fact_id in state.fact_ids]
    troops = [fact.troops for fact in told if fact.troops is not None]
    unknown = tag("span", words.text("not told"), cls="unknown")
    status = labels.said(labels.WITHDRAWAL_STATUSES, state.status, words)
    since = tag("span", words.onset(state.since), cls="" if state.since else "unknown")
    return [
        teller.contingent(told[0]),
        teller.country(state.host),
        words.span(min(troops), max(troops)) if troops else unknown,
        join([tag("span", status, cls=f"lk-chip status {state.status}"), since], tag("br")),
        bar(told, axis, day, words),
        join([*teller.quoted(told[0], documents[told[0].document_id]), earlier(told[1:], documents, teller)]),
    ]

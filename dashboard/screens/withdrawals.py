"""Withdrawals: which contingent had announced that it would leave, and which had gone, on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard import checking, labels, state
from dashboard.data import Library
from dashboard.panels import block, filters, leaving
from dashboard.words import Words
from geodata.columns.known import nearest
from geodata.events import withdrawal_states
from geodata.model import Withdrawal

NAME = "withdrawals"
ALL = ""


def show(library: Library, words: Words) -> None:
    """Show the page."""
    facts = [fact for fact in library.facts_of("withdrawal") if isinstance(fact, Withdrawal)]
    left, right, _ = st.columns([26, 34, 40], gap="medium")
    with left:
        label = words.text("Day on which the withdrawals are told")
        day = filters.day(words, label, filters.newest(facts))
    with right:
        mission = _mission(facts, words)
    by_id = {fact.id: fact for fact in facts}
    # A contingent is of a mission as soon as one sentence says so; its other sentences need not repeat it.
    states = [
        held
        for held in withdrawal_states(facts, day)
        if mission == ALL or any(by_id[fact_id].organisation == mission for fact_id in held.fact_ids)
    ]
    told = leaving.withdrawals(states, by_id, library.documents_by_id(), library.teller(words), day)
    block.show(told, key="withdrawals", on_action=state.open_from_action, cls="lk-scroll", subject=mission)


def _mission(facts: Sequence[Withdrawal], words: Words) -> str:
    """Show the choice of a mission and return it; empty means all of them."""
    named = Counter(fact.organisation for fact in facts if fact.organisation)
    known = [ALL, *(name for name, _ in sorted(named.items(), key=lambda row: (-row[1], row[0])))]
    asked = state.page_part("mission") or ALL
    if asked not in known:
        checking.say_unknown_mission(asked, nearest(asked, known[1:]))
    st.session_state["mission"] = asked if asked in known else ALL

    def changed() -> None:
        state.set_page_parts(mission=str(state.sent("mission") or "") or None)

    chosen: str = st.selectbox(
        words.text("Mission"),
        known,
        format_func=lambda name: labels.organisation(name, words) if name else words.text("all missions"),
        key="mission",
        on_change=changed,
    )
    return chosen

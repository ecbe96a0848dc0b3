"""Withdrawals: which contingent had announced that it would leave, and which had gone, on a day."""

from __future__ import annotations

import datetime as dt

from dashboard import state
from dashboard.data import Library
from dashboard.panels import block, filters, tables
from dashboard.words import Words
from geodata.events import withdrawal_states
from geodata.model import Withdrawal

NAME = "withdrawals"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    facts = {fact.id: fact for fact in library.store.facts() if isinstance(fact, Withdrawal)}
    newest = max((fact.date.end for fact in facts.values() if fact.date), default=dt.date.today())
    day = filters.day(words, words.text("Day on which the withdrawals are told"), newest)
    documents = {info.id: info for info in library.store.documents()}
    table = tables.withdrawals(withdrawal_states(facts.values(), day), facts, documents, library.teller(words))
    block.show(table, key="withdrawals", on_action=state.open_from_action, cls="lk-scroll", subject="table")

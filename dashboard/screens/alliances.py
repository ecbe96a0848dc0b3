"""Alliances: which state is in which organisation on a day, and who says so."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard import state
from dashboard.data import Library
from dashboard.panels import block, filters, tables
from dashboard.words import Words
from geodata.events import membership_states
from geodata.model import Membership

NAME = "alliances"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    facts = [fact for fact in library.store.facts() if isinstance(fact, Membership)]
    left, right = st.columns([62, 38], gap="medium")
    with left:
        _matrix(library, facts, words)
    with right:
        _history(library, facts, words)


def _matrix(library: Library, facts: list[Membership], words: Words) -> None:
    newest = max((fact.date.end for fact in facts if fact.date), default=dt.date.today())
    day = filters.day(words, words.text("Day on which the memberships are told"), newest)
    organisations = sorted({fact.organisation for fact in facts if fact.organisation})
    states = [held for name in organisations for held in membership_states(facts, name, day)]
    table = tables.alliances(states, facts, state.recall("cell"), library.teller(words))
    block.show(table, key="matrix", on_action=_choose, cls="lk-scroll", subject="matrix")


def _history(library: Library, facts: list[Membership], words: Words) -> None:
    chosen = state.recall("cell")
    if chosen:
        documents = {info.id: info for info in library.store.documents()}
        told = tables.history(facts, chosen, documents, library.teller(words))
    else:
        told = tables.hint(words.text("Press a cell to read what the documents say of it."))
    block.show(told, key="history", on_action=state.open_from_action, cls="lk-panel", subject=str(chosen))


def _choose(name: str, value: str) -> None:
    if name == "cell":
        organisation, _, country = value.rpartition("|")
        state.remember("cell", (organisation, country))

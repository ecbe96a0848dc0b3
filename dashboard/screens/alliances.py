"""Alliances: which state is in which organisation on a day, what is announced, and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.data import Library
from dashboard.panels import block, filters, tables
from dashboard.panels.markup import join
from dashboard.words import Words
from geodata.events import membership_states
from geodata.model import Membership

NAME = "alliances"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    facts = [fact for fact in library.facts_of("membership") if isinstance(fact, Membership)]
    left, right = st.columns([62, 38], gap="medium")
    with left:
        _matrix(library, facts, words)
    with right:
        _history(library, facts, words)


def _matrix(library: Library, facts: Sequence[Membership], words: Words) -> None:
    newest = filters.newest(facts)
    day = filters.day(words, words.text("Day on which the memberships are told"), newest)
    organisations = sorted({fact.organisation for fact in facts if fact.organisation})
    states = [held for name in organisations for held in membership_states(facts, name, day)]
    teller = library.teller(words)
    matrix = tables.alliances(states, _known(facts, day), _chosen(), teller)
    told = join([tables.announced(facts, day, teller), matrix])
    block.show(told, key="matrix", on_action=_choose, cls="lk-scroll", subject="matrix")


def _history(library: Library, facts: Sequence[Membership], words: Words) -> None:
    chosen = _chosen()
    if chosen:
        told = tables.history(facts, chosen, library.documents_by_id(), library.teller(words))
    else:
        told = tables.hint(words.text("Press a cell to read what the documents say of it."))
    block.show(told, key="history", on_action=state.open_from_action, cls="lk-panel", subject=str(chosen))


def _known(facts: Sequence[Membership], day: dt.date) -> list[Membership]:
    """Return what was known on a day; what has no date counts as known."""
    return [fact for fact in facts if fact.date is None or fact.date.start <= day]


def _chosen() -> tables.Cell | None:
    organisation, _, country = (state.page_part("cell") or "").rpartition("|")
    return (organisation, country) if organisation else None


def _choose(name: str, value: str) -> None:
    if name == "cell":
        state.set_page_parts(cell=value)
    else:
        state.open_from_action(name, value)

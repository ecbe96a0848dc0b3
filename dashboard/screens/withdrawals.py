"""Withdrawals: which contingent had announced, and which had gone, on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard import state
from dashboard.data import Library
from dashboard.panels import block, filters, tables
from dashboard.screens.alliances import open_document
from dashboard.words import Words

NAME = "withdrawals"


def show(library: Library, words: Words) -> None:
    """Show the page."""
    asked = state.spec()
    spec = replace(asked, layers=frozenset({"withdrawal"}), scope=None, selected=None, start=None, end=None,
                   event_types=frozenset(), text="")  # fmt: skip
    view = library.view(spec)
    newest = view.last_day or dt.date.today()
    filters.day(words, words.text("Day on which the withdrawals are told"), newest)
    table = tables.withdrawals(view, words, lambda unit, own: library.place_name(unit, own, words.language))
    block.show(table, key="withdrawals", on_action=open_document, cls="lk-scroll", subject="table")

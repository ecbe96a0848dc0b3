"""Show markup and learn which of its buttons was pressed: one component behind panel, breadcrumb and reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import assets, state
from dashboard.panels.markup import Markup

Handler = Callable[[str, str], None]


def show(markup: Markup, *, key: str, on_action: Handler | None = None, cls: str = "", subject: str = "",
         target: str | None = None, block: str = "nearest") -> None:  # fmt: skip
    """Show a block of markup.

    Parameters
    ----------
    markup : Markup
    key : str
        Name of the block on its page.
    on_action : callable, optional
        Called with name and value of the button pressed, before the page is drawn anew.
    cls : str
        Class of the block.
    subject : str
        What the block is about; when it changes, the block scrolls back to its top.
    target : str, optional
        Id of the element to bring into sight.
    block : {"nearest", "center"}
        Where to bring it.
    """

    def acted() -> None:
        sent: Any = state.sent(key)
        told = sent.get("action") if sent else None
        if told and on_action:
            on_action(str(told["name"]), str(told["value"]))

    data = {
        "html": str(markup),
        "cls": cls,
        "subject": subject,
        "target": target,
        "block": block,
        "language": state.spec().language,
    }
    _component()(key=key, data=data, on_action_change=acted)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("liptako_block", js=assets.module("block.js"), isolate_styles=False)

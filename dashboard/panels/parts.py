"""The parts of the map room on the page: each is mounted once and filled by `room.js` with what it fetched."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from dashboard import assets, state
from dashboard.words import Words

Handler = Callable[[str, Any], None]
HUB, WISH = "room_hub", "room_wish"


def hub(told: dict[str, Any], on_act: Handler) -> None:
    """Put up what fetches the content of the room, tells it to the parts, and reports where the page went.

    Parameters
    ----------
    told : dict
        As `dashboard.roomstate.address` has it.
    on_act : callable
        Called with the name of an act and its value, before the page is drawn anew.
    """
    _component("room.js")(key=HUB, data={**told, "hub": True}, on_act_change=_acted(HUB, on_act))


def wish(told: dict[str, Any], on_act: Handler) -> None:
    """Tell the room where it should be, from beside it, and learn where the page went where that concerns filters."""
    _component("room.js")(key=WISH, data={**told, "hub": False}, on_act_change=_acted(WISH, on_act))


def _acted(key: str, on_act: Handler) -> Callable[[], None]:
    def acted() -> None:
        sent: Any = state.sent(key)
        act = sent.get("act") if sent else None
        if act:
            on_act(str(act["name"]), act["value"])

    return acted


def block(name: str, cls: str, on_action: Callable[[str, str], None]) -> None:
    """Put up a block of markup that the room fills.

    Parameters
    ----------
    name : {"bar", "panel"}
    cls : str
        Class of the block.
    on_action : callable
        Called with name and value of the button pressed, where the room does not go there by itself.
    """

    def acted() -> None:
        sent: Any = state.sent(name)
        told = sent.get("action") if sent else None
        if told:
            on_action(str(told["name"]), str(told["value"]))

    data = {"part": name, "cls": cls, "language": state.spec().language}
    _component("block.js")(key=name, data=data, on_action_change=acted)


def map_frame(page: str, words: Words) -> None:
    """Put up the frame of the map.

    Parameters
    ----------
    page : str
        Address of the page that stands in it.
    words : Words
    """
    _component("mapframe.js")(key="map", data={"page": page, "title": words.text("Map")})


def time() -> None:
    """Put up the bar of time."""
    _component("timeline.js")(key="time", data={})


@cache
def _component(script: str) -> ComponentRenderer:
    name = script.partition(".")[0]
    return st.components.v2.component(f"liptako_part_{name}", js=assets.module(script), isolate_styles=False)

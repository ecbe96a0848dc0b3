"""What the script behind the page and the map room in the browser tell each other of where they are."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard import assets, marking, room, spotlight, state, timeline
from dashboard.words import Words
from geodata.addresses import PARTS

if TYPE_CHECKING:
    from dashboard.data import Library

_HEARD = "heard"


def asked() -> room.Asked:
    """Return what the address of the page asks the room to show."""
    return room.read({**state.to_query(state.spec()), **state.page_parts()})


def address(library: Library, asked: room.Asked, words: Words) -> dict[str, Any]:
    """Return where the content of the room is fetched, and by which rules the page goes on by itself.

    Parameters
    ----------
    library : Library
    asked : Asked
        The view and the parts of the page's address.
    words : Words
        Of what is told where nothing comes.
    """
    digest, new = library.digest(), spotlight.address(state.added())
    return {
        "room": assets.room_address(digest, "room"),
        "time": assets.room_address(digest, "time"),
        "marks": assets.marks_address(digest),
        "query": room.query(asked),
        "extra": urlencode({room.NEW: new}) if new else "",
        "order": [*(part.name for part in PARTS), *room.PAGE_PARTS],
        "unseen": marking.UNSEEN,
        "sameCards": room.SAME_CARDS,
        # Microseconds, by which the page knows what is newer.
        "told": time.time_ns() // 1000,
        # Of the last thing that the page told: what it did since is newer than this.
        "heard": state.recall(_HEARD) or 0,
        "who": state.recall("who") or "",
        "words": {
            "trouble": words.text("What belongs to this view could not be fetched."),
            "again": words.text("Try again"),
        },
    }


def follow(sent: Mapping[str, Any]) -> None:
    """Take over where the page went by itself.

    Parameters
    ----------
    sent : mapping
        ``changed``: parts of the address, each as it was and as it is, None for one that is not there; ``at``: when.
    """
    changed = sent.get("changed")
    if isinstance(changed, dict):
        state.follow({str(name): _pair(value) for name, value in changed.items()})
    at = sent.get("at")
    state.remember(_HEARD, at if isinstance(at, int | float) else 0)
    # Places looked for to correct a card are asked for again on another one.
    state.remember("offer", None)


def _pair(sent: Any) -> tuple[str | None, str | None]:
    """Read how a part of the address was and is; what makes no sense changes nothing."""
    if not isinstance(sent, list) or len(sent) != 2:
        return "", None
    was, now = (None if value is None else str(value) for value in sent)
    return was, now


def move_period(sent: Any) -> None:
    """Take over a period of the bar of time where a second one has to follow it."""
    chosen = timeline.period(sent) if isinstance(sent, dict) else None
    if chosen is not None:
        state.change(**timeline.moved(state.spec(), *chosen))
        state.ask_for_whole_page()

"""Quality: what was not placed, left out or in conflict, counts of each stage, and what all of it rests on."""

from __future__ import annotations

import datetime as dt

from dashboard import state
from dashboard.data import Library
from dashboard.panels import block, quality
from dashboard.words import Words
from geodata import vocabulary
from geodata.events import membership_states
from geodata.model import Membership, MembershipState, Precision, ViewSpec

NAME = "quality"
UNPLACED = frozenset({int(Precision.UNLOCATED)})


def show(library: Library, words: Words) -> None:
    """Show the page."""
    standing = quality.Standing(
        quality=library.store.quality(),
        events=library.event_count(),
        events_unplaced=library.view(ViewSpec(precisions=UNPLACED)).counts.events,
        problems=library.store.problems(),
        differing=library.differing(quality.LISTED),
        conflicts=_conflicts(library),
        versions={"vocabulary": vocabulary.version(), "gazetteer": str(library.gazetteer.version)},
        vintage=library.boundaries.vintage(),
    )
    told = quality.page(standing, library.teller(words))
    block.show(told, key="quality", on_action=_act, cls="lk-about lk-wide", subject="quality")


def _conflicts(library: Library) -> list[MembershipState]:
    facts = [fact for fact in library.facts_of("membership") if isinstance(fact, Membership)]
    names = sorted({fact.organisation for fact in facts if fact.organisation})
    day = max((fact.date.end for fact in facts if fact.date), default=dt.date.today())
    return [held for name in names for held in membership_states(facts, name, day) if held.state == "conflict"]


def _act(name: str, value: str) -> None:
    if name == "cell":
        state.go_to("alliances", cell=value)
    elif name == "unplaced":
        state.change(precisions=UNPLACED)
        state.go_to("map")
    elif name == "event":
        state.change(selected=value)
        state.go_to("map")
    else:
        state.open_from_action(name, value)

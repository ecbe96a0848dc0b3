"""Answer a view request from columns."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from geodata.columns.counting import counts
from geodata.columns.events import LazyEvents
from geodata.columns.filters import masks
from geodata.columns.table import Columns
from geodata.events import membership_states
from geodata.model import Membership, View, ViewSpec

if TYPE_CHECKING:
    from geodata.model import MembershipState


def select_from(columns: Columns, spec: ViewSpec) -> View:
    """Answer a view request from columns that are open."""
    passing = masks(columns, spec)
    kept = np.ones(len(columns), bool)
    for mask in passing.values():
        kept &= mask
    rows = np.flatnonzero(kept).astype(np.int32)
    hidden = {name: len(columns) - int(np.count_nonzero(mask)) for name, mask in passing.items()}
    first, last = columns.days or (None, None)
    return View(
        spec=spec,
        events=LazyEvents(columns, rows),
        memberships=_states(columns, spec) if "membership" in spec.layers else (),
        counts=counts(columns, rows, hidden),
        organisations=columns.remembered("organisations", lambda: _organisations(_memberships(columns))),
        first_day=dt.date.fromordinal(first) if first else None,
        last_day=dt.date.fromordinal(last) if last else None,
        columns=columns,
        rows=rows,
    )


def _memberships(columns: Columns) -> Sequence[Membership]:
    found: Sequence[Membership] = columns.remembered("memberships", columns.memberships)
    return found


def _states(columns: Columns, spec: ViewSpec) -> tuple[MembershipState, ...]:
    def make() -> tuple[MembershipState, ...]:
        facts = _memberships(columns)
        day = spec.as_of or max((fact.date.end for fact in facts if fact.date), default=None)
        return tuple(membership_states(facts, spec.organisation, day)) if day else ()

    states: tuple[MembershipState, ...] = columns.remembered(("states", spec.organisation, spec.as_of), make)
    return states


def _organisations(facts: Sequence[Membership]) -> tuple[str, ...]:
    """Return the organisations that any fact speaks of, the most often named first."""
    named = Counter(fact.organisation for fact in facts if fact.organisation)
    return tuple(name for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])))

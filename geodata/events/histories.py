"""Histories: what a state was to an organisation, and whether troops were leaving, on a chosen day.

The state on a day is that of the latest status whose date is not after it. Statuses without a date decide only
where none has a date. "Announced" and "in force" stay apart: an announced exit makes a member that is leaving.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.model import DateSpan, Fact, Membership, MembershipState, Withdrawal

_STATES = {
    ("found", "effective"): "member", ("join", "effective"): "member", ("member", "effective"): "member",
    ("readmit", "effective"): "member", ("leave", "announced"): "leaving", ("leave", "effective"): "left",
    ("suspend", "effective"): "suspended", ("dissolve", "effective"): "left",
}  # fmt: skip
_RANK = ("announced", "planned", "threatened", "demanded", "denied", "effective")


@dataclass(frozen=True, slots=True)
class WithdrawalState:
    """What was known on a day of one force in one host country.

    Parameters
    ----------
    contributor : str or None
        Alpha-2 of the state whose troops they are; None where only a mission is named.
    status : str
        As in the evaluation contract.
    fact_ids : tuple of str
        The facts that say so, the deciding one first.
    """

    contributor: str | None
    organisation: str | None
    host: str
    status: str
    since: DateSpan | None
    fact_ids: tuple[str, ...]


def _known(facts: Iterable[Fact], day: dt.date | None) -> tuple[list[Fact], list[Fact]]:
    """Return the dated facts up to a day, oldest first, and those without a date."""
    dated = [f for f in facts if f.date and (day is None or f.date.start <= day)]
    undated = [f for f in facts if f.date is None]
    return (
        sorted(
            dated,
            key=lambda f: (
                f.date.start if f.date else dt.date.min,
                _RANK.index(f.status) if f.status in _RANK else 0,
                f.id,
            ),
        ),
        sorted(undated, key=lambda f: (_RANK.index(f.status) if f.status in _RANK else 0, f.id)),
    )


def _steps(facts: Sequence[Membership], day: dt.date | None) -> list[tuple[Membership, str]]:
    """Return the facts that make a state, with it, oldest first; undated ones only where none has a date."""
    dated, undated = _known(facts, day)
    usable = dated if any(fact.date for fact in facts) else undated
    stepping = [fact for fact in usable if isinstance(fact, Membership)]
    return [(fact, state) for fact in stepping if (state := _STATES.get((fact.action or "", fact.status)))]


def _membership(
    country: str, organisation: str, facts: Sequence[Membership], day: dt.date | None
) -> MembershipState | None:
    steps = _steps(facts, day)
    current: tuple[Membership, str] | None = None
    for fact, state in steps:
        if current and not _overrides(current, fact, state):
            continue
        current = (fact, state)
    if current is None:
        return None
    fact, state = current
    rivals = [
        f for f, s in steps if f is not fact and _same_day(f.date, fact.date) and {s, state} == {"left", "member"}
    ]
    agreeing = tuple(f.id for f, s in steps if s == state and f is not fact)
    label = "conflict" if rivals else state
    return MembershipState(country, organisation, label, fact.date, (fact.id, *agreeing, *(f.id for f in rivals)))


def _same_day(one: DateSpan | None, other: DateSpan | None) -> bool:
    return one is not None and one == other and one.precision == "day"


def _overrides(current: tuple[Membership, str], fact: Membership, state: str) -> bool:
    """Tell whether a later status replaces the one before.

    A state that left does not "leave" again because somebody recalls the announcement, and a standing
    membership that is mentioned in passing undoes neither an exit nor a suspension; joining and readmission do.
    """
    if current[1] == "left":
        return state != "leaving" and fact.action in ("join", "readmit", "found")
    if current[1] in ("leaving", "suspended"):
        return not (state == "member" and fact.action in ("member", "found"))
    return True


def membership_states(facts: Iterable[Fact], organisation: str, day: dt.date | None) -> list[MembershipState]:
    """Return what each state was to an organisation on a day, by country code.

    Parameters
    ----------
    facts : iterable of Fact
        Others than memberships of the organisation are ignored.
    organisation : str
        Canonical name.
    day : date or None
        None is the newest day known.
    """
    by_country: dict[str, list[Membership]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Membership) and fact.organisation == organisation:
            for country in fact.members:
                by_country[country].append(fact)
    rows = [_membership(country, organisation, rows, day) for country, rows in sorted(by_country.items())]
    return [row for row in rows if row]


def withdrawal_states(facts: Iterable[Fact], day: dt.date | None) -> list[WithdrawalState]:
    """Return the last status of each contingent and host known on a day, by host and contributor.

    Parameters
    ----------
    facts : iterable of Fact
        Others than withdrawals are ignored.
    day : date or None
        None is the newest day known.
    """
    groups: dict[tuple[str, str, str], list[Withdrawal]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Withdrawal):
            for host in fact.host:
                who = fact.contributor or ""
                groups[host, who, "" if who else fact.organisation or ""].append(fact)
    found = []
    for (host, who, organisation), rows in sorted(groups.items()):
        dated, undated = _known(rows, day)
        steps = dated if any(row.date for row in rows) else undated
        if steps:
            last = steps[-1]
            others = tuple(fact.id for fact in reversed(steps[:-1]))
            found.append(
                WithdrawalState(who or None, organisation or None, host, last.status, last.date, (last.id, *others))
            )
    return found

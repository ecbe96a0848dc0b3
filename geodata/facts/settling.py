"""Memberships of one sentence or one text, settled against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.model import Membership

SETTLED = "the text says later that it took effect on another day, so this is its announcement"


def _without_reversals(facts: Sequence[Membership]) -> list[Membership]:
    """Return the facts without the exits that the same sentence takes back; what they took back says so."""
    back = {fact.organisation for fact in facts if fact.action == "leave" and fact.status == "denied"}
    told = {fact.organisation for fact in facts if fact.action == "leave" and fact.status != "denied"}
    kept = []
    for fact in facts:
        revoked = fact.action == "leave" and fact.organisation in back & told
        if revoked and fact.status == "denied":
            continue
        kept.append(replace(fact, status_detail="revoked") if revoked else fact)
    return kept


def join_facts(facts: Sequence[Membership]) -> list[Membership]:
    """Return one fact for each organisation, action and status of a sentence, with the states of all."""
    found: dict[tuple[str | None, str | None, str], Membership] = {}
    for fact in _without_reversals(facts):
        key = (fact.organisation, fact.action, fact.status)
        first = found.get(key)
        if first is None:
            found[key] = fact
            continue
        members = tuple(sorted({*first.members, *fact.members}))
        places = {(p.place_id, p.start): p for p in (*first.places, *fact.places)}
        roles = {p.place_id: p for p in (*fact.places, *first.places) if p.role == "member"}
        merged = tuple(roles.get(p.place_id, p) if p.role != "member" else p for p in places.values())
        found[key] = replace(first, members=members, places=merged)
    return list(found.values())


def settle_exits(facts: Sequence[Membership]) -> list[Membership]:
    """Make an exit that is dated before its entry into force an announcement.

    "In early 2024 they departed ECOWAS. The withdrawal took effect in January 2025."
    """
    in_force = [f for f in facts if f.rule == "exit-in-force" and f.status == "effective" and f.date]
    settled = []
    for fact in facts:
        later = [
            f for f in in_force
            if f.organisation == fact.organisation and set(f.members) & set(fact.members)
            and f.date and fact.date and f.date.start > fact.date.end
        ]  # fmt: skip
        if fact.action == "leave" and fact.status == "effective" and fact.rule != "exit-in-force" and later:
            settled.append(replace(fact, status="announced", notes=(*fact.notes, SETTLED)))
        else:
            settled.append(fact)
    return settled

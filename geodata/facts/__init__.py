"""Facts: sentences that state an incident, a withdrawal or a membership, with all that they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.facts.incidents import find_incidents, settle_types
from geodata.facts.members import Roster
from geodata.facts.memberships import find_memberships
from geodata.facts.settling import settle_exits
from geodata.facts.text import Nations, TextView
from geodata.facts.withdrawals import find_withdrawals
from geodata.model import Document, Fact, FactPlace, Incident, Membership, Placement, Withdrawal

__all__ = ["Nations", "state"]


def state(document: Document, placements: Sequence[Placement], gazetteer: Nations) -> list[Fact]:
    """Return the facts of a document, in the order of the text.

    Parameters
    ----------
    document : Document
    placements : sequence of Placement
        Where its place names were placed.
    gazetteer : Nations
        For demonyms and for countries that a sentence means without naming them.

    Returns
    -------
    list of Fact
        For each, ``document.text[fact.start:fact.end] == fact.excerpt``.
    """
    view = TextView(document, placements, gazetteer)
    roster = Roster()
    incidents: list[Incident] = []
    withdrawals: list[Withdrawal] = []
    memberships: list[Membership] = []
    for sentence in view.sentences:
        triggers = view.triggers(sentence)
        if triggers:
            incidents += find_incidents(view, sentence, triggers)
            withdrawals += find_withdrawals(view, sentence, triggers)
            memberships += find_memberships(view, sentence, triggers, roster)
    stated: list[Fact] = [*settle_types(incidents), *withdrawals, *settle_exits(memberships)]
    facts = [replace(fact, places=tuple(_held(place, gazetteer) for place in fact.places)) for fact in stated]
    return sorted(facts, key=lambda fact: (fact.start, fact.end, fact.layer, fact.trigger_start, fact.id))


def _held(place: FactPlace, gazetteer: Nations) -> FactPlace:
    """Note the divisions that hold a place, since merging knows no gazetteer."""
    if place.place_id is None:
        return place
    units = gazetteer.holders(place.place_id) - {place.country}
    return replace(place, within=tuple(sorted(units))) if units else place

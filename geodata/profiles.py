"""What an event comes to, over all its reports: its symbol, its toll, whether it is drawn, who took part and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.folding import fold
from geodata.model import Fact, FactPlace, Incident, Membership, Withdrawal

# Lowest and highest number of dead; None where no highest is known.
Deaths = tuple[int, int | None]
# A place that is merely named in the sentence is no place of the fact: nothing is drawn there.
DRAWN_ROLES = frozenset({"site", "host", "member", "carried"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What of an event is counted, filtered and drawn.

    Parameters
    ----------
    style : str
        Key of the symbol table.
    status : str
        Of its first report; reports of another status are another event.
    types : tuple of str
        ACLED event types of its reports.
    deaths : tuple of int and (int or None), or None
        As `toll_of` gives them.
    drawn : bool
        False for sums over years and for what was only threatened, planned or denied.
    actors : tuple of str
        Names of who took part, and organisations.
    places : tuple of FactPlace
        Where its reports have it, each place once, as the first report that names it has it.
    """

    style: str
    status: str
    types: tuple[str, ...]
    sub_type: str | None
    deaths: Deaths | None
    aggregate: bool
    drawn: bool
    actors: tuple[str, ...]
    places: tuple[FactPlace, ...]


def profile(facts: Sequence[Fact]) -> Profile:
    """Return the profile of an event, from its reports in their order."""
    incidents = [fact for fact in facts if isinstance(fact, Incident)]
    return Profile(
        style=style_of_facts(facts),
        status=facts[0].status,
        types=_each(fact.acled_event_type for fact in incidents),
        sub_type=next((fact.sub_event_type for fact in incidents if fact.sub_event_type), None),
        deaths=toll_of(facts),
        aggregate=all(fact.aggregate for fact in facts),
        drawn=is_drawn(facts),
        actors=_actors(facts),
        places=located(facts),
    )


def style_of_facts(facts: Sequence[Fact]) -> str:
    """Return the key of the symbol table for an event, by the first of its facts."""
    fact = facts[0]
    if isinstance(fact, Incident):
        if fact.event_type in {"coup", "mutiny"}:
            return "coup"
        return fact.acled_event_type or "incident"
    if isinstance(fact, Withdrawal):
        statuses = {fact.status for fact in facts}
        if "effective" in statuses:
            return "withdrawal-effective"
        return "withdrawal-demanded" if statuses <= {"demanded"} else "withdrawal-announced"
    return "membership"


def is_drawn(facts: Iterable[Fact]) -> bool:
    """Tell whether an event is a mark on the map; memberships are shades and no marks."""
    return any(
        fact.status == "occurred" and not fact.aggregate
        if fact.layer == "incident"
        else fact.layer == "withdrawal" and fact.status != "denied"
        for fact in facts
    )


def toll_of(facts: Iterable[Fact], *, sums: bool = False) -> Deaths | None:
    """Return the lowest and highest toll that any report of one event gives.

    Parameters
    ----------
    facts : iterable of Fact
        Reports of one event.
    sums : bool
        Whether sums over a period count; where events are added up, they do not.

    Returns
    -------
    tuple of int and (int or None), or None
        The highest is None where it is open: a report says "at least" or "dozens" and none gives as much or more as a
        figure. All is None where no report gives a toll.
    """
    incidents = [fact for fact in facts if isinstance(fact, Incident) and (sums or not fact.aggregate)]
    low = [n for fact in incidents if (n := _first(fact.fatalities_low, fact.fatalities)) is not None]
    if not low:
        return None
    floors = [fact.fatalities_low for fact in incidents if fact.has_open_toll and fact.fatalities_low is not None]
    closed = [fact for fact in incidents if not fact.has_open_toll]
    high = [n for fact in closed if (n := _first(fact.fatalities_high, fact.fatalities)) is not None]
    is_open = bool(floors) and max(floors) > max(high, default=-1)
    return min(low), None if is_open else max(high)


def located(facts: Iterable[Fact]) -> tuple[FactPlace, ...]:
    """Return the places of an event that the gazetteer knows, each once."""
    places: dict[str, FactPlace] = {}
    for fact in facts:
        for place in fact.places:
            if place.role in DRAWN_ROLES and place.place_id is not None:
                held = places.get(place.place_id)
                if held is None or (held.lat is None and place.lat is not None):
                    places[place.place_id] = place
    return tuple(places.values())


def searched_text(facts: Iterable[Fact]) -> str:
    """Return what a search for words looks through: excerpts and place names, folded."""
    parts = (part for fact in facts for part in (fact.excerpt, *(place.name for place in fact.places)))
    return fold(" ".join(dict.fromkeys(parts)))


def _actors(facts: Iterable[Fact]) -> tuple[str, ...]:
    named: list[str | None] = []
    for fact in facts:
        named += [actor.name for actor in fact.actors]
        if isinstance(fact, Withdrawal | Membership):
            named.append(fact.organisation)
    return _each(named)


def _each(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)

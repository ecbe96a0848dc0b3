"""What an event comes to, over all its reports: its symbol, its toll, whether it is drawn, who took part and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from geodata.folding import fold
from geodata.model import Fact, FactPlace, Incident, Membership, Withdrawal

# How a number of dead is worded.
Bound = Literal["exact", "range", "at_least", "or_more", "at_most", "about"]
# A place that is merely named in the sentence is no place of the fact: nothing is drawn there.
DRAWN_ROLES = frozenset({"site", "host", "member", "carried"})


@dataclass(frozen=True, slots=True)
class Deaths:
    """How many dead the reports of one event tell.

    Parameters
    ----------
    low : int
        Lowest number; 0 where a report gives none but the most ("up to 30").
    high : int or None
        Highest number; None where it is open ("at least 10").
    is_rough : bool
        Whether every report that gives a toll says about so many: "some 20", "une dizaine".
    """

    low: int
    high: int | None
    is_rough: bool = False


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
    deaths : Deaths or None
        As `toll_of` gives them, those of sums over a period too: whoever adds events up leaves these out.
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


def toll_of(facts: Iterable[Fact]) -> Deaths | None:
    """Return the lowest and highest toll that any report of one event gives.

    Parameters
    ----------
    facts : iterable of Fact
        Reports of one event.

    Returns
    -------
    Deaths or None
        The lowest is 0 where the least that a report allows is not told: one says "up to 30", and no other gives
        a figure that is as low. The highest is None where it is open: a report says "at least" or "dozens" and none
        gives as much or more as a figure. All is None where no report gives a toll.
    """
    told = [fact for fact in facts if isinstance(fact, Incident) and _tells_dead(fact)]
    if not told:
        return None
    ceilings = [fact.fatalities_high or 0 for fact in told if fact.has_only_ceiling]
    low = min((_first(fact.fatalities_low, fact.fatalities) for fact in told if not fact.has_only_ceiling), default=0)
    floors = [fact.fatalities_low or 0 for fact in told if fact.has_open_toll]
    high = max((_first(fact.fatalities_high, fact.fatalities) for fact in told if not fact.has_open_toll), default=-1)
    is_open = max(floors, default=-1) > high
    return Deaths(
        low=0 if min(ceilings, default=low) < low else low,
        high=None if is_open else high,
        is_rough=all(fact.has_rough_toll for fact in told),
    )


def bound_of(low: int, high: int | None, *, is_open: bool = False, is_rough: bool = False) -> Bound:
    """Return how a number of dead is to be worded, of one event or of several added up.

    Parameters
    ----------
    low : int
    high : int or None
        None where only the least is known.
    is_open : bool
        Whether there may be more than the highest.
    is_rough : bool
        Whether the sources say about so many.

    Examples
    --------
    >>> bound_of(0, 30), bound_of(0, 0), bound_of(12, 30), bound_of(12, None)
    ('at_most', 'exact', 'range', 'at_least')
    """
    if high is None or is_open:
        return "at_least" if low and high in (None, low) else "or_more"
    if high and not low:
        return "at_most"
    return "about" if is_rough else "exact" if low == high else "range"


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


def _tells_dead(fact: Incident) -> bool:
    return (fact.fatalities, fact.fatalities_low, fact.fatalities_high) != (None, None, None)


def _first(*numbers: int | None) -> int:
    return next((number for number in numbers if number is not None), 0)

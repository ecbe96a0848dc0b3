"""The places of a fact: those its sentence names, or else those carried from the title or the sentences before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from geodata.facts.sentences import Sentence
from geodata.facts.text import Nations, TextView
from geodata.model import FactPlace, Placement, Precision
from geodata.vocabulary.grammar import any_of, anywhere, at_end

CARRIED_TITLE = "place carried from the title"
CARRIED_BEFORE = "place carried from a sentence before"
CARRIED_LIST = "the states are those that the text lists before"
_FARTHEST = 3


def as_fact_place(placement: Placement, role: str) -> FactPlace:
    """Return a placement as a place of a fact."""
    place, mention = placement.place, placement.mention
    return FactPlace(
        place_id=place.place_id if place else None,
        name=place.name if place else mention.text,
        kind=place.kind if place else (mention.kind_hint or ""),
        country=place.country if place else None,
        lat=placement.lat,
        lon=placement.lon,
        precision=placement.precision,
        radius_km=placement.radius_km,
        role=role,
        start=mention.start,
        end=mention.end,
    )


def country_place(nations: Nations, country: str, role: str) -> FactPlace:
    """Return a country that the sentence does not name, at its label point."""
    place = nations.country(country)
    return FactPlace(
        place.place_id, place.name, place.kind, place.country, place.lat, place.lon, Precision.COUNTRY, role=role
    )


def _is_site(view: TextView, placement: Placement) -> bool:
    """Tell whether something can have happened there: not where a place speaks, owns soldiers or holds a court."""
    mention = placement.mention
    if not mention.literal:
        return False
    before, after = view.folded[max(0, mention.start - 40) : mention.start], view.folded[mention.end : mention.end + 40]
    if at_end("before_seat").search(before):
        return False
    state = placement.place is not None and placement.place.kind == "country"
    if state and at_end("forces_of").search(before):
        return False
    return not (_acts().match(after) and (state or mention.start == 0 or before.rstrip()[-1:] in ".!?:»\n"))


@cache
def _acts() -> re.Pattern[str]:
    """Return what tells that a place is a government that speaks or an army that lost men."""
    return re.compile(rf"\s(?:a |ont |avait |has |had |have )?(?:\w+ly )?{any_of('place_acts')}(?!\w)")


def sites(view: TextView, sentence: Sentence) -> tuple[tuple[FactPlace, ...], tuple[str, ...]]:
    """Return the places of an incident and notes on how they came about.

    Where a sentence names a settlement or region and also states, the states are ``named`` only; a country that
    stands alone is the site. A sentence without places takes those of the nearest of three sentences before it in
    its paragraph or the one before, or else the title's.
    """
    own = view.places(sentence)
    literal = [placement for placement in own if _is_site(view, placement)]
    sited = {id(placement) for placement in literal}
    if literal:
        finest = any(p.precision not in (Precision.COUNTRY, Precision.UNLOCATED) for p in literal)
        return tuple(
            as_fact_place(p, "named" if id(p) not in sited or (finest and p.precision == Precision.COUNTRY) else "site")
            for p in own
        ), ()
    meant = _states_meant(view, sentence)
    if meant:
        return tuple(country_place(view.nations, state, "carried") for state in meant), (CARRIED_LIST,)
    carried, note = _carry(view, sentence)
    speaking = [p for p in own if p.mention.literal and p.place is not None and p.place.kind == "country"]
    if speaking and not _takes_place(carried, speaking):
        return tuple(as_fact_place(p, "site" if p in speaking else "named") for p in own), ()
    return (*(as_fact_place(p, "named") for p in own), *carried), note


def _takes_place(carried: Sequence[FactPlace], speaking: Sequence[Placement]) -> bool:
    """Tell whether places named before are better than the country of which the sentence speaks: towns in it."""
    countries = {p.place.country for p in speaking if p.place}
    return any(place.precision != Precision.COUNTRY and place.country in countries for place in carried)


def _carry(view: TextView, sentence: Sentence) -> tuple[tuple[FactPlace, ...], tuple[str, ...]]:
    """Return the places of the sentences before, or of the title, and a note that says so."""
    back = _nearest(view, sentence)
    if back is not None:
        title = back == 0 and view.sentences[0].title
        return _carried(_told(view, back)), (CARRIED_TITLE if title else CARRIED_BEFORE,)
    first = _told(view, 0) if sentence.index else []
    return _carried(first), (CARRIED_TITLE,) if first else ()


def _told(view: TextView, index: int) -> list[Placement]:
    return [p for p in view.places(view.sentences[index]) if _is_site(view, p) and p.place]


def _nearest(view: TextView, sentence: Sentence) -> int | None:
    """Return the sentence from which the place is carried: the nearest, but rather one that names a town.

    Several countries side by side are no place to carry.
    """
    chosen: int | None = None
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _FARTHEST), -1):
        places = _told(view, index)
        if any(p.precision in (Precision.SETTLEMENT, Precision.NEAR) for p in places):
            return index if chosen is None or _goes_past(view, chosen, places) else chosen
        fine = any(p.precision not in (Precision.COUNTRY, Precision.UNLOCATED) for p in places)
        if chosen is None and places and (fine or len({p.place.country for p in places if p.place}) == 1):
            chosen = index
    return chosen


def _goes_past(view: TextView, index: int, towns: Sequence[Placement]) -> bool:
    """Tell whether a sentence only says where the towns lie: it names wide places there and tells nothing."""
    tells = any(
        match.means.rule and match.means.rule.layer == "incident" for match in view.triggers(view.sentences[index])
    )
    return not tells and _covers(_told(view, index), towns)


def _covers(wide: Sequence[Placement], towns: Sequence[Placement]) -> bool:
    """Tell whether wide places lie in the same countries as the towns named before them."""
    return {p.place.country for p in towns if p.place} >= {p.place.country for p in wide if p.place and p.place.country}


def _states_meant(view: TextView, sentence: Sentence) -> tuple[str, ...]:
    """Return the states of "les trois pays" or "these countries"."""
    counted = view.counted_states(sentence)
    if counted:
        return counted[0][2]
    if anywhere("these_states").search(view.folded, sentence.start, sentence.end):
        before = [states for at, states in view.listed_states if at < sentence.start]
        return before[-1] if before else ()
    return ()


def _carried(placements: Sequence[Placement]) -> tuple[FactPlace, ...]:
    """Return the finest of the places, as carried ones."""
    fine = [p for p in placements if p.precision not in (Precision.COUNTRY, Precision.UNLOCATED)]
    return tuple(as_fact_place(p, "carried") for p in _distinct(fine or list(placements)))


def _distinct(placements: Iterable[Placement]) -> list[Placement]:
    seen: dict[str, Placement] = {}
    for placement in placements:
        if placement.place:
            seen.setdefault(placement.place.place_id, placement)
    return list(seen.values())


def with_countries(view: TextView, sentence: Sentence, countries: Sequence[str], role: str) -> tuple[FactPlace, ...]:
    """Return the places of a sentence, those countries in their role and present even where it does not name them."""
    places = []
    for placement in view.places(sentence):
        country = placement.place.country if placement.place and placement.place.kind == "country" else None
        places.append(as_fact_place(placement, role if country in countries else "named"))
    present = {place.country for place in places if place.role == role}
    missing = [country for country in countries if country not in present]
    return (*places, *(country_place(view.nations, country, role) for country in missing))

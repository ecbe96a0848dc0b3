"""The places of a fact: those its sentence names, or else those carried from the title or the sentences before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geodata.facts.sentences import Sentence
from geodata.facts.text import Nations, TextView
from geodata.model import FactPlace, Placement, Precision
from geodata.vocabulary.grammar import anywhere

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


def _is_site(placement: Placement) -> bool:
    return placement.mention.literal


def sites(view: TextView, sentence: Sentence) -> tuple[tuple[FactPlace, ...], tuple[str, ...]]:
    """Return the places of an incident and notes on how they came about.

    Where a sentence names a settlement or region and also states, the states are ``named`` only; a country that
    stands alone is the site. A sentence without places takes those of the nearest of three sentences before it in
    its paragraph or the one before, or else the title's.
    """
    own = view.places(sentence)
    literal = [placement for placement in own if _is_site(placement)]
    if literal:
        finest = any(p.precision not in (Precision.COUNTRY, Precision.UNLOCATED) for p in literal)
        return tuple(
            as_fact_place(
                p, "named" if not p.mention.literal or (finest and p.precision == Precision.COUNTRY) else "site"
            )
            for p in own
        ), ()
    meant = _states_meant(view, sentence)
    if meant:
        return tuple(country_place(view.nations, state, "carried") for state in meant), (CARRIED_LIST,)
    for back in range(1, _FARTHEST + 1):
        if sentence.index - back < 0:
            break
        earlier = [p for p in view.places(view.sentences[sentence.index - back]) if _is_site(p) and p.place]
        if earlier:
            title = sentence.index - back == 0 and view.sentences[0].title
            return _carried(earlier), (CARRIED_TITLE if title else CARRIED_BEFORE,)
    first = [p for p in view.places(view.sentences[0]) if _is_site(p) and p.place] if sentence.index else []
    return _carried(first), (CARRIED_TITLE,) if first else ()


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

"""What speaks for one of the places that a name can mean: named features, one table of weights."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from geodata.gazetteer import Form, Gazetteer, Named
from geodata.model import Place, PlaceKind

WEIGHTS = {
    "main": 0.12,  # the name itself rather than one of GeoNames' alternates, which hold much noise
    "alias": 0.10,
    "kind": 0.50,  # the text says "region of"
    "kin": 0.25,  # it says "region of" and this is a province: nations differ in their words
    "misfit": -0.30,  # it says "town of" and this is a region
    "people": 0.40,  # a city of ten million over a hamlet; logarithmic, as news follows size
    "prominence": 0.12,  # a step of the curated table: what news of the Sahel means
    "focus": 0.40,  # in the country that the text speaks of most
    "elsewhere": -0.12,  # in a country that the text never speaks of
    "region": 0.25,  # in a division that the text names
    "chain": 0.70,  # the unit that stands right behind the name holds it
    "near": 0.30,  # close to places that are sure
}
# Before anything is known of the text, a bare name means the larger thing first.
PRIOR: dict[PlaceKind, float] = {
    "country": 0.90, "continent": 0.80, "area": 0.60, "admin1": 0.20, "settlement": 0.22, "admin2": 0.05,
    "admin3": 0.05, "lake": 0.25, "river": 0.20, "site": 0.20,
}  # fmt: skip
_PRIOR_ONLY = {"country", "continent", "area"}
_UNITS = {"admin1", "admin2", "admin3"}
_UNIT_LIKE = {*_UNITS, "area"}
_MOST_PEOPLE = 7.5  # log10 of the largest city
_NEAR_KM = 120.0  # distance at which being near counts for a third


@dataclass(slots=True)
class Context:
    """What the rest of the text says about where it is.

    Parameters
    ----------
    countries : dict
        Alpha-2 to its share of what is named, the foremost being 1.
    regions : dict
        Ids of named first- and second-level divisions to the same.
    anchors : list of Place
        Settlements and divisions that are sure, each once.
    """

    countries: dict[str, float] = field(default_factory=dict)
    regions: dict[str, float] = field(default_factory=dict)
    anchors: list[tuple[str, Place]] = field(default_factory=list)


def features(
    named: Named, key: str, hint: PlaceKind | None, holder: Place | None, context: Context, gazetteer: Gazetteer
) -> list[tuple[str, float]]:
    """Return the named features of one candidate, each already weighted; their sum is its score.

    Parameters
    ----------
    named : Named
        The candidate and how it bears the name.
    key : str
        The name, so that a place does not speak for itself.
    hint : PlaceKind or None
        What the text says it is.
    holder : Place or None
        The unit that stands right behind the name.
    """
    place = named.place
    found = [("prior", PRIOR[place.kind])]
    if named.form & Form.MAIN:
        found.append(("main", WEIGHTS["main"]))
    elif named.form & (Form.ALIAS | Form.DEMONYM | Form.CODE):
        found.append(("alias", WEIGHTS["alias"]))
    if place.population:
        found.append(("people", WEIGHTS["people"] * math.log10(place.population) / _MOST_PEOPLE))
    if place.prominence and place.kind not in _PRIOR_ONLY:
        found.append(("prominence", WEIGHTS["prominence"] * place.prominence))
    found += _kind(place, hint)
    found += _surroundings(place, key, holder, context, gazetteer)
    return found


def _kind(place: Place, hint: PlaceKind | None) -> list[tuple[str, float]]:
    if hint is None or place.kind in {"country", "continent"}:
        return []
    if place.kind == hint:
        return [("kind", WEIGHTS["kind"])]
    if (hint in _UNITS and place.kind in _UNIT_LIKE) or {hint, place.kind} == {"settlement", "admin3"}:
        return [("kin", WEIGHTS["kin"])]
    return [("misfit", WEIGHTS["misfit"])]


def _surroundings(
    place: Place, key: str, holder: Place | None, context: Context, gazetteer: Gazetteer
) -> list[tuple[str, float]]:
    found = []
    if place.country:
        share = context.countries.get(place.country)
        if share:
            found.append(("focus", WEIGHTS["focus"] * share))
        elif context.countries:
            found.append(("elsewhere", WEIGHTS["elsewhere"]))
        units = gazetteer.holders(place.place_id)
        region = max((context.regions.get(unit, 0.0) for unit in units), default=0.0)
        if region:
            found.append(("region", WEIGHTS["region"] * region))
        if holder is not None and holder.place_id != place.place_id and holder.place_id in units:
            found.append(("chain", WEIGHTS["chain"]))
    if place.kind not in {"country", "continent", "area"}:
        closeness = nearness(place, key, context)
        if closeness > 0.02:
            found.append(("near", WEIGHTS["near"] * closeness))
    return found


def nearness(place: Place, key: str, context: Context) -> float:
    """Return 0 to 1: how close the nearest sure place of another name lies."""
    best = math.inf
    for other, anchor in context.anchors:
        if other != key and anchor.place_id != place.place_id:
            best = min(best, kilometres(place.lat, place.lon, anchor.lat, anchor.lon))
    return math.exp(-best / _NEAR_KM)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance in km, taking the Earth for a flat map between both points: quick, and 1 % off at 500 km."""
    east = abs(lon2 - lon1)
    east = min(east, 360.0 - east) * math.cos(math.radians((lat1 + lat2) / 2))
    return 111.195 * math.hypot(lat2 - lat1, east)

"""What speaks for one of the places that a name can mean: named features, one table of weights."""

from __future__ import annotations

import math

from geodata.gazetteer import Form, Gazetteer, Named
from geodata.model import Place, PlaceKind

WEIGHTS = {
    "main": 0.12,  # the name itself rather than one of GeoNames' alternates, which hold much noise
    "alias": 0.10,
    "kind": 0.50,  # the text says "region of"
    "kin": 0.25,  # it says "region of" and this is a province: nations differ in their words
    "misfit": -0.30,  # it says "town of" and this is a region
    "people": 0.40,  # a city of ten million over a hamlet; logarithmic, as news follows size
    "metropolis": 0.20,  # what the world knows by its name alone: on top of its people, from half a million on
    "shadow": -0.25,  # a small town with the name of a state elsewhere (Lebanon); a state that adds a word (Niger)
    "peers": 0.25,  # its neighbours in a list are regions of the same country, and so is this
    "capital": 0.15,  # of a country: named for itself or for its government, far beyond its size
    "seat": 0.12,  # the seat of a region that bears its name: "in Gao" is the town unless the text says region
    "prominence": 0.12,  # a step of the curated table: what news of the Sahel means
    "focus": 0.40,  # in the country that the text speaks of most
    "elsewhere": -0.12,  # in a country that the text never speaks of
    "region": 0.25,  # in a division that the text names
    "chain": 0.70,  # the unit that stands right behind the name holds it
    "outside": -0.80,  # the text says in which unit it lies, and this place lies elsewhere
    "near": 0.30,  # close to places that are sure, or that other names could mean
    "holds": 0.50,  # the name before it lies in it: "Buffalo, New York" is the state
}
# Before anything is known of the text, a bare name means the larger thing first.
PRIOR: dict[PlaceKind, float] = {
    "country": 0.95, "continent": 0.80, "area": 0.75, "admin1": 0.20, "settlement": 0.22, "admin2": 0.05,
    "admin3": 0.05, "lake": 0.25, "river": 0.20, "site": 0.20,
}  # fmt: skip
_PRIOR_ONLY = {"country", "continent", "area"}
_UNITS = {"admin1", "admin2", "admin3"}
_UNIT_LIKE = {*_UNITS, "area"}
_MOST_PEOPLE = 7.5  # log10 of the largest city
_METROPOLIS = 5.7  # log10 of half a million
_UNIT_KM: dict[PlaceKind, float] = {"admin2": 90.0, "admin3": 35.0, "settlement": 35.0}
"""Distance from the middle at which a unit without an outline still holds a third of what it could."""
_SMALLER: dict[PlaceKind, frozenset[PlaceKind]] = {
    "admin2": frozenset(("settlement", "site", "admin3")),
    "admin3": frozenset(("settlement", "site")),
    "settlement": frozenset(("settlement", "site")),
}
_BEYOND_KM: dict[PlaceKind, float] = {"admin1": 800.0, "admin2": 180.0, "admin3": 80.0, "settlement": 80.0}
"""Distance from the middle at which a place lies in no unit of that kind, or named after that town, save the largest of
the Sahara."""
_UNSURE = 0.7  # of the weight, where only the distance speaks for it
_DEGREE_KM = 111.195  # of latitude, mean
_NEAR_KM = 120.0  # distance at which being near counts for a third
_FAR = 0.02  # closeness that is none
_FAR_DEGREES = 5.0  # a distance at which closeness is less than that


class Context:
    """What the rest of the text says about where it is.

    Every count is kept with the name that it comes from, so that no name speaks for itself.

    Parameters
    ----------
    countries, regions : dict
        Alpha-2, or id of a division, to the names that lie there and how often each stands.
    anchors : list of (str, Place)
        Names and places of settlements and divisions that are sure, each once.
    company : dict
        Name and place id to the share of the other names that could mean a place close by.
    own : dict
        Features of candidates that do not hang on the text, kept from one round to the next.
    """

    __slots__ = ("_near", "anchors", "company", "countries", "own", "regions", "tops")

    def __init__(self) -> None:
        self.own: dict[tuple[str, int, PlaceKind | None], tuple[tuple[str, float], ...]] = {}
        self.countries: dict[str, dict[str, int]] = {}
        self.regions: dict[str, dict[str, int]] = {}
        self.anchors: list[tuple[str, Place]] = []
        self.company: dict[tuple[str, str], float] = {}
        self.tops: dict[tuple[str, str], int] = {}
        self._near: dict[str, list[tuple[float, float, str]]] = {}

    def anchors_but(self, key: str) -> list[tuple[float, float, str]]:
        """Return latitude, longitude and id of the anchors of other names."""
        if key not in self._near:
            self._near[key] = [(one.lat, one.lon, one.place_id) for other, one in self.anchors if other != key]
        return self._near[key]

    def share(self, table: str, unit: str, key: str) -> float:
        """Return 0 to 1: how much of the text, this name aside, lies in a unit."""
        counts: dict[str, dict[str, int]] = getattr(self, table)
        names = counts.get(unit)
        if names is None:
            return 0.0
        own = sum(names.values()) - names.get(key, 0)
        if own <= 0:
            return 0.0
        top = self.tops.get((table, key))
        if top is None:
            top = max(sum(others.values()) - others.get(key, 0) for others in counts.values())
            self.tops[table, key] = top
        return math.sqrt(own / top)


def features(
    named: Named,
    key: str,
    hint: PlaceKind | None,
    holders: tuple[Place, ...],
    held: frozenset[str],
    context: Context,
    gazetteer: Gazetteer,
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
    holders : tuple of Place
        The units that stand right behind the name, one behind another.
    held : frozenset of str
        Ids of the units that could hold the name right before.
    """
    asked = (named.place.place_id, named.form, hint)
    own = context.own.get(asked)
    if own is None:
        own = context.own[asked] = _own(named, hint)
    found = [*own]
    if named.place.place_id in held:
        found.append(("holds", WEIGHTS["holds"]))
    found += _surroundings(named.place, key, holders, context, gazetteer)
    return found


def _own(named: Named, hint: PlaceKind | None) -> tuple[tuple[str, float], ...]:
    """Return the features that do not hang on the rest of the text."""
    place = named.place
    found = [("prior", PRIOR[place.kind])]
    if named.form & Form.MAIN:
        found.append(("main", WEIGHTS["main"]))
    elif named.form & (Form.ALIAS | Form.DEMONYM | Form.CODE):
        found.append(("alias", WEIGHTS["alias"]))
    if place.population:
        size = math.log10(place.population)
        metropolis = max(0.0, size - _METROPOLIS) / (_MOST_PEOPLE - _METROPOLIS)
        found.append(("people", WEIGHTS["people"] * size / _MOST_PEOPLE + WEIGHTS["metropolis"] * metropolis))
    if place.prominence and place.kind not in _PRIOR_ONLY:
        found.append(("prominence", WEIGHTS["prominence"] * place.prominence))
    found += _kind(place, hint)
    return tuple(found)


def _kind(place: Place, hint: PlaceKind | None) -> list[tuple[str, float]]:
    if hint is None or place.kind in {"country", "continent"}:
        return []
    if place.kind == hint or ("area" in {hint, place.kind} and {hint, place.kind} <= _UNIT_LIKE):
        return [("kind", WEIGHTS["kind"])]
    if (hint in _UNITS and place.kind in _UNIT_LIKE) or {hint, place.kind} == {"settlement", "admin3"}:
        return [("kin", WEIGHTS["kin"])]
    return [("misfit", WEIGHTS["misfit"])]


def _surroundings(
    place: Place, key: str, holders: tuple[Place, ...], context: Context, gazetteer: Gazetteer
) -> list[tuple[str, float]]:
    found = []
    if place.country:
        share = context.share("countries", place.country, key)
        if share:
            found.append(("focus", WEIGHTS["focus"] * share))
        elif context.countries and place.kind != "country":
            found.append(("elsewhere", WEIGHTS["elsewhere"]))
    if place.kind in _PRIOR_ONLY:
        return found
    units = gazetteer.holders(place.place_id)
    regions = context.regions
    named = [unit for unit in (place.place_id, *units) if unit in regions] if regions else ()
    region = max((context.share("regions", unit, key) for unit in named), default=0.0)
    if region:
        found.append(("region", WEIGHTS["region"] * region))
    chain = max((_held_by(place, holder, units) for holder in holders), default=0.0)
    if chain > _FAR:
        found.append(("chain", WEIGHTS["chain"] * chain))
    closeness = max(nearness(place, key, context), context.company.get((key, place.place_id), 0.0))
    if closeness > _FAR:
        found.append(("near", WEIGHTS["near"] * closeness))
    return found


def _held_by(place: Place, holder: Place, units: frozenset[str]) -> float:
    """Return 0 to 1: how likely a unit holds a place. Where no outline tells, it does if its middle is not far."""
    if holder.place_id == place.place_id:
        return 0.0
    if holder.place_id in units:
        return 1.0
    reach = _UNIT_KM.get(holder.kind)
    if reach is None or place.kind not in _SMALLER[holder.kind] or place.country != holder.country:
        return 0.0
    if holder.kind == "admin2" and any(unit.count(".") for unit in units):  # it is known which one holds it
        return 0.0
    return _UNSURE * math.exp(-((kilometres(place.lat, place.lon, holder.lat, holder.lon) / reach) ** 2))


def is_outside(place: Place, holder: Place) -> bool:
    """Tell whether a place lies certainly not in the unit that is said to hold it: another country, or far from it."""
    if place.country is None or holder.country is None or place.place_id == holder.place_id:
        return False
    if place.country != holder.country:
        return True
    reach = _BEYOND_KM.get(holder.kind)
    return reach is not None and kilometres(place.lat, place.lon, holder.lat, holder.lon) > reach


def nearness(place: Place, key: str, context: Context) -> float:
    """Return 0 to 1: how close the nearest sure place of another name lies."""
    lat, lon, place_id = place.lat, place.lon, place.place_id
    narrow, best = math.cos(math.radians(lat)), _FAR_DEGREES**2
    for anchor_lat, anchor_lon, anchor_id in context.anchors_but(key):
        north = anchor_lat - lat
        if north * north >= best or anchor_id == place_id:
            continue
        east = abs(anchor_lon - lon)
        east = min(east, 360.0 - east) * narrow
        best = min(best, north * north + east * east)  # degrees of a flat map: only near ones count
    return math.exp(-_DEGREE_KM * math.sqrt(best) / _NEAR_KM)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance in km, taking the Earth for a flat map between both points: quick, and 1 % off at 500 km."""
    east = abs(lon2 - lon1)
    east = min(east, 360.0 - east) * math.cos(math.radians((lat1 + lat2) / 2))
    return _DEGREE_KM * math.hypot(lat2 - lat1, east)

"""Choose among the places that a name can mean; sure names first, so that they speak for the others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.gazetteer import Form, Gazetteer, Named
from geodata.mentions.words import place_words
from geodata.model import Candidate, Place, PlaceKind
from geodata.placement.company import company
from geodata.placement.features import WEIGHTS, Context, features, is_outside, kilometres

_SHOWN = 5  # candidates kept for explanations
_CHAIN = 3  # units one behind another that are looked at
_ANCHORS = 40  # sure places that nearness is measured to
_METHOD = ("chain", "holds", "kind", "near", "region", "focus", "prominence", "people")
_UPPER = {"admin1", "country"}
_SEAT_KM = 60.0  # between the middle of a unit and the town that it is named after
_TOWN = 200_000  # people from which on a town does not stand in the shadow of a state of its name
_ROUNDS = (0.75, 0.5)  # belief from which on a choice counts as sure in the second and third round
_SETTLED = 0.97  # belief from which on more context is not asked for
_STEEP, _NOTHING = 7.0, 0.25  # how score becomes belief; the second is the score of "none of these"


@dataclass(slots=True)
class Name:
    """One occurrence of a name that is to be resolved.

    Parameters
    ----------
    bearers : tuple of Named
        What it can mean.
    holder : Name or None
        The name right behind it that may be the unit holding it ("Boni, Mali").
    firm : bool
        The holder is said to be a unit ("Boni, dans le cercle de Douentza"): what lies elsewhere is not meant.
    held : frozenset of str
        Ids of the units that can hold the name right before it.
    peers : tuple of Name
        Its neighbours in a list.
    """

    key: str
    hint: PlaceKind | None
    bearers: tuple[Named, ...]
    holder: Name | None = None
    firm: bool = False
    held: frozenset[str] = frozenset()
    peers: tuple[Name, ...] = ()
    ranked: tuple[Candidate, ...] = ()


def list_together(name: Name, after: Name) -> None:
    """Note that two names stand side by side in a list."""
    name.peers, after.peers = (*name.peers, after), (*after.peers, name)


def hold(name: Name, holder: Name, gazetteer: Gazetteer) -> None:
    """Note that one name stands right before another that may hold it; "Benin, Nigeria" is a list of countries."""
    if _ranks(name) & _ranks(holder):
        return
    name.holder = holder
    holder.held |= {unit for one in name.bearers for unit in gazetteer.holders(one.place.place_id)}


def _ranks(name: Name) -> set[str]:
    """Return for which of the two upper levels a name is the usual name of a unit."""
    return {one.place.kind for one in name.bearers if one.form & Form.MAIN and one.place.kind == "country"}


def resolve(names: Sequence[Name], gazetteer: Gazetteer) -> None:
    """Rank the bearers of every name, best first, in `Name.ranked`.

    Names that can mean one thing only give the first picture of where the text is; with that all are ranked, and
    ranked again with every choice that is clear taken as an anchor.
    """
    local = [name for name in names if name.bearers and (len(name.bearers) == 1 or not _plain(name))]
    near = company({name.key: [one.place for one in name.bearers] for name in local})
    context = _context([(name, name.bearers[0].place) for name in names if _plain(name)])
    for sure in _ROUNDS:
        context.company = near
        _rank_all(names, context, gazetteer)
        own = context.own
        context = _context([(n, n.ranked[0].place) for n in names if n.ranked and n.ranked[0].score >= sure])
        context.own = own
    context.company = near
    _rank_all(names, context, gazetteer)
    _one_sense(names)


def _plain(name: Name) -> bool:
    """Tell whether a name has one bearer, or is a country's that no region, city or other country shares."""
    if not name.bearers:
        return False
    others = name.bearers[1:]
    return not others or (
        name.bearers[0].place.kind == "country"
        and not any(one.place.kind in {"country", "admin1"} or one.place.population > 100_000 for one in others)
    )


def _rank_all(names: Sequence[Name], context: Context, gazetteer: Gazetteer) -> None:
    known: dict[tuple[object, ...], tuple[Candidate, ...]] = {}
    for name in names:
        if name.ranked and name.ranked[0].score > _SETTLED:
            continue
        holders = _holders(name)
        peers = frozenset((one.ranked[0].place.kind, one.ranked[0].place.country) for one in name.peers if one.ranked)
        at = (name.key, name.hint, tuple(one.place_id for one in holders), name.firm, name.held, peers)
        if at not in known:
            known[at] = _rank(name, holders, peers, context, gazetteer)
        name.ranked = known[at]


def _holders(name: Name) -> tuple[Place, ...]:
    """Return the places behind a name that may hold it, nearest first: "X, commune de Y, province de Z"."""
    found: list[Place] = []
    holder = name.holder
    while holder is not None and len(found) < _CHAIN and holder.ranked:
        found.append(holder.ranked[0].place)
        holder = holder.holder
    return tuple(found)


def _rank(
    name: Name,
    holders: tuple[Place, ...],
    peers: frozenset[tuple[PlaceKind, str | None]],
    context: Context,
    gazetteer: Gazetteer,
) -> tuple[Candidate, ...]:
    scored = []
    units = [one.place for one in name.bearers if one.form & Form.MAIN and _lends_its_name(one.place)]
    states = any(one.place.kind == "country" and one.form & Form.MAIN for one in name.bearers)
    capital = _capital(name)
    # "cercle de Gao" is no region of a nation that has a cercle of that name.
    exact = {one.place.country for one in name.bearers if one.place.kind == name.hint}
    for named in name.bearers:
        found = features(named, name.key, name.hint, holders, name.held, context, gazetteer)
        if name.firm and holders and is_outside(named.place, holders[0]):
            found.append(("outside", WEIGHTS["outside"]))
        if named.place.country in exact and named.place.kind != name.hint:
            found = [("misfit", WEIGHTS["misfit"]) if one[0] == "kin" else one for one in found]
        if named.place.kind == "admin1" and ("admin1", named.place.country) in peers:
            found.append(("peers", WEIGHTS["peers"]))
        if states and named.place.kind == "admin1" and not named.form & Form.MAIN:
            found.append(("shadow", WEIGHTS["shadow"]))
        usual = bool(named.form & (Form.MAIN | Form.ALIAS))
        if named.place.kind == "settlement" and name.hint is None and units:
            found += _beside_unit(named.place, units, gazetteer) if usual else _borrowed(states)
        if usual and named.place.place_id == capital:
            found.append(("capital", WEIGHTS["capital"]))
        scored.append((sum([weight for _, weight in found]), named.place, tuple(found)))
    scored.sort(key=lambda row: -row[0])
    beliefs = _beliefs([row[0] for row in scored])
    shown = zip(scored[:_SHOWN], beliefs, strict=False)
    return tuple(Candidate(place, belief, why) for (_, place, why), belief in shown)


def _beside_unit(town: Place, units: Sequence[Place], gazetteer: Gazetteer) -> list[tuple[str, float]]:
    """Weigh a town against the units of its name: their seat gains, a small town elsewhere loses to a region."""
    held = gazetteer.holders(town.place_id)
    if any(unit.place_id in held or _around(unit, town) for unit in units):
        return [("seat", WEIGHTS["seat"])]
    upper = any(unit.kind in _UPPER for unit in units)
    return [("shadow", WEIGHTS["shadow"])] if upper and town.population < _TOWN else []


def _lends_its_name(unit: Place) -> bool:
    """Tell whether a bare name rather means the seat of this unit: of the second level only in the Sahel's table.

    Its cercles, provinces and departments are named after their seats; counties elsewhere share names with many towns.
    """
    return unit.kind in _UPPER or (unit.kind == "admin2" and unit.source == "curated")


def _around(unit: Place, town: Place) -> bool:
    """Tell whether a unit of which no outline tells what it holds lies around a town."""
    if unit.kind == "country" or unit.country != town.country:
        return False
    return kilometres(unit.lat, unit.lon, town.lat, town.lon) < _SEAT_KM


def _borrowed(states: bool) -> list[tuple[str, float]]:
    """Weigh a town that bears the name of a state as one of its alternates: Benin City, Mexico City."""
    return [("shadow", WEIGHTS["shadow"])] if states else []


def _capital(name: Name) -> str | None:
    """Return the id of the bearer that is a country's capital: the largest of that name there."""
    country = place_words().capitals.get(name.key)
    homes = (one.place for one in name.bearers if one.place.kind == "settlement" and one.place.country == country)
    largest = next(homes, None) if country else None
    return largest.place_id if largest else None


def _beliefs(scores: list[float]) -> list[float]:
    """Turn scores into shares of belief, "none of these" among them."""
    if not scores:
        return []
    weights = [math.exp(_STEEP * (score - scores[0])) for score in scores]
    total = sum(weights) + math.exp(_STEEP * (_NOTHING - scores[0]))
    return [weight / total for weight in weights]


def _context(placed: Sequence[tuple[Name, Place]]) -> Context:
    """Count countries and divisions of the names that are sure."""
    context = Context()
    anchors: dict[str, tuple[str, Place]] = {}
    for name, place in placed:
        if place.country:
            _count(context.countries, place.country, name.key, 2 if place.kind == "country" else 1)
        if place.kind in {"admin1", "admin2"}:
            _count(context.regions, place.place_id, name.key, 1)
        if place.parent and place.parent != place.country:
            _count(context.regions, place.parent, name.key, 1)
        if place.kind in {"settlement", "admin1", "admin2", "admin3", "site"}:
            anchors.setdefault(place.place_id, (name.key, place))
    context.anchors = list(anchors.values())[:_ANCHORS]
    return context


def _count(table: dict[str, dict[str, int]], unit: str, key: str, step: int) -> None:
    names = table.setdefault(unit, {})
    names[key] = names.get(key, 0) + step


def _one_sense(names: Sequence[Name]) -> None:
    """Give bare repetitions the meaning of an occurrence that its holder decided."""
    decided: dict[tuple[str, PlaceKind | None], dict[str, tuple[Candidate, ...]]] = defaultdict(dict)
    for name in names:
        if name.ranked and any(feature == "chain" for feature, _ in name.ranked[0].features):
            decided[name.key, name.hint][name.ranked[0].place.place_id] = name.ranked
    for name in names:
        senses = decided.get((name.key, name.hint))
        if senses and len(senses) == 1 and name.holder is None:
            name.ranked = next(iter(senses.values()))


def method(candidates: tuple[Candidate, ...], bearers: int) -> str:
    """Return in one word what decided for the first candidate."""
    if bearers == 1:
        return "unique"
    first = dict(candidates[0].features)
    second = dict(candidates[1].features) if len(candidates) > 1 else {}
    lead = {name: first.get(name, 0.0) - second.get(name, 0.0) for name in _METHOD}
    best = max(lead, key=lambda name: lead[name])
    return best if lead[best] > 0 else "prior"

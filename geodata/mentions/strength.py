"""How readily a name is taken for a place before its context is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geodata.gazetteer import Form, Gazetteer, Named
from geodata.mentions.words import place_words
from geodata.model import Place

# From what size on the bare name of a town is believed: measured on news texts of both languages, where below
# some 100,000 people a capitalised word is more often a surname or a common word than the town.
_METROPOLIS, _CITY, _TOWN = 800_000, 100_000, 15_000
_ADDED = ("geonames:", "table:")
_NAMELESS = Form.DEMONYM | Form.CODE
SURE, LIKELY, POSSIBLE, DOUBTFUL = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Strength:
    """What the gazetteer says of a name as it is written.

    Parameters
    ----------
    tier : int
        3 sure, 2 likely, 1 possible, 0 doubtful.
    ambiguous : bool
        It is a common word, surname or given name too.
    bearers : tuple of Named
        The places that it can mean.
    countries : frozenset of str
        Theirs.
    own : bool
        One of them is in a country file or table that the user added.
    """

    tier: int
    ambiguous: bool
    bearers: tuple[Named, ...]
    countries: frozenset[str]
    own: bool = False


def bearers(named: tuple[Named, ...], capitals: bool) -> tuple[Named, ...]:
    """Return those places that the name can mean as it is written; abbreviations want capitals."""
    return tuple(one for one in named if not one.form & _NAMELESS and (capitals or not one.form & Form.CAPITALS))


def strength(gazetteer: Gazetteer, key: str, capitals: bool) -> Strength:
    """Return the strength of a folded name.

    Parameters
    ----------
    capitals : bool
        The text writes it in capitals throughout.
    """
    return _strength(gazetteer, key, capitals)


@lru_cache(maxsize=50_000)
def _strength(gazetteer: Gazetteer, key: str, capitals: bool) -> Strength:
    named = gazetteer.named(key)
    found = bearers(named, capitals)
    vocabulary = place_words()
    common = (vocabulary.ambiguous, vocabulary.directions, vocabulary.function_words)
    doubt = any(key in group for group in common) or any(one.form & Form.AMBIGUOUS for one in found)
    if any(one.form & Form.DEMONYM for one in named):  # "Canadian" is no town; "US" and "Philippines" are countries too
        doubt = doubt or not any(one.place.kind == "country" for one in found)
    tier = max((_tier(one) for one in found), default=DOUBTFUL)
    if len(key) < 3 and tier < SURE:
        doubt = True
    if key in vocabulary.given_names and tier < LIKELY:
        doubt = True
    own = any(one.form & Form.MAIN and one.place.source.startswith(_ADDED) for one in found)
    return Strength(tier, doubt, found, frozenset(one.place.country for one in found if one.place.country), own)


def _tier(named: Named) -> int:
    place, main = named.place, bool(named.form & (Form.MAIN | Form.ALIAS))
    if place.kind in {"country", "continent", "area"}:
        return SURE if main else POSSIBLE
    if place.kind in {"river", "lake", "site"}:
        return LIKELY if main else POSSIBLE
    if place.source.startswith("table:"):
        return LIKELY
    if place.source == "curated":
        sure = SURE if place.prominence >= 2 else LIKELY
        certain = main or place.kind != "settlement"  # a town's spelling of GeoNames alone is of any language: "But"
        return sure if certain else POSSIBLE
    if place.kind == "admin1":
        return LIKELY if main else POSSIBLE
    if place.kind == "admin2":
        return POSSIBLE if named.form & Form.MAIN else DOUBTFUL
    return _by_people(place, main)


def _by_people(place: Place, main: bool) -> int:
    people = place.population if main else place.population // 10
    return SURE if people >= _METROPOLIS else LIKELY if people >= _CITY else POSSIBLE if people >= _TOWN else DOUBTFUL

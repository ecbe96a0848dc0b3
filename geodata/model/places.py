"""Names found in a text, the gazetteer's places, and where a name was placed and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

PlaceKind = Literal["country", "admin1", "admin2", "admin3", "settlement", "area", "river", "lake", "site", "continent"]


class Precision(IntEnum):
    """How precisely a place is known (the table in the README gives ACLED's and UCDP's codes)."""

    UNLOCATED = 0
    SETTLEMENT = 1
    NEAR = 2
    ADMIN2 = 3
    ADMIN1 = 4
    AREA = 5
    COUNTRY = 6


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry.

    Parameters
    ----------
    place_id : str
        ISO 3166 code for countries and divisions, ``gn:<id>`` for GeoNames entries, ``area:``, ``river:`` ... else.
    name, name_fr, name_en : str
        Local form, French and English display names.
    kind : PlaceKind
    country : str or None
        ISO 3166-1 alpha-2; None for areas over several countries.
    parent : str or None
        ``place_id`` of the smallest unit that holds it.
    lat, lon : float
        WGS 84 degrees; for units and areas a label point inside them.
    population : int
        0 where not known.
    prominence : int
        0 to 3: how likely news of the region is to mean this one (3: capital or region seat).
    source : str
        Which table it comes from.
    """

    place_id: str
    name: str
    name_fr: str
    name_en: str
    kind: PlaceKind
    country: str | None
    parent: str | None
    lat: float
    lon: float
    population: int = 0
    prominence: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words around a name that move the spot away from it: near, or so many km in a direction.

    Parameters
    ----------
    relation : {"near", "offset", "between"}
    distance_km : float or None
    bearing : float or None
        Degrees clockwise from north.
    """

    relation: Literal["near", "offset", "between"]
    distance_km: float | None = None
    bearing: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name at its place in the text: ``document.text[start:end] == text``.

    Parameters
    ----------
    key : str
        The folded name under which the gazetteer knows it; empty if the gazetteer has no such name.
    kind_hint : PlaceKind or None
        What the words around it say it is ("région de", "cercle of", "la ville de").
    literal : bool
        False for a capital that stands for its government.
    qualifier : Qualifier or None
    """

    start: int
    end: int
    text: str
    key: str
    kind_hint: PlaceKind | None = None
    literal: bool = True
    qualifier: Qualifier | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name could mean, with the features that spoke for it."""

    place: Place
    score: float
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a mention was placed, or why it was not.

    Parameters
    ----------
    place : Place or None
        None where it stays unlocated; then `reason` says why.
    lat, lon : float or None
        The spot meant: the place's own, or moved by the qualifier. WGS 84 degrees.
    precision : Precision
    radius_km : float or None
        For ``Precision.NEAR`` the ring; else None.
    method : str
        How it was decided, in one word (``unique``, ``kind``, ``chain``, ``focus``, ``prominence`` ...).
    score : float
        0 to 1.
    reason : str
        Empty, or why it is unlocated.
    candidates : tuple of Candidate
        Best first, at most five, for explanations.
    """

    mention: Mention
    place: Place | None
    lat: float | None
    lon: float | None
    precision: Precision
    radius_km: float | None = None
    method: str = ""
    score: float = 0.0
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()

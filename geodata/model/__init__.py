"""The types that travel through the program, in the order in which it makes them.

    Document -> Mention -> Placement -> Fact -> Event -> View -> Layers

All are frozen dataclasses without behaviour beyond what their own fields say.
Coordinates are WGS 84 degrees, ``lat, lon``. Offsets count Python characters of ``Document.text``,
from 0, end exclusive.
"""

from __future__ import annotations

from geodata.model.dates import DatePrecision, DateSpan
from geodata.model.facts import (
    Actor,
    Event,
    Fact,
    FactPlace,
    Incident,
    Layer,
    Membership,
    Withdrawal,
)
from geodata.model.places import Candidate, Mention, Place, PlaceKind, Placement, Precision, Qualifier
from geodata.model.problems import Problem
from geodata.model.reviews import REVIEW_KINDS, Review, ReviewKind
from geodata.model.text import Document, OffsetMap, stable_id
from geodata.model.view import (
    AreaMark,
    CountryBadge,
    CountryShade,
    Counts,
    Departure,
    DocumentInfo,
    EventView,
    Layers,
    MembershipState,
    PointMark,
    View,
    ViewSpec,
    publisher_of,
)

__all__ = [
    "REVIEW_KINDS",
    "Actor",
    "AreaMark",
    "Candidate",
    "CountryBadge",
    "CountryShade",
    "Counts",
    "DatePrecision",
    "DateSpan",
    "Departure",
    "Document",
    "DocumentInfo",
    "Event",
    "EventView",
    "Fact",
    "FactPlace",
    "Incident",
    "Layer",
    "Layers",
    "Membership",
    "MembershipState",
    "Mention",
    "OffsetMap",
    "Place",
    "PlaceKind",
    "Placement",
    "PointMark",
    "Precision",
    "Problem",
    "Qualifier",
    "Review",
    "ReviewKind",
    "View",
    "ViewSpec",
    "Withdrawal",
    "publisher_of",
    "stable_id",
]

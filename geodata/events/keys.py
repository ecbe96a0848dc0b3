"""By what facts merge: a key that must be equal, and place and date that must agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass

from geodata.facts.making import REPORT_DATE
from geodata.facts.numbers import number_words
from geodata.folding import words
from geodata.model import DateSpan, Fact, FactPlace, Incident, Membership, Precision, Withdrawal

_VIOLENCE = {"battle": "violence", "violence_against_civilians": "violence", "explosion_remote_violence": "violence"}
_POWER = {"coup": "power", "mutiny": "power"}
_TERRITORY = ("Non-state actor overtakes territory", "Government regains territory")
_SITE_ROLES = ("site", "carried")
_SAME, _SAME_COUNTED = 3, 6
_NEAR_DEGREES = 0.12
_PRECISE_DAYS, _LONGEST_DAYS = 3, 10


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a fact decides on merging.

    Parameters
    ----------
    key : hashable
        Layer and kind; facts of different keys never merge.
    anchor : bool
        Precise enough to gather others: dated to a few days and placed (for coups a month and a country do).
    place : str
        Id of its finest place, or empty.
    buckets : tuple
        Facts that share none of them are not even compared.
    """

    fact: Fact
    key: tuple[Hashable, ...]
    anchor: bool
    place: str
    sites: tuple[FactPlace, ...]
    words: frozenset[str]
    buckets: tuple[Hashable, ...]


def sketch(fact: Fact) -> Sketch:
    """Return the sketch of a fact."""
    sites = _sites(fact)
    place = sites[0].place_id or "" if sites else ""
    key = _key(fact)
    status = fact.layer != "incident"
    fine = status or (bool(sites) and (sites[0].precision != Precision.COUNTRY or "power" in key))
    told = REPORT_DATE not in fact.notes
    anchor = told and not fact.aggregate and fine and fact.date is not None and _short(fact.date, "power" in key)
    return Sketch(fact, key, anchor, place, sites, frozenset(words(fact.excerpt)), _buckets(fact, anchor))


def months(span: DateSpan) -> list[tuple[int, int]]:
    """Return the months that a span touches, two years of them at most."""
    first, last = span.start.year * 12 + span.start.month - 1, span.end.year * 12 + span.end.month - 1
    return [divmod(month, 12) for month in range(first, min(last, first + 24) + 1)]


def _buckets(fact: Fact, anchor: bool) -> tuple[Hashable, ...]:
    """Return under what a fact is looked up: precise ones by month, vague ones by document, date and words."""
    if anchor and fact.date:
        return tuple(months(fact.date))
    span = fact.date.isoformat() if fact.date else ""
    if fact.layer != "incident":
        return (("date", span),)
    return (("document", fact.document_id), ("words", *sorted(set(words(fact.excerpt)))))


def _key(fact: Fact) -> tuple[Hashable, ...]:
    if isinstance(fact, Incident):
        kind = fact.event_type or "none"
        taken = fact.sub_event_type in _TERRITORY
        sexual = fact.sub_event_type == "Sexual violence"
        family = (
            "territory" if taken else "sexual violence" if sexual else _VIOLENCE.get(kind) or _POWER.get(kind) or kind
        )
        return ("incident", family, fact.status, fact.aggregate)
    if isinstance(fact, Withdrawal):
        who = fact.contributor or fact.organisation or (fact.force or "").casefold()
        return ("withdrawal", who, fact.host, fact.status)
    if isinstance(fact, Membership):
        return ("membership", fact.organisation, fact.action, fact.status, fact.members)
    raise TypeError(f"a {type(fact).__name__} belongs to none of the three layers")


def _sites(fact: Fact) -> tuple[FactPlace, ...]:
    """Return the places where it happened, the finest first."""
    placed = [place for place in fact.places if place.role in _SITE_ROLES and place.place_id]
    return tuple(sorted(placed, key=lambda place: (int(place.precision), place.place_id or "")))


def _short(span: DateSpan, month_will_do: bool) -> bool:
    days = (span.end - span.start).days
    return days < (_LONGEST_DAYS if span.precision == "interval" else _PRECISE_DAYS) or (
        month_will_do and span.precision == "month"
    )


def _dates_agree(one: Fact, other: Fact) -> bool:
    """Tell whether two dates overlap, or one is missing."""
    if one.date is None or other.date is None or REPORT_DATE in (*one.notes, *other.notes):
        return True
    return one.date.start <= other.date.end and other.date.start <= one.date.end


def _near(one: FactPlace, other: FactPlace) -> bool:
    if one.place_id == other.place_id:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    if Precision.COUNTRY in (one.precision, other.precision):
        return False
    return abs(one.lat - other.lat) < _NEAR_DEGREES and abs(one.lon - other.lon) < _NEAR_DEGREES


def _inside(one: FactPlace, other: FactPlace) -> bool:
    """Tell whether one is the country of the other, or a wider unit of the same country."""
    return one.country == other.country and one.precision != other.precision and (
        Precision.COUNTRY in (one.precision, other.precision)
    )  # fmt: skip


def _places_agree(one: Sketch, other: Sketch, strict: bool) -> bool:
    if one.key[0] != "incident":
        return True
    if not one.sites or not other.sites:
        return not strict and one.fact.document_id == other.fact.document_id
    if _near(one.sites[0], other.sites[0]):
        return True
    if "power" in one.key and one.sites[0].country == other.sites[0].country:
        return True
    return not strict and any(_inside(a, b) for a in one.sites for b in other.sites)


def compatible(one: Sketch, other: Sketch) -> bool:
    """Tell whether two facts of one key report one happening, both as precise as each other.

    Precise ones need agreeing places and dates; vague ones the same document, place and date, or nearly the same words.
    """
    if one.anchor and other.anchor:
        return _places_agree(one, other, strict=True) and _dates_agree(one.fact, other.fact)
    same_words = one.words == other.words
    if one.key[0] != "incident":
        return _same_span(one.fact.date, other.fact.date)
    if one.fact.document_id != other.fact.document_id:
        return same_words and one.place == other.place
    return one.place == other.place and (
        same_words
        or (
            _same_span(one.fact.date, other.fact.date) and not one.fact.aggregate and _tolls_agree(one.fact, other.fact)
        )
    )


def _same_span(one: DateSpan | None, other: DateSpan | None) -> bool:
    return one == other


def fits(vague: Sketch, anchor: Sketch) -> bool:
    """Tell whether a vague fact can belong to the happening of a precise one.

    Within a document place and date need only not contradict; across documents a date must be there, or the fact
    must be a status, which has no place of its own.
    """
    if vague.fact.aggregate or not _dates_agree(vague.fact, anchor.fact):
        return False
    if vague.fact.document_id == anchor.fact.document_id:
        return _places_agree(vague, anchor, strict=False) and _tolls_agree(vague.fact, anchor.fact)
    if vague.key[0] != "incident":
        return True
    if vague.fact.date is None or _days(vague.fact.date) > _PRECISE_DAYS:
        return False
    return _same_toll(vague.fact, anchor.fact) and _places_agree(vague, anchor, strict=False)


def _days(span: DateSpan) -> int:
    return ((span.end - span.start) // dt.timedelta(days=1)) + 1


def _same_toll(one: Fact, other: Fact) -> bool:
    if not isinstance(one, Incident) or not isinstance(other, Incident):
        return False
    return one.fatalities is not None and one.fatalities == other.fatalities


def _tolls_agree(one: Fact, other: Fact) -> bool:
    """Tell whether two tolls of one text can be of one happening: a much larger one is another happening."""
    if not isinstance(one, Incident) or not isinstance(other, Incident):
        return True
    if one.fatalities is None or other.fatalities is None:
        return True
    low, high = sorted((one.fatalities, other.fatalities))
    counting = _counts(one) and _counts(other)
    return high <= (_SAME_COUNTED if counting else _SAME) * max(low, 1)


def _counts(fact: Incident) -> bool:
    """Tell whether a sentence only reports a count, as corrected tolls do."""
    return not number_words().counting.isdisjoint(words(fact.excerpt))

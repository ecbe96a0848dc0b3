"""What of a fact decides on merging: its kind, how precise it is, and the keys without which two facts never meet."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property, lru_cache

from geodata.folding import words
from geodata.model import Actor, DateSpan, Fact, FactPlace, Incident, Membership, Precision, Withdrawal, stable_id

_VIOLENCE = {"battle": "violence", "violence_against_civilians": "violence", "explosion_remote_violence": "violence"}
_POWER = {"coup": "power", "mutiny": "power"}
_TERRITORY = ("Non-state actor overtakes territory", "Government regains territory")
_SITE_ROLES = ("site", "carried")
_OF_POWER = "incident|power|"
_WORD = re.compile(r"\w+")
_CIVILIANS = "civilians"
POINTS = (Precision.SETTLEMENT, Precision.NEAR)
# Days that a span may have: of one happening at a point, of one that gathers others, of a coup ("in August").
_FEW_DAYS, _SOME_DAYS, _MONTH_DAYS = 2, 10, 31
_STATUS_DAYS = 3


class Level(IntEnum):
    """How precise a fact is: finer ones gather first, vaguer ones then join them."""

    PRECISE = 0
    WIDE = 1
    VAGUE = 2


@dataclass(frozen=True)
class Sketch:
    """What of a fact decides on merging.

    Parameters
    ----------
    kind : str
        Layer and kind; facts of different kinds never merge.
    sites : tuple of FactPlace
        Where it happened, the finest first; empty for statuses.
    span : DateSpan or None
        None where the date is that of a report only.
    toll : int or None
    place : str
        Id of its finest place, or empty.
    countries : tuple of str
        Countries of its places; one empty word where none is known.
    days : tuple
        Days, or for coups months, that decide which facts are looked at together.
    """

    fact: Fact
    kind: str
    level: Level
    sites: tuple[FactPlace, ...]
    span: DateSpan | None
    toll: int | None

    place: str
    countries: tuple[str, ...]
    days: tuple[Hashable, ...]

    @property
    def of_power(self) -> bool:
        """Whether it is a coup or mutiny, for which a country and a month are precise enough."""
        return self.kind.startswith(_OF_POWER)

    @cached_property
    def words(self) -> str:
        """The different words of its sentence."""
        return " ".join(sorted(set(_WORD.findall(self.fact.excerpt.casefold()))))

    @cached_property
    def site_ids(self) -> tuple[str, ...]:
        """The ids of all places where it happened."""
        return tuple(sorted({site.place_id or "" for site in self.sites}))

    @cached_property
    def parties(self) -> frozenset[str]:
        """Who took part by name or state, civilians apart, and the states named beside that where it happened."""
        actors = {_party(actor) for actor in self.fact.actors if actor.kind != _CIVILIANS}
        return frozenset(actors) | self.foreigners

    @cached_property
    def foreigners(self) -> frozenset[str]:
        """The states that it names, as places or by who took part, beside those where it happened."""
        places, actors = self.fact.places, self.fact.actors
        named = [place.country for place in places] + [actor.country for actor in actors]
        return frozenset(filter(None, named)) - frozenset(self.countries)

    @cached_property
    def vague(self) -> bool:
        """Whether its toll is a plural without a figure ("dozens"), so that only a lower bound is known."""
        return isinstance(self.fact, Incident) and tells_vaguely(self.fact.fatalities_text)

    @property
    def most(self) -> bool:
        """Whether its toll is only a most ("up to 30"), so that any lower figure goes with it."""
        return isinstance(self.fact, Incident) and self.fact.has_only_ceiling

    @cached_property
    def counts(self) -> bool:
        """Whether its sentence only reports a count, as corrected tolls do."""
        return not _counting_words().isdisjoint(words(self.fact.excerpt))


# The rules of facts take a third of a second to load: only merging needs them, not who opens a store to look at it.
@cache
def _counting_words() -> frozenset[str]:
    from geodata.facts.numberwords import number_words  # noqa: PLC0415 - as above

    return frozenset(number_words().counting)


@lru_cache(1024)
def tells_vaguely(text: str) -> bool:
    """Tell whether the words of a toll are a plural without a figure, such as "dozens of civilians"."""
    from geodata.facts.numbers import counts_vaguely  # noqa: PLC0415 - as above

    return counts_vaguely(text)


@cache
def _report_date() -> str:
    from geodata.facts.making import REPORT_DATE  # noqa: PLC0415 - as above

    return REPORT_DATE


def _party(actor: Actor) -> str:
    """Return what is the same of an actor in all languages: of a state its country and part, else its name."""
    return f"{actor.kind} {actor.country}" if actor.country else actor.name


def sketch(fact: Fact) -> Sketch:
    """Return the sketch of a fact."""
    kind = _kind(fact)
    sites = _sites(fact) if isinstance(fact, Incident) else ()
    span = None if _report_date() in fact.notes else fact.date
    toll = fact.fatalities if isinstance(fact, Incident) else None
    level = _level(fact, kind, sites, span)
    place = (sites[0].place_id or "") if sites else ""
    countries = tuple(sorted({site.country or "" for site in sites})) or ("",)
    return Sketch(fact, kind, level, sites, span, toll, place, countries, _days(span, kind, level))


def _kind(fact: Fact) -> str:
    if isinstance(fact, Incident):
        kind = fact.event_type or "none"
        if fact.sub_event_type in _TERRITORY:
            kind = "territory"
        elif fact.sub_event_type == "Sexual violence":
            kind = "sexual violence"
        family = _VIOLENCE.get(kind) or _POWER.get(kind) or kind
        return f"incident|{family}|{fact.status}|{'sum' if fact.aggregate else 'one'}"
    if isinstance(fact, Withdrawal):
        who = fact.contributor or fact.organisation or (fact.force or "").casefold()
        return f"withdrawal|{who}|{','.join(fact.host)}|{fact.status}"
    if isinstance(fact, Membership):
        return f"membership|{fact.organisation}|{fact.action}|{fact.status}|{','.join(fact.members)}"
    raise TypeError(f"a {type(fact).__name__} belongs to none of the three layers")


def _sites(fact: Fact) -> tuple[FactPlace, ...]:
    """Return the places where it happened, the finest first."""
    placed = [place for place in fact.places if place.role in _SITE_ROLES and place.place_id]
    return tuple(sorted(placed, key=lambda place: (int(place.precision), place.place_id or "")))


def days_of(span: DateSpan) -> int:
    """Return how many days a span has."""
    return (span.end - span.start).days + 1


def _level(fact: Fact, kind: str, sites: tuple[FactPlace, ...], span: DateSpan | None) -> Level:
    if span is None or fact.aggregate:
        return Level.VAGUE
    length = days_of(span)
    if not isinstance(fact, Incident):
        return Level.PRECISE if length <= _STATUS_DAYS else Level.VAGUE
    if not sites or not sites[0].country:
        return Level.VAGUE
    if kind.startswith(_OF_POWER):
        return Level.PRECISE if length <= _MONTH_DAYS else Level.VAGUE
    if length > _SOME_DAYS or sites[0].precision == Precision.COUNTRY:
        return Level.VAGUE
    return Level.PRECISE if length <= _FEW_DAYS and sites[0].precision in POINTS else Level.WIDE


def _days(span: DateSpan | None, kind: str, level: Level) -> tuple[Hashable, ...]:
    if span is None or not kind.startswith("incident|"):
        return ()
    if kind.startswith(_OF_POWER):
        ends = {(day.year, day.month) for day in (span.start, span.end)}
        return tuple(sorted(ends)) if level < Level.VAGUE else ()
    first, last = span.start.toordinal(), span.end.toordinal()
    return tuple(range(first, last + 1)) if last - first < _SOME_DAYS else ()


def block_keys(fact: Fact) -> frozenset[str]:
    """Return keys such that facts which share none, not even through others, never merge.

    Whoever keeps the keys beside the facts needs to merge anew, when facts come or go, only the facts that are linked
    to them by shared keys: `merge` of all is the sum of `merge` of each such component.

    A status has one key, its kind with its parties; an incident its kind and country with each of its days (for coups
    its months) and with its document, and, where it is vague, its words and its month.
    """
    one = sketch(fact)
    if not isinstance(fact, Incident):
        return frozenset((one.kind,))
    heads = [f"{one.kind}|{country}|" for country in one.countries]
    keys = {f"{head}{tail}" for head in heads for tail in (*one.days, fact.document_id)}
    if one.level is Level.VAGUE:
        keys.add(f"{one.kind}|{one.place}|{stable_id(one.words)}")
        if one.span is not None and one.span.precision == "month":
            keys.add(f"{one.kind}|{one.place}|{one.span.isoformat()}")
    return frozenset(keys)

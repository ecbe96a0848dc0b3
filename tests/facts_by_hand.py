"""Small facts, events and a store in memory, for tests of what comes after the reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from geodata.model import (
    DateSpan,
    DocumentInfo,
    Event,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Precision,
    Withdrawal,
)

GAO = FactPlace("gn:2457161", "Gao", "settlement", "ML", 16.2717, -0.0447, Precision.SETTLEMENT)
GAO_REGION = FactPlace("ML-7", "Gao", "admin1", "ML", 16.9, 0.3, Precision.ADMIN1)
MALI = FactPlace("ML", "Mali", "country", "ML", 17.57, -3.99, Precision.COUNTRY)
NIGER = FactPlace("NE", "Niger", "country", "NE", 17.61, 8.08, Precision.COUNTRY)
LIPTAKO = FactPlace("area:liptako-gourma", "Liptako-Gourma", "area", None, 14.5, 0.3, Precision.AREA)
NIAMEY = FactPlace("gn:2440485", "Niamey", "settlement", "NE", 13.5137, 2.1098, Precision.SETTLEMENT)


def document(number: int = 1) -> DocumentInfo:
    return DocumentInfo(f"doc{number}", f"Title {number}", "Publisher", None, f"{number}.txt", "en", None)


def _common(fact_id: str, date: str | None, places: tuple[FactPlace, ...], more: dict[str, Any]) -> dict[str, Any]:
    excerpt = more.pop("excerpt", f"Sentence of {fact_id}.")
    return {
        "id": fact_id,
        "document_id": "doc1",
        "start": 0,
        "end": len(excerpt),
        "excerpt": excerpt,
        "trigger_start": 0,
        "trigger_end": 1,
        "status": "occurred",
        "date": DateSpan.parse(date) if date else None,
        "places": places,
        "rule": "test",
    } | more


def incident(fact_id: str, date: str | None = None, *places: FactPlace, **more: Any) -> Incident:
    return Incident(**_common(fact_id, date, places, {"acled_event_type": "Battles", "event_type": "battle"} | more))


def withdrawal(fact_id: str, date: str | None = None, *places: FactPlace, **more: Any) -> Withdrawal:
    return Withdrawal(**_common(fact_id, date, places, {"status": "announced"} | more))


def membership(fact_id: str, date: str | None, *members: str, **more: Any) -> Membership:
    states = {"status": "effective", "action": "member", "organisation": "AES", "members": tuple(sorted(members))}
    return Membership(**_common(fact_id, date, (), states | more))


@dataclass
class InMemory:
    """A store of facts, each its own event unless `events` says otherwise."""

    stored: tuple[Fact, ...]
    merged: tuple[tuple[str, ...], ...] = ()

    def facts(self) -> tuple[Fact, ...]:
        return self.stored

    def events(self) -> tuple[Event, ...]:
        by_id = {fact.id: fact for fact in self.stored}
        joined = {fact_id for group in self.merged for fact_id in group}
        groups = [*self.merged, *((fact_id,) for fact_id in by_id if fact_id not in joined)]
        return tuple(Event("+".join(group), by_id[group[0]].layer, group, by_id[group[0]].date) for group in groups)

    def documents(self) -> tuple[DocumentInfo, ...]:
        sources = dict.fromkeys(fact.document_id for fact in self.stored)
        return tuple(replace(document(), id=source) for source in sources)

"""A dozen made-up events, one with a hostile title and place name, and a store that answers as the real one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from geodata.errors import NotFound
from geodata.model import (
    Actor,
    DateSpan,
    Document,
    DocumentInfo,
    Event,
    EventView,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Mention,
    Place,
    Placement,
    Precision,
    Problem,
    Review,
    Withdrawal,
    stable_id,
)
from geodata.reviewing import make_undo
from geodata.store import Quality, Unlocated
from geodata.store.reviews import Reviews

HOSTILE = "<script>window.hacked=1</script> ${window.hacked=2} `+(window.hacked=3)+` \\ \u202egnol" + "x" * 300

PLACES = [
    Place("ML", "Mali", "Mali", "Mali", "country", "ML", None, 17.3, -3.5),
    Place("NE", "Niger", "Niger", "Niger", "country", "NE", None, 17.4, 9.4),
    Place("BF", "Burkina Faso", "Burkina Faso", "Burkina Faso", "country", "BF", None, 12.3, -1.7),
    Place("FR", "France", "France", "France", "country", "FR", None, 46.6, 2.4),
    Place("ML-7", "Gao", "Gao", "Gao", "admin1", "ML", "ML", 16.6, -0.2),
    Place("ML-9", "Ménaka", "Ménaka", "Ménaka", "admin1", "ML", "ML", 16.1, 2.6),
    Place("gn:2457163", "Gao", "Gao", "Gao", "settlement", "ML", "ML-7", 16.27, -0.04, 87000, 3),
    Place("gn:2461003", "Ansongo", "Ansongo", "Ansongo", "settlement", "ML", "ML-7", 15.66, 0.5, 30000, 1),
    Place("x:hostile", HOSTILE, HOSTILE, HOSTILE, "settlement", "NE", None, 13.51, 2.11),
    Place("area:liptako-gourma", "Liptako-Gourma", "Liptako-Gourma", "Liptako-Gourma", "area", None, None, 14.5, 0.3),
]
BY_ID = {place.place_id: place for place in PLACES}
PRECISIONS = {
    "country": Precision.COUNTRY,
    "admin1": Precision.ADMIN1,
    "admin2": Precision.ADMIN2,
    "settlement": Precision.SETTLEMENT,
    "area": Precision.AREA,
}


class SampleGazetteer:
    """Knows the places above."""

    version = "sample"

    def get(self, place_id: str) -> Place | None:
        return BY_ID.get(place_id)

    def country(self, alpha2: str) -> Place:
        return BY_ID[alpha2]

    def search(self, text: str, limit: int = 8) -> list[Place]:
        return [place for place in PLACES if text.lower() in place.name.lower()][:limit]


@dataclass
class SampleStore:
    """Holds made-up reports; each sentence is a document of its own or part of one."""

    texts: dict[str, Document] = field(default_factory=dict)
    told: list[Fact] = field(default_factory=list)
    happened: list[Event] = field(default_factory=list)
    said: list[Review] = field(default_factory=list)

    def event(self, event_id: str) -> Event:
        return next(event for event in self.happened if event.id == event_id)

    def event_of_fact(self, fact_id: str) -> Event | None:
        return next((event for event in self.happened if fact_id in event.fact_ids), None)

    def review(self, review: Review) -> Review:
        self.said.append(review)
        return review

    def undo(self, review_id: str, *, who: str, why: str = "") -> Review:
        review = next(review for review in self.said if review.id == review_id)
        return self.review(make_undo(review, who=who, why=why))

    def reviews(self) -> Reviews:
        held: dict[str, tuple[Review, ...]] = {}
        for review in self.said:
            held[review.event_id] = (*held.get(review.event_id, ()), review)
        return Reviews(held)

    def reviewed_at(self) -> int:
        return len(self.said)

    def problems(self) -> list[Problem]:
        return [Problem("EmptyDocument", HOSTILE, "It is empty.")]

    def quality(self) -> Quality:
        return Quality(
            documents={"en": len(self.texts)},
            mentions={0: 1, 1: 9},
            facts={"incident": len(self.told)},
            facts_undated=1,
            unlocated=(Unlocated(HOSTILE, 3, next(iter(self.texts)), 0, "no gazetteer has a place of this name"),),
        )

    def facts(self, document_id: str | None = None, *, layer: str | None = None) -> Sequence[Fact]:
        return [fact for fact in self.told if document_id in {None, fact.document_id} and layer in {None, fact.layer}]

    def reports_by_document(self) -> Counter[str]:
        return Counter(fact.document_id for fact in self.told)

    def differing(self, limit: int) -> list[EventView]:
        facts, infos = {fact.id: fact for fact in self.told}, {info.id: info for info in self.documents()}
        told = [(event, tuple(facts[fact_id] for fact_id in event.fact_ids)) for event in self.happened]
        return [
            EventView(event, held, tuple(infos[fact.document_id] for fact in held)) for event, held in told if held[1:]
        ][:limit]

    def events(self) -> Sequence[Event]:
        return self.happened

    def documents(self) -> list[DocumentInfo]:
        return [
            DocumentInfo(row.id, row.title, row.publisher, row.reports_on, row.source, row.language, row.published)
            for row in self.texts.values()
        ]

    def document(self, document_id: str) -> Document:
        if document_id not in self.texts:
            raise NotFound(f"no document has the id {document_id}.", "Choose one of the list.")
        return self.texts[document_id]

    def placements_at(self, wanted: Mapping[str, Set[int]]) -> dict[str, list[Placement]]:
        return {
            document: [row for row in self.placements(document) if row.mention.start in starts]
            for document, starts in wanted.items()
        }

    def placements(self, document_id: str) -> list[Placement]:
        found = []
        for fact in self.told:
            for place in fact.places:
                if fact.document_id == document_id and place.start is not None and place.end is not None:
                    words = self.texts[document_id].text[place.start : place.end]
                    mention = Mention(place.start, place.end, words, words.lower())
                    known = BY_ID[place.place_id] if place.place_id else None
                    found.append(
                        Placement(mention, known, place.lat, place.lon, place.precision, method="unique", score=0.9)
                    )
        return found

    def add(
        self,
        document: Document,
        placements: Sequence[Placement],
        facts: Sequence[Fact],
        problems: Iterable[Problem] = (),
        *,
        versions: Mapping[str, str] | None = None,
    ) -> bool:
        raise NotImplementedError("the sample is not added to")

    def digest(self) -> str:
        return stable_id(*(event.id for event in self.happened), *(review.id for review in self.said))


def spot(place_id: str, text: str, name: str, role: str = "site", radius_km: float | None = None) -> FactPlace:
    """Return the place of a fact at the first words of the text that read as `name`."""
    place = BY_ID[place_id]
    start = text.find(name) if name else -1
    precision = Precision.NEAR if radius_km else PRECISIONS[place.kind]
    return FactPlace(
        place_id, place.name, place.kind, place.country, place.lat, place.lon, precision, radius_km, role,
        start if start >= 0 else None, start + len(name) if start >= 0 else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One made-up sentence that is a document and a fact."""

    text: str
    trigger: str
    day: str | None
    place_id: str | None
    name: str
    title: str = "A title"
    publisher: str = "Wire A"


Kind = dict[str, Any]
BATTLE: Kind = {"event_type": "armed_clash", "acled_event_type": "Battles", "sub_event_type": "Armed clash"}
ATTACK: Kind = {"event_type": "attack", "acled_event_type": "Violence against civilians", "sub_event_type": "Attack"}
MINE: Kind = {"event_type": "ied", "acled_event_type": "Explosions/Remote violence"}
PROTEST: Kind = {"event_type": "protest", "acled_event_type": "Protests", "sub_event_type": "Peaceful protest"}
COUP: Kind = {"event_type": "coup", "acled_event_type": "Strategic developments", "sub_event_type": "Other"}
RIOT: Kind = {"event_type": "riot", "acled_event_type": "Riots", "sub_event_type": "Mob violence"}

INCIDENTS = (
    (Row("Villagers were killed in the Gao region in April.", "killed", "2025-04", "ML-7", "Gao region"), ATTACK),
    (Row("A mine blew up a truck in Ménaka region.", "blew up", "2025-05-02", "ML-9", "Ménaka region"), MINE),
    (Row("Des manifestants ont défilé à Gao.", "défilé", "2025-05-20", "gn:2457163", "Gao"), PROTEST),
    (Row("Gunmen attacked Gao at night.", "attacked", "2025-05-21", "gn:2457163", "Gao"), ATTACK),
    (Row("Soldiers took power in Niger.", "took power", "2023-07-26", "NE", "Niger"), COUP),
    (Row("Fighting went on in Liptako-Gourma.", "Fighting", "2024", "area:liptako-gourma", "Liptako-Gourma"), BATTLE),
    (Row(f"Rioters burnt {HOSTILE}.", "burnt", "2025-01-05", "x:hostile", HOSTILE, HOSTILE, HOSTILE), RIOT),
    (Row("Five people died in an attack.", "died", None, None, ""), ATTACK),
)
WITHDRAWALS = (
    (Row("France announced that it would leave Mali.", "leave", "2022-02-17", "ML", "Mali"), "announced"),
    (Row("The last French unit left Gao.", "left", "2022-08-15", "gn:2457163", "Gao"), "effective"),
)
CHARTER = Row("Mali, Burkina Faso and Niger founded the Alliance.", "founded", "2023-09-16", None, "", "Charter")


def make_store() -> SampleStore:
    """Return the sample store: ten incidents, one of them told twice, two withdrawals and a membership."""
    store = SampleStore()
    _add_battle_told_twice(store)
    for row, kind in INCIDENTS:
        _add_event(store, _incident(store, row, kind))
    for row, status in WITHDRAWALS:
        role = "host" if row.place_id == "ML" else "site"
        fact = Withdrawal(
            **_base(store, row, status, role), contributor="FR", force="Barkhane", troops=2400, host=("ML",)
        )
        _add_event(store, fact)
    members = tuple(spot(code, CHARTER.text, BY_ID[code].name, "member") for code in ("ML", "BF", "NE"))
    charter = _base(store, CHARTER, "effective") | {"places": members}
    _add_event(store, Membership(**charter, organisation="AES", members=("BF", "ML", "NE"), action="found"))
    return store


def _add_battle_told_twice(store: SampleStore) -> None:
    english = "Armed men fought a patrol near Ansongo on Tuesday and killed 14 soldiers."
    french = "Des combats près d’Ansongo ont fait 16 morts."
    one = Row(english, "fought", "2025-03-11", "gn:2461003", "Ansongo", "Patrol hit")
    two = Row(french, "combats", "2025-03-11", "gn:2461003", "Ansongo", "Combats", "Journal B")
    actors = (Actor("armed group", "armed_group", None, "Armed men"), Actor("army", "state_forces", "ML", "a patrol"))
    first = _incident(store, one, BATTLE, radius_km=15)
    second = _incident(store, two, BATTLE, radius_km=15)
    _add_event(
        store,
        replace(
            first,
            fatalities=14,
            fatalities_low=14,
            fatalities_high=14,
            fatalities_text="killed 14 soldiers",
            actors=actors,
        ),
        replace(second, fatalities=16, fatalities_low=16, fatalities_high=16, fatalities_text="16 morts"),
    )


def _incident(store: SampleStore, row: Row, kind: Kind, radius_km: float | None = None) -> Incident:
    return Incident(**_base(store, row, "occurred", radius_km=radius_km), **kind)


def _base(
    store: SampleStore, row: Row, status: str, role: str = "site", radius_km: float | None = None
) -> dict[str, Any]:
    published = DateSpan.parse("2025-06-01")
    language = "fr" if row.text.startswith("Des ") else "en"
    made = Document(
        stable_id(row.text), row.text, "sample.md", row.title, row.publisher, None, None, language, published
    )
    store.texts[made.id] = made
    at = row.text.find(row.trigger)
    places = (spot(row.place_id, row.text, row.name, role, radius_km),) if row.place_id else ()
    return {
        "id": stable_id(made.id, row.trigger), "document_id": made.id, "start": 0, "end": len(row.text),
        "excerpt": row.text, "trigger_start": at, "trigger_end": at + len(row.trigger), "status": status,
        "date": DateSpan.parse(row.day) if row.day else None, "places": places, "rule": "sample.rule",
    }  # fmt: skip


def _add_event(store: SampleStore, *facts: Fact) -> None:
    store.told.extend(facts)
    ids = tuple(fact.id for fact in facts)
    places = tuple(place.place_id for place in facts[0].places if place.place_id)
    store.happened.append(Event(stable_id(*ids), facts[0].layer, ids, facts[0].date, places, "Same day."))

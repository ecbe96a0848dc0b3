"""A dozen made-up events with hostile titles and names, and a store that answers as the real one does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.model import (
    Actor,
    DateSpan,
    Document,
    DocumentInfo,
    Event,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Mention,
    Place,
    Placement,
    Precision,
    Withdrawal,
    stable_id,
)

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

    def facts(self) -> Sequence[Fact]:
        return self.told

    def events(self) -> Sequence[Event]:
        return self.happened

    def documents(self) -> list[DocumentInfo]:
        return [
            DocumentInfo(row.id, row.title, row.publisher, row.reports_on, row.source, row.language, row.published)
            for row in self.texts.values()
        ]

    def document(self, document_id: str) -> Document:
        return self.texts[document_id]

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

    def digest(self) -> str:
        return stable_id(*(event.id for event in self.happened))


def spot(place_id: str, text: str, name: str, role: str = "site", radius_km: float | None = None) -> FactPlace:
    """Return the place of a fact at the first words of the text that read as `name`."""
    place = BY_ID[place_id]
    start = text.find(name) if name else -1
    precision = Precision.NEAR if radius_km else PRECISIONS[place.kind]
    return FactPlace(
        place_id, place.name, place.kind, place.country, place.lat, place.lon, precision, radius_km, role,
        start if start >= 0 else None, start + len(name) if start >= 0 else None,
    )  # fmt: skip


def make_store() -> SampleStore:
    """Return the sample store."""
    store = SampleStore()
    battle = {"event_type": "armed_clash", "acled_event_type": "Battles", "sub_event_type": "Armed clash"}
    violence = {"event_type": "attack", "acled_event_type": "Violence against civilians", "sub_event_type": "Attack"}

    def document(text: str, title: str, language: str, published: str, publisher: str) -> Document:
        made = Document(
            stable_id(text), text, f"{title[:12]}.md", title, publisher, None, None, language, DateSpan.parse(published)
        )
        store.texts[made.id] = made
        return made

    def base(
        made: Document, trigger: str, day: str | None, places: tuple[FactPlace, ...], status: str
    ) -> dict[str, object]:
        at = made.text.find(trigger)
        return {
            "id": stable_id(made.id, trigger), "document_id": made.id, "start": 0, "end": len(made.text),
            "excerpt": made.text, "trigger_start": at, "trigger_end": at + len(trigger), "status": status,
            "date": DateSpan.parse(day) if day else None, "places": places, "rule": "sample.rule",
        }  # fmt: skip

    def event(*facts: Fact, disagreements: tuple[str, ...] = ()) -> None:
        store.told.extend(facts)
        ids = tuple(fact.id for fact in facts)
        places = tuple(place.place_id for place in facts[0].places if place.place_id)
        store.happened.append(
            Event(stable_id(*ids), facts[0].layer, ids, facts[0].date, places, "Same day.", disagreements)
        )

    one = document(
        "Armed men fought a patrol near Ansongo on Tuesday and killed 14 soldiers.",
        "Patrol hit",
        "en",
        "2025-03-12",
        "Wire A",
    )
    two = document(
        "Des combats près d’Ansongo ont fait 16 morts.", "Combats près d’Ansongo", "fr", "2025-03-13", "Journal B"
    )
    near_one, near_two = (spot("gn:2461003", row.text, "Ansongo", radius_km=15) for row in (one, two))
    event(
        Incident(
            **base(one, "fought", "2025-03-11", (near_one,), "occurred"),
            **battle,
            fatalities=14,
            fatalities_text="killed 14 soldiers",
            actors=(
                Actor("armed group", "armed_group", None, "Armed men"),
                Actor("Malian army", "state_forces", "ML", "a patrol"),
            ),
        ),  # fmt: skip
        Incident(
            **base(two, "combats", "2025-03-11", (near_two,), "occurred"),
            **battle,
            fatalities=16,
            fatalities_text="16 morts",
        ),
        disagreements=("fatalities: 14 / 16",),
    )
    rows = [
        ("Villagers were killed in the Gao region in April.", "killed", "2025-04", "ML-7", "Gao region", "occurred", violence),
        ("A mine blew up a truck in Ménaka region.", "blew up", "2025-05-02", "ML-9", "Ménaka region", "occurred",
         {"event_type": "ied", "acled_event_type": "Explosions/Remote violence", "sub_event_type": "Remote explosive/landmine/IED"}),
        ("Des manifestants ont défilé à Gao.", "défilé", "2025-05-20", "gn:2457163", "Gao", "occurred",
         {"event_type": "protest", "acled_event_type": "Protests", "sub_event_type": "Peaceful protest"}),
        ("Gunmen attacked Gao at night.", "attacked", "2025-05-21", "gn:2457163", "Gao", "occurred", violence),
        ("Soldiers took power in Niger.", "took power", "2023-07-26", "NE", "Niger", "occurred",
         {"event_type": "coup", "acled_event_type": "Strategic developments", "sub_event_type": "Other"}),
        ("Fighting went on in Liptako-Gourma.", "Fighting", "2024", "area:liptako-gourma", "Liptako-Gourma", "occurred", battle),
        (f"Rioters burnt a shop at {HOSTILE}.", "burnt", "2025-01-05", "x:hostile", HOSTILE, "occurred",
         {"event_type": "riot", "acled_event_type": "Riots", "sub_event_type": "Mob violence"}),
    ]  # fmt: skip
    for text, trigger, day, place_id, name, status, kind in rows:
        made = document(
            text,
            HOSTILE if place_id == "x:hostile" else text[:20],
            "en",
            "2025-06-01",
            HOSTILE if place_id == "x:hostile" else "Wire A",
        )
        event(Incident(**base(made, trigger, day, (spot(place_id, text, name),), status), **kind))
    nowhere = document("Five people died in an attack.", "No place named", "en", "2025-06-02", "Wire A")
    event(
        Incident(**base(nowhere, "died", None, (), "occurred"), **violence, fatalities=5, fatalities_text="Five people")
    )
    for text, trigger, day, status in (
        ("France announced that it would leave Mali.", "leave", "2022-02-17", "announced"),
        ("The last French unit left Gao.", "left", "2022-08-15", "effective"),
    ):
        made = document(text, text[:16], "en", day, "Wire A")
        place = spot("gn:2457163", text, "Gao") if "Gao" in text else spot("ML", text, "Mali", "host")
        event(
            Withdrawal(
                **base(made, trigger, day, (place,), status),
                contributor="FR",
                force="Barkhane",
                troops=2400,
                host=("ML",),
            )
        )
    charter = document(
        "Mali, Burkina Faso and Niger founded the Alliance of Sahel States.", "Charter", "en", "2023-09-17", "Wire A"
    )
    members = tuple(spot(code, charter.text, BY_ID[code].name, "member") for code in ("ML", "BF", "NE"))
    event(
        Membership(
            **base(charter, "founded", "2023-09-16", members, "effective"),
            organisation="AES",
            members=("BF", "ML", "NE"),
            action="found",
        )
    )
    return store


DAY = dt.date(2025, 6, 30)

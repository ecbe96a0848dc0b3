"""Made-up views for pictures: places are real, what happened there is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from geodata.model import (
    AreaMark,
    CountryBadge,
    CountryShade,
    Counts,
    DateSpan,
    DocumentInfo,
    Event,
    EventView,
    Fact,
    Incident,
    Layers,
    Membership,
    MembershipState,
    PointMark,
    Precision,
    View,
    ViewSpec,
    Withdrawal,
)

SAHEL = (4.0, -17.5, 25.0, 24.0)
DAY = dt.date(2026, 11, 21)
PUBLISHERS = ("Agence A", "Journal du Fleuve", "Radio Sable", "Sahel Wire", "Émissions de l’Est")

# name, lat, lon, style, events, radius of the ring in km
POINTS: tuple[tuple[str, float, float, str, int, float | None], ...] = (
    ("Gao", 16.27, -0.04, "Battles", 4, None),
    ("Gao", 16.27, -0.04, "Violence against civilians", 2, None),
    ("Gao", 16.27, -0.04, "withdrawal-effective", 1, None),
    ("Ansongo", 15.66, 0.50, "Battles", 3, 30.0),
    ("Ménaka", 15.92, 2.40, "Battles", 2, None),
    ("Ménaka", 15.92, 2.40, "withdrawal-announced", 1, None),
    ("Tombouctou", 16.77, -3.01, "Explosions/Remote violence", 3, None),
    ("Kidal", 18.44, 1.41, "Battles", 2, None),
    ("Bamako", 12.64, -8.00, "coup", 2, None),
    ("Bamako", 12.64, -8.00, "Protests", 1, None),
    ("Mopti", 14.49, -4.18, "Violence against civilians", 1, None),
    ("Djibo", 14.10, -1.63, "Violence against civilians", 6, None),
    ("Dori", 14.03, -0.03, "Battles", 2, 45.0),
    ("Ouagadougou", 12.37, -1.52, "coup", 2, None),
    ("Fada N’Gourma", 12.06, 0.36, "Explosions/Remote violence", 1, None),
    ("Niamey", 13.51, 2.11, "coup", 1, None),
    ("Niamey", 13.51, 2.11, "withdrawal-effective", 2, None),
    ("Tillabéri", 14.21, 1.45, "Battles", 3, None),
    ("Téra", 14.01, 0.75, "Violence against civilians", 2, None),
    ("Tahoua", 14.89, 5.27, "Riots", 1, None),
    ("Agadez", 16.97, 7.99, "withdrawal-demanded", 1, None),
    ("Diffa", 13.32, 12.61, "Battles", 2, None),
    ("Maiduguri", 11.85, 13.16, "Explosions/Remote violence", 2, None),
    ("N’Djamena", 12.11, 15.04, "Protests", 1, None),
    ("Dakar", 14.69, -17.44, "Protests", 1, None),
    ("Abidjan", 5.35, -4.00, "Strategic developments", 1, None),
    ("Nouakchott", 18.08, -15.98, "Strategic developments", 1, None),
)
AREAS: tuple[tuple[str, str, float, float, tuple[str, ...], int, Precision], ...] = (
    ("ML-9", "Région de Ménaka", 16.3, 2.9, ("Battles", "Violence against civilians"), 3, Precision.ADMIN1),
    ("ML-6", "Région de Tombouctou", 19.5, -3.5, ("Battles",), 1, Precision.ADMIN1),
    ("area:liptako-gourma", "Liptako-Gourma", 14.5, 0.3, ("Battles",), 4, Precision.AREA),
)
BADGES: tuple[tuple[str, str, float, float, tuple[str, ...], int], ...] = (
    ("ML", "Mali", 17.3, -3.5, ("withdrawal-announced", "withdrawal-effective"), 7),
    ("BF", "Burkina Faso", 12.3, -1.7, ("Violence against civilians",), 2),
    ("NE", "Niger", 17.4, 9.4, ("coup",), 1),
)


@dataclass
class Maker:
    """Makes events with one fact each."""

    numbers: Any

    def rows(self, style: str, how_many: int) -> list[EventView]:
        return [self.row(style) for _ in range(how_many)]

    def row(self, style: str, date: DateSpan | None = None) -> EventView:
        number = next(self.numbers)
        day = date or DateSpan.day(dt.date(2022, 1, 1) + dt.timedelta(days=(number * 37) % 1500))
        publisher = PUBLISHERS[number % len(PUBLISHERS)]
        info = DocumentInfo(f"d{number // 2}", None, publisher, None, f"{number}.md", "fr", None)
        common: dict[str, Any] = {
            "id": f"f{number}",
            "document_id": info.id,
            "start": 0,
            "end": 4,
            "excerpt": "Text",
            "trigger_start": 0,
            "trigger_end": 4,
            "status": "occurred",
            "date": day,
        }
        fact = _fact(style, common)
        return EventView(Event(f"e{number}", fact.layer, (fact.id,), day), (fact,), (info,))


def _fact(style: str, common: dict[str, Any]) -> Fact:
    if style.startswith("withdrawal-"):
        return Withdrawal(**(common | {"status": style.removeprefix("withdrawal-")}))
    if style == "membership":
        return Membership(**common, organisation="AES")
    return Incident(**common, event_type="coup" if style == "coup" else None, acled_event_type=style)


def sample(
    points: Sequence[tuple[str, float, float, str, int, float | None]] = POINTS,
    areas: Sequence[tuple[str, str, float, float, tuple[str, ...], int, Precision]] = AREAS,
    badges: Sequence[tuple[str, str, float, float, tuple[str, ...], int]] = BADGES,
    *,
    bounds: tuple[float, float, float, float] = SAHEL,
    spec: ViewSpec | None = None,
    shades: bool = True,
    hidden: int = 14,
) -> tuple[View, Layers]:
    """Return a view and its layers."""
    make, events = Maker(count()), list[EventView]()

    def ids(styles: tuple[str, ...], how_many: int) -> tuple[str, ...]:
        rows = [make.row(styles[number % len(styles)]) for number in range(how_many)]
        events.extend(rows)
        return tuple(row.event.id for row in rows)

    point_marks = tuple(
        PointMark(
            lat, lon, f"gn:{name}", name, style, ids((style,), n),
            Precision.NEAR if radius else Precision.SETTLEMENT, radius,
        )
        for name, lat, lon, style, n, radius in points
    )  # fmt: skip
    area_marks = tuple(
        AreaMark(key, name, styles, ids(styles, n), p, lat, lon) for key, name, lat, lon, styles, n, p in areas
    )
    badge_marks = tuple(
        CountryBadge(key, name, styles, ids(styles, n), lat, lon) for key, name, lat, lon, styles, n in badges
    )
    states = {"ML": "member", "BF": "member", "NE": "leaving", "MR": "left", "GN": "suspended"} if shades else {}
    unplaced = make.rows("Battles", 2) if events else []
    members = make.rows("membership", 3) if events else []
    view = View(
        spec=spec or ViewSpec(),
        events=(*events, *unplaced, *members),
        memberships=tuple(MembershipState(code, "AES", state, None, ()) for code, state in states.items()),
        counts=_counts([*events, *unplaced, *members], hidden),
    )
    layers = Layers(
        points=point_marks,
        areas=area_marks,
        badges=badge_marks,
        shades=tuple(CountryShade(code, state, ()) for code, state in states.items()),
        unplaced=tuple(row.event.id for row in unplaced),
        bounds=bounds,
    )
    return view, layers


def _counts(events: list[EventView], hidden: int) -> Counts:
    documents = {info.id for row in events for info in row.documents}
    publishers = {info.publisher for row in events for info in row.documents}
    low, high = (112, 1140) if events else (None, None)
    return Counts(
        len(events), len(events), len(documents), len(publishers), len(events) + hidden, low, high,
        hidden={"period": hidden, "type": 0},
    )  # fmt: skip


def empty(**changes: Any) -> tuple[View, Layers]:
    """Return a view without events."""
    return sample((), (), (), shades=False, spec=replace(ViewSpec(), **changes))

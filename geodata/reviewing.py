"""Corrections: made, taken back, and laid over what the rules found, which stays as it is beneath."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from geodata.errors import ReviewError
from geodata.model import DateSpan, Event, EventView, Fact, FactPlace, Place, Precision, Review, stable_id
from geodata.model.dates import EARLIEST, LATEST
from geodata.model.reviews import WHO_LIMIT, WHY_LIMIT, ReviewKind

# Roles whose place a person may move; hosts and members follow from the parties.
MOVED_ROLES = frozenset({"site", "carried"})
SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people's reviews of one event come to.

    Parameters
    ----------
    verdict : {"confirm", "reject"} or None
        The last one that stands.
    place, date
        The last ones that stand.
    standing : tuple of Review
        Those that no other takes back, oldest first.
    """

    verdict: str | None
    place: FactPlace | None
    date: DateSpan | None
    standing: tuple[Review, ...]


def make_review(
    kind: ReviewKind,
    event: Event,
    *,
    who: str,
    why: str = "",
    place: FactPlace | None = None,
    date: DateSpan | None = None,
    when: dt.datetime | None = None,
) -> Review:
    """Return a review of an event.

    Parameters
    ----------
    kind : {"confirm", "reject", "move", "redate", "note"}
    event : Event
    who : str
    why : str
        Needed for ``note``.
    place, date : optional
        Needed for ``move`` and ``redate``.
    when : datetime, optional
        Now by default.

    Raises
    ------
    ReviewError
        If something that it needs is missing, or makes no sense for this event.
    """
    needed = {"move": place, "redate": date, "note": why.strip()}
    if kind in needed and not needed[kind]:
        raise ReviewError(
            f"a {kind} says nothing.", {"note": "Write the note.", "move": "Name a place."}.get(kind, "Give a day.")
        )
    if date is not None and not EARLIEST <= date.start <= date.end <= LATEST:
        raise ReviewError(
            f"the date {date.start} to {date.end} is not one that news tell of.",
            f"Give a day from {EARLIEST} to {LATEST}, such as 2024-03-14, 2024-03 or 2024.",
        )
    if kind == "move" and event.layer == "membership":
        raise ReviewError("a membership has no place to move.", "Reject it, or write a note.")
    return _signed(
        Review(
            id="",
            kind=kind,
            event_id=event.id,
            fact_ids=event.fact_ids,
            who=_named(who),
            when=when or dt.datetime.now(dt.UTC),
            why=_short(why),
            place=place if kind == "move" else None,
            date=date if kind == "redate" else None,
        )
    )


def make_undo(review: Review, *, who: str, why: str = "", when: dt.datetime | None = None) -> Review:
    """Return the review that takes another one back; raises `ReviewError` without a name."""
    undo = replace(
        review, id="", kind="undo", who=_named(who), when=when or dt.datetime.now(dt.UTC), why=_short(why), place=None,
        date=None, undoes=review.id,
    )  # fmt: skip
    return _signed(undo)


def standing(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that no standing one takes back, without the undoing ones, oldest first."""
    undone: set[str] = set()
    kept = []
    for review in sorted(reviews, key=_in_time, reverse=True):
        if review.id in undone:
            continue
        if review.kind == "undo":
            undone.add(review.undoes or "")
        else:
            kept.append(review)
    return kept[::-1]


def judge(reviews: Iterable[Review]) -> Judgement:
    """Return what the reviews of one event come to."""
    kept = standing(reviews)
    last = {review.kind: review for review in kept}
    verdicts = [review.kind for review in kept if review.kind in {"confirm", "reject"}]
    moved, dated = last.get("move"), last.get("redate")
    return Judgement(
        verdicts[-1] if verdicts else None, moved.place if moved else None, dated.date if dated else None, tuple(kept)
    )


def reviewed(row: EventView, reviews: Iterable[Review]) -> EventView:
    """Return an event as people corrected it; `as_read` keeps what the rules found.

    Parameters
    ----------
    row : EventView
        As the rules found it.
    reviews : iterable of Review
        Of this event.
    """
    told = judge(reviews)
    if not told.standing:
        return row
    event, facts = row.event, row.facts
    if told.date:
        event = replace(event, date=told.date)
    if told.place:
        facts = tuple(_moved(fact, told.place) for fact in facts)
        event = replace(event, place_ids=(told.place.place_id,) if told.place.place_id else ())
    return replace(row, event=event, facts=facts, reviews=told.standing, as_read=row)


def targets(
    reviews: Iterable[Review], events: Collection[str], owners: Mapping[str, str]
) -> tuple[dict[str, list[Review]], list[Review]]:
    """Find the event of each review as the store has it now.

    Parameters
    ----------
    reviews : iterable of Review
    events : collection of str
        Ids of events, as far as any review names them.
    owners : mapping of str to str
        The event that has a report now.

    Returns
    -------
    found : dict of str to list of Review
        By the id of the event. The id that the review names counts first; else the event that has most of its reports.
    lost : list of Review
        Whose event no document tells of any more.
    """
    found: dict[str, list[Review]] = {}
    lost = []
    for review in sorted(reviews, key=_in_time):
        target = review.event_id if review.event_id in events else _heir(review, owners)
        if target is None:
            lost.append(review)
        else:
            found.setdefault(target, []).append(review)
    return found, lost


def place_of(place: Place, precision: Precision | None = None) -> FactPlace:
    """Return a gazetteer entry as the place of a fact."""
    by_kind = {
        "country": Precision.COUNTRY, "admin1": Precision.ADMIN1, "admin2": Precision.ADMIN2,
        "admin3": Precision.ADMIN2, "area": Precision.AREA,
        "continent": Precision.AREA, "river": Precision.AREA, "lake": Precision.AREA,
    }  # fmt: skip
    known = precision or by_kind.get(place.kind, Precision.SETTLEMENT)
    return FactPlace(place.place_id, place.name, place.kind, place.country, place.lat, place.lon, known)


def spot_at(lat: float, lon: float, country: str | None = None) -> FactPlace:
    """Return a point of the map as the place of a fact.

    Raises
    ------
    ReviewError
        If the coordinates (WGS 84 degrees) lie off the globe.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ReviewError(
            f"{lat}, {lon} lies off the globe.", "Latitude runs from -90 to 90, longitude from -180 to 180."
        )
    name = f"{lat:.3f}, {lon:.3f}"
    return FactPlace(f"{SPOT}:{lat:.4f}:{lon:.4f}", name, "site", country, lat, lon, Precision.SETTLEMENT)


def _heir(review: Review, owners: Mapping[str, str]) -> str | None:
    held = [owners[fact_id] for fact_id in review.fact_ids if fact_id in owners]
    return min(set(held), key=lambda event: (-held.count(event), event), default=None)


def _moved(fact: Fact, place: FactPlace) -> Fact:
    # The old place stays marked in the sentence, without a part in the fact.
    kept = tuple(replace(one, role="named") if one.role in MOVED_ROLES else one for one in fact.places)
    return replace(fact, places=(replace(place, role="site"), *kept))


def _in_time(review: Review) -> tuple[dt.datetime, bool, str]:
    return (review.when, review.kind == "undo", review.id)


def _named(who: str) -> str:
    name = " ".join(who.split())[:WHO_LIMIT]
    if not name:
        raise ReviewError("a correction needs a name.", "Say who you are.")
    return name


def _short(why: str) -> str:
    return why.strip()[:WHY_LIMIT]


def _signed(review: Review) -> Review:
    told = (review.who, review.when.isoformat(), review.why, review.place, review.date, review.undoes)
    parts = (review.kind, review.event_id, review.fact_ids, *told)
    return replace(review, id=stable_id(*parts))

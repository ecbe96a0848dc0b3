"""From what the correction form of a card sends to a review in the store; nothing here trusts the browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.errors import ReviewError
from geodata.model import DateSpan, Event, FactPlace
from geodata.reviewing import SPOT, make_review, place_of, spot_at

if TYPE_CHECKING:
    from dashboard.data import Library

# Places that are offered for a name or a click.
OFFERED = 8
VALUE_LIMIT = 4000
PLAIN = ("confirm", "reject", "note")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for.

    Parameters
    ----------
    kind : str
        A kind of review, or ``find``: look for places to move the event to.
    event_id : str
    who, why : str
    place : str
        Name to look for, or the id of the place chosen.
    date : str
    spot : (lat, lon) or None
        WGS 84 degrees of the point clicked on the map.
    """

    kind: str
    event_id: str
    who: str = ""
    why: str = ""
    place: str = ""
    date: str = ""
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Places to which an event may be moved, with what the person said so far; `trouble` where there is none."""

    wish: Wish
    places: tuple[FactPlace, ...] = ()
    trouble: str = ""


def read_wish(value: str) -> Wish:
    """Read what a card sent.

    Raises
    ------
    ReviewError
        If it is no wish.
    """
    try:
        told: dict[str, Any] = json.loads(value[:VALUE_LIMIT])
        texts = {name: str(told.get(name) or "") for name in ("kind", "who", "why", "place", "date")}
        spot = told.get("spot")
        return Wish(
            event_id=str(told["event"]), spot=(float(spot[0]), float(spot[1])) if spot is not None else None, **texts
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ReviewError("the correction did not arrive whole.", "Press the button again.") from error


def fulfil(library: Library, wish: Wish) -> Offer | None:
    """Do what is wished: write a review, or return places to choose from.

    Returns
    -------
    Offer or None
        None where a review was written.

    Raises
    ------
    ReviewError
        If it makes no sense.
    NotFound
        If the event is gone.
    """
    event: Event = library.store.event(wish.event_id)
    if wish.kind == "find":
        return _offer(library, wish)
    if wish.kind == "move":
        review = make_review("move", event, who=wish.who, why=wish.why, place=_place(library, wish.place))
    elif wish.kind == "redate":
        review = make_review("redate", event, who=wish.who, why=wish.why, date=_date(wish.date))
    elif wish.kind in PLAIN:
        review = make_review(wish.kind, event, who=wish.who, why=wish.why)  # type: ignore[arg-type] # one of PLAIN
    else:
        raise ReviewError(f"{wish.kind[:40]!r} is no correction.", "Load the page again.")
    library.store.review(review)
    return None


def _offer(library: Library, wish: Wish) -> Offer:
    if wish.spot is not None:
        lat, lon = wish.spot
        units = [unit for unit in library.boundaries.locate(lat, lon) if unit]
        country = units[0] if units else None
        held = [place for unit in reversed(units) if (place := library.gazetteer.get(unit)) is not None]
        return Offer(wish, (spot_at(lat, lon, country), *map(place_of, held)))
    found = library.gazetteer.search(wish.place, OFFERED) if wish.place.strip() else []
    return Offer(wish, tuple(map(place_of, found)), "" if found else "none")


def _place(library: Library, place_id: str) -> FactPlace:
    if place_id.startswith(f"{SPOT}:"):
        try:
            _, lat, lon = place_id.split(":")
            point = (float(lat), float(lon))
        except ValueError as error:
            raise ReviewError(f"{place_id[:40]!r} is no point.", "Click on the map again.") from error
        units = [unit for unit in library.boundaries.locate(*point) if unit]
        return spot_at(*point, units[0] if units else None)
    place = library.gazetteer.get(place_id)
    if place is None:
        raise ReviewError(f"no place has the id {place_id[:40]!r}.", "Look for it by name.")
    return place_of(place)


def _date(text: str) -> DateSpan:
    try:
        return DateSpan.parse(text)
    except ValueError as error:
        raise ReviewError(f"{error}.") from error

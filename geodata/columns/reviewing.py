"""People's corrections laid over columns: a few rows patched in copies, what the rules found stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.columns.building import PER_ENTRY, PER_EVENT, drawn_entries, holdings, make_spots
from geodata.columns.table import NO_DAY, Columns, Ints, Spots
from geodata.model import EventView, FactPlace, Precision, Review
from geodata.profiles import located
from geodata.reviewing import judge, reviewed

if TYPE_CHECKING:
    from geodata.hierarchy import Hierarchy

Reviews = Mapping[str, Sequence[Review]]
# Arrays of one row an event that stand beside those of the builder.
BESIDE = ("ids", "precision", "rejected", "looked_at")


@dataclass(frozen=True, slots=True)
class Patch:
    """What reviews change of one row.

    Parameters
    ----------
    row : int
    days : (int, int)
        Ordinals of its first and last day; `NO_DAY` without a date.
    places : sequence of FactPlace, or None
        Where it is now; None where nobody moved it.
    rejected : bool
    """

    row: int
    days: tuple[int, int]
    places: Sequence[FactPlace] | None
    rejected: bool


def with_reviews(columns: Columns, reviews: Reviews, hierarchy: Hierarchy) -> Columns:
    """Return columns as people corrected them.

    Parameters
    ----------
    columns : Columns
        Of what the rules found; they are not changed.
    reviews : mapping of str to sequence of Review
        By the id of the event that each is about.
    hierarchy : Hierarchy
        Which units hold the places that events were moved to.

    Returns
    -------
    Columns
        With `rejected` and `looked_at` set, in the order of the corrected dates. Events load as corrected.
    """
    rows = {event: row for event in reviews if (row := columns.row_of(event)) is not None}
    standing = {event: row for event, row in rows.items() if judge(reviews[event]).standing}
    if not standing:
        return columns
    by_number = {int(columns.number[row]): event for event, row in standing.items()}

    def load(numbers: Sequence[int]) -> list[EventView]:
        found = zip(numbers, columns.load(numbers), strict=True)
        return [reviewed(row, reviews[by_number[n]]) if n in by_number else row for n, row in found]

    patches = [_patch(standing[row.event.id], row) for row in load(list(by_number))]
    patched = _in_order(_moved(_marked(columns, patches), patches, hierarchy))
    return replace(patched, load=load, _kept={}, _lock=Lock())


def _patch(row: int, told: EventView) -> Patch:
    date = told.event.date
    days = (date.start.toordinal(), date.end.toordinal()) if date else (NO_DAY, NO_DAY)
    moved = any(review.kind == "move" for review in told.reviews)
    return Patch(row, days, located(told.facts) if moved else None, judge(told.reviews).verdict == "reject")


def _marked(columns: Columns, patches: Sequence[Patch]) -> Columns:
    """Set dates and marks."""
    start, end = columns.start.copy(), columns.end.copy()
    rejected, looked_at = np.zeros(len(columns), bool), np.zeros(len(columns), bool)
    for patch in patches:
        start[patch.row], end[patch.row] = patch.days
        rejected[patch.row], looked_at[patch.row] = patch.rejected, True
    return replace(columns, start=start, end=end, rejected=rejected, looked_at=looked_at)


def _moved(columns: Columns, patches: Sequence[Patch], hierarchy: Hierarchy) -> Columns:
    """Give moved events the spots where they are now."""
    moved = {patch.row: patch.places for patch in patches if patch.places is not None}
    if not moved:
        return columns
    kept = ~np.isin(columns.entry_event, list(moved))
    spots, numbers = with_spots(columns.spots, [place for held in moved.values() for place in held], hierarchy)
    events = np.repeat(list(moved), [len(held) for held in moved.values()]).astype(columns.entry_event.dtype)
    precision = columns.precision.copy()
    for row, held in moved.items():
        precision[row] = min((int(place.precision) for place in held if place.precision), default=0)
    joined = np.concatenate([columns.entry_event[kept], events])
    order = np.argsort(joined, kind="stable")
    drawn = drawn_entries(events, numbers, spots)
    unit_event, unit = holdings(events, numbers, spots)
    staying = ~np.isin(columns.unit_event, list(moved))
    held_events = np.concatenate([columns.unit_event[staying], unit_event])
    unit_order = np.argsort(held_events, kind="stable")
    return replace(
        columns,
        spots=spots,
        precision=precision,
        entry_event=joined[order],
        entry_spot=np.concatenate([columns.entry_spot[kept], numbers])[order],
        entry_drawn=np.concatenate([columns.entry_drawn[kept], drawn])[order],
        unit_event=held_events[unit_order],
        unit=np.concatenate([columns.unit[staying], unit])[unit_order],
    )


def with_spots(spots: Spots, places: Sequence[FactPlace], hierarchy: Hierarchy) -> tuple[Spots, Ints]:
    """Return the spots with those of more places behind them, and the number of each of these."""
    more = make_spots([_key(place) for place in places], hierarchy)
    place_ids, names, kinds = list(spots.place_ids), list(spots.names), list(spots.kinds)
    units, countries = list(spots.units), list(spots.countries)
    chain, ends = [spots.chain], [spots.chain_start]
    for at, place_id in enumerate(more.place_ids):
        if place_id not in spots.place_number:
            place_ids.append(place_id)
            names.append(more.names[at])
            kinds.append(more.kinds[at])
            held = more.chain[more.chain_start[at] : more.chain_start[at + 1]]
            chain.append(np.array([_code(units, more.units[unit]) for unit in held], spots.chain.dtype))
            ends.append(np.array([ends[-1][-1] + len(held)], spots.chain_start.dtype))
    number = {place_id: at for at, place_id in enumerate(place_ids)}
    places_of_more = [number[more.place_ids[at]] for at in more.place]
    countries_of_more = [-1 if at < 0 else _code(countries, more.countries[at]) for at in more.country]
    made = Spots(
        place=_joined(spots.place, places_of_more),
        lat=_joined(spots.lat, more.lat),
        lon=_joined(spots.lon, more.lon),
        precision=_joined(spots.precision, more.precision),
        radius=_joined(spots.radius, more.radius),
        country=_joined(spots.country, countries_of_more),
        chain_start=np.concatenate(ends),
        chain=np.concatenate(chain),
        place_ids=place_ids,
        names=names,
        kinds=kinds,
        countries=countries,
        units=units,
    )
    return made, np.arange(len(spots.lat), len(made.lat), dtype=np.int32)


def _joined(held: Any, more: Any) -> Any:
    return np.concatenate([held, np.asarray(more, held.dtype)])


def _code(words: list[str], word: str) -> int:
    if word not in words:
        words.append(word)
    return words.index(word)


def _key(place: FactPlace) -> tuple[Any, ...]:
    precision = int(Precision.UNLOCATED if place.lat is None else place.precision)
    return (place.place_id, place.name, place.kind, place.country, place.lat, place.lon, precision, place.radius_km)


def _in_order(columns: Columns) -> Columns:
    """Put the rows newest first again, where a new date moved one."""
    order = np.argsort(-columns.end.astype(np.int64), kind="stable")
    if np.array_equal(order, np.arange(len(order))):
        return columns
    rows = np.empty(len(order), np.int32)
    rows[order] = np.arange(len(order), dtype=np.int32)
    changed: dict[str, Any] = {name: getattr(columns, name)[order] for name in (*PER_EVENT, *BESIDE)}
    for owner, owned in PER_ENTRY.items():
        moved = rows[getattr(columns, owner)]
        placed = np.argsort(moved, kind="stable")
        changed[owner] = moved[placed]
        changed |= {name: getattr(columns, name)[placed] for name in owned}
    return replace(columns, by_id=rows[columns.by_id], **changed)

"""Build columns from the rows of events, without making an object of each."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns.table import NO_DAY, NO_TOLL, Columns, Spots
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.model import FactPlace, Precision

# What is read of each event, in this order; `facets` as `geodata.store.records.event_row` writes them.
WANTED = (
    "number", "id", "layer", "style", "status", "date_start", "date_end", "deaths_low", "deaths_high", "aggregate",
    "drawn", "facts", "publishers", "facets",
)  # fmt: skip
BATCH = 20_000
Batch = Sequence[Sequence[Any]]


class Codes(dict[str, int]):
    """Numbers for words, in the order in which they come."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number

    def all(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of words."""
        return [self[word] for word in words]


class _Days(dict[Any, int]):
    """Ordinals of days, which databases give as text or as dates."""

    def __missing__(self, day: Any) -> int:
        known = dt.date.fromisoformat(day) if isinstance(day, str) else day
        self[day] = ordinal = known.toordinal() if known else NO_DAY
        return ordinal


@dataclass
class _Parts:
    """Arrays as they come, batch by batch."""

    found: dict[str, list[NDArray[Any]]] = field(default_factory=dict)

    def add(self, name: str, values: Iterable[Any], kind: type[np.generic]) -> None:
        self.found.setdefault(name, []).append(np.fromiter(values, kind))

    def joined(self) -> dict[str, NDArray[Any]]:
        return {name: np.concatenate(self.found.pop(name)) for name in list(self.found)}


class Builder:
    """Takes batches of rows, then gives the columns.

    Parameters
    ----------
    hierarchy : Hierarchy or None
        Which units hold which; None is the installed one, opened if there is any place.
    documents : iterable of (id, publisher, language, address)
        Gone through once, since there may be as many as events.
    """

    def __init__(self, hierarchy: Hierarchy | None, documents: Iterable[tuple[str, str, str | None, str]]) -> None:
        self._hierarchy = hierarchy
        self._parts = _Parts()
        self._ids: list[bytes] = []
        self._days = _Days()
        self._layers, self._styles, self._statuses, self._types, self._actors = (Codes() for _ in range(5))
        self._document_numbers: dict[str, int] = {}
        self._publishers, self._languages = Codes(), Codes()
        self._document_publisher, self._document_language = array("i"), array("B")
        self._address, self._address_end = bytearray(), array("q")
        for number, (document, publisher, language, address) in enumerate(documents):
            self._document_numbers[document] = number
            self._document_publisher.append(self._publishers[publisher])
            self._document_language.append(self._languages[language or ""])
            self._address += address.encode()
            self._address_end.append(len(self._address))
        self._spots: dict[tuple[Any, ...], int] = {}

    def take(self, batch: Batch) -> None:
        """Take rows with the columns that `WANTED` lists."""
        first = len(self._ids)
        columns = list(zip(*batch, strict=True))
        (number, ids, layer, style, status, start, end, low, high, aggregate, drawn, facts, publishers, facets) = (
            columns
        )
        self._ids += [event_id.encode() for event_id in ids]
        add = self._parts.add
        add("number", number, np.int32)
        add("layer", self._layers.all(layer), np.uint8)
        add("style", self._styles.all(style), np.uint8)
        add("status", self._statuses.all(status), np.uint8)
        add("start", map(self._days.__getitem__, start), np.int32)
        add("end", map(self._days.__getitem__, end), np.int32)
        add("low", (NO_TOLL if toll is None else toll for toll in low), np.int32)
        add("high", (NO_TOLL if toll is None else toll for toll in high), np.int32)
        add("aggregate", aggregate, np.bool_)
        add("drawn", drawn, np.bool_)
        add("facts", facts, np.int32)
        add("publishers", publishers, np.int32)
        self._take_facets(first, json.loads(f"[{','.join(facets)}]"))

    def _take_facets(self, first: int, facets: list[list[Any]]) -> None:
        types: list[int] = []
        actors: list[int] = []
        actor_events: list[int] = []
        sources: list[int] = []
        source_events: list[int] = []
        spots: list[int] = []
        spot_events: list[int] = []
        for row, (kinds, names, documents, places) in enumerate(facets, first):
            types.append(sum(1 << self._types[kind] for kind in kinds))
            actors += self._actors.all(names)
            actor_events += repeat(row, len(names))
            sources += map(self._document_numbers.__getitem__, documents)
            source_events += repeat(row, len(documents))
            for place in places:
                key = tuple(place)
                spots.append(self._spots.setdefault(key, len(self._spots)))
                spot_events.append(row)
        add = self._parts.add
        add("types", types, np.uint32)
        add("actor", actors, np.int32)
        add("actor_event", actor_events, np.int32)
        add("source", sources, np.int32)
        add("source_event", source_events, np.int32)
        add("entry_spot", spots, np.int32)
        add("entry_event", spot_events, np.int32)

    def columns(self, digest: str, **more: Any) -> Columns:
        """Return the columns of all rows taken, newest first."""
        if not self._ids:
            self._take_nothing()
        found: dict[str, Any] = self._parts.joined()
        ids = _bytes(self._ids)
        spots = make_spots(list(self._spots), self._hierarchy)
        found["entry_drawn"] = drawn_entries(found["entry_event"], found["entry_spot"], spots)
        found["unit_event"], found["unit"] = holdings(found["entry_event"], found["entry_spot"], spots)
        order = np.lexsort((ids, -found["end"].astype(np.int64)))
        rows = np.empty(len(order), np.int32)
        rows[order] = np.arange(len(order), dtype=np.int32)
        for name in PER_EVENT:
            found[name] = found[name][order]
        for owner, owned in PER_ENTRY.items():
            _reorder(found, rows, owner, owned)
        ids = ids[order]
        return Columns(
            ids=ids,
            by_id=np.argsort(ids, kind="stable").astype(np.int32),
            precision=_finest(found, spots),
            document_ids=_bytes(self._document_numbers),
            document_publisher=np.array(self._document_publisher, np.int32),
            document_language=np.array(self._document_language, np.uint8),
            address=np.frombuffer(self._address, np.uint8) if self._address else np.empty(0, np.uint8),
            address_end=np.array(self._address_end, np.int64),
            spots=spots,
            layers=list(self._layers),
            styles=list(self._styles),
            statuses=list(self._statuses),
            event_types=list(self._types),
            actors=list(self._actors),
            publisher_names=list(self._publishers),
            languages=list(self._languages),
            digest=digest,
            **found,
            **more,
        )  # fmt: skip

    def _take_nothing(self) -> None:
        for name in (*PER_EVENT, *PER_ENTRY, *(name for owned in PER_ENTRY.values() for name in owned)):
            if name not in MADE:
                self._parts.add(name, (), np.bool_ if name in {"aggregate", "drawn"} else np.int32)


PER_EVENT = (
    "number", "layer", "style", "status", "types", "start", "end", "low", "high", "aggregate", "drawn", "facts",
    "publishers",
)  # fmt: skip
PER_ENTRY = {
    "entry_event": ("entry_spot", "entry_drawn"),
    "unit_event": ("unit",),
    "actor_event": ("actor",),
    "source_event": ("source",),
}
# Made of the others.
MADE = {"entry_drawn", "unit_event", "unit"}


def _bytes(ids: Iterable[str | bytes]) -> NDArray[np.bytes_]:
    told = [one.encode() if isinstance(one, str) else one for one in ids]
    return np.array(told, np.bytes_) if told else np.empty(0, "S1")


def _reorder(found: dict[str, NDArray[Any]], rows: NDArray[Any], owner: str, owned: Sequence[str]) -> None:
    """Give entries the rows that their events have now, and put them in the order of those."""
    moved = rows[found[owner]]
    order = np.argsort(moved, kind="stable")
    found[owner] = moved[order]
    for name in owned:
        found[name] = found[name][order]


def _finest(found: Mapping[str, NDArray[Any]], spots: Spots) -> NDArray[Any]:
    """Return the precision of the most precise place of each event; 0 where it has none."""
    none = 99
    finest = np.full(len(found["number"]), none, np.uint8)
    precision = np.where(spots.precision == Precision.UNLOCATED, none, spots.precision).astype(np.uint8)
    np.minimum.at(finest, found["entry_event"], precision[found["entry_spot"]])
    finest[finest == none] = 0
    return finest


def make_spots(keys: Sequence[tuple[Any, ...]], hierarchy: Hierarchy | None) -> Spots:
    """Return the spots of (place_id, name, kind, country, lat, lon, precision, radius_km), with what holds them."""
    places: dict[str, FactPlace] = {}
    countries, units = Codes(), Codes()
    for place_id, name, kind, country, lat, lon, precision, radius in keys:
        place = FactPlace(place_id, name, kind, country, lat, lon, Precision(precision), radius)
        if place_id not in places or places[place_id].lat is None:
            places[place_id] = place
    numbers = {place_id: number for number, place_id in enumerate(places)}
    known = (hierarchy or default_hierarchy()).chains(list(places.values())) if places else []
    chains = [units.all(chain) for chain in known]
    starts = np.concatenate([[0], np.cumsum([len(chain) for chain in chains])]) if chains else np.zeros(1)
    nan = float("nan")
    return Spots(
        place=np.array([numbers[key[0]] for key in keys], np.int32),
        lat=np.array([nan if key[4] is None else key[4] for key in keys], np.float64),
        lon=np.array([nan if key[5] is None else key[5] for key in keys], np.float64),
        precision=np.array([key[6] for key in keys], np.uint8),
        radius=np.array([nan if key[7] is None else key[7] for key in keys], np.float64),
        country=np.array([-1 if key[3] is None else countries[key[3]] for key in keys], np.int16),
        chain_start=starts.astype(np.int32),
        chain=np.array([unit for chain in chains for unit in chain], np.int32),
        place_ids=list(places),
        names=[place.name for place in places.values()],
        kinds=[place.kind for place in places.values()],
        countries=list(countries),
        units=list(units),
    )


def holdings(events: NDArray[Any], spots_of: NDArray[Any], spots: Spots) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return each event with each unit that holds one of its places, once."""
    places = spots.place[spots_of] if len(spots_of) else np.empty(0, np.int32)
    lengths = np.diff(spots.chain_start)[places]
    total = int(lengths.sum())
    # Positions in the chains, laid end to end: each place's first one, and on from there.
    inner = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    units = spots.chain[np.repeat(spots.chain_start[places], lengths) + inner]
    many = max(len(spots.units), 1)
    pairs = np.unique(np.repeat(events, lengths).astype(np.int64) * many + units)
    return (pairs // many).astype(np.int32), (pairs % many).astype(np.int32)


def drawn_entries(events: NDArray[Any], spots_of: NDArray[Any], spots: Spots) -> NDArray[np.bool_]:
    """Tell of each entry whether its event is drawn there.

    It is not where nothing is known of the spot, and not at a place that holds another one of the same event ("Boni,
    in the cercle of Douentza" is drawn at Boni).
    """
    drawn: NDArray[np.bool_] = ~np.isnan(spots.lat[spots_of]) if len(spots_of) else np.zeros(0, bool)
    if not len(events):
        return drawn
    order = np.argsort(events, kind="stable")
    bounds = np.flatnonzero(np.diff(events[order], prepend=-1, append=-1))
    for first, last in pairwise(bounds.tolist()):
        if last - first > 1:
            _leave_out_holders(order[first:last], spots_of, spots, drawn)
    return drawn


def _leave_out_holders(entries: NDArray[Any], spots_of: NDArray[Any], spots: Spots, drawn: NDArray[np.bool_]) -> None:
    known = [int(entry) for entry in entries if drawn[entry]]
    held: set[str] = set()
    for entry in known:
        place = int(spots.place[spots_of[entry]])
        chain = spots.chain[spots.chain_start[place] : spots.chain_start[place + 1]]
        held.update(unit for unit in map(spots.units.__getitem__, chain) if unit != spots.place_ids[place])
    for entry in known:
        if spots.place_ids[spots.place[spots_of[entry]]] in held:
            drawn[entry] = False

"""Open the columns of a store, kept from the last time where it has not changed; or make them of things in memory."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from geodata.columns import files as kept
from geodata.columns.building import WANTED, Builder
from geodata.columns.table import Columns, Ints
from geodata.folding import words
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.model import DocumentInfo, Event, EventView, Fact, Membership, View, publisher_of
from geodata.profiles import searched_text
from geodata.store import records
from geodata.store.glance import Readable
from geodata.store.scans import StoredScan, line

if TYPE_CHECKING:
    from geodata.columns.making import BuildProgress

# The columns of so many events are made in two or three seconds.
AT_ONCE = 20_000
# Stores whose columns stay open in one process.
OPEN = 4
_OPEN: OrderedDict[tuple[str, ...], Columns] = OrderedDict()
_OPENING = Lock()
# Views that were put together by hand, with their columns; compared by identity.
_BY_HAND: deque[tuple[View, Columns]] = deque(maxlen=4)


class Source(Protocol):
    """Facts, events and documents in memory."""

    def facts(self) -> Sequence[Fact]:
        """Return all facts."""

    def events(self) -> Sequence[Event]:
        """Return all events."""

    def documents(self) -> Sequence[DocumentInfo]:
        """Return all documents, without their texts."""


def open_columns(
    source: Readable | Source, hierarchy: Hierarchy | None = None, progress: BuildProgress | None = None
) -> Columns:
    """Return the columns of all events.

    Parameters
    ----------
    source : Store, Glance, or anything with `facts`, `events` and `documents`
        The columns of a store are kept on disk and shared by all processes until it changes.
    hierarchy : Hierarchy, optional
        Which units hold which; the installed gazetteer and boundaries by default.
    progress : callable, optional
        Called with how many events are read and how many there are, when columns are made anew.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    hierarchy = hierarchy or default_hierarchy()
    if not isinstance(source, Readable):
        facts = {fact.id: fact for fact in source.facts()}
        infos = {info.id: info for info in source.documents()}
        return _in_memory([_event_view(event, facts, infos) for event in source.events()], hierarchy)
    key = _key(source, source.written(), hierarchy)
    if (known := _OPEN.get(key)) is not None:
        return known
    with _OPENING:
        if key not in _OPEN:
            _remember(key, _open(source, hierarchy, progress))
        return _OPEN[key]


def at_hand(store: Readable, hierarchy: Hierarchy | None = None) -> bool:
    """Tell whether `open_columns` answers soon: from memory or disk, by a few changes, or since there are few events.

    Parameters
    ----------
    store : Store
    hierarchy : Hierarchy, optional
        As for `open_columns`.
    """
    hierarchy = hierarchy or default_hierarchy()
    key = _key(store, store.written(), hierarchy)
    if key in _OPEN or kept.folder_of(*key).is_dir():
        return True
    from geodata.columns import making  # noqa: PLC0415 - what asks the database, which columns that are kept need not

    with store.read() as connection:
        if making.few(connection, AT_ONCE):
            return True
    marks = [written for _, written in kept.earlier(store.place, *key[2:])]
    return any(store.changed_since(mark) is not None for mark in marks)


def columns_of_view(view: View, hierarchy: Hierarchy | None = None) -> tuple[Columns, Ints]:
    """Return the columns of a view and its rows in them, made of its events where it was put together by hand."""
    if view.columns is not None and view.rows is not None:
        return view.columns, view.rows
    for held, made in _BY_HAND:
        if held is view:
            return made, _all_rows(made)
    columns = _in_memory(list(view.events), hierarchy)
    _BY_HAND.append((view, columns))
    return columns, _all_rows(columns)


def _all_rows(columns: Columns) -> Ints:
    """Return the rows of all events in the order of their numbers, which is that in which they came."""
    return columns.rows_by_number if len(columns) else np.empty(0, np.int32)


def forget_open(store: Readable, *, files: bool = False) -> None:
    """Close the columns of a store, and remove those kept on disk too: they are made anew when next asked for."""
    for other in [held for held in _OPEN if held[0] == store.place]:
        del _OPEN[other]
    if files:
        kept.remove(store.place)


def _key(store: Readable, written: str, hierarchy: Hierarchy) -> tuple[str, ...]:
    gazetteer, boundaries = hierarchy.gazetteer, hierarchy.boundaries
    return store.place, written, gazetteer.version, boundaries.version


def _remember(key: tuple[str, ...], columns: Columns) -> None:
    for other in [held for held in _OPEN if held[0] == key[0]]:
        del _OPEN[other]
    _OPEN[key] = columns
    while len(_OPEN) > OPEN:
        _OPEN.popitem(last=False)


def _open(store: Readable, hierarchy: Hierarchy, progress: BuildProgress | None) -> Columns:
    reach: dict[str, Any] = {
        "load": store.page,
        "scan": StoredScan(store),
        "documents": lambda ids: _stored_documents(store, ids),
        "search": store.search,
        "memberships": lambda: [fact for fact in store.facts(layer="membership") if isinstance(fact, Membership)],
    }
    known = kept.load(kept.folder_of(*_key(store, store.written(), hierarchy)), **reach)
    if known is not None:
        return known
    from geodata.columns import making  # noqa: PLC0415 - what asks the database, which columns that are kept need not
    from geodata.store import state  # noqa: PLC0415 - the same

    with store.read() as connection:
        key = _key(store, state.written(connection), hierarchy)
        earlier = _earlier(store, hierarchy, reach)
        made = making.brought_up_to_date(connection, hierarchy, earlier)
        if made is None:
            made = making.made(connection, hierarchy, progress, reach)
    folder = kept.folder_of(*key)
    kept.save(folder, made, key[1:])
    return kept.load(folder, **reach) or made


def _earlier(store: Readable, hierarchy: Hierarchy, reach: Mapping[str, Any]) -> Iterator[tuple[Columns | None, str]]:
    """Yield the columns of earlier states, those in memory first, each with the mark of its state."""
    versions = _key(store, "", hierarchy)[2:]
    opened = [(held, key[1]) for key, held in _OPEN.items() if key[0] == store.place and key[2:] == versions]
    on_disk = ((kept.load(folder, **reach), written) for folder, written in kept.earlier(store.place, *versions))
    yield from chain(opened, on_disk)


def _stored_documents(store: Readable, ids: Iterable[str]) -> list[DocumentInfo]:
    from geodata.store.events import infos_of  # noqa: PLC0415 - as above

    wanted = list(ids)
    with store.read() as connection:
        found = infos_of(connection, wanted)
    return [found[one] for one in wanted if one in found]


def _in_memory(events: Sequence[EventView], hierarchy: Hierarchy | None) -> Columns:
    """Return the columns of events that are in memory, numbered as they come."""
    infos = {info.id: info for row in events for info in row.documents}
    publishers = {document: publisher_of(info) for document, info in infos.items()}
    rows = [records.event_row(row.event, row.facts, publishers, number) for number, row in enumerate(events)]
    builder = Builder(hierarchy, [(key, publishers[key], info.language, info.source) for key, info in infos.items()])
    if rows:
        builder.take([[row[name] for name in WANTED] for row in rows])
    facts = {fact.id: fact for row in events for fact in row.facts}
    return builder.columns(
        "",
        load=lambda numbers: [events[number] for number in numbers],
        scan=lambda: nullcontext(partial(_lines, events)),
        documents=lambda ids: [infos[one] for one in ids],
        search=lambda wanted: _search(events, wanted),
        memberships=lambda: [fact for fact in facts.values() if isinstance(fact, Membership)],
    )


def _lines(events: Sequence[EventView], numbers: Sequence[int], *, first_only: bool) -> str:
    return "\n".join(
        line(number, position, records.fact_record(fact))
        for number in numbers
        for position, fact in enumerate(events[number].facts[: 1 if first_only else None])
    )


def _search(events: Sequence[EventView], wanted: Sequence[str]) -> NDArray[np.int64]:
    """Find words as the store does: each must stand in the text, or one that begins so."""
    texts = (words(searched_text(row.facts)) for row in events)
    found = [
        number
        for number, told in enumerate(texts)
        if wanted and all(any(word.startswith(start) for word in told) for start in wanted)
    ]
    return np.array(found, np.int64)


def _event_view(event: Event, facts: Mapping[str, Fact], documents: Mapping[str, DocumentInfo]) -> EventView:
    reports = tuple(facts[fact_id] for fact_id in event.fact_ids)
    sources = dict.fromkeys(fact.document_id for fact in reports)
    return EventView(event, reports, tuple(documents[source] for source in sources))

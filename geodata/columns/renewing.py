"""Bring columns up to date after a write: the rows of the few events that changed are put in place of theirs.

Making the columns of a million events takes a minute, an article changes a handful of them. What is not touched is
copied as it is, so that renewed columns are those that would be made anew, but for documents and spots that nothing
uses any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns.building import PER_ENTRY, PER_EVENT
from geodata.columns.reviewing import with_spots
from geodata.columns.table import Bools, Columns, Ints, Spots
from geodata.hierarchy import Hierarchy
from geodata.model import FactPlace, Precision

# Of so many events, or so large a part of all, it is quicker to make all columns anew.
MOST_CHANGED, MOST_SHARE = 20_000, 0.2
# Arrays of one row an event that hold numbers of words, with the table of these words.
CODED = {"layer": "layers", "style": "styles", "status": "statuses"}


def worth_renewing(columns: Columns, changed: Collection[int]) -> bool:
    """Tell whether so many events are sooner exchanged than all columns made anew."""
    return len(changed) <= max(MOST_CHANGED // 20, min(MOST_CHANGED, MOST_SHARE * len(columns)))


def renewed(columns: Columns, changed: Collection[int], more: Columns, hierarchy: Hierarchy, digest: str) -> Columns:
    """Return columns in which some events are exchanged.

    Parameters
    ----------
    columns : Columns
        As they were.
    changed : collection of int
        Numbers of the events that went, came or changed.
    more : Columns
        Of those among them that there are now.
    hierarchy : Hierarchy
        Which units hold their places.
    digest : str
        Of the store as it is.
    """
    more, tables = _in_words_of(columns, more)
    spots, spot_numbers = _spots(columns.spots, more.spots, hierarchy)
    documents, document_numbers = _documents(columns, more)
    more = replace(
        more,
        entry_spot=_at(spot_numbers, more.entry_spot),
        unit=_at(_numbers(spots.units, more.spots.units), more.unit),
        source=_at(document_numbers, more.source),
    )
    kept = np.ones(len(columns), bool)
    kept[_rows(columns, changed)] = False
    places = _places(columns, kept, more)
    arrays = {
        name: _inserted(getattr(columns, name)[kept], places, getattr(more, name))
        for name in (*PER_EVENT, "ids", "precision")
    }
    # Where each row of before, and each new one, stands now.
    old = np.full(len(columns), -1, np.int64)
    old[kept] = _shifted(np.arange(int(kept.sum())), places)
    new = places + np.arange(len(places))
    for owner, owned in PER_ENTRY.items():
        arrays |= _entries(columns, more, owner, owned, old, new)
    arrays["by_id"] = _by_id(columns, arrays["ids"], old, new)
    return replace(columns, spots=spots, digest=digest, _kept={}, _lock=Lock(), **tables, **documents, **arrays)


def _rows(columns: Columns, numbers: Collection[int]) -> Ints:
    """Return the rows of the events under some numbers, of those that there are."""
    wanted = np.array(sorted(numbers), np.int64)
    known = columns.rows_by_number
    rows: Ints = known[wanted[wanted < len(known)]]
    return rows[rows >= 0]


def _numbers(table: Sequence[str], words: Iterable[str]) -> Ints:
    known = {word: number for number, word in enumerate(table)}
    return np.array([known[word] for word in words], np.int64)


def _with(table: Sequence[str], words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*table, *words)))


def _at(numbers: Ints, codes: Ints) -> Ints:
    """Return what codes became."""
    return numbers[codes].astype(codes.dtype) if len(codes) else codes


def _in_words_of(columns: Columns, more: Columns) -> tuple[Columns, dict[str, Any]]:
    """Return new rows with the numbers that their words have now, and the tables of all words."""
    names = (*CODED.values(), "actors", "event_types", "publisher_names", "languages")
    tables = {name: _with(getattr(columns, name), getattr(more, name)) for name in names}
    numbers = {name: _numbers(table, getattr(more, name)) for name, table in tables.items()}
    types = np.zeros(len(more), more.types.dtype)
    for bit, number in enumerate(numbers["event_types"].tolist()):
        types |= ((more.types >> np.uint32(bit)) & np.uint32(1)) << np.uint32(number)
    coded: dict[str, Any] = {name: _at(numbers[table], getattr(more, name)) for name, table in CODED.items()}
    return replace(
        more,
        types=types,
        actor=_at(numbers["actors"], more.actor),
        document_publisher=_at(numbers["publisher_names"], more.document_publisher),
        document_language=_at(numbers["languages"], more.document_language),
        **coded,
    ), tables


def _spots(spots: Spots, more: Spots, hierarchy: Hierarchy) -> tuple[Spots, Ints]:
    """Return the spots with those that are new, and the number of each of the others among them."""
    known = {key: number for number, key in enumerate(_keys(spots))}
    keys = _keys(more)
    missing = [at for at, key in enumerate(keys) if key not in known]
    if missing:
        spots, added = with_spots(spots, [_place(more, at) for at in missing], hierarchy)
        known |= {keys[at]: number for at, number in zip(missing, added.tolist(), strict=True)}
    return spots, np.array([known[key] for key in keys], np.int64)


def _keys(spots: Spots) -> list[tuple[Any, ...]]:
    """Return what tells one spot from another; what is not a number is equal to nothing, so 0 stands for it."""
    columns = (spots.lat, spots.lon, spots.precision, spots.radius, spots.country)
    told = [np.nan_to_num(column).tolist() for column in columns]
    unknown = np.isnan(spots.lat).tolist()
    places = [spots.place_ids[place] for place in spots.place.tolist()]
    return [
        (place, *key[:-1], spots.countries[key[-1]] if key[-1] >= 0 else None, nowhere)
        for place, nowhere, *key in zip(places, unknown, *told, strict=True)
    ]


def _place(spots: Spots, at: int) -> FactPlace:
    place, country = int(spots.place[at]), int(spots.country[at])
    lat, lon, radius = (float(column[at]) for column in (spots.lat, spots.lon, spots.radius))
    return FactPlace(
        place_id=spots.place_ids[place],
        name=spots.names[place],
        kind=spots.kinds[place],
        country=spots.countries[country] if country >= 0 else None,
        lat=None if np.isnan(lat) else lat,
        lon=None if np.isnan(lon) else lon,
        precision=Precision(int(spots.precision[at])),
        radius_km=None if np.isnan(radius) else radius,
    )


def _documents(columns: Columns, more: Columns) -> tuple[dict[str, Any], Ints]:
    """Return the documents with those that are new or say something else, and the number of each of these."""
    held = np.flatnonzero(np.isin(columns.document_ids, more.document_ids))
    known = {(columns.document_ids[at], *_said(columns, at)): at for at in held.tolist()}
    keys = [(more.document_ids[at], *_said(more, at)) for at in range(len(more.document_ids))]
    missing = [at for at, key in enumerate(keys) if key not in known]
    known |= {keys[at]: len(columns.document_ids) + number for number, at in enumerate(missing)}
    names = ("document_ids", "document_publisher", "document_language")
    found = {name: np.concatenate([getattr(columns, name), getattr(more, name)[missing]]) for name in names}
    addresses = [_address(more, at) for at in missing]
    found["address"] = np.concatenate([columns.address, *addresses])
    ends = len(columns.address) + np.cumsum([len(address) for address in addresses], dtype=np.int64)
    found["address_end"] = np.concatenate([columns.address_end, ends])
    return found, np.array([known[key] for key in keys], np.int64)


def _said(columns: Columns, document: int) -> tuple[int, int, bytes]:
    address = _address(columns, document).tobytes()
    return int(columns.document_publisher[document]), int(columns.document_language[document]), address


def _address(columns: Columns, document: int) -> NDArray[np.uint8]:
    first = int(columns.address_end[document - 1]) if document else 0
    return columns.address[first : int(columns.address_end[document])]


def _places(columns: Columns, kept: Bools, more: Columns) -> Ints:
    """Return before which of the rows that are kept each new one stands: newest first, equal days by id."""
    days, ids = -columns.end[kept].astype(np.int64), columns.ids[kept]
    wanted = -more.end.astype(np.int64)
    first, last = np.searchsorted(days, wanted, "left"), np.searchsorted(days, wanted, "right")
    among = [int(np.searchsorted(ids[low:high], event)) for low, high, event in zip(first, last, more.ids, strict=True)]
    return first + np.array(among, np.int64)


def _shifted(rows: Ints, places: Ints) -> Ints:
    """Return where rows stand once others are put before some of them."""
    return rows + np.searchsorted(places, rows, "right")


def _inserted(values: Any, places: Ints, more: Any) -> Any:
    """Put values before some of others; ids of another length make all of them longer."""
    kind = np.promote_types(values.dtype, more.dtype) if values.dtype.kind == "S" else values.dtype
    return np.insert(values.astype(kind, copy=False), places, more.astype(kind, copy=False))


def _entries(columns: Columns, more: Columns, owner: str, owned: Sequence[str], old: Ints, new: Ints) -> dict[str, Any]:
    """Return entries of one kind with those of the exchanged events, in the order of the rows as they are now."""
    rows = old[getattr(columns, owner)]
    staying = rows >= 0
    rows, come = rows[staying], new[getattr(more, owner)]
    places = np.searchsorted(rows, come)
    kind = getattr(columns, owner).dtype
    found = {owner: np.insert(rows, places, come).astype(kind)}
    for name in owned:
        found[name] = _inserted(getattr(columns, name)[staying], places, getattr(more, name))
    return found


def _by_id(columns: Columns, ids: Any, old: Ints, new: Ints) -> Ints:
    """Return the rows as they are now in the order of their ids."""
    kept = old[columns.by_id]
    kept = kept[kept >= 0]
    come = new[np.argsort(ids[new], kind="stable")]
    places = np.searchsorted(ids[kept], ids[come])
    return np.insert(kept, places, come).astype(columns.by_id.dtype)

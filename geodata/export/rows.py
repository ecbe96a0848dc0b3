"""The rows of a view as Arrow batches, the same for every format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns.table import NO_DAY, NO_TOLL, Columns, Ints
from geodata.export.columns import Unit, schema
from geodata.export.public import redacted, without_places
from geodata.export.reports import read_reports
from geodata.export.spots import NOWHERE, Site, Sites, best_spots, other_spots
from geodata.gazetteer.additions.downloads import is_address
from geodata.model import DocumentInfo, Precision
from geodata.profiles import DRAWN_ROLES

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# What a stored place says that says nothing else: what is as by default is not written.
SITE = "site"
# Rows made at a time.
BATCH = 20_000
EPOCH = dt.date(1970, 1, 1).toordinal()
BETWEEN, BETWEEN_IDS = "; ", " "
# ACLED's time precision: 1 the day, 2 within a week, 3 within a month (codebook, "Time precision").
TIME_PRECISION = {"day": 1, "week": 2, "month": 3}
ACTORS = ("actor1", "actor2", "other_actors")


class Rows:
    """Makes the rows of a view.

    Parameters
    ----------
    columns : Columns
    gazetteer : Gazetteer
    boundaries : Boundaries
    unit : {"event", "fact"}
    mode : {"full", "public-admin2", "public-admin1"}
        The public modes name no place below that level and no person, and give no address of a report.
    """

    def __init__(
        self, columns: Columns, gazetteer: Gazetteer, boundaries: Boundaries, unit: Unit = "event", mode: str = "full"
    ) -> None:
        self._columns, self._unit = columns, unit
        self._public = mode != "full"
        self._sites = Sites(columns, gazetteer, boundaries, mode)
        self._best = best_spots(columns)
        self._publishers = np.array([*columns.publisher_names, ""], object)

    def batches(self, rows: Ints) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a view, in its order, `BATCH` events at a time."""
        for first in range(0, len(rows), BATCH):
            chosen = rows[first : first + BATCH]
            yield self._events(chosen) if self._unit == "event" else self._facts(chosen)
        if not len(rows):
            yield pa.RecordBatch.from_pylist([], schema(self._unit))

    def _events(self, rows: Ints) -> pa.RecordBatch:
        columns = self._columns
        numbers = columns.number[rows].tolist()
        told = self._reports(numbers, first_only=True)
        best = [self._sites[spot] if spot != NOWHERE else None for spot in self._best[rows].tolist()]
        others = other_spots(columns, rows)
        places = [[self._sites[spot] for spot in others.get(row, ())] for row in rows.tolist()]
        low, high = columns.low[rows], columns.high[rows]
        found = self._shared(told, rows, best, places)
        found |= {
            "event_date": _days(columns.start[rows]),
            "end_date": _days(columns.end[rows]),
            "aggregate": pa.array(columns.aggregate[rows]),
            "fatalities_low": pa.array(low, pa.int32(), mask=low == NO_TOLL),
            "fatalities_high": pa.array(high, pa.int32(), mask=high == NO_TOLL),
            "reports": pa.array(columns.facts[rows], pa.int32()),
            "publishers": pa.array(columns.publishers[rows], pa.int32()),
            **self._sources(rows),
        }
        found["date_precision"] = _precisions(told, columns.start[rows], columns.end[rows])
        return self._batch(found)

    def _facts(self, rows: Ints) -> pa.RecordBatch:
        columns = self._columns
        numbers = columns.number[rows].tolist()
        at = dict(zip(numbers, rows.tolist(), strict=True))
        order = {number: position for position, number in enumerate(numbers)}
        pairs = sorted(columns.reports(numbers, False), key=lambda pair: order[pair[0]])
        told = read_reports([record for _, record in pairs])
        own = np.array([at[number] for number, _ in pairs], np.int32)
        drawn = [self._sites_of(places) for places in told["places"].to_pylist()]
        found = self._shared(told, own, [one[0] if one else None for one in drawn], [one[1:] for one in drawn])
        start, end = _ordinals(told, "start"), _ordinals(told, "end")
        infos = {info.id: info for info in columns.documents(dict.fromkeys(told["document_id"].to_pylist()))}
        known = [infos[one] for one in told["document_id"].to_pylist()]
        found |= {
            "fact_id": told["id"], "event_date": _days(start), "end_date": _days(end),
            "date_precision": _member(told, "date", "precision"), "aggregate": pc.fill_null(told["aggregate"], False),
            "fatalities_low": told["fatalities_low"], "fatalities_high": told["fatalities_high"],
            "source": pa.array([one.reports_on or one.publisher or one.source for one in known], pa.string()),
            "source_address": pa.array([address_of(one) for one in known], pa.string()),
            "rule": told["rule"], "document_id": told["document_id"], "start": told["start"], "end": told["end"],
        }  # fmt: skip
        return self._batch(found)

    def _reports(self, numbers: Sequence[int], *, first_only: bool) -> pa.Table:
        """Return the reports in the order of the numbers."""
        records = dict(self._columns.reports(numbers, first_only))
        return read_reports([records[number] for number in numbers])

    def _shared(
        self, told: pa.Table, rows: Ints, sites: Sequence[Site | None], more: Sequence[Sequence[Site]]
    ) -> dict[str, Any]:
        """Return the columns that events and facts have alike."""
        columns = self._columns
        symbols = pa.array(columns.styles, pa.string())
        return {
            "event_id": pa.array([one.decode() for one in columns.ids[rows].tolist()], pa.string()),
            "layer": pa.array(columns.layers, pa.string()).take(pa.array(columns.layer[rows])),
            "symbol": symbols.take(pa.array(columns.style[rows])),
            "event_type": told["acled_event_type"], "sub_event_type": told["sub_event_type"],
            "status": told["status"], "status_detail": told["status_detail"], **_actors(told),
            **_told_sites(sites), "more_places": _texts([[site.name for site in one] for one in more]),
            "notes": told["excerpt"], "fatalities": told["fatalities"], "contributor": told["contributor"],
            "force": told["force"], "troops": told["troops"], "hosts": _lists(told["host"]),
            "organisation": told["organisation"], "members": _lists(told["members"]), "action": told["action"],
        }  # fmt: skip

    def _sources(self, rows: Ints) -> dict[str, pa.Array]:
        """Return who reports each event, with addresses and ids of the documents."""
        columns = self._columns
        position = np.full(len(columns), -1, np.int64)
        position[rows] = np.arange(len(rows))
        entries = np.flatnonzero(position[columns.source_event] >= 0)
        entries = entries[np.argsort(position[columns.source_event[entries]], kind="stable")]
        owner, documents = position[columns.source_event[entries]], columns.source[entries]
        counts = np.bincount(owner, minlength=len(rows))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        ids = [one.decode() for one in columns.document_ids[documents].tolist()]
        infos = {info.id: address_of(info) for info in columns.documents(dict.fromkeys(ids))}
        publishers = [columns.publisher_names[at] for at in columns.document_publisher[documents].tolist()]
        parts = list(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True))
        return {
            "source": _texts([dict.fromkeys(publishers[low:high]) for low, high in parts]),
            "source_address": _texts([dict.fromkeys(infos[one] for one in ids[low:high]) for low, high in parts]),
            "document_ids": _texts([ids[low:high] for low, high in parts], BETWEEN_IDS),
            "documents": pa.array(counts, pa.int32()),
        }

    def _sites_of(self, places: Sequence[dict[str, Any]] | None) -> list[Site]:
        """Return a fact's own places, the most precise first."""
        numbers = self._columns.spots.place_number
        own = [
            place for place in places or () if (place["role"] or SITE) in DRAWN_ROLES and place["place_id"] in numbers
        ]
        own = [place for place in own if place["lat"] is not None]
        own.sort(key=lambda place: place["precision"] or Precision.COUNTRY + 1)
        return [
            self._sites.site(
                numbers[one["place_id"]], Precision(one["precision"]), one["country"], one["lat"], one["lon"],
                one["radius_km"],
            )
            for one in own
        ]  # fmt: skip

    def _batch(self, found: dict[str, Any]) -> pa.RecordBatch:
        if self._public:
            found["notes"] = pa.array(redacted(found["notes"].to_pylist(), found["location"].to_pylist()), pa.string())
            found["force"] = pa.array([None] * len(found["notes"]), pa.string())
            found["source_address"] = pa.array([None] * len(found["notes"]), pa.string())
            found |= without_places(found)
        days = found["event_date"]
        found["year"] = pc.cast(pc.year(days), pa.int32())
        codes = [TIME_PRECISION.get(one) for one in found["date_precision"].to_pylist()]
        found["time_precision"] = pa.array(codes, pa.int32())
        wanted = schema(self._unit)
        arrays = [_one(found[field.name]).cast(field.type) for field in wanted]
        return pa.record_batch(arrays, schema=wanted)


def address_of(document: DocumentInfo) -> str:
    """Return where a document was read: its address, or the bare name of its file, since exports are published."""
    return document.source if is_address(document.source) else PurePath(document.source).name


def _one(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _days(ordinals: Ints) -> pa.Array:
    days = ordinals.astype(np.int32) - EPOCH
    return pa.array(days, pa.int32(), mask=np.asarray(ordinals == NO_DAY)).cast(pa.date32())


def _ordinals(told: pa.Table, end: str) -> Ints:
    days = _one(_member(told, "date", end).cast(pa.date32())).cast(pa.int32())
    return np.asarray(pc.fill_null(pc.add(days, EPOCH), NO_DAY).to_numpy(zero_copy_only=False), np.int32)


def _member(told: pa.Table, name: str, member: str) -> pa.Array:
    return pc.struct_field(_one(told[name]), member)


def _precisions(told: pa.Table, start: Ints, end: Ints) -> pa.Array:
    """Return how precisely events are dated: as the first report says where the event's span is that of the report."""
    said = np.array(_member(told, "date", "precision").to_pylist(), object)
    same = (_ordinals(told, "start") == start) & (_ordinals(told, "end") == end)
    found = np.where(same, said, "interval")
    found[start == end] = "day"
    found[start == NO_DAY] = None
    return pa.array(found.tolist(), pa.string())


def _texts(parts: Sequence[Any], between: str = BETWEEN) -> pa.Array:
    return pa.array([between.join(part) or None for part in parts], pa.string())


def _lists(column: Any) -> pa.Array:
    joined = pc.binary_join(_one(column), BETWEEN)
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)


def _actors(told: pa.Table) -> dict[str, pa.Array]:
    names = [[actor["name"] for actor in actors or ()] for actors in told["actors"].to_pylist()]
    return {
        "actor1": pa.array([one[0] if one else None for one in names], pa.string()),
        "actor2": pa.array([one[1] if len(one) > 1 else None for one in names], pa.string()),
        "other_actors": _texts([one[2:] for one in names]),
    }


def _told_sites(sites: Sequence[Site | None]) -> dict[str, pa.Array]:
    def each(name: str, kind: pa.DataType) -> pa.Array:
        return pa.array([None if site is None else getattr(site, name) for site in sites], kind)

    precisions = [Precision.UNLOCATED if site is None else site.precision for site in sites]
    return {
        "country": each("country", pa.string()), "iso2": each("iso2", pa.string()),
        "admin1": each("admin1", pa.string()), "admin2": each("admin2", pa.string()),
        "location": each("name", pa.string()), "place_id": each("place_id", pa.string()),
        "latitude": each("lat", pa.float64()), "longitude": each("lon", pa.float64()),
        "geo_precision": pa.array(list(map(int, precisions)), pa.int32()),
        "radius_km": each("radius_km", pa.float64()), "geometry": each("shape", pa.binary()),
    }  # fmt: skip

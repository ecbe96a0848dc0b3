"""The rows of a view as Arrow batches, the same for every format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns.table import NO_DAY, NO_TOLL, Columns, Ints
from geodata.export.ahead import ahead
from geodata.export.arrays import gathered, listed, masked, member, whole
from geodata.export.columns import Unit, schema
from geodata.export.corrections import corrections
from geodata.export.fetching import reports_of
from geodata.export.places import PlaceTable
from geodata.export.public import redacted, redacted_actors, without_places
from geodata.export.reporters import BETWEEN, Reporters
from geodata.export.spots import Sites, drawn_spots

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# Events made at a time: so many stand in memory three times over, as they are read, made and written.
BATCH = 10_000
EPOCH = dt.date(1970, 1, 1).toordinal()
# ACLED's time precision (codebook, "Time precision"): 1 the day, 2 within a week, 3 within a month.
TIME_PRECISION = pa.array(["day", "week", "month"])
# Columns of a report that are columns of the file.
AS_TOLD = (
    "sub_event_type", "status", "status_detail", "fatalities", "contributor", "force", "troops", "organisation",
    "action",
)  # fmt: skip
OF_FACTS = ("fatalities_low", "fatalities_high", "rule", "document_id", "start", "end")


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
        self._places = PlaceTable(Sites(columns, gazetteer, boundaries, mode))
        self._reporters = Reporters(columns, public=self._public)

    def batches(self, rows: Ints, size: int = BATCH) -> Generator[pa.RecordBatch, None, None]:
        """Yield the rows of a view, in its order, `size` events at a time; close it to end early.

        Raises
        ------
        StoreError
            If the store has changed since the view was made.
        """
        if not len(rows):
            wanted = schema(self._unit)
            yield pa.record_batch([pa.array([], field.type) for field in wanted], schema=wanted)
            return
        make = self._events if self._unit == "event" else self._facts
        # Three threads: the store is asked, the answer before that is read, and the one before that is written.
        with ahead(reports_of(self._columns, rows, self._unit, size)) as told:
            for chosen, reports, owner in told:
                yield self._batch(make(chosen, reports, owner))

    def _events(self, rows: Ints, told: pa.Table, _: Ints) -> dict[str, Any]:
        columns = self._columns
        start, end, low, high = (getattr(columns, name)[rows] for name in ("start", "end", "low", "high"))
        spots, owner, others = drawn_spots(columns, rows)
        best = self._places.of_spots(spots)
        return {
            **self._shared(told, rows),
            **self._places.columns(best),
            "more_places": self._more(owner, self._places.of_spots(others), len(rows)),
            "event_date": _days(start), "end_date": _days(end), "date_precision": _precisions(told, start, end),
            "aggregate": pa.array(columns.aggregate[rows]),
            "fatalities_low": masked(low, low == NO_TOLL), "fatalities_high": masked(high, high == NO_TOLL),
            "reports": pa.array(columns.facts[rows], pa.int32()),
            "publishers": pa.array(columns.publishers[rows], pa.int32()),
            **self._reporters.of_events(rows),
        }  # fmt: skip

    def _facts(self, rows: Ints, told: pa.Table, owner: Ints) -> dict[str, Any]:
        best, further, others = self._places.of_reports(whole(told["places"]))
        return {
            **self._shared(told, rows[owner]),
            **self._places.columns(best),
            "more_places": self._more(further, others, len(owner)),
            "fact_id": told["id"],
            "event_date": member(told["date"], "start").cast(pa.date32()),
            "end_date": member(told["date"], "end").cast(pa.date32()),
            "date_precision": member(told["date"], "precision"),
            "aggregate": pc.fill_null(told["aggregate"], False),
            **{name: told[name] for name in OF_FACTS},
            **self._reporters.of_reports(rows, whole(told["document_id"])),
        }  # fmt: skip

    def _shared(self, told: pa.Table, rows: Ints) -> dict[str, Any]:
        """Return the columns that events and facts have alike."""
        columns = self._columns
        layers, symbols = pa.array(columns.layers, pa.string()), pa.array(columns.styles, pa.string())
        return {
            "event_id": pa.array(np.asarray(columns.ids[rows]), pa.binary()).cast(pa.string()),
            "layer": layers.take(pa.array(columns.layer[rows])),
            "symbol": symbols.take(pa.array(columns.style[rows])),
            "event_type": told["acled_event_type"],
            "notes": told["excerpt"],
            "hosts": listed(told["host"], BETWEEN),
            "members": listed(told["members"], BETWEEN),
            **{name: told[name] for name in AS_TOLD},
            **_actors(told),
            **corrections(columns, rows, public=self._public),
        }

    def _more(self, owner: Ints, places: Ints, rows: int) -> pa.Array:
        return gathered(owner, self._places.names(places), rows, BETWEEN)

    def _batch(self, found: dict[str, Any]) -> pa.RecordBatch:
        if self._public:
            places = found["location"].to_pylist()
            others = found["more_places"].to_pylist()
            found["notes"] = pa.array(redacted(found["notes"].to_pylist(), places, others), pa.string())
            found["force"] = pa.nulls(len(places), pa.string())
            found |= redacted_actors(found) | without_places(found)
        found["year"] = pc.cast(pc.year(found["event_date"]), pa.int32())
        code = pc.index_in(found["date_precision"], value_set=TIME_PRECISION)
        found["time_precision"] = pc.add(code, pa.scalar(1, pa.int32()))
        wanted = schema(self._unit)
        return pa.record_batch([whole(found[field.name]).cast(field.type) for field in wanted], schema=wanted)


def _days(ordinals: Ints) -> pa.Array:
    return masked(ordinals.astype(np.int32) - EPOCH, ordinals == NO_DAY).cast(pa.date32())


def _ordinals(days: pa.Array) -> Ints:
    numbers = pc.add(days.cast(pa.date32()).cast(pa.int32()), EPOCH)
    return np.asarray(pc.fill_null(numbers, NO_DAY).to_numpy(zero_copy_only=False), np.int32)


def _precisions(told: pa.Table, start: Ints, end: Ints) -> pa.Array:
    """Return how precisely events are dated: as the first report says where the event's span is that of the report."""
    same = (_ordinals(member(told["date"], "start")) == start) & (_ordinals(member(told["date"], "end")) == end)
    found = pc.if_else(pa.array(same), member(told["date"], "precision"), "interval")
    found = pc.if_else(pa.array(start == end), "day", found)
    return pc.if_else(pa.array(start == NO_DAY), pa.scalar(None, pa.string()), found)


def _actors(told: pa.Table) -> dict[str, pa.Array]:
    actors = whole(told["actors"])
    names = pc.struct_field(pc.list_flatten(actors), "name")
    owner = np.asarray(pc.list_parent_indices(actors), np.int64)
    place = np.arange(len(owner)) - np.searchsorted(owner, owner)
    return {
        "actor1": gathered(owner[place == 0], names.filter(pa.array(place == 0)), len(actors), BETWEEN),
        "actor2": gathered(owner[place == 1], names.filter(pa.array(place == 1)), len(actors), BETWEEN),
        "other_actors": gathered(owner[place > 1], names.filter(pa.array(place > 1)), len(actors), BETWEEN),
    }

"""What is seen: the request (ViewSpec), its answer (View), and the marks that are drawn of it (Layers)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geodata.model.dates import DateSpan
from geodata.model.facts import Event, Fact, Layer, Withdrawal
from geodata.model.places import Precision
from geodata.model.reviews import Review

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodata.columns import Columns


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """Everything that changes what is seen; map, panel, snapshot, export and address bar share it.

    Parameters
    ----------
    layers : frozenset of {"incident", "withdrawal", "membership"}
    start, end : date or None
        Period, both days included; None leaves that side open. Facts without a
        date are hidden as soon as either is given.
    as_of : date or None
        Day on which memberships and withdrawals are told; None is the newest day known.
    organisation : str
        Whose members are shaded.
    event_types : frozenset of str
        ACLED event types to show; empty shows all.
    text : str
        Words that an excerpt or place name must contain, accents and case ignored; empty shows all.
    scope : str or None
        `place_id` of the country, region or place drilled into; None is the whole Sahel.
    selected : str or None
        Id of the event in focus.
    language : {"fr", "en"}
    basemap : {"offline", "online"}
    actors : frozenset of str
        Names of actors of which an event must have one; empty shows all, as for the next four.
    statuses : frozenset of str
        Statuses as in `Fact.status`.
    precisions : frozenset of int
        Values of `Precision`, by the most precise place of an event; 0 is unlocated.
    publishers : frozenset of str
        Of which one must have told the event; named as `publisher_of` names them.
    told_in : frozenset of str
        Languages of documents of which one must tell the event.
    least_sources : int
        How many publishers must have told the event.
    compare : tuple of date, date, or None
        A second period that the first is compared with; it hides nothing.
    reviewed : {"with", "without", "only"}
        People's corrections applied, the machine's findings alone, or only what people looked at.
    measure : {"none", "events", "deaths", "per_100k"}
        What regions are shaded by.
    heat : bool
    theme : {"light", "dark"}
    """

    layers: frozenset[Layer] = frozenset({"incident", "withdrawal", "membership"})
    start: dt.date | None = None
    end: dt.date | None = None
    as_of: dt.date | None = None
    organisation: str = "AES"
    event_types: frozenset[str] = frozenset()
    text: str = ""
    scope: str | None = None
    selected: str | None = None
    language: str = "en"
    basemap: str = "offline"
    actors: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    precisions: frozenset[int] = frozenset()
    publishers: frozenset[str] = frozenset()
    told_in: frozenset[str] = frozenset()
    least_sources: int = 1
    compare: tuple[dt.date, dt.date] | None = None
    reviewed: str = "with"
    measure: str = "none"
    heat: bool = False
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text, for cards and lists."""

    id: str
    title: str | None
    publisher: str | None
    reports_on: str | None
    source: str
    language: str | None
    published: DateSpan | None


def publisher_of(info: DocumentInfo) -> str:
    """Return whose report a document is: whom it reports on, else its publisher, else where it came from.

    Of a file only the name is told: its folder is the reader's own, and these names are published.
    """
    return info.reports_on or info.publisher or _public_name(info.source)


def _public_name(source: str) -> str:
    return source if "://" in source else re.split(r"[/\\]", source)[-1] or source


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with all the facts that report it and the documents they stand in.

    Parameters
    ----------
    event, facts, documents
        As people corrected them, where `reviews` says so.
    reviews : tuple of Review
        Corrections that stand, oldest first.
    as_read : EventView or None
        What the rules found, where there are reviews.
    """

    event: Event
    facts: tuple[Fact, ...]
    documents: tuple[DocumentInfo, ...]
    reviews: tuple[Review, ...] = ()
    as_read: EventView | None = None


@dataclass(frozen=True, slots=True)
class MembershipState:
    """What one country is to the organisation on the day asked for.

    Parameters
    ----------
    state : {"member", "leaving", "left", "suspended", "conflict"}
        ``leaving``: an exit is announced, not in force. No entry is made where nothing is known.
    since : DateSpan or None
    fact_ids : tuple of str
        The facts that say so, the deciding one first.
    """

    country: str
    organisation: str
    state: str
    since: DateSpan | None
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the figures on the screen count, each by its own name.

    Parameters
    ----------
    events, facts, documents, publishers : int
        Shown.
    events_total : int
        In the store.
    deaths_low, deaths_high : int or None
        Sum over shown incident events that are no aggregates; None where no toll is known.
    deaths_open : bool
        Whether there are events of which only the least number of dead is known ("at least 10", "dozens"); they count
        with it in both sums.
    hidden : dict of str to int
        Events that each filter alone hides: period, layer, type, text, scope.
    """

    events: int
    facts: int
    documents: int
    publishers: int
    events_total: int
    deaths_low: int | None
    deaths_high: int | None
    hidden: dict[str, int] = field(default_factory=dict)
    deaths_open: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """The answer to a ViewSpec: events newest first, membership states, counts.

    `events` may hold a million and load them as they are asked for: take a slice, and count by `counts` or columns.

    Parameters
    ----------
    columns : Columns or None
        All events of the store as arrays; None where a view was put together by hand (`columns_of_view` makes them).
    rows : int array or None
        Which of their rows the view shows, newest first, as `events` has them.
    """

    spec: ViewSpec
    events: Sequence[EventView]
    memberships: tuple[MembershipState, ...]
    counts: Counts
    organisations: tuple[str, ...] = ()
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    columns: Columns | None = field(default=None, compare=False, repr=False)
    rows: NDArray[np.integer[Any]] | None = field(default=None, compare=False, repr=False)

    def event_ids(self) -> list[str]:
        """Return the ids of all events shown, without loading them."""
        if self.columns is None or self.rows is None:
            return [row.event.id for row in self.events]
        return [event_id.decode() for event_id in self.columns.ids[self.rows].tolist()]

    def has(self, event_id: str) -> bool:
        """Tell whether an event is shown, without loading any."""
        if self.columns is None or self.rows is None:
            return any(row.event.id == event_id for row in self.events)
        row = self.columns.row_of(event_id)
        at = -1 if row is None else int(self.rows.searchsorted(row))
        return 0 <= at < len(self.rows) and int(self.rows[at]) == row


@dataclass(frozen=True, slots=True)
class PointMark:
    """Events at one spot (precision 1) or near it (precision 2, `radius_km` given), one layer and type.

    Parameters
    ----------
    style : str
        Key of the symbol table: an ACLED event type, ``coup``, ``withdrawal-effective``, ``withdrawal-announced``,
        ``withdrawal-demanded``.
    event_ids : tuple of str
        Of the newest events; large marks do not hold all.
    count : int
        How many events; as many as `event_ids` where not given.
    """

    lat: float
    lon: float
    place_id: str | None
    name: str
    style: str
    event_ids: tuple[str, ...]
    precision: Precision = Precision.SETTLEMENT
    radius_km: float | None = None
    count: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", self.count or len(self.event_ids))


@dataclass(frozen=True, slots=True)
class AreaMark:
    """Events known only to a region, province or named area: drawn as its polygon, never as a pin.

    Parameters
    ----------
    event_ids : tuple of str
        Of the newest events; large marks do not hold all.
    counts : tuple of int
        How many events of each of the `styles`; empty where only the sum is known, that of `event_ids`.
    """

    place_id: str
    name: str
    styles: tuple[str, ...]
    event_ids: tuple[str, ...]
    precision: Precision
    lat: float
    lon: float
    counts: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many events."""
        return sum(self.counts) or len(self.event_ids)


@dataclass(frozen=True, slots=True)
class CountryBadge:
    """Events known only to a country: a count beside its name; fields as those of `AreaMark`."""

    country: str
    name: str
    styles: tuple[str, ...]
    event_ids: tuple[str, ...]
    lat: float
    lon: float
    counts: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many events."""
        return sum(self.counts) or len(self.event_ids)


@dataclass(frozen=True, slots=True)
class CountryShade:
    """Membership state of a country, for the fill of its polygon."""

    country: str
    state: str
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """Troops of one country that leave, or are to leave, another: drawn as a line from `start` to `end`.

    Parameters
    ----------
    contributor, host : str
        ISO 3166-1 alpha-2: whose troops leave, and where they were.
    start, end : (float, float)
        Latitude and longitude: of the site, or of the host where none is named; and of the contributor.
    style : str
        Key of the symbol table.
    fact : Withdrawal
        The newest that tells of it.
    """

    contributor: str
    host: str
    start: tuple[float, float]
    end: tuple[float, float]
    style: str
    fact: Withdrawal


@dataclass(frozen=True, slots=True)
class Layers:
    """All that is drawn of a View; folium map and snapshot draw from the same Layers.

    `unplaced` holds the ids of events without any place, `listed` those of aggregates and of what was only threatened,
    planned or denied: both stand in the panel, with the reason, and are not drawn.
    `bounds` is south, west, north, east in degrees. `events` has for each point, area and badge, in this order, the
    rows of all its events in the columns of the view; empty where marks were made by hand. `departures` are the lines
    of withdrawals, of which there are any only where withdrawals alone or one country is looked at.
    """

    points: tuple[PointMark, ...]
    areas: tuple[AreaMark, ...]
    badges: tuple[CountryBadge, ...]
    shades: tuple[CountryShade, ...]
    unplaced: tuple[str, ...]
    bounds: tuple[float, float, float, float]
    listed: tuple[str, ...] = ()
    events: tuple[NDArray[np.integer[Any]], ...] = field(default=(), compare=False, repr=False)
    departures: tuple[Departure, ...] = ()

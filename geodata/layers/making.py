"""Make the marks of a view, with their counts, for what draws them one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.columns import Columns, columns_of_view
from geodata.columns.table import Bools, Ints
from geodata.hierarchy import Hierarchy
from geodata.layers.bounds import bounds_of
from geodata.layers.departures import drawn_departures
from geodata.layers.entries import AREA_PRECISIONS, drawn_entries, is_membership
from geodata.model import (
    AreaMark,
    CountryBadge,
    CountryShade,
    EventView,
    Layers,
    PointMark,
    Precision,
    View,
)
from geodata.profiles import style_of_facts

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer

# Of how many of its events a mark holds the ids; its counts are of all.
IDS = 100


def make_layers(view: View, gazetteer: Gazetteer, boundaries: Boundaries) -> Layers:
    """Return the points, areas, badges and shades of a view.

    Events that are aggregates ("since 2012 ..."), or that were threatened, planned or denied, are listed in the panel
    and not drawn: nothing happened at one spot on one day.

    Parameters
    ----------
    view : View
    gazetteer : Gazetteer
        For the display names of countries.
    boundaries : Boundaries
        For the extent of the scope.
    """
    columns, rows = columns_of_view(view, Hierarchy(gazetteer, boundaries))
    drawing = _Drawing(columns, drawn_entries(columns, rows))
    points, areas, badges = drawing.points(), drawing.areas(), drawing.badges()
    shown = rows[~is_membership(columns, rows)]
    drawn = columns.drawn[shown]
    placed = np.zeros(len(columns), bool)
    placed[drawing.events] = True
    return Layers(
        points=tuple(drawing.point(group) for group in points),
        areas=tuple(drawing.area(group) for group in areas),
        badges=tuple(drawing.badge(group) for group in badges),
        shades=tuple(CountryShade(state.country, state.state, state.fact_ids) for state in view.memberships),
        unplaced=_ids(columns, shown[drawn & ~placed[shown]]),
        listed=_ids(columns, shown[~drawn]),
        bounds=bounds_of(view.spec, gazetteer, boundaries),
        events=tuple(group.events for group in (*points, *areas, *badges)),
        departures=drawn_departures(view, columns, rows, gazetteer, boundaries),
    )


def style_of(row: EventView) -> str:
    """Return the key of the symbol table for an event, by the first of its facts."""
    return style_of_facts(row.facts)


@dataclass(frozen=True, eq=False)
class _Group:
    """Events that share a mark: their rows, newest first, and the first spot of one of them."""

    events: Ints
    spot: int


@dataclass(frozen=True, eq=False)
class _Drawing:
    """The entries that are drawn, and how they gather to marks."""

    columns: Columns
    entries: Ints

    @property
    def events(self) -> Ints:
        return self.columns.entry_event[self.entries]

    @property
    def spots(self) -> Ints:
        return self.columns.entry_spot[self.entries]

    def points(self) -> list[_Group]:
        """Gather by place, style and whole kilometres of radius."""
        known = self.columns.spots
        precision = known.precision[self.spots]
        chosen = ~np.isin(precision, [*AREA_PRECISIONS, Precision.COUNTRY])
        spots, events = self.spots[chosen], self.events[chosen]
        radius = np.nan_to_num(known.radius[spots]).astype(np.int64)
        keys = (known.place[spots], self.columns.style[events], radius)
        return list(_gather(keys, events, spots))

    def areas(self) -> list[_Group]:
        """Gather by unit or area."""
        return self._by_unit(np.isin(self.columns.spots.precision[self.spots], AREA_PRECISIONS))

    def badges(self) -> list[_Group]:
        """Gather by country."""
        return self._by_unit(self.columns.spots.precision[self.spots] == Precision.COUNTRY)

    def _by_unit(self, chosen: Bools) -> list[_Group]:
        spots, events = self.spots[chosen], self.events[chosen]
        return list(_gather((self.columns.spots.place[spots],), events, spots))

    def point(self, group: _Group) -> PointMark:
        known, spot = self.columns.spots, group.spot
        place, radius = int(known.place[spot]), float(known.radius[spot])
        return PointMark(
            lat=float(known.lat[spot]),
            lon=float(known.lon[spot]),
            place_id=known.place_ids[place],
            name=known.names[place],
            style=self.columns.styles[self.columns.style[group.events[0]]],
            event_ids=_ids(self.columns, group.events[:IDS]),
            precision=Precision(int(known.precision[spot])),
            radius_km=None if np.isnan(radius) else radius,
            count=len(group.events),
        )

    def area(self, group: _Group) -> AreaMark:
        known, spot = self.columns.spots, group.spot
        place = int(known.place[spot])
        styles, counts = self._styles(group)
        return AreaMark(
            place_id=known.place_ids[place],
            name=known.names[place],
            styles=styles,
            event_ids=_ids(self.columns, group.events[:IDS]),
            precision=Precision(int(known.precision[spot])),
            lat=float(known.lat[spot]),
            lon=float(known.lon[spot]),
            counts=counts,
        )

    def badge(self, group: _Group) -> CountryBadge:
        known, spot = self.columns.spots, group.spot
        place, country = int(known.place[spot]), int(known.country[spot])
        styles, counts = self._styles(group)
        return CountryBadge(
            country=known.countries[country] if country >= 0 else known.place_ids[place],
            name=known.names[place],
            styles=styles,
            event_ids=_ids(self.columns, group.events[:IDS]),
            lat=float(known.lat[spot]),
            lon=float(known.lon[spot]),
            counts=counts,
        )

    def _styles(self, group: _Group) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return the styles of the events, that of the newest first, and how many events have each."""
        codes, first, counts = np.unique(self.columns.style[group.events], return_index=True, return_counts=True)
        order = np.argsort(first)
        return tuple(self.columns.styles[code] for code in codes[order]), tuple(int(n) for n in counts[order])


def _gather(keys: tuple[Ints, ...], events: Ints, spots: Ints) -> Iterator[_Group]:
    """Yield the groups of equal keys, that of the newest event first; events come newest first."""
    if not len(events):
        return
    order = np.lexsort((events, *reversed(keys)))
    changes = np.zeros(len(order), bool)
    changes[0] = True
    for key in keys:
        changes[1:] |= np.diff(key[order].astype(np.int64)) != 0
    starts = np.flatnonzero(changes)
    groups = np.split(order, starts[1:])
    for group in sorted(groups, key=lambda group: int(group[0])):
        yield _Group(np.unique(events[group]), int(spots[group[0]]))


def _ids(columns: Columns, rows: Ints) -> tuple[str, ...]:
    return tuple(event_id.decode() for event_id in columns.ids[rows].tolist())

"""Filters of a view as masks over columns: True for the events that a filter lets pass.

Each mask is remembered, so that a second filter costs only its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np

from geodata.columns.table import NO_DAY, Bools, Columns, Ints
from geodata.folding import words
from geodata.model import ViewSpec

Mask = Callable[[Columns, ViewSpec], Bools]


def masks(columns: Columns, spec: ViewSpec) -> dict[str, Bools]:
    """Return what each filter that the view sets lets pass, by the filter's name.

    Returns
    -------
    dict of str to bool array, shape (events,)
        Do not write into them.
    """
    asked: dict[str, tuple[Hashable, Mask]] = {"layer": (spec.layers, _layer)}
    if spec.start or spec.end:
        asked["period"] = ((spec.start, spec.end), _period)
    if spec.as_of:
        asked["as_of"] = (spec.as_of, _as_of)
    if spec.event_types:
        asked["type"] = (spec.event_types, _type)
    if words(spec.text):
        asked["text"] = (spec.text, _text)
    if spec.scope:
        asked["scope"] = (spec.scope, _scope)
    if spec.actors:
        asked["actor"] = (spec.actors, _actor)
    if spec.statuses:
        asked["status"] = (spec.statuses, _status)
    if spec.precisions:
        asked["precision"] = (spec.precisions, _precision)
    if spec.publishers:
        asked["publisher"] = (spec.publishers, _publisher)
    if spec.told_in:
        asked["told_in"] = (spec.told_in, _told_in)
    if spec.least_sources > 1:
        asked["sources"] = (spec.least_sources, _sources)
    asked |= _by_people(columns, spec)
    return {
        name: columns.remembered(("mask", name, value), _maker(mask, columns, spec))
        for name, (value, mask) in asked.items()
    }


def _by_people(columns: Columns, spec: ViewSpec) -> dict[str, tuple[Hashable, Mask]]:
    if spec.reviewed == "only":
        return {"reviewed": (None, _looked_at)}
    if spec.reviewed == "with" and columns.rejected is not None:
        return {"rejected": (None, _not_rejected)}
    return {}


def _maker(mask: Mask, columns: Columns, spec: ViewSpec) -> Callable[[], Bools]:
    return lambda: mask(columns, spec)


def listed(codes: Ints, table: Sequence[str], wanted: Collection[str]) -> Bools:
    """Tell for each code whether its word in the table is one of the wanted."""
    chosen = np.array([word in wanted for word in table], bool)
    return chosen[codes] if len(table) else np.zeros(len(codes), bool)


def _any_entry(columns: Columns, events: Ints, passes: Bools) -> Bools:
    """Tell for each event whether one of its entries passes."""
    mask = np.zeros(len(columns), bool)
    mask[events[passes]] = True
    return mask


def _layer(columns: Columns, spec: ViewSpec) -> Bools:
    return listed(columns.layer, columns.layers, spec.layers)


def _period(columns: Columns, spec: ViewSpec) -> Bools:
    mask: Bools = columns.start != NO_DAY
    if spec.end:
        mask &= columns.start <= spec.end.toordinal()
    if spec.start:
        mask &= columns.end >= spec.start.toordinal()
    return mask


def _as_of(columns: Columns, spec: ViewSpec) -> Bools:
    """Statuses are told as of a day; incidents follow the period alone."""
    day = spec.as_of.toordinal() if spec.as_of else 0
    incidents = listed(columns.layer, columns.layers, {"incident"})
    return incidents | (columns.start <= day)


def _type(columns: Columns, spec: ViewSpec) -> Bools:
    bits = sum(1 << number for number, name in enumerate(columns.event_types) if name in spec.event_types)
    mask: Bools = (columns.types & np.uint32(bits)) != 0
    return mask


def _text(columns: Columns, spec: ViewSpec) -> Bools:
    numbers = columns.search(words(spec.text))
    mask = np.zeros(len(columns), bool)
    # The store may have grown since: what it has found beyond these columns is left to the next.
    rows = columns.rows_by_number[numbers[numbers < len(columns.rows_by_number)]]
    mask[rows[rows >= 0]] = True
    return mask


def _scope(columns: Columns, spec: ViewSpec) -> Bools:
    mask = np.zeros(len(columns), bool)
    mask[columns.rows_within(spec.scope or "")] = True
    return mask


def _actor(columns: Columns, spec: ViewSpec) -> Bools:
    return _any_entry(columns, columns.actor_event, listed(columns.actor, columns.actors, spec.actors))


def _status(columns: Columns, spec: ViewSpec) -> Bools:
    return listed(columns.status, columns.statuses, spec.statuses)


def _precision(columns: Columns, spec: ViewSpec) -> Bools:
    return np.isin(columns.precision, sorted(spec.precisions))


def _publisher(columns: Columns, spec: ViewSpec) -> Bools:
    documents = listed(columns.document_publisher, columns.publisher_names, spec.publishers)
    return _any_entry(columns, columns.source_event, documents[columns.source])


def _told_in(columns: Columns, spec: ViewSpec) -> Bools:
    documents = listed(columns.document_language, columns.languages, spec.told_in)
    return _any_entry(columns, columns.source_event, documents[columns.source])


def _looked_at(columns: Columns, spec: ViewSpec) -> Bools:  # noqa: ARG001 - as all masks
    return np.zeros(len(columns), bool) if columns.looked_at is None else columns.looked_at


def _not_rejected(columns: Columns, spec: ViewSpec) -> Bools:  # noqa: ARG001 - as all masks
    return np.ones(len(columns), bool) if columns.rejected is None else ~columns.rejected


def _sources(columns: Columns, spec: ViewSpec) -> Bools:
    mask: Bools = columns.publishers >= spec.least_sources
    return mask

"""Columns that are brought up to date after a write show what columns made anew show."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from geodata.columns import making, open_columns
from geodata.columns.breakdown import breakdown
from geodata.columns.opening import forget_open
from geodata.documents import read_text
from geodata.hierarchy import Hierarchy
from geodata.layers import make_layers
from geodata.model import Actor, DateSpan, Fact, ViewSpec
from geodata.store import Store
from geodata.views import select
from tests.facts_by_hand import GAO, GAO_REGION, NIAMEY, incident, withdrawal

ACTORS = [Actor(name, "armed_group", None, name) for name in ("JNIM", "FLA", "EIS")]
SPECS = [
    ViewSpec(),
    ViewSpec(scope="ML-7"),
    ViewSpec(start=dt.date(2024, 5, 8)),
    ViewSpec(actors=frozenset({"FLA"})),
    ViewSpec(publishers=frozenset({"Wire B"})),
    ViewSpec(told_in=frozenset({"fr"})),
    ViewSpec(event_types=frozenset({"battle"})),
]


def add(store: Store, number: int, chance: random.Random) -> str:
    document = replace(
        read_text(f"Text {number} of an attack.", f"{number}.txt"),
        publisher=chance.choice(("Wire A", "Wire B", "Wire C")),
        language=chance.choice(("fr", "en", None)),
    )
    facts: list[Fact] = []
    for place in chance.sample([GAO, GAO_REGION, NIAMEY, None], 2):
        day = DateSpan.day(dt.date(2024, 5, chance.randint(1, 20)))
        kind = chance.choice(("battle", "riot", "protest"))
        fact = incident(
            f"{number}{len(facts)}{document.id[:10]}", None, *([place] if place else []), excerpt=document.text,
            event_type=kind, actors=tuple(chance.sample(ACTORS, chance.randint(0, 2))),
        )  # fmt: skip
        facts.append(replace(fact, document_id=document.id, date=chance.choice((day, None))))
    if number % 4 == 0:
        facts.append(replace(withdrawal(f"w{number}{document.id[:10]}", None, GAO), document_id=document.id))
    store.add(document, [], facts)
    return document.id


def told(store: Store, hierarchy: Hierarchy) -> list[object]:
    views = [select(store, spec, hierarchy) for spec in SPECS]
    return [
        (list(view.events), view.counts, breakdown(view), make_layers(view, hierarchy.gazetteer, hierarchy.boundaries))
        for view in views
    ]


def test_renewed_columns_show_what_columns_made_anew_show(
    store: Store, hierarchy: Hierarchy, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, held = random.Random(7), []
    held += [add(store, number, chance) for number in range(6)]
    open_columns(store, hierarchy)
    # From here on nothing may be made anew.
    with monkeypatch.context() as sealed:
        sealed.setattr(making, "_batches", None)
        for number in range(6, 24):
            if number % 3 == 2:
                store.remove(held.pop(chance.randrange(len(held))))
            held.append(add(store, number, chance))
            renewed = told(store, hierarchy)
            columns = open_columns(store, hierarchy)
            assert [columns.row_of(columns.event_id(row)) for row in range(len(columns))] == list(range(len(columns)))
    forget_open(store, files=True)
    assert told(store, hierarchy) == renewed


def test_columns_on_disk_are_renewed_in_another_process(
    store: Store, hierarchy: Hierarchy, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)
    for number in range(4):
        add(store, number, chance)
    open_columns(store, hierarchy)
    forget_open(store)
    add(store, 4, chance)
    monkeypatch.setattr(making, "_batches", None)
    assert len(open_columns(store, hierarchy)) == store.counts().events


def test_columns_are_made_anew_where_the_changes_are_not_known(
    store: Store, hierarchy: Hierarchy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.store.state.KEPT_CHANGES", 2)
    chance = random.Random(5)
    add(store, 0, chance)
    open_columns(store, hierarchy)
    for number in range(1, 5):
        add(store, number, chance)
    monkeypatch.setattr(making, "renewed", None)
    assert len(open_columns(store, hierarchy)) == store.counts().events


def test_a_store_says_nothing_of_its_changes_as_versions(store: Store) -> None:
    add(store, 0, random.Random(1))
    assert not [key for key in store.versions() if key.startswith("change")]

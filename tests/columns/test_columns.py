"""Columns of a store: what each filter hides, events loaded only when looked at, and files that follow the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.columns import open_columns
from geodata.columns.opening import forget_open
from geodata.documents import read_text
from geodata.errors import StoreError
from geodata.hierarchy import Hierarchy
from geodata.model import Actor, DateSpan, EventView, Fact, ViewSpec
from geodata.store import Store
from geodata.views import select
from tests.facts_by_hand import GAO, GAO_REGION, NIAMEY, InMemory, incident, withdrawal

JNIM = Actor("JNIM", "armed_group", None, "le JNIM")
SPEC = ViewSpec()


def add(store: Store, number: int, day: int, **more: object) -> str:
    document = read_text(f"Attaque numéro {number} à Gao.", f"{number}.txt")
    fact = incident(f"{number}{document.id[:12]}", None, GAO, excerpt=document.text, **more)
    store.add(document, [], [replace(fact, document_id=document.id, date=DateSpan.day(dt.date(2024, 5, day)))])
    return document.id


@pytest.mark.parametrize(
    ("spec", "name", "shown"),
    [
        ({"actors": frozenset({"JNIM"})}, "actor", {"a"}),
        ({"statuses": frozenset({"announced"})}, "status", {"w"}),
        ({"precisions": frozenset({4})}, "precision", {"b"}),
        ({"precisions": frozenset({0})}, "precision", {"n"}),
        ({"publishers": frozenset({"Publisher"})}, "publisher", {"a", "b", "w", "n"}),
        ({"publishers": frozenset({"Nobody"})}, "publisher", set()),
        ({"told_in": frozenset({"fr"})}, "told_in", set()),
        ({"least_sources": 2}, "sources", set()),
        ({"text": "sentence of a"}, "text", {"a"}),
        ({"text": "elsewhere"}, "text", set()),
    ],
)
def test_each_filter_hides_by_itself(hierarchy: Hierarchy, spec: dict[str, object], name: str, shown: set[str]) -> None:
    facts: tuple[Fact, ...] = (
        incident("a", "2024-05-01", GAO, actors=(JNIM,)),
        incident("b", "2024-05-02", GAO_REGION),
        withdrawal("w", "2024-05-03", NIAMEY),
        incident("n"),
    )
    view = select(InMemory(facts), replace(SPEC, **spec), hierarchy)  # type: ignore[arg-type]  # fields of the spec
    assert set(view.event_ids()) == shown
    assert view.counts.hidden[name] == 4 - len(shown)


def test_counting_loads_no_event_and_a_page_loads_only_itself(
    store: Store, hierarchy: Hierarchy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        add(store, number, number * 4)
    asked: list[int] = []
    page = store.page

    def noted(numbers: Sequence[int]) -> list[EventView]:
        asked.extend(numbers)
        return page(numbers)

    monkeypatch.setattr(store, "page", noted)
    view = select(store, SPEC, hierarchy)
    assert (view.counts.events, len(view.events), len(view.event_ids())) == (5, 5, 5)
    assert asked == []
    newest = view.events[:2]
    assert [row.event.date for row in newest] == [DateSpan.day(dt.date(2024, 5, day)) for day in (20, 16)]
    assert len(asked) == 2
    assert view.events[0] == newest[0]
    assert len(asked) == 2
    assert [row.event.id for row in view.events] == view.event_ids()


def test_columns_are_kept_until_the_store_changes(
    store: Store, hierarchy: Hierarchy, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, 1, 1)
    first = open_columns(store, hierarchy)
    assert open_columns(store, hierarchy) is first
    forget_open(store)
    with monkeypatch.context() as patch:
        patch.setattr("geodata.columns.making.Builder", lambda *_: pytest.fail("made again"))
        assert len(open_columns(store, hierarchy)) == 1
    add(store, 2, 9)
    assert len(open_columns(store, hierarchy)) == 2


def test_files_of_columns_that_do_not_open_are_made_again(store: Store, hierarchy: Hierarchy, tmp_path: Path) -> None:
    add(store, 1, 1)
    open_columns(store, hierarchy)
    forget_open(store)
    for table in tmp_path.glob("columns/*/tables.json"):
        table.write_text("{", encoding="utf-8")
    assert len(open_columns(store, hierarchy)) == 1


def test_an_event_that_is_gone_is_told_and_never_another_one(store: Store, hierarchy: Hierarchy) -> None:
    document = add(store, 1, 1)
    view = select(store, SPEC, hierarchy)
    store.remove(document)
    with pytest.raises(StoreError, match="Ask for the view again"):
        view.events[0]


def test_text_is_found_in_the_store_as_in_memory(store: Store, hierarchy: Hierarchy) -> None:
    add(store, 1, 1)
    add(store, 2, 9)
    for text, count in (("ATTAQUE gao", 2), ("numero 2", 1), ("attaq", 2), ("Gao Niamey", 0), ('"gao" OR *', 0)):
        stored = select(store, replace(SPEC, text=text), hierarchy)
        held = select(store.contents(), replace(SPEC, text=text), hierarchy)
        assert (stored.counts.events, held.counts.events) == (count, count), text


def test_the_digest_is_of_what_is_held_and_not_of_how_it_came(store: Store, tmp_path: Path) -> None:
    first, second = add(store, 1, 1), add(store, 2, 9)
    whole = store.digest()
    with Store.open(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        empty = other.digest()
        add(other, 2, 9)
        add(other, 1, 1)
        assert other.digest() == whole != empty
        other.remove(first)
        other.remove(second)
        assert other.digest() == empty

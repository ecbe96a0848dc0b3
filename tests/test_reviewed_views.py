"""Views show events as people corrected them, or as the rules read them, as asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geodata.columns import open_columns
from geodata.documents import read_text
from geodata.hierarchy import default_hierarchy
from geodata.model import DateSpan, Event, FactPlace, Incident, Precision, View, ViewSpec
from geodata.reviewing import make_review, place_of, spot_at
from geodata.store import Store
from geodata.views import select

GAO = FactPlace("gn:2457161", "Gao", "settlement", "ML", 16.27, -0.04, Precision.SETTLEMENT)
DAYS = [dt.date(2024, 5, day) for day in range(1, 8)]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("LIPTAKO_HOME", str(tmp_path / "columns"))
    opened = Store.open(f"sqlite:///{tmp_path / 'reviewed.sqlite'}")
    for at, day in enumerate(DAYS):
        document = read_text(f"Attaque numéro {at} à Gao, selon la radio locale.", f"{at}.txt")
        fact = Incident(
            id=f"{at:016x}", document_id=document.id, start=0, end=len(document.text), excerpt=document.text,
            trigger_start=0, trigger_end=7, status="occurred", date=DateSpan.day(day), places=(GAO,),
            acled_event_type="Battles",
        )  # fmt: skip
        opened.add(document, [], [fact])
    return opened


def view(store: Store, **spec: object) -> View:
    return select(store, ViewSpec(**spec))  # type: ignore[arg-type] # fields as the tests name them


def newest(store: Store) -> Event:
    return view(store, reviewed="without").events[0].event


def test_a_rejected_event_is_hidden_counted_and_shown_when_asked_for(store: Store) -> None:
    event = newest(store)
    store.review(make_review("reject", event, who="Awa"))
    with_people = view(store)
    assert with_people.counts.events == len(DAYS) - 1
    assert with_people.counts.hidden["rejected"] == 1
    assert [row.event.id for row in view(store, reviewed="only").events] == [event.id]
    assert view(store, reviewed="without").counts.events == len(DAYS)


def test_a_moved_event_is_found_where_it_is_now_and_nowhere_else(store: Store) -> None:
    event = newest(store)
    niger = default_hierarchy().gazetteer.get("NE")
    assert niger is not None
    store.review(make_review("move", event, who="Awa", place=spot_at(13.5, 2.1, "NE")))
    assert [row.event.id for row in view(store, scope="NE").events] == [event.id]
    assert event.id not in [row.event.id for row in view(store, scope="ML").events]
    assert [row.event.id for row in view(store, scope="NE", reviewed="without").events] == []
    store.review(make_review("move", event, who="Awa", place=place_of(niger)))
    moved = view(store, scope="NE", precisions=frozenset({int(Precision.COUNTRY)}))
    assert [row.event.id for row in moved.events] == [event.id]
    assert moved.events[0].as_read is not None


def test_a_new_date_changes_order_and_period(store: Store) -> None:
    event = newest(store)
    store.review(make_review("redate", event, who="Awa", date=DateSpan.parse("2020-01-01")))
    seen = view(store)
    days = [row.event.date.end for row in seen.events if row.event.date]
    assert days == sorted(days, reverse=True)
    assert seen.events[-1].event.id == event.id
    assert [row.event.id for row in view(store, end=dt.date(2021, 1, 1)).events] == [event.id]
    assert len(seen.rows if seen.rows is not None else ()) == len(DAYS)


def test_every_event_stays_reachable_by_id_after_corrections(store: Store) -> None:
    store.review(make_review("redate", newest(store), who="Awa", date=DateSpan.parse("2020-01-01")))
    columns = view(store).columns
    assert columns is not None
    for event in store.events():
        row = columns.row_of(event.id)
        assert row is not None
        assert columns.event_id(row) == event.id


def test_what_the_rules_found_stays_as_it_is_beneath(store: Store) -> None:
    before = open_columns(store, default_hierarchy())
    kept = {name: array.copy() for name, array in before.arrays().items()}
    review = store.review(make_review("reject", newest(store), who="Awa"))
    assert view(store).counts.events == len(DAYS) - 1
    assert all((array == kept[name]).all() for name, array in before.arrays().items() if array.dtype.kind != "f")
    store.undo(review.id, who="Awa")
    assert view(store).counts.events == len(DAYS)
    assert "rejected" not in view(store).counts.hidden

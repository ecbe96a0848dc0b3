"""Events in the store are those that merging all facts at once gives, whatever came and went, in whatever order."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geodata.documents import read_text
from geodata.events import merge
from geodata.model import DateSpan, Document, Event, Fact, FactPlace
from geodata.store import Store
from tests.facts_by_hand import GAO, GAO_REGION, MALI, NIAMEY, incident, withdrawal

ANSONGO = replace(GAO, place_id="gn:2461003", name="Ansongo", lat=15.66, lon=0.5)
PLACES: tuple[tuple[FactPlace, ...], ...] = ((GAO,), (ANSONGO,), (GAO_REGION,), (MALI,), (NIAMEY,), (GAO, ANSONGO), ())
SPANS = st.none() | st.builds(
    lambda day, days, precision: DateSpan(
        dt.date(2024, 5, 1) + dt.timedelta(day), dt.date(2024, 5, 1) + dt.timedelta(day + days), precision
    ),
    st.integers(0, 6),
    st.sampled_from([0, 0, 0, 1, 4, 30]),
    st.just("interval"),
)
TOLLS = st.none() | st.sampled_from([3, 12])
UP_TO_30 = {"fatalities": 30, "fatalities_high": 30}
STORIES = st.lists(
    st.tuples(SPANS, st.sampled_from(PLACES), TOLLS, st.sampled_from(["battle", "protest", "coup", "withdrawal"])),
    min_size=1,
    max_size=4,
)


def make_document(number: int, count: int) -> Document:
    return read_text("\n\n".join(f"Phrase {n} du texte {number}." for n in range(count)), f"{number}.txt")


def make_facts(
    document: Document, stories: list[tuple[DateSpan | None, tuple[FactPlace, ...], int | None, str]]
) -> list[Fact]:
    made: list[Fact] = []
    for at, (span, places, toll, kind) in enumerate(stories):
        excerpt, fact_id = f"Une phrase, {kind} {toll}.", f"{document.id[:12]}{at:04d}"
        if kind == "withdrawal":
            fact: Fact = withdrawal(fact_id, None, *places, contributor="FR", host=("ML",), excerpt=excerpt)
        else:
            fact = incident(fact_id, None, *places, event_type=kind, fatalities=toll, excerpt=excerpt)
        made.append(replace(fact, document_id=document.id, date=span, start=at * 40))
    return made


def add(store: Store, document: Document, facts: list[Fact], version: str = "1") -> None:
    store.add(document, [], facts, versions={"vocabulary": version})


def by_id(events: list[Event]) -> dict[str, Event]:
    return {event.id: event for event in events}


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    del home
    with Store.open() as opened:
        yield opened


# Shrinking a case of whole stores takes minutes.
@settings(deadline=None, max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_adding_replacing_and_removing_gives_what_merging_all_at_once_gives(data: st.DataObject) -> None:
    stories = data.draw(st.lists(STORIES, min_size=1, max_size=6))
    with Store.open("sqlite://") as store:
        documents = [make_document(number, len(told)) for number, told in enumerate(stories)]
        for document, told in zip(documents, stories, strict=True):
            add(store, document, make_facts(document, told))
        assert by_id(store.events()) == by_id(merge(store.facts()))
        for document in data.draw(st.lists(st.sampled_from(documents), max_size=2, unique=True)):
            store.remove(document.id)
            assert by_id(store.events()) == by_id(merge(store.facts()))
        for document in data.draw(st.lists(st.sampled_from(documents), max_size=2, unique=True)):
            add(store, document, make_facts(document, data.draw(STORIES)), "2")
            assert by_id(store.events()) == by_id(merge(store.facts()))


def test_a_store_that_an_older_version_merged_tells_tolls_as_this_one_does(store: Store) -> None:
    document = make_document(1, 1)
    add(store, document, [incident("a" * 20, "2024-05-01", GAO, document_id=document.id, **UP_TO_30)])
    store.close()
    with closing(sqlite3.connect(store.place)) as older, older:
        older.execute("UPDATE events SET deaths_low = 30")
        older.execute("UPDATE meta SET value = 'older' WHERE key = 'merged_by'")
    Store.open().close()
    with closing(sqlite3.connect(store.place)) as opened:
        assert opened.execute("SELECT deaths_low, deaths_high FROM events").fetchall() == [(0, 30)]

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata.documents import read_text
from geodata.errors import NotFound, StoreError, StoreVersionError
from geodata.model import (
    DateSpan,
    Document,
    FactPlace,
    Incident,
    Mention,
    Place,
    Placement,
    Precision,
    Problem,
)
from geodata.store import Store, schema
from geodata.store.engine import reading

TEXT = "Des hommes armés ont attaqué un convoi près de Gao dimanche."
GAO = Place("gn:2457161", "Gao", "Gao", "Gao", "settlement", "ML", "ML-7", 16.27, -0.04)
VERSIONS = {"vocabulary": "v1", "gazetteer": "g1"}


def make_document(text: str = TEXT, source: str = "a.txt", published: str | None = "2024-05-06") -> Document:
    return read_text(text, source, published=DateSpan.parse(published) if published else None)


def make_placement(document: Document) -> Placement:
    start = document.text.index("Gao")
    return Placement(Mention(start, start + 3, "Gao", "gao"), GAO, GAO.lat, GAO.lon, Precision.SETTLEMENT)


def make_fact(document: Document, number: int = 0) -> Incident:
    return Incident(
        id=f"{number:04d}{document.id[:12]}",
        document_id=document.id,
        start=0,
        end=len(document.text),
        excerpt=document.text,
        trigger_start=0,
        trigger_end=3,
        status="occurred",
        date=DateSpan.day(dt.date(2024, 5, 5)),
        places=(FactPlace("gn:2457161", "Gao", "settlement", "ML", 16.27, -0.04, Precision.SETTLEMENT),),
        acled_event_type="Battles",
    )


def add(store: Store, document: Document, *, versions: dict[str, str] | None = None) -> bool:
    problem = Problem("GuessedEncoding", document.source, "why")
    return store.add(
        document, [make_placement(document)], [make_fact(document)], [problem], versions=versions or VERSIONS
    )


def rows(store: Store) -> dict[str, int]:
    """Count the rows of all tables but that of the store's own state, where each change is noted."""
    with reading(store._engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in schema.metadata.tables.items()
            if name != "meta"
        }


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    del home
    with Store.open() as opened:
        yield opened


def test_what_was_added_is_read_back_whole(store: Store) -> None:
    document = make_document()
    assert add(store, document)
    assert store.document(document.id) == document
    assert store.placements(document.id) == [make_placement(document)]
    assert store.facts() == [make_fact(document)] == store.facts(document.id)
    assert store.problems() == [Problem("GuessedEncoding", "a.txt", "why")] == store.problems(document.id)
    info = store.documents()[0]
    assert (info.id, info.source, info.language) == (document.id, "a.txt", "fr")
    assert info.published == document.published
    assert store.versions() == VERSIONS


def test_a_store_outlives_the_program(store: Store) -> None:
    document = make_document()
    add(store, document)
    with Store.open() as again:
        assert again.document(document.id) == document


def test_adding_twice_changes_nothing(store: Store) -> None:
    document = make_document()
    add(store, document)
    before = (rows(store), store.digest())
    assert not add(store, document)
    assert not add(store, replace(document, source="elsewhere.txt"))
    assert (rows(store), store.digest()) == before


@pytest.mark.parametrize("versions", [VERSIONS | {"vocabulary": "v2"}, VERSIONS | {"gazetteer": "g2"}])
def test_a_new_vocabulary_or_gazetteer_replaces_what_the_old_one_found(store: Store, versions: dict[str, str]) -> None:
    document = make_document()
    add(store, document)
    before, counted = store.digest(), rows(store)
    assert add(store, document, versions=versions)
    assert store.digest() != before
    assert rows(store) == counted
    assert store.versions() == versions


def test_a_date_that_was_unknown_is_taken_over_and_one_that_is_known_is_not_lost(store: Store) -> None:
    undated, dated = make_document(published=None), make_document()
    assert undated.id == dated.id
    add(store, undated)
    assert add(store, dated)
    assert not add(store, undated)
    assert store.document(dated.id).published == dated.published
    assert store.complete(undated).published == dated.published


def test_a_crash_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("geodata.store.records.fact_place_rows", crash)
    with pytest.raises(RuntimeError, match="power cut"):
        add(store, make_document())
    assert sum(count for table, count in rows(store).items() if table != "meta") == 0


def test_a_crash_while_replacing_keeps_the_old(store: Store) -> None:
    document = make_document()
    add(store, document)
    before = (rows(store), store.digest())
    twice = [make_fact(document), make_fact(document)]
    with pytest.raises(StoreError, match="UNIQUE"):
        store.add(document, [], twice, versions=VERSIONS | {"vocabulary": "v2"})
    assert (rows(store), store.digest()) == before


def test_removing_a_document_removes_all_that_rests_on_it(store: Store) -> None:
    kept, gone = make_document("Une attaque à Gao a fait deux morts.", "kept.txt"), make_document()
    add(store, kept)
    before = rows(store)
    add(store, gone)
    assert store.remove(gone.id[:6]).source == "a.txt"
    assert rows(store) == before
    assert [info.id for info in store.documents()] == [kept.id]


def test_ids_may_be_shortened_where_only_one_fits(store: Store) -> None:
    document = make_document()
    add(store, document)
    assert store.document(document.id[:6]) == document
    assert store.fact(make_fact(document).id[:8]) == make_fact(document)
    with pytest.raises(NotFound, match="at least 6 characters"):
        store.document(document.id[:5])
    with pytest.raises(NotFound, match="no document has an id that starts with ffffffff"):
        store.document("ffffffff")
    with pytest.raises(NotFound, match="is no id"):
        store.document("%' OR 1=1")


def test_an_id_that_fits_two_lists_both(store: Store) -> None:
    document = make_document()
    first, second = make_fact(document), replace(make_fact(document), id=make_fact(document).id[:-1] + "_")
    store.add(document, [], [first, second], versions=VERSIONS)
    with pytest.raises(NotFound, match=f"{first.id}, {second.id}"):
        store.fact(first.id[:8])
    assert store.fact(first.id) == first


def test_documents_come_oldest_first_and_undated_last(store: Store) -> None:
    for number, published in enumerate(["2024-05", None, "2023"]):
        add(store, make_document(f"Numéro {number}. {TEXT}", f"{number}.txt", published))
    assert [info.source for info in store.documents()] == ["2.txt", "0.txt", "1.txt"]
    assert [info.published and info.published.isoformat() for info in store.documents()] == ["2023", "2024-05", None]


def test_failures_are_kept_once_and_go_when_the_file_is_read(store: Store) -> None:
    for why in ("first", "second"):
        store.record_failure("a.txt", [Problem("EmptyDocument", "a.txt", why)])
    assert [problem.why for problem in store.problems()] == ["second"]
    document = make_document()
    store.add(document, [], [], versions=VERSIONS)
    assert store.problems() == []


def test_another_text_of_the_same_file_is_known(store: Store) -> None:
    first, second = make_document(), make_document("Une attaque à Gao a fait deux morts.")
    add(store, first)
    assert store.same_source(second) == [first.id]
    assert store.same_source(first) == []


def test_events_are_merged_when_documents_come_and_not_when_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document()
    add(store, document)
    monkeypatch.setattr("geodata.events.merge", lambda _: pytest.fail("merged while reading"))
    (event,) = store.events()
    assert event.fact_ids == (make_fact(document).id,)
    assert store.event(event.id[:8]) == event == store.event_of_fact(event.fact_ids[0])


def test_contents_hold_one_moment(store: Store) -> None:
    add(store, make_document())
    before = store.contents()
    add(store, make_document("Une attaque à Gao a fait deux morts."))
    assert len(before.facts()) == len(before.documents()) == 1
    assert len(store.contents().facts()) == 2
    assert before.digest != store.contents().digest == store.digest()


def test_thousands_of_facts_come_back_in_the_order_of_the_text(store: Store) -> None:
    document = make_document()
    facts = [make_fact(document, number) for number in range(5000)]
    store.add(document, [], facts, versions=VERSIONS)
    assert store.facts() == facts


def test_many_may_open_a_fresh_store_and_write_at_once(home: Path) -> None:
    del home

    def write(number: int) -> bool:
        with Store.open() as store:
            return add(store, make_document(f"Numéro {number}. {TEXT}", f"{number}.txt"))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write, range(12)))
    with Store.open() as store:
        assert len(store.documents()) == len(store.facts()) == 12


def test_the_database_is_in_wal_mode(store: Store) -> None:
    with reading(store._engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_full_disk_is_told_with_the_remedy_and_leaves_nothing(store: Store) -> None:
    with sqlite3.connect(store.place) as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    long = make_document(TEXT * 20_000)

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 2}")

    from sqlalchemy import event

    store.close()
    event.listen(store._engine, "connect", limit)
    with pytest.raises(StoreError, match=r"disk is full.*Make room"):
        store.add(long, [], [], versions=VERSIONS)
    assert sum(count for table, count in rows(store).items() if table != "meta") == 0


def test_a_store_of_a_newer_version_is_left_alone(store: Store) -> None:
    add(store, make_document())
    place = Path(store.place)
    with sqlite3.connect(place) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreVersionError, match=r"liptako\.sqlite was written by another version .*9999.*LIPTAKO_HOME"):
        Store.open()
    with sqlite3.connect(place) as raw:
        assert raw.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    raw.close()


def test_a_database_of_another_program_is_left_alone(home: Path) -> None:
    home.mkdir()
    with sqlite3.connect(home / "liptako.sqlite") as raw:
        raw.execute("CREATE TABLE contacts (name TEXT)")
    raw.close()
    with pytest.raises(StoreError, match="tables of another program"):
        Store.open()


def test_a_file_that_is_no_database_is_named(home: Path) -> None:
    home.mkdir()
    (home / "liptako.sqlite").write_text("not a database, but long enough to look at" * 50, encoding="utf-8")
    with pytest.raises(StoreError, match=r"liptako\.sqlite: file is not a database\. Move that file away"):
        Store.open()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "begins no address of a store"),
        ("oracel://reader:secret@localhost/x", "begins no address of a store"),
        ("sqlite:////no/such/folder/liptako.sqlite", "unable to open database file.*folder exists"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Store.open(url)


def test_a_driver_that_is_missing_is_named_and_the_password_is_not() -> None:
    with pytest.raises(StoreError, match=r"needs a database driver: .*pg8000") as caught:
        Store.open("postgresql+pg8000://reader:secret@localhost/liptako")
    assert "secret" not in str(caught.value)

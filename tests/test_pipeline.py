from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from geodata.errors import StoreError
from geodata.model import Document, Fact, Incident, Mention, Place, Placement, Precision
from geodata.pipeline import Reader, ingest, rebuild_all
from geodata.store import Store

GAO = Place("gn:2457161", "Gao", "Gao", "Gao", "settlement", "ML", "ML-7", 16.27, -0.04)


def recognise(document: Document, _: object) -> list[Mention]:
    at = document.text.find("Gao")
    return [Mention(at, at + 3, "Gao", "gao")] if at >= 0 else []


def place(_: Document, mentions: list[Mention], __: object) -> list[Placement]:
    return [Placement(mention, GAO, GAO.lat, GAO.lon, Precision.SETTLEMENT) for mention in mentions]


def state(document: Document, placements: list[Placement], _: object) -> list[Fact]:
    if "BROKEN RULE" in document.text:
        raise ZeroDivisionError("a rule divided by zero")
    at = document.text.find("attaqué")
    if at < 0 or not placements:
        return []
    fact = Incident(
        id=f"fact{document.id}",
        document_id=document.id,
        start=0,
        end=len(document.text),
        excerpt=document.text,
        trigger_start=at,
        trigger_end=at + 7,
        status="occurred",
        rule="attack",
    )
    return [fact, replace(fact, id=f"lost{document.id}", excerpt="not in the text"), fact]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """The real chain over stages that know one town and one verb, so that no index is needed."""
    for name, stage in (("recognise", recognise), ("place", place), ("state", state)):
        monkeypatch.setattr(f"geodata.pipeline.{name}", stage)
    return Reader(cast(Any, SimpleNamespace(version="g1")))


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    del home
    with Store.open() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "texts"
    path.mkdir()
    return path


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


GOOD = "Des hommes ont attaqué un poste près de Gao dans la nuit, selon les habitants."


def test_a_document_goes_the_whole_way(folder: Path, store: Store, reader: Reader) -> None:
    calls: list[tuple[int, int, str]] = []
    report = ingest([write(folder, "a.txt", GOOD)], store, reader, lambda *call: calls.append(call))
    assert (len(report.added), report.unchanged, report.failed) == (1, [], [])
    assert [fact.excerpt for fact in store.facts()] == [GOOD]
    assert store.placements(store.documents()[0].id)[0].place == GAO
    assert calls == [(0, 1, "a.txt"), (1, 1, "")]


def test_a_fact_without_its_quote_is_left_out_and_named(folder: Path, store: Store, reader: Reader) -> None:
    report = ingest([write(folder, "a.txt", GOOD)], store, reader)
    assert [problem.what for problem in report.problems] == ["FactLeftOut", "FactLeftOut"]
    assert "its excerpt does not stand in the text" in report.problems[0].why
    assert "another fact has its id" in report.problems[1].why
    assert store.problems() == report.problems


def test_ingesting_twice_changes_nothing(folder: Path, store: Store, reader: Reader) -> None:
    write(folder, "a.txt", GOOD)
    ingest([folder], store, reader)
    before = store.digest()
    report = ingest([folder, folder / "a.txt"], store, reader)
    assert (report.added, len(report.unchanged)) == ([], 1)
    assert store.digest() == before


def test_what_is_stored_is_not_read_again(
    folder: Path, store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([write(folder, "a.txt", GOOD)], store, reader)
    monkeypatch.setattr("geodata.pipeline.recognise", lambda *_: pytest.fail("read again"))
    assert len(ingest([folder], store, reader).unchanged) == 1


def test_trouble_with_one_document_stops_no_other(folder: Path, store: Store, reader: Reader) -> None:
    write(folder, "a_empty.txt", "")
    write(folder, "b_photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    write(folder, "c_rule.txt", "BROKEN RULE in the town of Gao, the people of the town said.")
    write(folder, "d_arabic.txt", "غادر الجنود مدينة غاو ليلا بحسب السكان")
    write(folder, "e_front.md", f"---\ntitle: a : [b\n---\n{GOOD}")
    write(folder, "f_good.txt", f"Dimanche. {GOOD}")
    report = ingest([folder / "missing", folder], store, reader)
    assert [Path(source).name for source in report.added] == ["d_arabic.txt", "e_front.md", "f_good.txt"]
    assert [problem.what for problem in report.failed] == [
        "DocumentError",
        "EmptyDocument",
        "NotText",
        "ZeroDivisionError",
    ]
    kept = {problem.what for problem in store.problems()}
    assert kept >= {"EmptyDocument", "NotText", "ZeroDivisionError", "UnsupportedLanguage", "FrontMatterError"}


def test_a_repaired_file_clears_its_trouble(folder: Path, store: Store, reader: Reader) -> None:
    path = write(folder, "a.txt", "")
    ingest([path], store, reader)
    assert len(store.problems()) == 1
    write(folder, "a.txt", "Rien à signaler dans la ville de Gao, selon les habitants de la ville.")
    ingest([path], store, reader)
    assert store.problems() == []


def test_a_changed_file_is_kept_beside_its_old_text_and_said_so(folder: Path, store: Store, reader: Reader) -> None:
    path = write(folder, "a.txt", GOOD)
    ingest([path], store, reader)
    old = store.documents()[0].id
    write(folder, "a.txt", GOOD + " Le calme est revenu.")
    assert ingest([path], store, reader).superseded == {str(path): [old]}
    assert len(store.documents()) == 2


def test_a_store_that_cannot_be_written_stops_at_once(
    folder: Path, store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> bool:
        raise StoreError("the store: disk is full.")

    monkeypatch.setattr(store, "add", full)
    with pytest.raises(StoreError, match="disk is full"):
        ingest([write(folder, "a.txt", GOOD)], store, reader)


def test_rebuilding_reads_again_what_another_gazetteer_read(folder: Path, store: Store, reader: Reader) -> None:
    ingest([write(folder, "a.txt", GOOD)], store, reader)
    assert rebuild_all(store, reader).added == []
    newer = Reader(cast(Any, SimpleNamespace(version="g2")))
    report = rebuild_all(store, newer)
    assert len(report.added) == 1
    assert store.versions()["gazetteer"] == "g2"
    assert len(store.problems()) == 2


def test_rebuilding_keeps_what_was_found_where_a_document_fails_now(
    folder: Path, store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([write(folder, "a.txt", GOOD)], store, reader)

    def fail(*_: object) -> list[Fact]:
        raise ZeroDivisionError("a rule divided by zero")

    monkeypatch.setattr("geodata.pipeline.state", fail)
    report = rebuild_all(store, Reader(cast(Any, SimpleNamespace(version="g2"))))
    assert [problem.what for problem in report.failed] == ["ZeroDivisionError"]
    assert len(store.facts()) == 1

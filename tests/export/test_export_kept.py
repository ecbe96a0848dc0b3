"""Reports are read from the store once: what is kept gives the same files, and what was written since is seen."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from geodata.boundaries import Boundaries, load_boundaries
from geodata.columns.opening import forget_open
from geodata.documents import read_text
from geodata.export import export, kept
from geodata.export.columns import UNITS, Unit
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.model import Actor, DateSpan, ViewSpec
from geodata.publication import prepare
from geodata.reviewing import make_review
from geodata.store import Store, scans
from tests.facts_by_hand import GAO, MALI, NIAMEY, incident

ALL = ViewSpec()


@cache
def ground() -> tuple[Gazetteer, Boundaries]:
    return open_gazetteer(), load_boundaries()


def add(store: Store, number: int, *, wounded: str = "") -> str:
    """Tell of one event in one document, every third time in two sentences of it."""
    text = f"Attack number {number}. {wounded}"
    document = read_text(text, f"{number}.txt")
    day = DateSpan.parse(f"2024-05-{number % 28 + 1:02}")
    told = [
        replace(
            incident(f"{number}{part}{document.id[:10]}", None, (GAO, NIAMEY, MALI)[number % 3], excerpt=text),
            document_id=document.id, date=day, fatalities=number, fatalities_low=number, fatalities_high=number,
            actors=(Actor("JNIM", "armed_group"),),
        )
        for part in range(2 if number % 3 == 0 else 1)
    ]  # fmt: skip
    store.add(document, [], told)
    return document.id


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    ground()  # under the home that holds the index
    monkeypatch.setenv("LIPTAKO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(kept, "LEAST", 1)
    monkeypatch.setattr("geodata.export.making.BATCH", 7)
    with Store.open() as opened:
        for number in range(20):
            add(opened, number)
        yield opened
        forget_open(opened)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events the store was asked for, scan by scan."""
    found: list[int] = []
    real = scans._lines

    def noted(run: scans.Run, joined: str, numbers: Sequence[int], *, first_only: bool) -> str:
        found.append(len(numbers))
        return real(run, joined, numbers, first_only=first_only)

    monkeypatch.setattr(scans, "_lines", noted)
    return found


def told(store: Store, path: Path, unit: Unit = "event", spec: ViewSpec = ALL) -> str:
    ready = prepare(store, spec, *ground(), marks=False)
    export(ready, path, unit=unit, force=True)
    return path.read_text(encoding="utf-8")


def folders(tmp_path: Path) -> list[str]:
    return [path.name for path in tmp_path.glob("home/reports/*")]


@pytest.mark.parametrize("first", UNITS)
def test_a_second_export_asks_the_store_for_nothing_and_says_the_same(
    store: Store, tmp_path: Path, asked: list[int], first: Unit
) -> None:
    path = tmp_path / "all.csv"
    before = told(store, path, first)
    assert sum(asked) == 20
    asked.clear()
    assert told(store, path, first) == before
    again = {unit: told(store, path, unit) for unit in UNITS}
    part = told(store, path, "fact", ViewSpec(scope="ML"))
    assert asked == []
    for file in tmp_path.glob("home/reports/*/*"):
        file.unlink()
    assert {unit: told(store, path, unit) for unit in UNITS} == again
    assert told(store, path, "fact", ViewSpec(scope="ML")) == part


def test_after_a_write_only_what_it_touched_is_asked_for(
    store: Store, tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_CHANGED", 0.5)
    path = tmp_path / "all.csv"
    told(store, path)
    store.remove(add(store, 40))
    store.remove(store.documents()[0].id)
    add(store, 41, wounded="Two were wounded.")
    asked.clear()
    found = {unit: told(store, path, unit) for unit in UNITS}
    assert 0 < sum(asked) < 5
    assert "Two were wounded." in found["event"]
    monkeypatch.setattr("geodata.export.fetching.kept_reports", lambda _: None)
    assert {unit: told(store, path, unit) for unit in UNITS} == found


def test_what_has_changed_too_much_is_made_anew(store: Store, tmp_path: Path, asked: list[int]) -> None:
    path = tmp_path / "all.csv"
    told(store, path)
    (before,) = folders(tmp_path)
    for number in range(50, 55):
        add(store, number)
    asked.clear()
    told(store, path)
    assert sum(asked) == 25
    assert len(folders(tmp_path)) == 1
    assert folders(tmp_path) != [before]


def test_what_people_rejected_is_not_kept_and_keeps_nothing_else_from_it(
    store: Store, tmp_path: Path, asked: list[int]
) -> None:
    (event,) = store.page([3])
    rejected = store.review(make_review("reject", event.event, who="Awa", why="told twice"))
    before = told(store, tmp_path / "all.csv")
    asked.clear()
    assert told(store, tmp_path / "all.csv") == before
    assert asked == []
    store.undo(rejected.id, who="Awa")
    assert event.event.id in told(store, tmp_path / "all.csv")
    assert asked == [1]


def test_a_part_of_a_store_is_not_kept(store: Store, tmp_path: Path) -> None:
    told(store, tmp_path / "part.csv", spec=ViewSpec(scope="ML"))
    assert folders(tmp_path) == []


@pytest.mark.parametrize("name", [kept.REPORTS, kept.STATE, "first.npy"])
def test_what_is_kept_and_does_not_open_is_read_from_the_store(store: Store, tmp_path: Path, name: str) -> None:
    before = told(store, tmp_path / "all.csv")
    (damaged,) = tmp_path.glob(f"home/reports/*/{name}")
    damaged.write_bytes(b"{")
    assert told(store, tmp_path / "again.csv") == before


def test_a_full_disk_ends_the_keeping_and_not_the_export(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    whole = told(store, tmp_path / "all.csv")
    forget = kept._of_place(kept._folder(store.place, ""))
    for folder in forget:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    with monkeypatch.context() as patch:
        patch.setattr("numpy.save", full)
        assert told(store, tmp_path / "again.csv") == whole
    assert folders(tmp_path) == []
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkdtemp", full)
        assert told(store, tmp_path / "third.csv") == whole


def test_an_export_that_is_given_up_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_: int, __: int) -> None:
        raise Stopped

    ready = prepare(store, ALL, *ground(), marks=False)
    with pytest.raises(Stopped):
        export(ready, tmp_path / "all.csv", progress=stop)
    assert folders(tmp_path) == []


def test_two_writers_of_the_same_reports_leave_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    told(store, path)
    (first,) = tmp_path.glob("home/reports/*")
    aside = first.rename(first.with_name(".aside"))
    ready = prepare(store, ALL, *ground(), marks=False)
    columns, rows = ready.view.columns, ready.view.rows
    assert columns is not None
    assert rows is not None
    late = kept.keeper(columns, rows)
    assert late is not None
    aside.rename(first)
    late.finish()
    late.drop()
    assert folders(tmp_path) == [first.name]
    assert told(store, path, "fact")

"""Columns of many events are made beside the server, once, and the page is told how far that is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import preparing
from dashboard.preparing import Preparation
from geodata.columns import opening
from geodata.columns.__main__ import main as make_columns
from geodata.columns.opening import forget_open
from geodata.documents import read_text
from geodata.hierarchy import default_hierarchy
from geodata.store import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    default_hierarchy()  # opened first, under the home that holds the index
    monkeypatch.setenv("LIPTAKO_HOME", str(tmp_path))
    with Store.open() as opened:
        opened.add(read_text("Nothing happened.", "nothing.txt"), [], [])
        yield opened
        forget_open(opened)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no number of events be so few that their columns are made at once."""
    monkeypatch.setattr(opening, "AT_ONCE", -1)


def test_few_events_are_not_waited_for(store: Store) -> None:
    assert Preparation(store, default_hierarchy()).progress() is None


def test_a_store_in_memory_has_nothing_to_prepare() -> None:
    assert Preparation(object(), default_hierarchy()).progress() is None


@pytest.mark.usefixtures("many")
def test_many_events_are_waited_for_until_their_columns_are_there(
    store: Store, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preparing, "COMMAND", (sys.executable, "-c", "print('3 7')"))
    preparation = Preparation(store, default_hierarchy())
    assert preparation.progress() == (0, 0)
    assert preparation._thread is not None
    preparation._thread.join()
    assert preparation._progress == (3, 7)
    make_columns()
    assert preparation.progress() is None
    assert "0 0" not in capfd.readouterr().err


@pytest.mark.usefixtures("many")
def test_what_fails_beside_the_server_is_not_tried_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    preparation = Preparation(store, default_hierarchy())
    assert preparation.progress() is not None
    assert preparation._thread is not None
    preparation._thread.join()
    assert preparation.progress() is None

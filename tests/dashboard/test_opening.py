from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.opening import Kept, file_of_store


@pytest.fixture
def file(home: Path) -> Path:
    home.mkdir()
    path = home / "liptako.sqlite"
    path.write_bytes(b"one")
    return path


def test_what_rests_on_the_store_is_made_once_and_anew_for_another_file(file: Path) -> None:
    made: list[int | None] = []

    def make(before: int | None) -> int:
        made.append(before)
        return len(made)

    kept = Kept(make)
    assert [kept.get(), kept.get()] == [1, 1]
    file.write_bytes(b"one and more")
    assert kept.get() == 1
    other = file.with_name("other")
    other.write_bytes(b"two")
    other.replace(file)
    assert kept.get() == 2
    file.unlink()
    assert kept.get() == 3
    assert made == [None, 1, 2]


def test_a_store_that_is_no_file_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIPTAKO_STORE", "postgresql://nobody@localhost/none")
    assert file_of_store() is None
    kept = Kept(lambda before: (before or 0) + 1)
    assert [kept.get(), kept.get()] == [1, 1]

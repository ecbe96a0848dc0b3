from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.opening import Kept, file_of_store, still_the_same
from geodata.documents import read_text
from geodata.errors import StoreError
from geodata.store import Store


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


def written(path: Path, text: str) -> Store:
    store = Store.open(f"sqlite:///{path}")
    store.add(read_text(text, "a.txt"), [], [])
    return store


def test_a_store_that_was_written_over_in_place_is_opened_anew_and_one_that_grew_is_not(home: Path) -> None:
    home.mkdir()
    path, other = home / "liptako.sqlite", home / "other.sqlite"
    written(path, "Rien à Gao.").close()
    written(other, "Rien à Djibo.").close()
    kept = Kept(lambda _: Store.open(), still_the_same)
    first = kept.get()
    first.add(read_text("Rien à Ménaka.", "b.txt"), [], [])
    first.close()
    assert kept.get() is first
    assert len(first.documents()) == 2
    shutil.copyfile(other, path)
    second = kept.get()
    assert second is not first
    assert [info.source for info in second.documents()] == ["a.txt"]
    assert "Djibo" in second.document(second.documents()[0].id).text
    path.write_bytes(b"no store at all, but long enough to be taken for one" * 100)
    with pytest.raises(StoreError):
        kept.get()
    shutil.copyfile(other, path)
    assert len(kept.get().documents()) == 1
    first.close()
    second.close()
    kept.get().close()

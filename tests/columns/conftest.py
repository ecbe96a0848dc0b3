"""An empty store in a home of its own, and the hierarchy of places, for the tests of columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.columns.opening import forget_open
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.store import Store


@pytest.fixture(scope="module")
def hierarchy() -> Hierarchy:
    return default_hierarchy()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hierarchy: Hierarchy) -> Iterator[Store]:
    del hierarchy  # opened first, under the home that holds the index
    monkeypatch.setenv("LIPTAKO_HOME", str(tmp_path))
    with Store.open() as opened:
        yield opened
        forget_open(opened)

"""A home with the built place index, so that commands run as they do for a user."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.gazetteer import open_gazetteer
from geodata.paths import index_folder


@pytest.fixture(scope="session")
def built_index() -> Path:
    """The user's place index, built if need be; `make setup` has built it."""
    folder = index_folder()
    open_gazetteer(folder)
    return folder


@pytest.fixture
def ready(built_index: Path, home: Path) -> Path:
    """An empty home that shares the built index."""
    home.mkdir()
    (home / "index").symlink_to(built_index)
    return home

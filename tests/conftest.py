"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents and data that tests measure with and that the project does not own."""
    folder = Path(os.environ.get("LIPTAKO_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}: set LIPTAKO_SHARED to run the tests on real documents")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the store, so that no test touches the user's."""
    folder = tmp_path / "liptako-home"
    monkeypatch.setenv("LIPTAKO_HOME", str(folder))
    return folder

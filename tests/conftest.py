"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless browser for all tests: a second Playwright in the same session would clash with the first."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.app import launch

    # Other tests run beside these: what comes late is no failure, what does not come is.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()

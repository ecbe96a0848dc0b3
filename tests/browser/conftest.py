"""One running application for all browser tests, and a sealed page for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.app import App, Room, running, sealed


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The real application on the seed briefs, with a store of its own."""
    with running(tmp_path_factory.mktemp("browser") / "home") as started:
        yield started


@pytest.fixture
def room(app: App, browser: Browser) -> Iterator[Room]:
    """A page that nothing outside the application answers."""
    context, outside = sealed(browser)
    opened = Room(context.new_page(), app.address, outside)
    yield opened
    context.close()

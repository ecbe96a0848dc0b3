"""One running application for all browser tests, and a sealed page for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.app import App, Room, running, sealed

# What is shown is waited for: machines that do other work meanwhile are slow, and how fast it is, benchmarks measure.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The real application on the seed briefs, with a store of its own."""
    with running(tmp_path_factory.mktemp("browser") / "home") as started:
        yield started


@pytest.fixture
def room(app: App, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Room]:
    """A page that nothing outside the application answers; where a test fails, it tells how the page stood."""
    context, outside = sealed(browser)
    opened = Room(context.new_page(), app.address, outside)
    failed = request.session.testsfailed
    yield opened
    if request.session.testsfailed > failed:
        print(opened.told())
        print(app.log.read_text(encoding="utf-8")[-2000:])
    context.close()

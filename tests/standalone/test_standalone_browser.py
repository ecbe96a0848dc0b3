"""The stand-alone page in a browser that reaches nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from dashboard.data import Library
from dashboard.standalone import make_page
from geodata.model import ViewSpec

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(library: Library, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of all events, opened from a file; every other request is refused and makes the test fail."""
    file = tmp_path / "view.html"
    file.write_bytes(make_page(library, ViewSpec(), "en"))
    asked: list[str] = []
    troubles: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    opened.route("**/*", answer)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    opened.goto(file.as_uri())
    opened.wait_for_selector("#map[data-ready]")
    yield opened
    opened.close()
    assert not asked
    assert not troubles


def told(page: Page) -> str:
    return page.locator("#told").inner_text()


def test_the_map_and_the_cards_answer_each_other_without_a_server(page: Page) -> None:
    whole = told(page)
    assert page.locator(".mark").count() > 3
    page.locator('.mark[data-place="gn:2461003"]').first.press("Enter")
    assert told(page) != whole
    assert "Ansongo" in page.locator("article").first.inner_text()
    page.keyboard.press("Escape")
    assert told(page) == whole


def test_words_are_found_in_any_spelling_and_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("menaka")
    cards = page.locator("article")
    assert 0 < cards.count() < 12
    assert "Ménaka" in cards.first.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#all").is_hidden()


def test_a_card_takes_the_map_to_its_place(page: Page) -> None:
    before = page.evaluate("liptako.view().zoom")
    page.locator("article", has_text="Ansongo").first.get_by_role("button", name="Show on map").click()
    page.wait_for_timeout(5000)
    assert page.evaluate("liptako.view().zoom") > before


def test_hostile_names_are_shown_as_text(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert "<script>window.hacked=1</script>" in page.locator("#cards").inner_text()

"""axe-core finds no serious violation on any screen, and the map room works on a narrow and on a wide screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.app import App, Room, sealed

pytestmark = pytest.mark.browser
SCREENS = ("", "alliances", "withdrawals", "documents", "quality", "about")
# Looked at each time; the other screens by `make check-slow`.
ALWAYS = {("en", "")}
LOOKS = [
    pytest.param(
        language, screen, id=f"{language}-{screen or 'map'}",
        marks=() if (language, screen) in ALWAYS else pytest.mark.slow,
    )
    for language in ("en", "fr")
    for screen in SCREENS
]  # fmt: skip


@pytest.mark.parametrize(("language", "screen"), LOOKS)
def test_axe_finds_no_serious_violation(room: Room, language: str, screen: str) -> None:
    room.page.goto(f"{room.address}/{screen}?lang={language}")
    room.page.locator(".lk-root").last.wait_for(timeout=30_000)
    room.page.wait_for_timeout(1800)  # fonts, the upload button's name and the map arrive after the text
    found = Axe().run(room.page).response["violations"]
    serious = [
        (row["id"], [node["html"][:120] for node in row["nodes"]])
        for row in found
        if row["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), pytest.param(2560, 1440, marks=pytest.mark.slow)])
def test_the_map_room_fits_the_screen(app: App, browser: Browser, width: int, height: int) -> None:
    context, outside = sealed(browser, width=width, height=height)
    room = Room(context.new_page(), app.address, outside).open("?place=ML-7")
    overflow = room.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 1
    expect(room.cards.first).to_be_attached()
    box = room.cards.first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width + 1
    context.close()

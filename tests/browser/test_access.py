"""axe-core finds no serious violation on any screen, and the map room works on a narrow and on a wide screen."""

from __future__ import annotations

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.app import App, Room, sealed

pytestmark = pytest.mark.browser
SCREENS = ("", "alliances", "withdrawals", "documents", "quality", "about")
# Looked at each time; the other looks by `make check-slow`.
ALWAYS = {("en", "", "light", 1366)}
LOOKS = [
    pytest.param(*look, id="-".join(map(str, (look[1] or "map", look[0], *look[2:]))),
                 marks=() if look in ALWAYS else pytest.mark.slow)
    for look in itertools.product(("en", "fr"), SCREENS, ("light", "dark"), (1366, 390))
]  # fmt: skip


@pytest.mark.parametrize(("language", "screen", "theme", "width"), LOOKS)
def test_axe_finds_no_serious_violation(
    app: App, browser: Browser, language: str, screen: str, theme: str, width: int
) -> None:
    context, outside = sealed(browser, width=width, height=844 if width < 500 else 768)
    room = Room(context.new_page(), app.address, outside)
    room.page.goto(f"{room.address}/{screen}?lang={language}&theme={theme}")
    room.page.locator(".lk-root").last.wait_for(timeout=30_000)
    room.page.wait_for_timeout(1800)  # fonts, the upload button's name and the map arrive after the text
    found = Axe().run(room.page).response["violations"]
    context.close()
    serious = [
        (row["id"], [node["html"][:160] for node in row["nodes"]])
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

"""A newcomer's way through the real application in a real browser, with every outside request refused."""

from __future__ import annotations

import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.app import Room

pytestmark = pytest.mark.browser
PNG = b"\x89PNG\r\n\x1a\n"


def test_the_first_screen_shows_map_and_sentences_and_asks_nobody_outside(room: Room) -> None:
    room.open()
    assert room.cards.count() >= 10
    expect(room.cards.first.locator("blockquote, .lk-quote").first).to_be_visible()
    assert room.map.locator(".mark").count() > 20
    expect(room.map.locator(".legend")).to_be_visible()
    assert room.outside.asked == []
    assert room.trouble == []


def test_a_click_on_a_region_shows_what_is_said_of_it(room: Room) -> None:
    room.open("?place=ML")
    room.click_map_at(17.6, -0.6)  # north of Gao town, far from any mark
    room.page.wait_for_url("**place=ML-7**")
    expect(room.page.locator(".lk-crumbs")).to_contain_text("Mali")
    expect(room.page.locator(".lk-crumbs [aria-current]")).to_contain_text("Gao")
    expect(room.cards.first).to_be_visible()
    expect(room.page.locator(".lk-panel")).to_contain_text("Gao")


def test_a_click_on_a_dot_leads_to_its_sentence_with_place_and_fact_marked(room: Room) -> None:
    room.open("?place=ML-7")
    dot = room.uncovered_dot()
    events = (dot.get_attribute("data-events") or "").split()
    place = dot.get_attribute("data-place") or ""
    dot.click()
    room.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("place") == [place])
    for event in events:
        expect(room.page.locator(f'article[data-event="{event}"]')).to_have_count(1)
    card = room.page.locator(f'article[data-event="{events[0]}"]')
    quote = card.locator("blockquote, .lk-quote").first
    assert len(quote.inner_text()) > 20
    assert quote.locator("mark, .fact").count() >= 1


def test_a_click_on_a_card_takes_the_map_there(room: Room) -> None:
    room.open()
    before = room.run_in_map("liptako.view()")
    room.cards.locator('[data-action="focus"]').first.click()
    room.page.wait_for_timeout(800)
    after = room.run_in_map("liptako.view()")
    assert before != after
    assert room.view()["event"]


@pytest.mark.slow
def test_the_language_switches_at_once_and_stays_in_the_address(room: Room) -> None:
    room.open()
    room.page.get_by_role("radio", name="FR").or_(room.page.get_by_role("button", name="FR", exact=True)).first.click()
    expect(room.page.get_by_text("Retraits", exact=True).first).to_be_visible()
    expect(room.map.locator(".legend summary")).to_have_text("Légende")
    room.page.wait_for_url("**lang=fr**")
    room.open("?lang=fr")
    expect(room.map.locator(".legend summary")).to_have_text("Légende")


@pytest.mark.slow
def test_the_picture_is_a_finished_png_of_the_expected_size(room: Room, tmp_path: Path) -> None:
    room.open("?place=ML&lang=fr")
    room.page.locator(".st-key-publish button").click()
    expect(room.page.get_by_role("dialog").locator("img")).to_be_visible(timeout=120_000)
    with room.page.expect_download(timeout=120_000) as waiting:
        room.page.locator(".st-key-download_picture button").click()
    assert waiting.value.suggested_filename.startswith("liptako_mali_")
    assert waiting.value.suggested_filename.endswith("_fr.png")
    waiting.value.save_as(tmp_path / "map.png")
    data = (tmp_path / "map.png").read_bytes()
    assert data.startswith(PNG)
    assert struct.unpack(">II", data[16:24]) == (2400, 1350)


@pytest.mark.slow
def test_a_layer_switched_off_leaves_map_and_panel(room: Room) -> None:
    room.open("?layers=withdrawal")
    assert room.cards.count() > 0
    for card in room.cards.all():
        assert "layer-withdrawal" in (card.get_attribute("class") or "")
    assert room.map.locator('.mark[aria-label*="Battles"]').count() == 0


def test_a_pan_neither_reruns_the_page_nor_remounts_the_map(room: Room) -> None:
    room.open()
    room.run_in_map("window.stamp = 'same'")
    sent: list[str] = []
    room.page.on("websocket", lambda _: sent.append("new socket"))
    room.run_in_map("void map.panBy([200, 80], {animate: false})")
    room.page.wait_for_timeout(700)
    assert room.run_in_map("window.stamp") == "same"
    assert sent == []
    expect(room.page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)


@pytest.mark.slow
def test_the_same_address_shows_the_same_view(room: Room) -> None:
    query = "?place=BF&layers=incident&from=2019-01-01&to=2021-12-31&lang=fr"
    counts = room.open(query).page.locator(".lk-counts").inner_text()
    titles = room.cards.all_text_contents()
    assert room.open(query).page.locator(".lk-counts").inner_text() == counts
    assert room.cards.all_text_contents() == titles
    assert room.page.locator(".lk-crumbs [aria-current]").inner_text() == "Burkina Faso"


@pytest.mark.parametrize(
    "query",
    [
        "?place=nonsense",
        *(
            pytest.param(query, marks=pytest.mark.slow)
            for query in ("?from=2024-13-45", "?layers=everything", "?from=2024-01-01&to=2020-01-01", "?as_of=%00%F0")
        ),
    ],
)
def test_nonsense_in_the_address_gives_a_word_and_a_view(room: Room, query: str) -> None:
    room.open(query)
    expect(room.page.locator(".lk-note")).to_be_visible()
    assert room.page.locator('[data-testid="stException"]').count() == 0


@pytest.mark.slow
def test_an_empty_view_says_what_to_do(room: Room) -> None:
    room.open("?q=zzzzqqq")
    expect(room.page.locator(".lk-empty")).to_be_visible()
    room.page.locator('.lk-empty [data-action="clear"]').click()
    expect(room.cards.first).to_be_visible()


def test_a_pasted_article_appears_as_text_however_hostile(room: Room) -> None:
    hostile = (
        "Attack kills nine in Ansongo <script>window.hacked = 1</script> ${window.hacked = 1} `x` \\u0041\n\n"
        "Armed men killed nine soldiers in Ansongo on 3 March 2025, <img src=x onerror='window.hacked=1'> said."
    )
    room.page.goto(f"{room.address}/documents")
    room.page.get_by_role("tab", name="A text").click()
    room.page.get_by_label("The text").fill(hostile)
    room.page.get_by_role("button", name="Read the text").click()
    expect(room.page.locator(".lk-reader")).to_contain_text("<img src=x", timeout=20_000)
    room.page.get_by_role("button", name="Show its events on the map").click()
    expect(room.map.locator(".mark.lit").first).to_be_attached(timeout=20_000)
    expect(room.page.locator(".lk-lit")).to_contain_text("ringed on the map")
    expect(room.cards.first).to_contain_text("<img src=x")
    expect(room.cards.first.locator(".lk-chip.new")).to_have_text("new")
    assert room.page.evaluate("window.hacked") is None
    assert room.run_in_map("window.hacked") is None
    assert room.trouble == []

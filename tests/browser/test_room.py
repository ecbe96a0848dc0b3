"""Beside the map: corrections, search, figures, the document in place, the other screens; each in the real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.app import App, Room, running, sealed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An application whose store these tests may correct."""
    with running(tmp_path_factory.mktemp("room") / "home") as started:
        yield started


@pytest.fixture
def desk(own: App, browser: Browser) -> Iterator[Room]:
    context, outside = sealed(browser)
    opened = Room(context.new_page(), own.address, outside)
    yield opened
    context.close()


def form_of(card: Locator) -> Locator:
    card.locator(".lk-correct summary").click()
    card.get_by_label("Your name").fill("Awa")
    return card.locator(".lk-form")


@pytest.mark.slow
def test_a_rejected_card_is_hidden_counted_and_comes_back(desk: Room) -> None:
    desk.open("?place=ML-7")
    event = desk.cards.first.get_attribute("data-event") or ""
    card = desk.page.locator(f'article[data-event="{event}"]')
    form = form_of(card)
    form.get_by_label("It happened on").fill("some day")
    form.get_by_role("button", name="Set the date").click()
    expect(desk.page.locator(".lk-note")).to_contain_text("'some day' is not a date", timeout=15_000)
    form.get_by_label("Why (or a note)").fill("<img src=x onerror='window.hacked=1'> twice")
    form.get_by_role("button", name="It is wrong: hide it").click()
    expect(card).to_have_count(0, timeout=15_000)
    desk.page.get_by_role("button", name="1 event rejected by people is hidden").click()
    expect(card).to_contain_text("rejected by a person, by Awa", timeout=15_000)
    expect(card).to_contain_text("<img src=x")
    assert desk.view()["reviewed"] == ["only"]
    card.get_by_role("button", name="Take back").click()
    expect(card).to_have_count(0, timeout=15_000)
    assert desk.page.evaluate("window.hacked") is None
    assert desk.trouble == []


@pytest.mark.slow
def test_a_card_moves_to_the_point_clicked_on_the_map(desk: Room) -> None:
    desk.open("?place=ML-7")
    event = desk.cards.first.get_attribute("data-event") or ""
    card = desk.page.locator(f'article[data-event="{event}"]')
    form = form_of(card)
    form.get_by_label("It happened at").fill("koro")
    form.get_by_role("button", name="Find the place").click()
    expect(form.locator(".choices li")).not_to_have_count(0, timeout=15_000)
    form.get_by_role("button", name="Click on the map").click()
    desk.click_map_at(17.1, -0.2)
    expect(form.locator(".choices")).to_contain_text("17.", timeout=15_000)
    form.locator(".choices button").first.click()
    expect(card).to_contain_text("moved to 17.", timeout=15_000)
    expect(card).to_contain_text("As read by the rules")


@pytest.mark.slow
def test_one_box_finds_a_place_in_any_spelling_and_says_what_else_it_could_be(desk: Room) -> None:
    desk.open()
    desk.page.keyboard.press("/")
    expect(desk.page.get_by_label("Find a place or a document")).to_be_focused()
    desk.page.keyboard.type("MENAKA")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".lk-crumbs [aria-current]")).to_contain_text("Ménaka", timeout=15_000)
    expect(desk.page.locator(".lk-found")).to_contain_text("Also found")


@pytest.mark.slow
def test_a_document_opens_in_place_at_its_sentence_and_leads_back(desk: Room) -> None:
    desk.open("?place=ML-7")
    desk.cards.first.locator('[data-action="open"]').first.click()
    expect(desk.page.locator(".lk-inplace mark.lk-sentence").first).to_be_visible(timeout=15_000)
    assert desk.view()["doc"]
    desk.page.get_by_role("button", name="Back to the events").click()
    expect(desk.cards.first).to_be_visible(timeout=15_000)


@pytest.mark.slow
def test_what_is_known_to_the_region_only_is_listed_apart(desk: Room) -> None:
    desk.open("?place=ML-7")
    every = desk.cards.count()
    desk.page.get_by_role("button", name="Known at this level only").click()
    expect(desk.cards).not_to_have_count(every, timeout=15_000)
    for card in desk.cards.all():
        expect(card.locator(".lk-where")).to_contain_text("region")
    desk.page.get_by_text("In figures").click()
    expect(desk.page.locator(".lk-summary .tallies").first).to_be_visible()


@pytest.mark.slow
def test_a_filter_says_what_it_hides_and_that_line_clears_it(desk: Room) -> None:
    desk.open("?sources=2&from=2020-01-01")
    hides = desk.page.locator(".st-key-unhide_sources button")
    expect(hides).to_contain_text("hides")
    hides.click()
    expect(hides).to_have_count(0, timeout=15_000)
    assert set(desk.view()) == {"from"}


@pytest.mark.slow
def test_alliances_and_withdrawals_follow_the_day_of_the_address(desk: Room) -> None:
    desk.page.goto(f"{desk.address}/alliances?as_of=2024-06-01&cell=ECOWAS|ML")
    expect(desk.page.locator(".lk-state.chosen")).to_contain_text("exit announced, not in force", timeout=30_000)
    expect(desk.page.locator(".lk-steps")).to_contain_text("left")
    desk.page.locator(".lk-day input").fill("2025-02-01")
    desk.page.wait_for_url("**as_of=2025-02-01**")
    desk.page.goto(f"{desk.address}/withdrawals?as_of=2022-12-31&mission=MINUSMA")
    expect(desk.page.locator(".lk-group").first).to_contain_text("not gone yet", timeout=30_000)
    expect(desk.page.locator(".lk-bars").first).to_be_visible()


@pytest.mark.slow
def test_quality_leads_from_a_name_without_a_place_to_its_sentence(desk: Room) -> None:
    desk.page.goto(f"{desk.address}/quality")
    desk.page.get_by_role("button", name="read it there").first.click(timeout=30_000)
    expect(desk.page.locator(".lk-reader mark.unplaced").first).to_be_visible(timeout=15_000)


@pytest.mark.slow
def test_an_address_of_an_inner_network_is_refused_with_a_word(desk: Room) -> None:
    desk.page.goto(f"{desk.address}/documents")
    desk.page.get_by_role("tab", name="An address").click(timeout=30_000)
    desk.page.get_by_role("textbox", name="Addresses of articles or feeds").fill(f"{desk.address}/")
    desk.page.get_by_role("button", name="Fetch and read").click()
    expect(desk.page.locator(".lk-added")).to_contain_text("inner network", timeout=20_000)


@pytest.mark.slow
def test_a_store_that_vanishes_gives_a_word_and_no_traceback(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "home") as app:
        context, outside = sealed(browser)
        room = Room(context.new_page(), app.address, outside).open()
        for path in (tmp_path / "home").glob("liptako.sqlite*"):
            path.unlink()
        room.page.get_by_role("radio", name="FR").or_(
            room.page.get_by_role("button", name="FR", exact=True)
        ).first.click()
        expect(room.page.locator(".lk-empty, article.lk-card").first).to_be_visible(timeout=15_000)
        assert room.page.locator('[data-testid="stException"]').count() == 0
        context.close()

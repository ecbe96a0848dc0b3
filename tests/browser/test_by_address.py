"""The room goes from place to place by itself: what the address says is shown, and the script learns of it in time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.app import Room

pytestmark = pytest.mark.browser

CRUMB = ".lk-crumbs [aria-current]"


def click_region(room: Room, unit: str) -> None:
    room.run_in_map(f"void liptako.held.shapes['{unit}'].fire('click')")
    room.page.wait_for_url(f"**place={unit}**")


def test_a_click_is_answered_by_address_and_back_and_forward_lead_through_the_places(room: Room) -> None:
    room.open()
    click_region(room, "ML-7")
    expect(room.page.locator(CRUMB)).to_contain_text("Gao")
    click_region(room, "ML-5")
    expect(room.page.locator(CRUMB)).to_contain_text("Mopti")
    room.page.go_back()
    expect(room.page.locator(CRUMB)).to_contain_text("Gao")
    room.page.go_back()
    expect(room.page.locator(CRUMB)).to_contain_text("Sahel")
    room.page.go_forward()
    expect(room.page.locator(CRUMB)).to_contain_text("Gao")
    assert room.view() == {"place": ["ML-7"]}
    assert room.page.evaluate("window.lkMapMounts") == 1
    assert room.trouble == []


def test_no_click_is_lost_while_the_script_is_being_told_of_the_one_before(room: Room) -> None:
    room.open()
    room.page.evaluate(
        """() => {
          const send = liptakoRoom.send, map = document.querySelector('iframe.lk-map').contentWindow.liptako;
          liptakoRoom.send = (name, value) => {
            liptakoRoom.send = send;
            send(name, value);
            setTimeout(() => map.held.shapes['ML-5'].fire('click'), 5);
          };
        }"""
    )
    click_region(room, "ML-7")
    room.page.wait_for_url("**place=ML-5**")
    room.page.wait_for_timeout(2500)
    assert room.view()["place"] == ["ML-5"]
    expect(room.page.locator(CRUMB)).to_contain_text("Mopti")


def test_a_filter_pressed_right_after_a_click_keeps_the_place(room: Room) -> None:
    room.open()
    click_region(room, "ML-7")
    room.page.get_by_role("button", name="Memberships").first.click()
    room.page.wait_for_url("**layers=**")
    expect(room.page.locator(CRUMB)).to_contain_text("Gao")
    room.page.wait_for_timeout(1500)
    assert room.view()["place"] == ["ML-7"]
    expect(room.page.locator(CRUMB)).to_contain_text("Gao")


def test_what_is_searched_for_right_after_a_click_is_where_the_map_goes(room: Room) -> None:
    room.open("?place=ML-7")
    click_region(room, "ML-5")
    room.page.locator(".st-key-find_place input").fill("menaka")
    room.page.keyboard.press("Enter")
    expect(room.page.locator(CRUMB)).to_contain_text("Ménaka")
    room.page.wait_for_timeout(1500)
    expect(room.page.locator(CRUMB)).to_contain_text("Ménaka")


def test_a_page_opened_right_after_a_click_leads_back_to_where_the_click_led(room: Room) -> None:
    room.open("?place=ML")
    room.page.locator(".lk-crumbs button").first.click()
    room.page.wait_for_timeout(300)
    room.page.get_by_role("link", name="Withdrawals").first.click()
    room.page.wait_for_url("**/withdrawals**")
    expect(room.page.locator(".lk-group").first).to_be_visible()
    assert "place" not in room.view()
    room.page.get_by_role("link", name="Map").first.click()
    expect(room.page.locator(CRUMB)).to_have_text("Sahel")


def test_the_language_changed_right_after_a_click_adds_no_view_that_nobody_saw(room: Room) -> None:
    room.open()
    click_region(room, "ML-7")
    room.page.get_by_role("radio", name="FR").or_(room.page.get_by_role("button", name="FR", exact=True)).first.click()
    expect(room.page.locator(CRUMB)).to_contain_text("Gao (région)")
    room.page.wait_for_timeout(1500)
    assert room.view() == {"place": ["ML-7"], "lang": ["fr"]}
    room.page.go_back()
    expect(room.page.locator(CRUMB)).to_contain_text("Gao (region)")
    room.page.go_back()
    expect(room.page.locator(CRUMB)).to_contain_text("Sahel")


def test_what_is_published_is_where_the_last_click_led(room: Room) -> None:
    room.open()
    click_region(room, "ML-7")
    room.page.get_by_role("button", name="Publish").click()
    with room.page.expect_download(timeout=60_000) as download:
        room.page.get_by_role("dialog").get_by_role("button", name="Download PNG").click(timeout=30_000)
    assert "mali-gao" in download.value.suggested_filename


def test_sentences_that_cannot_be_fetched_are_told_and_can_be_tried_again(room: Room) -> None:
    room.open("?lang=fr")
    fails = [True]

    def answer(route: Route) -> None:
        if fails.pop() if fails else False:
            route.abort()
        else:
            route.continue_()

    room.page.route("**/liptako/room/**", answer)
    room.run_in_map("void liptako.held.shapes['ML-7'].fire('click')")
    again = room.page.locator(".lk-panel [role=alert] button")
    expect(again).to_have_text("Réessayer")
    again.click()
    expect(room.cards.first).to_be_visible()
    expect(room.page.locator(CRUMB)).to_contain_text("Gao")


def test_pages_of_cards_and_the_width_of_the_bars_stand_in_the_address(room: Room) -> None:
    room.open()
    first = room.cards.first.get_attribute("data-event")
    room.page.get_by_role("button", name="Next page").click()
    room.page.wait_for_url("**cards=2**")
    expect(room.cards.first).not_to_have_attribute("data-event", first or "")
    second = room.cards.first.get_attribute("data-event")
    room.page.get_by_label("Width of the bars").select_option("year")
    room.page.wait_for_url("**bars=year**")
    room.page.reload()
    expect(room.cards.first).to_have_attribute("data-event", second or "", timeout=30_000)
    expect(room.page.get_by_label("Width of the bars")).to_have_value("year")


def test_the_filters_follow_once_the_map_is_drawn(room: Room) -> None:
    # Seen from within: whether the map was there when the first filter came.
    room.page.add_init_script(
        """new MutationObserver(() => {
             const frame = document.querySelector('iframe.lk-map'), filter = document.querySelector('.stSelectbox');
             if (!filter || 'drawnBefore' in window) return;
             const map = frame && frame.contentDocument.querySelector('.leaflet-container');
             window.drawnBefore = Boolean(map) && map.dataset.ready === 'yes';
           }).observe(document, { subtree: true, childList: true })"""
    )
    room.open()
    expect(room.page.locator(".stSelectbox").first).to_be_visible()
    assert room.page.evaluate("window.drawnBefore") is True
    expect(room.page.locator(".lk-later")).to_have_count(0)


def test_the_filters_come_even_where_the_map_does_not(room: Room) -> None:
    room.page.route("**/liptako/marks/**", lambda route: route.abort())
    room.page.goto(f"{room.address}/")
    expect(room.page.locator(".stSelectbox").first).to_be_visible(timeout=60_000)


def press_next_page(room: Room) -> tuple[float, float]:
    """Press the button, keep it down, and return where."""
    button = room.page.locator(".lk-panel[data-laid]").get_by_role("button", name="Next page")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    spot = box["x"] + 8, box["y"] + 8
    room.page.mouse.move(*spot)
    room.page.mouse.down()
    return spot


def test_a_button_drawn_anew_while_it_is_pressed_does_what_it_says_once(room: Room) -> None:
    room.open()
    press_next_page(room)
    room.page.evaluate(
        """() => {
          const panel = liptakoParts.panel, act = liptakoRoom.act;
          window.acts = [];
          liptakoRoom.act = (...told) => { acts.push(told.join(" ")); return act(...told); };
          const copy = document.createElement("template");
          copy.innerHTML = panel.innerHTML;
          panel.replaceChildren(copy.content);
        }"""
    )
    room.page.mouse.up()
    room.page.wait_for_url("**cards=2**")
    room.page.wait_for_timeout(100)
    assert room.page.evaluate("acts") == ["page 1"]
    x, y = press_next_page(room)
    room.page.mouse.move(x, y - 60)
    room.page.mouse.up()
    room.page.wait_for_timeout(200)
    assert room.view()["cards"] == ["2"], "the pointer left the button"


def test_keys_alone_lead_from_the_sahel_down_to_a_place_and_up_again(room: Room) -> None:
    room.open()
    down = [room.page.locator(CRUMB).inner_text()]
    for _ in range(3):
        fold = room.page.locator('.lk-summary details[data-keep="figures"]')
        if fold.get_attribute("open") is None:
            fold.locator("summary").focus()
            room.page.keyboard.press("Enter")
        below = fold.locator('[data-action="scope"]').first
        below.focus()
        room.page.keyboard.press("Enter")
        expect(room.page.locator(CRUMB)).not_to_have_text(down[-1])
        down.append(room.page.locator(CRUMB).inner_text())
    assert len(set(down)) == 4, down
    assert room.page.locator(".lk-crumbs button").count() == 3
    room.page.locator(".lk-crumbs button").first.focus()
    room.page.keyboard.press("Enter")
    expect(room.page.locator(CRUMB)).to_have_text(down[0])

"""The map and its bar of time in the real application: marks by address, brush, themes, and what goes wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.app import Room

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_click_lights_up_its_region_without_fetching_marks_again(room: Room) -> None:
    asked: list[str] = []
    room.page.on("request", lambda request: asked.append(request.url) if "/liptako/marks/" in request.url else None)
    room.open()
    assert len(asked) == 1
    room.run_in_map("void liptako.held.shapes['ML-7'].fire('click')")
    room.page.wait_for_url("**place=ML-7**")
    expect(room.map.locator(".mark.point.dim").first).to_be_visible()
    assert len(asked) == 1
    assert room.page.evaluate("window.lkMapMounts") == 1


@pytest.mark.slow
def test_marks_that_cannot_be_fetched_are_told_and_can_be_tried_again(room: Room) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="no")

    room.page.route("**/liptako/marks/**", refuse)
    room.page.goto(f"{room.address}/?lang=fr")
    again = room.map.locator(".state button")
    expect(again).to_have_text("Réessayer", timeout=30_000)
    # By then the filters are there, with which the page asks once more by itself.
    expect(room.page.locator(".stSelectbox").first).to_be_visible()
    room.page.unroute("**/liptako/marks/**", refuse)
    again.click()
    expect(room.map.locator(".mark.point").first).to_be_visible()
    expect(again).to_have_count(0)


def test_a_brush_over_the_bars_narrows_the_view_and_stands_in_the_address(room: Room) -> None:
    room.open()
    field = room.page.locator(".lk-time .field").bounding_box()
    assert field is not None
    y = field["y"] + field["height"] / 2
    room.page.mouse.move(field["x"] + field["width"] * 0.8, y)
    room.page.mouse.down()
    room.page.mouse.move(field["x"] + field["width"] * 0.9, y, steps=3)
    room.page.mouse.up()
    room.page.wait_for_url("**from=**")
    brushed = room.view()
    assert brushed["from"] < brushed["to"]
    room.page.wait_for_timeout(1500)  # the bars are drawn anew for the new period
    room.page.locator(".lk-time .handle.first").press("ArrowLeft")
    room.page.wait_for_function("(day) => new URL(location).searchParams.get('from') < day", arg=brushed["from"][0])
    expect(room.page.locator(".lk-time .handle.first")).to_be_focused()
    hides = room.page.locator(".st-key-unhide_period button")
    expect(hides).to_be_visible(timeout=15_000)  # the filters beside the map follow
    room.page.locator(".lk-time .whole").click()
    room.page.wait_for_url(lambda url: "from=" not in url)


@pytest.mark.slow
def test_the_day_of_statuses_stands_in_the_bar_of_time_and_in_the_address(room: Room) -> None:
    room.open("?as_of=2022-12-31&lang=fr")
    day = room.page.locator(".lk-time .asof")
    expect(day).to_contain_text("31 déc. 2022")
    day.locator("input").fill("2024-06-01")
    day.locator("input").press("Tab")
    room.page.wait_for_url("**as_of=2024-06-01**")
    day.get_by_role("button", name="Revenir au jour le plus récent").click()
    room.page.wait_for_url(lambda url: "as_of" not in url)


def test_of_clicks_faster_than_the_answer_the_last_one_wins(room: Room) -> None:
    room.open()
    regions = ["ML-7", "ML-9", "ML-5", "BF-12", "NE-6", "ML-8", "BF-08", "ML-6", "ML-1", "BF-10"]
    room.run_in_map(f"{regions}.forEach((id, at) => setTimeout(() => liptako.held.shapes[id].fire('click'), 30 * at))")
    room.page.wait_for_url("**place=BF-10**")
    expect(room.page.locator(".lk-crumbs [aria-current]")).to_contain_text("North", timeout=15_000)
    room.page.wait_for_timeout(500)
    assert room.run_in_map("liptako.held.fit") == "BF-10"
    assert room.run_in_map("liptako.held.data.scope") == "BF-10"


@pytest.mark.slow
def test_the_dark_theme_darkens_map_and_page_and_regions_are_shaded_with_a_legend(room: Room) -> None:
    room.open("?theme=dark&measure=events&lang=fr")
    assert room.run_in_map("document.documentElement.dataset.theme") == "dark"
    page = room.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert page == "rgb(32, 38, 44)"
    expect(room.map.locator(".legend")).to_contain_text("Régions")


@pytest.mark.slow
def test_play_moves_through_time_until_it_is_stopped(room: Room) -> None:
    room.open("?from=2024-01-01&to=2024-03-31")
    room.page.locator(".lk-time").get_by_role("button", name="Play").click()
    room.page.wait_for_function("new URL(location).searchParams.get('from') > '2024-06'", timeout=20_000)
    room.page.locator(".lk-time").get_by_role("button", name="Pause").click()
    room.page.wait_for_timeout(2500)
    stopped = room.view()
    room.page.wait_for_timeout(1500)
    assert room.view() == stopped
    expect(room.page.locator(".st-key-field_start input, .st-key-field_start [data-type=month]").first).to_be_visible()
    assert room.trouble == []


@pytest.mark.slow
def test_the_second_of_two_compared_periods_follows_the_brush(room: Room) -> None:
    room.open("?from=2024-01-01&to=2024-12-31&compare=2023-01-01/2023-12-31")
    expect(room.page.locator(".lk-against")).to_contain_text("2023")
    room.page.locator(".lk-time").get_by_role("button", name="One step on").click()
    room.page.wait_for_url("**from=2025**")
    expect(room.page.locator(".lk-against")).to_contain_text("2024")

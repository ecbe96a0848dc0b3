"""How long until the map can be used, and from a click to its sentences: `make bench-start`.

The real application on the seed briefs, in headless Chromium, with every outside request refused.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.app import Room, launch, running, sealed

# Regions of the three countries that the seed briefs speak of; each click asks for another one.
REGIONS = ("ML-7", "ML-9", "ML-5", "BF-12", "NE-6", "ML-8", "BF-08", "ML-6")


def open_to_map(room: Room) -> float:
    """Return milliseconds from asking for the page to a drawn map with cards beside it."""
    began = time.perf_counter()
    room.open()
    return (time.perf_counter() - began) * 1000


def click_to_panel(room: Room, tries: int) -> list[float]:
    """Return milliseconds from a click on a region to the panel that speaks of it, once for each try."""
    taken = []
    for number in range(tries):
        region = REGIONS[number % len(REGIONS)]
        before = room.page.locator(".lk-panel").inner_text()
        began = time.perf_counter()
        room.run_in_map(f"void liptako.held.shapes['{region}'].fire('click')")
        room.page.wait_for_function(
            "([region, before]) => new URL(location).searchParams.get('place') === region"
            " && document.querySelector('.lk-panel').innerText !== before",
            arg=[region, before],
            polling=10,
        )
        taken.append((time.perf_counter() - began) * 1000)
        room.page.wait_for_timeout(150)
    return taken


def main() -> None:
    """Print the table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=32)
    tries = parser.parse_args().tries
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        launch(playwright) as browser,
        running(Path(folder) / "home") as app,
    ):
        context, outside = sealed(browser)
        room = Room(context.new_page(), app.address, outside)
        first = open_to_map(room)
        again = statistics.median(open_to_map(room) for _ in range(5))
        room.run_in_map("void map.setView([15.5, 0], 6, {animate: false})")
        first_click, *clicks = click_to_panel(room, tries + 1)
        figures = {
            "command_to_health_ms": app.seconds_to_health * 1000,
            "open_to_map_first_ms": first,
            "open_to_map_again_median_ms": again,
            "command_to_map_ms": app.seconds_to_health * 1000 + first,
            "first_click_to_panel_ms": first_click,
            "click_to_panel_median_ms": statistics.median(clicks),
            "click_to_panel_p95_ms": statistics.quantiles(clicks, n=20)[-1],
            "outside_requests": len(outside.asked),
        }
    for name, value in figures.items():
        print(f"{name:32} {value:10.0f}")
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}))


if __name__ == "__main__":
    main()

"""The usual way to show events on a map in Streamlit, measured beside ours: st_folium with MarkerCluster, defaults."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.browser.app import ROOT, free_port, wait_for_health

SCRIPT = Path(__file__).with_name("usual_app.py")
TRIES = 30
# A page that is not there after so long is given up, and so many markers are tried instead; no more clicks are tried
# after so many seconds, but five always.
PATIENCE_MS = 60_000
FEWER = 5_000
MOST_SECONDS, FEWEST = 20, 5


def usual_figures(browser: Browser, home: Path, events: int) -> dict[str, float]:
    """Return what the usual way takes on the events of a store, or on the newest `FEWER` where all are too many.

    Leaflet and its plugins come from this machine, as everything else does, or the map would stay blank.
    """
    for shown in dict.fromkeys((events, min(events, FEWER))):
        found = _figures(browser, home, events, shown) if shown <= 100_000 else {}
        if found:
            return {**found, f"usual_markers_{events}": shown}
        print(f"the usual way shows no {shown:,} markers within {PATIENCE_MS // 1000} s", file=sys.stderr, flush=True)
    return {}


def _figures(browser: Browser, home: Path, events: int, shown: int) -> dict[str, float]:
    port, log = free_port(), home / "usual.log"
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), "--server.port", str(port),
               "--server.headless", "true", "--browser.gatherUsageStats", "false"]  # fmt: skip
    environment = {**os.environ, "LIPTAKO_HOME": str(home), "PYTHONPATH": str(ROOT), "USUAL_MARKERS": str(shown)}
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, env=environment, cwd=ROOT)
    try:
        wait_for_health(f"http://127.0.0.1:{port}", process, log)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return _measured(page, f"http://127.0.0.1:{port}", events)
    except Error as error:
        print(f"the usual way at {shown:,} markers: {str(error).splitlines()[0]}", file=sys.stderr)
        return {}
    finally:
        process.kill()
        process.wait(20)
        for opened in browser.contexts:
            opened.close()


def _measured(page: Page, address: str, events: int) -> dict[str, float]:
    received = [0]
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: _add(received, len(frame))))
    began = time.perf_counter()
    page.goto(address)
    page.locator("[data-testid='stDataFrame']").wait_for()
    opened = (time.perf_counter() - began) * 1000
    before, clicks, began = received[0], list[float](), time.perf_counter()
    while len(clicks) < TRIES and (len(clicks) < FEWEST or time.perf_counter() - began < MOST_SECONDS):
        clicks.append(_click(page, len(clicks)))
    return {
        f"usual_open_to_map_cold_ms_{events}": opened,
        f"usual_click_to_panel_median_ms_{events}": statistics.median(clicks),
        f"usual_clicks_{events}": len(clicks),
        f"usual_bytes_click_{events}": (received[0] - before) / len(clicks),
    }


def _click(page: Page, number: int) -> float:
    said = page.locator(".chosen").inner_text()
    began = time.perf_counter()
    page.get_by_role("button", name=f"region {number % 2}").click()
    page.wait_for_function("(said) => document.querySelector('.chosen').innerText !== said", arg=said)
    page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")
    return (time.perf_counter() - began) * 1000


def _add(received: list[int], size: int) -> None:
    received[0] += size

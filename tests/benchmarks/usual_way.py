"""The usual way to show events on a map in Streamlit, measured beside ours: st_folium with MarkerCluster, defaults."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.browser.app import ROOT, free_port, sealed, wait_for_health

SCRIPT = Path(__file__).with_name("usual_app.py")
TRIES = 5
PATIENCE_MS = 120_000


def usual_figures(browser: Browser, home: Path, events: int) -> dict[str, float]:
    """Return what the usual way takes on the events of a store; nothing for what did not end in two minutes.

    Leaflet and its plugins come from this machine, as everything else does, or the map would stay blank.
    """
    port, log = free_port(), home / "usual.log"
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), "--server.port", str(port),
               "--server.headless", "true", "--browser.gatherUsageStats", "false"]  # fmt: skip
    environment = {**os.environ, "LIPTAKO_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, env=environment, cwd=ROOT)
    try:
        wait_for_health(f"http://127.0.0.1:{port}", process, log)
        context, _ = sealed(browser)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return _measured(page, f"http://127.0.0.1:{port}", events)
    except Error as error:
        print(f"the usual way at {events} events: {str(error).splitlines()[0]}", file=sys.stderr)
        return {}
    finally:
        process.terminate()
        process.wait(20)


def _measured(page: Page, address: str, events: int) -> dict[str, float]:
    received = [0]
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: _add(received, len(frame))))
    began = time.perf_counter()
    page.goto(address)
    page.locator("[data-testid='stDataFrame']").wait_for()
    opened = (time.perf_counter() - began) * 1000
    before, clicks = received[0], []
    for number in range(TRIES):
        said = page.locator(".chosen").inner_text()
        began = time.perf_counter()
        page.get_by_role("button", name=f"region {number % 2}").click()
        page.wait_for_function("(said) => document.querySelector('.chosen').innerText !== said", arg=said)
        page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")
        clicks.append((time.perf_counter() - began) * 1000)
    return {
        f"usual_open_to_map_cold_ms_{events}": opened,
        f"usual_click_to_panel_median_ms_{events}": statistics.median(clicks),
        f"usual_bytes_click_{events}": (received[0] - before) / TRIES,
    }


def _add(received: list[int], size: int) -> None:
    received[0] += size

"""From a click to its sentences at a thousand to a million events: `make bench-map`, one size by `EVENTS=n`.

The real application on generated stores, in headless Chromium that reaches no other host; then the usual way, st_folium
with MarkerCluster and a data frame, on the same events as far as it goes. Each try asks for what was not asked before.
Stores and columns are made where ``--kept`` holds none of this version: a million events take about ten minutes on two
idle cores, and 4 GB of disk. On kept stores the three sizes take about ten minutes. Ends with one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, Response, WebSocket, sync_playwright

from geodata.hierarchy import default_hierarchy
from geodata.paths import index_folder
from tests.benchmarks import acting
from tests.benchmarks.stores import make_store
from tests.benchmarks.usual_way import usual_figures
from tests.browser.app import QUIET, ROOT, App, Outside, Room, find_chromium, free_port, wait_for_health

SIZES = (1_000, 100_000, 1_000_000)
TRIES = 32
COUNTRIES = ("ML", "BF", "NE", "NG", "TD")
FIRST_YEAR, YEARS = 2012, 14
# What a person does not do faster; the map glides for a third of a second after each click.
PAUSE_MS = 450
SERVE = "import sys; from dashboard.server import serve; serve(port=int(sys.argv[2]), open_browser=False)"
LOCAL = {"127.0.0.1", "localhost", None}


@dataclass
class Traffic:
    """Bytes that came to a page, and messages that it sent: each message asks for a rerun."""

    received: int = 0
    own: int = 0
    sent: int = 0
    outside: Outside = field(default_factory=Outside)

    def watch(self, page: Page) -> Traffic:
        """Count what passes from now on; `own` leaves out what every Streamlit page loads."""
        page.on("websocket", self._socket)
        page.on("response", self._response)
        page.on("request", self._request)
        return self

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)
        socket.on("framesent", self._sent)

    def _received(self, frame: Any) -> None:
        self.received += len(frame)
        self.own += len(frame)

    def _sent(self, _: Any) -> None:
        self.sent += 1

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in {"http", "https", "ws", "wss"} and asked.hostname not in LOCAL:
            self.outside.asked.append(request.url)

    def _response(self, response: Response) -> None:
        size = int(response.headers.get("content-length") or 0)
        self.received += size
        if "/liptako/" in response.url:
            self.own += size


@dataclass
class Visit:
    """One page of one visitor."""

    context: BrowserContext
    page: Page
    room: Room
    traffic: Traffic

    def open(self) -> float:
        """Open all of the store's time, and return the milliseconds until map and cards are there."""
        return timed(lambda: self.room.open("?from=2012-01-01"))


@contextmanager
def visiting(browser: Browser, app: App) -> Iterator[Visit]:
    """A visitor who has never been here: nothing is kept by the browser."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(120_000)
    traffic = Traffic().watch(page)
    yield Visit(context, page, Room(page, app.address, traffic.outside), traffic)
    context.close()


def launched(playwright: Playwright) -> Browser:
    """Start headless Chromium that finds no host but this; routing requests would turn its cache off."""
    sealed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    return playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", *QUIET, sealed])


def timed(act: Callable[[], Any]) -> float:
    """Return the milliseconds that something takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def spread(name: str, tries: list[float], events: int) -> dict[str, float]:
    """Return median and 95th percentile under flat names."""
    p95 = statistics.quantiles(tries, n=20)[-1] if len(tries) > 1 else tries[0]
    return {f"{name}_median_ms_{events}": statistics.median(tries), f"{name}_p95_ms_{events}": p95}


def openings(browser: Browser, app: App, events: int, tries: int) -> dict[str, float]:
    """Measure the page opened by new visitors, and opened again; the filters come after the map."""
    cold, warm, filters = [], [], []
    for _ in range(tries):
        with visiting(browser, app) as visit:
            cold.append(visit.open())
            warm.append(visit.open())
            filters.append(warm[-1] + timed(visit.page.locator(".stSelectbox").first.wait_for))
    told = spread("open_to_map_cold", cold, events) | spread("open_to_map_warm", warm, events)
    told |= spread("open_to_filters_warm", filters, events)
    short = {name.replace("_median_ms", "_ms"): value for name, value in told.items() if "_median_" in name}
    return {**told, **short}


def interactions(visit: Visit, events: int, tries: int, look: Path | None) -> dict[str, float]:
    """Measure clicks, filters and moves of the map of one visitor."""
    page, room, traffic = visit.page, visit.room, visit.traffic
    page.evaluate(acting.WATCH)
    page.wait_for_timeout(1500)
    known = room.run_in_map(f"({acting.REGIONS})()")
    regions = [region for region in known if region[:2] in COUNTRIES]
    first = page.evaluate(acting.CLICK, regions[-1])
    page.wait_for_timeout(PAUSE_MS)
    before = traffic.received
    clicks, wrong = [], 0
    for region in regions[:tries]:
        clicks.append(page.evaluate(acting.CLICK, region))
        wrong += not all(_within(places, region) for places in clicks[-1]["places"])
        if look and len(clicks) % 10 == 1:
            page.screenshot(path=look / f"told_{events}_{region}.png")
        page.wait_for_timeout(PAUSE_MS)
    bytes_click = (traffic.received - before) / len(clicks)
    remounts = page.evaluate("window.lkMapMounts") - 1
    visit.open()
    page.evaluate(acting.WATCH)
    filters, before = [], traffic.received
    print(f"{len(clicks)} clicks done", file=sys.stderr, flush=True)
    for number in range(tries):
        filters.append(page.evaluate(acting.PERIOD, _period(number)))
        page.wait_for_timeout(PAUSE_MS)
    bytes_filter = (traffic.received - before) / len(filters)
    print(f"{len(filters)} periods done", file=sys.stderr, flush=True)
    pills = []
    for number in range(tries):
        page.evaluate(acting.PERIOD, _period(number + tries))
        page.wait_for_timeout(PAUSE_MS)
        pills.append(page.evaluate(acting.LAYER))
        page.wait_for_timeout(PAUSE_MS)
    answers = {
        f"first_click_ms_{events}": first["panel"],
        **spread("click_to_panel", [told["panel"] for told in clicks], events),
        **spread("click_to_marks", [told["marks"] for told in clicks], events),
        **spread("filter_to_panel_and_map", [max(told["panel"], told["marks"]) for told in filters], events),
        **spread("layer_to_panel_and_map", [max(told["panel"], told["marks"]) for told in pills], events),
        f"wrong_panels_{events}": wrong,
        f"bytes_click_{events}": bytes_click,
        f"bytes_filter_{events}": bytes_filter,
    }
    told(answers)
    sent = traffic.sent
    dropped, frames = _moved(page)
    page.wait_for_timeout(800)
    return answers | {
        f"reruns_on_pan_{events}": traffic.sent - sent,
        f"frames_dropped_{events}": dropped,
        f"frames_{events}": frames,
        f"remounts_{events}": remounts + page.evaluate("window.lkMapMounts") - 1,
        f"marks_drawn_{events}": room.run_in_map("document.querySelectorAll('.mark').length"),
        f"outside_requests_{events}": len(traffic.outside.asked),
    }


def _moved(page: Page) -> tuple[int, int]:
    """Drag the map and turn the wheel over it as a hand does; return the frames that were dropped, and all."""
    box = page.locator("iframe.lk-map").bounding_box()
    assert box is not None, "the map is not on the page"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(acting.FRAMES)
    for way in (1, -1):
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(60):
            page.mouse.move(x + way * 3 * step, y + way * step)
        page.mouse.up()
        page.mouse.wheel(0, -way * 200)
        page.wait_for_timeout(500)
    dropped, frames = page.evaluate("lkFrames()")
    return dropped, frames


def _within(places: list[str], region: str) -> bool:
    """Tell whether a card shows its event at a place that the region holds, or that holds the region."""
    hierarchy = default_hierarchy()
    return any(region in hierarchy.path(place) or place in hierarchy.path(region) for place in places)


def _period(number: int) -> list[str]:
    year, month = FIRST_YEAR + number % YEARS, 1 + number * 5 % 12
    return [f"{year}-{month:02}-01", f"{year + 1}-{1 + number * 7 % 12:02}-28"]


def memory_of(port: str) -> float:
    """Return the resident memory, in MB, of the server at a port."""
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and f"--port\0{port}\0" in (folder / "cmdline").read_bytes().decode():
                status = (folder / "status").read_text()
                return int(status.partition("VmRSS:")[2].split()[0]) / 1024
        except OSError:
            continue
    raise RuntimeError(f"no server with --port {port} runs")


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a program that works on the store of a home; the index of places is only read."""
    index = index_folder()
    if not (home / index.name).exists():
        (home / index.name).symlink_to(index)
    return {**os.environ, "LIPTAKO_HOME": str(home), "PYTHONPATH": str(ROOT)}


def prepared(home: Path, events: int) -> dict[str, float]:
    """Make the store of a home and its columns, unless they are there; return the seconds that it took."""
    generated = make_store(home, events)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "geodata.columns"], env=environment_of(home), cwd=ROOT, check=True, stdout=sys.stderr
    )
    return {f"generate_s_{events}": generated, f"columns_s_{events}": time.perf_counter() - began}


@contextmanager
def serving(home: Path) -> Iterator[App]:
    """Start the application on the store of a home as it is; `liptako run` would read the seed briefs into it first."""
    port, log = free_port(), home / "serve.log"
    command = [sys.executable, "-c", SERVE, "--port", str(port)]
    began = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, env=environment_of(home), cwd=ROOT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_health(address, process, log)
        yield App(address, log, time.perf_counter() - began)
    finally:
        process.kill()
        process.wait()


def ours(browser: Browser, home: Path, events: int, tries: int, look: Path | None) -> dict[str, float]:
    """Measure our application on the store of a home."""
    with serving(home) as app:
        port = app.address.rpartition(":")[2]
        figures = {f"start_to_health_ms_{events}": app.seconds_to_health * 1000}
        with visiting(browser, app) as visit:
            figures[f"open_to_map_after_start_ms_{events}"] = visit.open()
            figures[f"bytes_start_{events}"] = visit.traffic.own
            figures |= interactions(visit, events, tries, look)
            figures[f"server_mb_{events}"] = memory_of(port)
            with visiting(browser, app) as other:
                other.open()
                other.page.evaluate(acting.WATCH)
                other.page.evaluate(acting.PERIOD, _period(5))
                figures[f"server_mb_two_sessions_{events}"] = memory_of(port)
        return figures | openings(browser, app, events, tries)


def beside(browser: Browser, home: Path, events: int, figures: dict[str, float]) -> dict[str, float]:
    """Measure the usual way on the same store, with its times and bytes as multiples of ours."""
    usual = usual_figures(browser, home, events)
    for name in ("click_to_panel_median_ms", "open_to_map_cold_ms", "bytes_click"):
        other = usual.get(f"usual_{name}_{events}")
        if other:
            usual[f"ratio_{name}_{events}"] = other / max(figures[f"{name}_{events}"], 0.001)
    return usual


def growth(figures: dict[str, float], smallest: int, largest: int) -> dict[str, float]:
    """Return how many times longer each act takes at the largest size than at the smallest."""
    ending = f"_median_ms_{largest}"
    acts = [name.removesuffix(ending) for name in figures if name.endswith(ending) and not name.startswith("usual")]
    return {
        f"growth_{act}": figures[f"{act}{ending}"] / figures[f"{act}_median_ms_{smallest}"]
        for act in acts
        if f"{act}_median_ms_{smallest}" in figures
    }


def told(figures: dict[str, float]) -> None:
    """Print a part of the table."""
    for name, value in figures.items():
        print(f"{name:48} {value:14,.2f}", flush=True)


def main() -> None:
    """Print the table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, action="append", help="one size only; may be given again")
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--kept", type=Path, help="folder in which generated stores are kept for the next time")
    parser.add_argument("--look", type=Path, help="folder for pictures taken the moment an answer is there")
    parser.add_argument("--ours-only", action="store_true", help="leave the usual way out")
    chosen = parser.parse_args()
    sizes = chosen.events or list(SIZES)
    if chosen.look:
        chosen.look.mkdir(parents=True, exist_ok=True)
    figures: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        launched(playwright) as browser,
    ):
        for events in sizes:
            home = (chosen.kept or Path(folder)) / f"events_{events}"
            print(f"\n{events:,} events: a store is made where {home} holds none", file=sys.stderr, flush=True)
            of_size = prepared(home, events)
            of_size |= ours(browser, home, events, chosen.tries, chosen.look)
            if not chosen.ours_only:
                of_size |= beside(browser, home, events, of_size)
            told(of_size)
            figures |= of_size
    if len(sizes) > 1:
        grown = growth(figures, min(sizes), max(sizes))
        told(grown)
        figures |= grown
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()

"""From a click to its sentences at a thousand to a million events: `make bench-map`, one size by `EVENTS=n`.

The real application on generated stores, in headless Chromium, with every outside request refused; then the usual way,
st_folium with MarkerCluster and a data frame, on the same events as far as it goes. Ends with one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response, WebSocket, sync_playwright

from tests.benchmarks.usual_way import usual_figures
from tests.browser.app import App, Room, launch, running, sealed

SIZES = (1_000, 100_000, 1_000_000)
# Regions that the made-up events lie in; each try asks for another one than the last.
REGIONS = ("ML-7", "ML-9", "ML-5", "BF-12", "NE-6", "ML-8", "BF-08", "ML-6")
FROM, TO = (2013, 2026)
# Markers beyond which the usual way does not end within minutes.
USUAL_LIMIT = 100_000


@dataclass
class Traffic:
    """Bytes that came to the page, and messages that it sent: each message asks for a rerun."""

    received: int = 0
    own: int = 0
    sent: int = 0
    sockets: list[WebSocket] = field(default_factory=list)

    def watch(self, page: Page) -> Traffic:
        """Count what passes from now on; `own` leaves out what every Streamlit page loads."""
        page.on("websocket", self._socket)
        page.on("response", self._response)
        return self

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)
        socket.on("framesent", self._sent)

    def _received(self, frame: Any) -> None:
        self.received += len(frame)
        self.own += len(frame)

    def _sent(self, _: Any) -> None:
        self.sent += 1

    def _response(self, response: Response) -> None:
        size = int(response.headers.get("content-length") or 0)
        self.received += size
        if "/liptako/" in response.url:
            self.own += size


@contextmanager
def store_of(events: int, kept: Path | None) -> Iterator[Path]:
    """Give the home of a generated store, made before where `kept` holds one of this size."""
    from tests.benchmarks.stores import make_store

    with tempfile.TemporaryDirectory() as folder:
        home = (kept or Path(folder)) / f"events_{events}"
        if not home.exists():
            make_store(home, events)
        yield home


def timed(act: Callable[[], Any]) -> float:
    """Return the milliseconds that something takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


# Runs in the page: does something to the map or the page, and gives the milliseconds until the panel tells of it.
CLICK = """(region) => new Promise((done) => {
  const frame = document.querySelector('iframe.lk-map').contentWindow, began = performance.now();
  const told = () => new URL(location).searchParams.get('place') === region
    && document.querySelector('.lk-panel') && window.lkTold !== document.querySelector('.lk-panel').told;
  window.lkTold = document.querySelector('.lk-panel').told;
  const look = () => (told() ? requestAnimationFrame(() => done(performance.now() - began)) : setTimeout(look, 2));
  frame.liptako.held.shapes[region].fire('click');
  look();
})"""
PERIOD = """([from, to]) => new Promise((done) => {
  const began = performance.now(), panel = document.querySelector('.lk-panel'), before = panel.told;
  const marks = document.querySelector('iframe.lk-map').contentWindow.liptako.held, drawn = marks.data;
  const told = () => new URL(location).searchParams.get('from') === from
    && document.querySelector('.lk-panel').told !== before && marks.data !== drawn;
  const look = () => (told() ? requestAnimationFrame(() => done(performance.now() - began)) : setTimeout(look, 2));
  document.querySelector('.lk-time').send('period', { from, to });
  look();
})"""
# Frames that took longer than two of sixty a second, while the map is moved and drawn nearer and further.
FRAMES = """() => new Promise((done) => {
  const times = [], steps = 40;
  let step = 0;
  const move = (now) => {
    times.push(now);
    if (step < steps) {
      map.panBy([step % 2 ? 45 : -40, step % 3 ? 10 : -18], { animate: false });
      if (step % 10 === 9) map.setZoom(map.getZoom() + (step % 20 === 9 ? 1 : -1), { animate: false });
      step += 1;
      requestAnimationFrame(move);
    } else done(times.slice(1).filter((time, at) => time - times[at] > 34).length);
  };
  requestAnimationFrame(move);
})"""


def spread(name: str, tries: list[float], events: int) -> dict[str, float]:
    """Return median and 95th percentile under flat names."""
    p95 = statistics.quantiles(tries, n=20)[-1] if len(tries) > 1 else tries[0]
    return {f"{name}_median_ms_{events}": statistics.median(tries), f"{name}_p95_ms_{events}": p95}


def figures_of(
    browser: Browser, app: App, pid_memory: Callable[[], float], events: int, tries: int
) -> dict[str, float]:
    """Measure one running application."""
    context, outside = sealed(browser)
    page = context.new_page()
    page.set_default_timeout(120_000)
    traffic = Traffic().watch(page)
    room = Room(page, app.address, outside)
    cold = timed(lambda: room.open("?from=2013-01-01"))
    bytes_start = traffic.own
    warm = [timed(lambda: room.open("?from=2013-01-01")) for _ in range(5)]
    page.wait_for_timeout(800)
    first = page.evaluate(CLICK, REGIONS[-1])
    before = traffic.received
    clicks = []
    for number in range(tries):
        clicks.append(page.evaluate(CLICK, REGIONS[number % len(REGIONS)]))
        page.wait_for_timeout(120)
    bytes_click = (traffic.received - before) / tries
    moved = []
    for number in range(tries):
        year = FROM + number % (TO - FROM)
        moved.append(page.evaluate(PERIOD, [f"{year}-0{1 + number % 9}-01", f"{year + 1}-06-30"]))
        page.wait_for_timeout(120)
    page.wait_for_timeout(500)
    sent = traffic.sent
    dropped = room.run_in_map(f"({FRAMES})()")
    page.wait_for_timeout(800)
    figures = {
        f"open_to_map_cold_ms_{events}": cold,
        f"open_to_map_warm_ms_{events}": statistics.median(warm),
        f"first_click_ms_{events}": first,
        **spread("click_to_panel", clicks, events),
        **spread("filter_to_panel", moved, events),
        f"bytes_start_{events}": bytes_start,
        f"bytes_click_{events}": bytes_click,
        f"reruns_on_pan_{events}": traffic.sent - sent,
        f"frames_dropped_{events}": dropped,
        f"remounts_{events}": page.evaluate("window.lkMapMounts") - 1,
        f"marks_most_{events}": room.run_in_map("document.querySelectorAll('.mark').length"),
        f"server_mb_{events}": pid_memory(),
        f"outside_requests_{events}": len(outside.asked),
    }
    context.close()
    return figures


def memory_of(command: str) -> Callable[[], float]:
    """Return what tells the resident memory, in MB, of the process whose command line has these words."""

    def read() -> float:
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdecimal() and command in (folder / "cmdline").read_bytes().decode().replace("\0", " "):
                    status = (folder / "status").read_text()
                    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
            except OSError:
                continue
        return 0.0

    return read


def measure(browser: Browser, events: int, tries: int, kept: Path | None) -> dict[str, float]:
    """Measure one size, and the usual way beside it."""
    with store_of(events, kept) as home:
        with running(home) as app:
            port = app.address.rpartition(":")[2]
            figures = figures_of(browser, app, memory_of(f"--port {port}"), events, tries)
        if events <= USUAL_LIMIT:
            usual = usual_figures(browser, home, events)
            figures |= usual
            for ours in ("click_to_panel_median_ms", "open_to_map_cold_ms", "bytes_click"):
                other = usual.get(f"usual_{ours}_{events}")
                if other:
                    figures[f"ratio_{ours}_{events}"] = other / max(figures[f"{ours}_{events}"], 0.001)
    return figures


def main() -> None:
    """Print the table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, action="append", help="one size only; may be given again")
    parser.add_argument("--tries", type=int, default=32)
    parser.add_argument("--kept", type=Path, help="folder in which generated stores are kept for the next time")
    chosen = parser.parse_args()
    sizes = chosen.events or list(SIZES)
    figures: dict[str, float] = {}
    with sync_playwright() as playwright, launch(playwright) as browser:
        for events in sizes:
            figures |= measure(browser, events, chosen.tries, chosen.kept)
    for name, value in figures.items():
        print(f"{name:44} {value:12.1f}")
    smallest, largest = min(sizes), max(sizes)
    if smallest != largest:
        for name in ("click_to_panel", "filter_to_panel"):
            growth = figures[f"{name}_median_ms_{largest}"] / figures[f"{name}_median_ms_{smallest}"]
            figures[f"growth_{name}"] = growth
            print(f"{name} grows by {growth:.2f} from {smallest} to {largest} events", file=sys.stderr)
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}))


if __name__ == "__main__":
    main()

"""The real application in a process of its own, and a browser that reaches nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, Playwright, Route

from geodata.paths import index_folder

ROOT = Path(__file__).resolve().parents[2]
LIPTAKO = Path(sys.executable).with_name("liptako")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Kept in the page, for the account of a test that fails.
_PRESSES = """
  window.lkPresses = [];
  ['pointerdown', 'pointerup', 'click', 'popstate'].forEach((kind) => window.addEventListener(kind, (event) => {
    const at = event.target, action = at && at.closest && at.closest('[data-action]');
    const told = [kind, at && at.tagName, action && action.dataset.action, location.search];
    lkPresses.push([Math.round(performance.now()), ...told]);
  }, true));
"""
# Chromium asks its maker for updates and services of its own; in a sealed network each attempt costs time.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


@dataclass
class App:
    """A running dashboard: its address, its log, and seconds from start to the first healthy answer."""

    address: str
    log: Path
    seconds_to_health: float


@dataclass
class Outside:
    """Requests that the page made to anywhere but the application."""

    asked: list[str] = field(default_factory=list)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_chromium() -> str:
    """Return Chromium's path.

    Raises
    ------
    RuntimeError
        With the command to type, where there is none.
    """
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    raise RuntimeError("the browser tests need Chromium: sudo apt-get install chromium (or: make test-quick)")


@contextmanager
def running(home: Path, *arguments: str) -> Iterator[App]:
    """Start `liptako run` on a store of its own and wait until it answers.

    The index of places is the one that `make setup` built: it is only read.
    """
    index = index_folder()
    home.mkdir(parents=True, exist_ok=True)
    if index.is_dir() and not (home / index.name).exists():
        (home / index.name).symlink_to(index)
    port, log = free_port(), home / "run.log"
    environment = {**os.environ, "LIPTAKO_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [str(LIPTAKO), "run", "--no-browser", "--port", str(port), *arguments]
    began = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, env=environment, cwd=ROOT)
    try:
        wait_for_health(f"http://127.0.0.1:{port}", process, log)
        yield App(f"http://127.0.0.1:{port}", log, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_health(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> None:
    """Return once the health address answers; fail with the log if the process ends or time runs out."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the application ended with {process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the application did not answer within {seconds} s:\n{log.read_text()}")


def launch(playwright: Playwright) -> Browser:
    """Start headless Chromium."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", *QUIET])


def sealed(browser: Browser, *, width: int = 1366, height: int = 768) -> tuple[BrowserContext, Outside]:
    """Return a browser context in which every request to another host is recorded and refused."""
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    outside = Outside()

    def refuse(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", "localhost", None}:
            route.continue_()
        else:
            outside.asked.append(route.request.url)
            route.abort()

    context.route("**/*", refuse)
    return context, outside


class Room:
    """The page as a user has it: map at the left, cards at the right.

    Parameters
    ----------
    page : Page
    address : str
        Of the application.
    outside : Outside
        What the page asked of other hosts.
    """

    def __init__(self, page: Page, address: str, outside: Outside) -> None:
        self.page, self.address, self.outside = page, address, outside
        self.trouble: list[str] = []
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.add_init_script(_PRESSES)

    def open(self, query: str = "") -> Room:
        """Open a view by its address and wait until the map is drawn and the cards are there."""
        self.page.goto(f"{self.address}/{query}")
        self.map.locator('.leaflet-container[data-ready="yes"]').wait_for(timeout=90_000)
        self.page.locator("article.lk-card, .lk-empty").first.wait_for(timeout=90_000)
        return self

    def told(self) -> str:
        """Tell how the page stands: where it is, what was pressed, what went wrong, what the panel says."""
        presses = self.page.evaluate("JSON.stringify(window.lkPresses || [])")
        panel = self.page.locator(".lk-panel").all_inner_texts()
        return f"{self.page.url}\npressed: {presses}\nerrors: {self.trouble}\npanel: {' '.join(panel)[:600]}"

    @property
    def map(self) -> FrameLocator:
        """The frame in which the map stands."""
        return self.page.frame_locator("iframe.lk-map")

    @property
    def cards(self) -> Locator:
        """The cards of the panel."""
        return self.page.locator("article.lk-card")

    def marks(self, place_id: str) -> Locator:
        """Return the marks that stand for one place."""
        return self.map.locator(f'.mark[data-place="{place_id}"]')

    def run_in_map(self, script: str) -> Any:
        """Evaluate JavaScript in the map's frame; `void` before what returns an endless Leaflet object."""
        for frame in self.page.frames:
            if "/liptako/map/" in frame.url:
                return frame.evaluate(script)
        raise AssertionError("the page has no map frame")

    def click_map_at(self, lat: float, lon: float) -> None:
        """Click the spot of the map at the given coordinates."""
        spot = self.run_in_map(
            f"(() => {{ const p = map.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y]; }})()"
        )
        self.map.locator(".leaflet-container").click(position={"x": spot[0], "y": spot[1]})

    def uncovered_dot(self) -> Locator:
        """Return a dot of the scope that no other mark covers, as a user would pick one."""
        found = self.run_in_map(
            """[...document.querySelectorAll('.mark.point:not(.dim)')].findIndex((dot) => {
                 const box = dot.getBoundingClientRect();
                 return dot.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
               })"""
        )
        assert found >= 0, "every dot is covered by another"
        return self.map.locator(".mark.point:not(.dim)").nth(found)

    def view(self) -> dict[str, list[str]]:
        """Return the query of the address bar."""
        return parse_qs(urlsplit(self.page.url).query)

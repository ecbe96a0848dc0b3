"""Documents come in as files and by address; links keep their meaning when documents come and go."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.app import LIPTAKO, ROOT, App, Room, running, sealed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = """<!doctype html><html lang="en"><head><title>Market day</title>
<meta property="article:published_time" content="2025-04-12"></head><body><article><h1>Market day in Ansongo</h1>
<p>Gunmen on motorbikes attacked a market in Ansongo on 10 April 2025. Seven traders were killed, the mayor said.</p>
<p>The army sent a patrol from Gao the next morning. Shops stayed closed for the rest of the week, and several
families left for Gao by boat.</p></article></body></html>"""


class Site(BaseHTTPRequestHandler):
    """A newspaper of one page."""

    def do_GET(self) -> None:
        """Answer with the page."""
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Address of the newspaper."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/news"
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An application with a store of its own that may fetch from this machine."""
    patch = pytest.MonkeyPatch()
    patch.setenv("LIPTAKO_FETCH_PRIVATE", "1")
    with running(tmp_path_factory.mktemp("adding") / "home") as started:
        yield started
    patch.undo()


@pytest.fixture
def desk(own: App, browser: Browser) -> Iterator[Room]:
    context, outside = sealed(browser)
    yield Room(context.new_page(), own.address, outside)
    context.close()


def test_uploaded_files_are_read_and_their_events_ringed_on_the_map(desk: Room, tmp_path: Path) -> None:
    told = tmp_path / "ansongo.txt"
    told.write_text("Two soldiers were killed by a mine near Labbezanga on 3 May 2025.\n", encoding="utf-8")
    bad = tmp_path / "picture.txt"
    bad.write_bytes(b"\x00\x01\x02" * 400)
    desk.page.goto(f"{desk.address}/documents")
    desk.page.locator('[data-testid="stFileUploaderDropzone"] input').set_input_files([told, bad], timeout=30_000)
    desk.page.get_by_role("button", name="Read the files").click()
    report = desk.page.locator(".lk-added")
    expect(report).to_contain_text("ansongo", timeout=60_000)
    expect(report).to_contain_text("picture.txt")
    expect(report.locator(".bad")).to_contain_text("not text")
    report.locator('[data-action="map"]').first.click()
    expect(desk.page.locator(".lk-lit")).to_contain_text("ringed on the map", timeout=30_000)
    expect(desk.cards.first).to_contain_text("Labbezanga")
    expect(desk.cards.first.locator(".lk-chip.new")).to_be_visible()
    desk.map.locator(".mark.lit").first.wait_for(timeout=15_000)


def test_a_page_is_fetched_by_its_address_read_and_opened_at_its_sentence(desk: Room, site: str) -> None:
    desk.page.goto(f"{desk.address}/documents")
    desk.page.get_by_role("tab", name="An address").click(timeout=30_000)
    desk.page.get_by_role("textbox", name="Addresses of articles or feeds").fill(site)
    desk.page.get_by_role("button", name="Fetch and read").click()
    expect(desk.page.locator(".lk-reader, .lk-added").first).to_contain_text("Market day", timeout=60_000)
    desk.open("?place=ML-7&from=2025-04-01&to=2025-04-30")
    expect(desk.cards.filter(has_text="Ansongo").first).to_contain_text("7 dead")


def test_a_link_shows_the_same_event_after_its_document_was_removed_and_read_again(
    desk: Room, own: App, tmp_path: Path
) -> None:
    def liptako(*arguments: str) -> str:
        environment = {**os.environ, "LIPTAKO_HOME": str(own.log.parent)}
        done = subprocess.run(
            [LIPTAKO, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    report = tmp_path / "tessit.txt"
    report.write_text("Gunmen killed eleven herders in Tessit on 21 June 2025.\n", encoding="utf-8")
    liptako("add", str(report))
    desk.open("?place=ML-7&from=2025-06-20&to=2025-06-22")
    card = desk.cards.filter(has_text="Tessit").first
    event = card.get_attribute("data-event") or ""
    card.locator('[data-action="focus"]').click()
    desk.page.wait_for_url(f"**event={event}**")
    link = desk.page.url
    card.locator('[data-action="open"]').first.click()
    desk.page.wait_for_url("**doc=**")
    liptako("remove", desk.view()["doc"][0])
    desk.page.goto(link)
    expect(desk.page.locator(".lk-note")).to_contain_text("an event that is not in the store", timeout=30_000)
    liptako("add", str(report))
    desk.page.goto(link)
    expect(desk.page.locator(f'article[data-event="{event}"].chosen')).to_be_visible(timeout=30_000)


def test_who_comes_back_to_a_page_sees_what_was_added_meanwhile(own: App, desk: Room, tmp_path: Path) -> None:
    desk.open()
    counts = desk.page.locator(".lk-counts")
    before = counts.inner_text()
    (tmp_path / "later.txt").write_text(
        "Six herders were killed when gunmen attacked the village of Tessit on 3 May 2025.", encoding="utf-8"
    )
    environment = {**os.environ, "LIPTAKO_HOME": str(own.log.parent)}
    subprocess.run(
        [LIPTAKO, "add", str(tmp_path / "later.txt")], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    assert counts.inner_text() == before
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(counts).not_to_have_text(before, timeout=20_000)

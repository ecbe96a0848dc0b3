from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geodata.documents import fetching
from geodata.documents.fetching import checked_address, fetch
from geodata.errors import DocumentError, TooLarge

ANSWERS = {
    "/text": ("text/plain; charset=utf-8", "Neuf morts à Gao le 3 mars 2025.".encode()),
    "/page": (
        "text/html",
        b"<html><title>T</title><body><p>Nine died in Gao on 3 March 2025, officials said.</p></html>",
    ),
    "/feed": ("application/rss+xml", b"<rss><item><link>/text</link></item></rss>"),
    "/film": ("video/mp4", b"0000"),
    "/large": ("text/plain", b"word " * 20_000),
}


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in {"/loop", "/moved"}:
            self.send_response(302)
            self.send_header("Location", "/loop" if self.path == "/loop" else "/text")
            self.end_headers()
            return
        kind, body = ANSWERS.get(self.path, ("text/plain", b""))
        self.send_response(200 if self.path in ANSWERS else 403)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def near(site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LIPTAKO_FETCH_PRIVATE", "1")
    return site


def test_a_text_and_a_page_are_fetched_and_opened(near: str) -> None:
    text = fetch(f"{near}/text#part").open().document
    assert (text.text, text.source) == ("Neuf morts à Gao le 3 mars 2025.", f"{near}/text")
    assert "Nine died in Gao" in fetch(f"{near}/page").open().document.text


def test_a_redirect_is_followed_and_an_endless_one_is_not(near: str) -> None:
    assert fetch(f"{near}/moved").address == f"{near}/text"
    with pytest.raises(DocumentError, match="without end"):
        fetch(f"{near}/loop")


def test_a_feed_is_told_from_an_article(near: str) -> None:
    fetched = fetch(f"{near}/feed")
    assert fetched.feed
    assert [entry.address for entry in fetched.entries()] == [f"{near}/text"]
    assert not fetch(f"{near}/page").feed


@pytest.mark.parametrize(("path", "word"), [("/film", "video/mp4"), ("/locked", "log-in")])
def test_what_is_no_text_or_locked_is_told(near: str, path: str, word: str) -> None:
    with pytest.raises(DocumentError, match=word):
        fetch(f"{near}{path}")


def test_a_large_answer_is_cut_off_and_told(near: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIPTAKO_MAX_MB", "0.05")
    with pytest.raises(TooLarge, match="LIPTAKO_MAX_MB"):
        fetch(f"{near}/large")


def test_an_answer_that_takes_too_long_is_given_up(near: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WHOLE", -1)
    with pytest.raises(DocumentError, match="took longer"):
        fetch(f"{near}/text")


def test_the_own_network_is_not_fetched_from(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIPTAKO_FETCH_PRIVATE", raising=False)
    for address in (site, "http://[::1]/", "http://10.0.0.8/x", "http://169.254.169.254/latest"):
        with pytest.raises(DocumentError, match="inner network"):
            fetch(address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "gao.txt", "https://", "https://me:secret@example.org/", "http://[bad"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(DocumentError, match="address"):
        checked_address(address)

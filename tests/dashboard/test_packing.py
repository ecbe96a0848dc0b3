from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message

from dashboard import packing

SCRIPT = "let é = 1;\n".encode() * 200


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes

    @property
    def content(self) -> bytes:
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


@dataclass
class Client:
    """Asks the middleware, behind which anything is answered by a word."""

    folder: Path

    def ask(self, path: str, accepted: str = "gzip", method: str = "GET") -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            # The browser stays until it has been answered.
            await asyncio.sleep(60)
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        headers = [(b"accept-encoding", accepted.encode())]
        scope = {"type": "http", "method": method, "path": path, "headers": headers, "query_string": b""}
        asyncio.run(packing.Files(Response("passed on"), self.folder)(scope, receive, send))
        body = b"".join(message.get("body", b"") for message in sent)
        return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "a.js").write_bytes(SCRIPT)
    (tmp_path / "static" / "a.woff2").write_bytes(bytes(range(256)))
    (tmp_path / "secret.js").write_text("nobody's", encoding="utf-8")
    return Client(tmp_path)


def test_scripts_come_packed_to_who_can_unpack_them_and_as_they_are_to_others(client: Client) -> None:
    packed = client.ask("/static/js/a.js", "br, gzip")
    plain = client.ask("/static/js/a.js", "identity")
    assert packed.content == plain.content == SCRIPT
    assert len(packed.body) < len(SCRIPT) / 5
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["cache-control"] == packing.KEEP
    assert packed.headers["content-type"].startswith("text/javascript")


def test_fonts_are_sent_as_they_are(client: Client) -> None:
    answer = client.ask("/static/a.woff2")
    assert answer.body == bytes(range(256))
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/static/nothing.js", "/static/../secret.js", "/static//etc/passwd", "/static/"])
def test_what_is_not_in_the_folder_is_not_found(client: Client, path: str) -> None:
    assert client.ask(path).status == 404


def test_what_is_asked_for_elsewhere_or_otherwise_is_passed_on(client: Client) -> None:
    assert client.ask("/other/static/js/a.js").body == b"passed on"
    assert client.ask("/static/js/a.js", method="POST").body == b"passed on"

"""Only the addresses of pages answer with the page; others say so, in the language of the address."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Message

from dashboard import assets, data
from dashboard.doorway import Doorway, pages

PAGE = "<html><head><title>Streamlit</title></head></html>"


def _any(request: Request) -> Response:
    return JSONResponse({}) if request.url.path.startswith("/_stcore") else HTMLResponse(PAGE, headers={"etag": "1"})


@dataclass
class Answer:
    """What the application answered."""

    status: int = 0
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Asks an application without any network."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, address: str, **headers: str) -> Answer:
        path, _, query = address.partition("?")
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "headers": named,
                 "query_string": query.encode(), "root_path": "", "scheme": "http", "http_version": "1.1",
                 "server": ("test", 80)}  # fmt: skip
        answer = Answer()

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], Headers(raw=message["headers"])
            else:
                answer.body += message.get("body", b"")

        asyncio.run(self._app(scope, receive, send))
        return answer


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """What answers every address with its page, as Streamlit does."""
    monkeypatch.setattr(data, "opened_already", lambda: None)
    return Client(Starlette(routes=[Route("/{path:path}", _any)], middleware=[Middleware(Doorway)]))


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_told_where_its_server_is(name: str, client: Client) -> None:
    answer = client.get(f"/{name}")
    assert answer.status == 200
    assert "BACKEND_BASE_URL:window.location.origin" in answer.text
    assert "<title>Liptako</title>" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers


def test_an_address_without_a_page_says_so_in_its_language(client: Client) -> None:
    english, french = client.get("/nowhere?lang=en"), client.get("/nowhere/at/all?lang=fr")
    assert (english.status, french.status) == (404, 404)
    assert "There is no such page" in english.text
    assert "Cette page n’existe pas" in french.text
    assert 'href="/?lang=fr"' in french.text
    browser = client.get("/nowhere", accept_language="fr-ML,fr;q=0.9,en;q=0.8")
    assert '<html lang="fr">' in browser.text


def test_a_hostile_address_is_shown_as_text(client: Client) -> None:
    assert "<script>alert" not in client.get("/%3Cscript%3Ealert(1)%3C/script%3E").text


def test_the_map_has_one_address_and_keeps_its_view(client: Client) -> None:
    assert client.get("/map?place=ML").headers["location"] == "/?place=ML"
    assert client.get("/alliances/?lang=fr").headers["location"] == "/alliances?lang=fr"


def test_what_is_no_page_passes_unchanged(client: Client) -> None:
    assert client.get("/_stcore/health").text == "{}"
    assert client.get(f"{assets.PREFIX}/room/part").text == PAGE

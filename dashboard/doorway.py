"""The door of the dashboard: which addresses are pages, and a word of our own for those that are none."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import assets, data, front
from dashboard.panels import chrome
from dashboard.words import LANGUAGES, Words

START = "map"


class Doorway:
    """Serve the first page at the addresses of our pages only; any other address gets a page that says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what asks for a page; pass anything else on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or _is_of_a_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        page = scope["path"].strip("/")
        if page == START or (page and scope["path"].endswith("/") and page in pages()):
            await _moved(scope, "" if page == START else page)(scope, receive, send)
            return
        answer = self._page(scope, page) if page in pages() else missing(scope)
        await answer(scope, receive, send)

    def _page(self, scope: Scope, page: str) -> Response:
        library = None if page else data.opened_already()
        ready = library is not None and library.preparation.progress() is None
        room = assets.room_address(library.store.digest(), "room") if library and ready else None
        written = front.page(room, _asked(scope).get("lang", ""))
        return HTMLResponse(written, headers={"Cache-Control": "no-cache"})


def pages() -> frozenset[str]:
    """Return the addresses of the pages; the map stands at the root."""
    return frozenset(chrome.titles(Words("en"))) - {START} | {""}


def missing(scope: Scope) -> Response:
    """Return the page that says, in the language of the address, that there is none, and leads to those that are."""
    language = _asked(scope).get("lang", "")
    words = Words(language if language in LANGUAGES else _preferred(scope))
    query = urlencode({"lang": words.language})
    ways = "".join(
        f'<li><a href="/{"" if name == START else name}?{query}">{escape(title)}</a></li>'
        for name, title in chrome.titles(words).items()
    )
    title = escape(words.text("There is no such page"))
    told = escape(words.text("No page of Liptako has the address {path}.", path=scope["path"][:120]))
    where = escape(words.text("These are its pages:"))
    return HTMLResponse(_PAGE.format(language=words.language, title=title, told=told, where=where, ways=ways), 404)


def _asked(scope: Scope) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()}


def _preferred(scope: Scope) -> str:
    """Return the first of our languages that the browser asks for."""
    asked = Headers(scope=scope).get("accept-language", "").split(",")
    spoken = [part.split(";")[0].strip()[:2].lower() for part in asked]
    return next((language for language in spoken if language in LANGUAGES), LANGUAGES[0])


def _moved(scope: Scope, page: str) -> Response:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(f"/{page}?{query}" if query else f"/{page}", 307)


def _is_of_a_page(path: str) -> bool:
    """Tell whether an address is that of a part of a page: of a file, of ours or of Streamlit's own."""
    return "." in path or path.startswith((f"{assets.PREFIX}/", "/_stcore/"))


_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} · Liptako</title><link rel="icon" href="data:,"><style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1f2933; background: #f5f2eb; margin: 0; }}
main {{ max-width: 34rem; margin: 12vh auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #e0dbcf;
border-radius: 8px; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.35rem; margin: 0 0 .5rem; }} a {{ color: #1f4e79; }}
</style></head><body><main><h1>{title}</h1><p>{told}</p><p>{where}</p><ul>{ways}</ul></main></body></html>
"""

"""Start the dashboard: Streamlit with our own routes, so that every script, style and outline comes from here."""

from __future__ import annotations

import gc
import logging
import socket
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import assets, data, front, maps, marking, packing, room, troubles
from dashboard.doorway import Doorway
from dashboard.words import Words
from geodata.errors import LiptakoError, SetupError, ViewError
from geodata.model import ViewSpec

SCRIPT = Path(__file__).with_name("app.py")
# Sentences as cards change with the version of the program too, which their address does not name.
SOON = "private, max-age=600"
# Pictures may come from OpenStreetMap alone, once the user switches its tiles on; nothing else leaves this host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob: https://tile.openstreetmap.org",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
OPTIONS = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
    # Panels are text: a tenth of the bytes over the slow lines of those who read them.
    "server.enableWebsocketCompression": True,
    # By default Streamlit walks through all objects after each run, a quarter of a second before the answer leaves.
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "server.maxUploadSize": 25,
    "theme.base": "light",
    "theme.primaryColor": "#1F4E79",
    "theme.backgroundColor": "#FFFFFF",
    "theme.secondaryBackgroundColor": "#F5F2EB",
    "theme.textColor": "#1F2933",
    "theme.borderColor": "#E0DBCF",
    "theme.baseRadius": "8px",
    "theme.baseFontSize": 14,
    "theme.showWidgetBorder": True,
}


class Guard:
    """Send the content policy and its companions with every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self.app(scope, receive, guarded)


def make_app() -> st.App:
    """Return the ASGI application."""
    return st.App(
        SCRIPT,
        routes=routes(),
        middleware=[Middleware(Guard), Middleware(packing.Files, folder=front.FOLDER), Middleware(Doorway)],
    )


def routes() -> list[Route]:
    """Return the addresses that the application serves beside Streamlit's own."""
    return [
        Route(f"{assets.PREFIX}/leaflet/{{name:path}}", _leaflet),
        Route(f"{assets.PREFIX}/static/{{name:path}}", _static),
        Route(f"{assets.PREFIX}/ground/{{digest}}.json", _ground),
        Route(f"{assets.PREFIX}/map/{{digest}}.html", _map_page),
        Route(f"{assets.PREFIX}/marks/{{digest}}.json", _marks),
        Route(assets.room_address("{digest}", "room"), _room),
        Route(assets.room_address("{digest}", "time"), _room),
    ]


def serve(host: str = "127.0.0.1", port: int = 8501, open_browser: bool = True) -> None:
    """Serve the dashboard until the process is told to stop.

    Parameters
    ----------
    host : str
        Address to listen on; ``0.0.0.0`` for all.
    port : int
    open_browser : bool
        Open the page once the server answers.

    Raises
    ------
    SetupError
        If the port is taken or the address is not ours.
    """
    check_port(host, port)
    # Reading the gazetteer and packing the ground takes a second or two: begin before the first visitor asks.
    threading.Thread(target=_warm, daemon=True).start()
    if open_browser:
        shown = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - compared, not bound
        threading.Thread(target=_open_when_ready, args=(f"http://{shown}:{port}",), daemon=True).start()
    make_app().run(config={**OPTIONS, "server.address": host, "server.port": port})


def check_port(host: str, port: int) -> None:
    """Raise a clear error where the server could not listen.

    Raises
    ------
    SetupError
        With what stands in the way and what to type instead.
    """
    if not 0 < port < 65536:
        raise SetupError(f"{port} is not a port.", "Choose one from 1024 to 65535 with --port.")
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise SetupError(
            f"The dashboard cannot listen on {host}:{port}: {error.strerror or error}.",
            f"Another program may use it; try --port {port + 1 if port < 65535 else 8501}.",
        ) from error


async def _leaflet(request: Request) -> Response:
    return packing.file(assets.LEAFLET_FOLDER, request.path_params["name"], request)


async def _static(request: Request) -> Response:
    return packing.file(assets.STATIC_FOLDER, request.path_params["name"], request)


def _ground(request: Request) -> Response:
    ground = data.opened().ground
    if request.path_params["digest"] != ground.digest:
        return Response("The outlines have changed: load the page again.", 404)
    return packing.answer(ground.packed, "application/geo+json")


def _map_page(request: Request) -> Response:
    digest, written = maps.page(assets.ground_address(data.opened().ground.digest))
    if request.path_params["digest"] != digest:
        return Response("The page of the map has changed: load the page again.", 404)
    return Response(written, media_type="text/html", headers={"Cache-Control": packing.KEEP})


def _marks(request: Request) -> Response:
    """Answer with the marks of a view; 409 tells a page that the store has changed since it got the address."""
    try:
        library = data.opened()
        with library.of_one_state():
            if _is_stale(request, library):
                return Response("The store has changed.", 409, {"Cache-Control": "no-store"})
            content = library.marks(marking.read(request.query_params))
    except ViewError as error:
        return Response(str(error), 400)
    except LiptakoError as error:
        return Response(str(error), 503, {"Cache-Control": "no-store"})
    return packing.answer(content, "application/json")


def _room(request: Request) -> Response:
    """Answer with a part of what the room shows of a view; 409 tells a page that the store has changed since."""
    asked = room.read(request.query_params)
    try:
        library = data.opened()
        with library.of_one_state():
            if _is_stale(request, library):
                return Response("The store has changed.", 409, {"Cache-Control": "no-store"})
            content = library.content(asked, request.url.path.split("/")[2])
    except LiptakoError as error:
        told = troubles.told(error, Words(asked.spec.language))
        return Response(told, 503, {"Cache-Control": "no-store"})
    return packing.answer(content, "application/json", SOON)


def _is_stale(request: Request, library: data.Library) -> bool:
    """Tell whether the page has to be drawn anew: for another state of the store, or to say that it is prepared."""
    return request.path_params["digest"] != library.digest() or library.preparation.progress() is not None


def _warm() -> None:
    """Load and make what every visitor's first page needs."""
    try:
        from dashboard.screens import map as _  # noqa: F401, PLC0415 - loaded here, ahead of the first visitor

        library = data.opened()
        maps.page(assets.ground_address(library.ground.digest))
        while library.preparation.progress() is not None:
            time.sleep(0.2)
        library.warm(ViewSpec())
        for name in front.scripts():
            packing.packed(front.FOLDER / name)
    except Exception:
        logging.getLogger(__name__).exception("The library could not be opened ahead of the first visitor")
    # What is loaded by now stays: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()


def _open_when_ready(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310 - our own address
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.1)

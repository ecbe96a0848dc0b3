from __future__ import annotations

import gzip
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import adding, assets, data, server
from dashboard.data import Library
from dashboard.doorway import Doorway
from geodata.errors import SetupError


class Client:
    """Asks a server on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str) -> tuple[int, Message, bytes]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[Client]:
    """The application's own addresses, served as they are beside Streamlit's."""
    patch = pytest.MonkeyPatch()
    patch.setattr(data, "opened", lambda: library)
    patch.setattr(data, "opened_already", lambda: library)
    app = Starlette(routes=server.routes(), middleware=[Middleware(server.Guard), Middleware(Doorway)])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield Client(listening.getsockname()[1])
        running.should_exit = True
        thread.join(10)
    patch.undo()


def test_leaflet_comes_from_the_installed_package(client: Client) -> None:
    status, _, content = client.get(assets.leaflet_script())
    assert status == 200
    assert b"Leaflet 1.9" in content[:200]
    assert client.get(assets.leaflet_style())[0] == 200


def test_own_files_may_be_kept_for_ever_since_their_address_changes_with_them(client: Client) -> None:
    _, headers, _ = client.get(assets.address("map.js"))
    assert "immutable" in headers["cache-control"]
    assert "?v=" in assets.address("map.js")


@pytest.mark.parametrize("name", ["../server.py", "..%2f..%2fpyproject.toml", "nothing.js", "%2fetc%2fpasswd", ""])
def test_no_other_file_is_served(client: Client, name: str) -> None:
    assert client.get(f"/liptako/static/{name}")[0] == 404


def test_the_ground_is_served_packed_under_its_digest_only(client: Client, library: Library) -> None:
    _, headers, content = client.get(assets.ground_address(library.ground.digest))
    assert headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(content))["admin1"]["features"]
    assert client.get(assets.ground_address("older"))[0] == 404


def test_every_answer_forbids_other_hosts(client: Client) -> None:
    policy = client.get(assets.leaflet_script())[1]["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "*" not in policy


def test_a_port_in_use_is_named_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"{port}.*--port"):
            server.check_port("127.0.0.1", port)


def test_a_number_that_is_no_port_is_told() -> None:
    with pytest.raises(SetupError, match="70000 is not a port"):
        server.check_port("127.0.0.1", 70000)


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(SetupError, match="cannot listen"):
        server.check_port("203.0.113.7", 8501)


def test_a_date_that_does_not_read_is_told_and_nothing_is_added(library: Library) -> None:
    report = adding.add(library, adding.pasted("Some text of no matter.", "", "last week"))
    assert report.document_id is None
    assert "last week" in str(report.trouble)


def test_a_pasted_text_without_title_is_named_by_its_first_words() -> None:
    assert adding.pasted("one two three four five six seven eight nine", "", "").name.endswith("eight")


def test_marks_are_served_packed_under_the_digest_of_the_store(client: Client, library: Library) -> None:
    address = assets.marks_address(library.store.digest())
    status, headers, content = client.get(f"{address}?lang=fr&zoom=5&box=-90,-180,90,180")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in headers["cache-control"]
    assert json.loads(gzip.decompress(content))["points"]


def test_marks_of_an_older_store_are_refused_and_never_kept(client: Client) -> None:
    status, headers, _ = client.get(assets.marks_address("older"))
    assert status == 409
    assert headers["cache-control"] == "no-store"


def test_marks_of_a_senseless_part_of_the_map_are_refused(client: Client, library: Library) -> None:
    assert client.get(f"{assets.marks_address(library.store.digest())}?box=a,b,c,d")[0] == 400


def test_no_script_may_be_made_of_text(client: Client) -> None:
    assert "unsafe-eval" not in client.get(assets.leaflet_script())[1]["content-security-policy"]


def test_the_room_is_told_by_address_packed_and_kept_for_a_while_only(client: Client, library: Library) -> None:
    address = assets.room_address(library.store.digest(), "room")
    status, headers, content = client.get(f"{address}?place=ML-7&lang=fr&cards=2")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "immutable" not in headers["cache-control"]
    told = json.loads(gzip.decompress(content))
    assert "Gao" in told["bar"]["html"]
    assert told["map"]["scope"] == "ML-7"
    assert told["panel"]["language"] == "fr"
    bars = client.get(f"{assets.room_address(library.store.digest(), 'time')}?place=ML-7&bars=year")[2]
    assert json.loads(gzip.decompress(bars))["step"] == "year"


def test_a_room_of_an_older_store_is_refused_and_nonsense_is_left_out(client: Client, library: Library) -> None:
    assert client.get(assets.room_address("older", "room"))[0] == 409
    address = assets.room_address(library.store.digest(), "room")
    status, _, content = client.get(f"{address}?place=XX-99&event=nobody&from=soon&cards=x&bars=hour&doc=%3Cscript%3E")
    assert status == 200
    told = json.loads(gzip.decompress(content))
    assert told["map"]["scope"] is None
    assert "<script>" not in told["panel"]["html"]


def test_the_first_page_is_ours_and_never_kept(client: Client) -> None:
    status, headers, content = client.get("/?lang=fr")
    assert (status, headers["cache-control"]) == (200, "no-cache")
    assert b'<html lang="fr"' in content
    assert b"liptakoEarly" in content
    assert b"liptakoEarly" not in client.get("/alliances")[2]

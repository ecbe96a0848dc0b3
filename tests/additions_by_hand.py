"""A gazetteer in miniature, and made-up country files, tables and outlines to add to it."""

from __future__ import annotations

import http.server
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from geodata.gazetteer import packages

CITY = {"geonameid": 9900001, "name": "Testville", "latitude": 15.5, "longitude": 1.5, "countrycode": "ML",
        "population": 70000, "timezone": "", "admin1code": "09", "alternatenames": ["Test-Ville"]}  # fmt: skip


def small_world(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the packages of divisions and cities have one of each, so that an index is built in a second."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "subdivisions.tsv": "Gao Region\tML-7\tML.09\t\t\tGao\t1\t\t\n",
        "cities.tsv": "Testville\t9900001\t1\t\t70000\t15.5\t1.5\n",
        "cities500.json": json.dumps({"9900001": CITY}),
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(packages, "package_file", lambda _package, path: folder / Path(path).name)


def line(number: int, name: str, lat: float, lon: float, **other: str) -> str:
    """Return one row as GeoNames has it."""
    told = {"ascii": name, "alternates": "", "class": "P", "code": "PPL", "country": "ML", "admin1": "09", "admin2": "",
            "population": "0", "day": "2024-01-31"} | other  # fmt: skip
    cells = [str(number), name, told["ascii"], told["alternates"], str(lat), str(lon), told["class"], told["code"],
             told["country"], "", told["admin1"], told["admin2"], "", "", told["population"], "", "270",
             "Africa/Bamako", told["day"]]  # fmt: skip
    return "\t".join(cells)


ROWS = (
    line(88000001, "Gao Region", 16.6, 0.2, **{"class": "A", "code": "ADM1"}, alternates="Région de Gao,غاو"),
    line(88000002, "Essaiville Cercle", 15.6, 0.6, **{"class": "A", "code": "ADM2"}, admin2="88000002"),
    line(88000003, "Tin-Essai", 15.61, 0.61, admin2="88000002", alternates="Tin Essay,تين"),
    line(88000004, "Gargando Koyra", 16.2, 0.1, population="420"),
    line(88000005, "Tin-Essai", 15.9, 0.9, **{"class": "H", "code": "WLL"}),
    line(88000006, "Hôtel Essai", 16.27, -0.04, **{"class": "S", "code": "HTL"}),
    line(88000007, "Mali", 17.0, -4.0, **{"class": "A", "code": "PCLI"}),
    line(9900001, "Testville", 15.5, 1.5, alternates="Testopolis"),
)


def country_file(path: Path, *rows: str) -> Path:
    """Write a country file."""
    path.write_text("".join(row + "\n" for row in rows or ROWS), encoding="utf-8")
    return path


def zipped(path: Path, **members: str | bytes) -> Path:
    """Write a zip file; a double underscore in a keyword stands for a dot."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def feature(name: str, west: float, south: float, east: float, north: float, **other: Any) -> dict[str, Any]:
    """Return a box with a name."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"shapeName": name, "shapeType": "ADM2", **other},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def outlines(path: Path, *features: dict[str, Any]) -> Path:
    """Write a GeoJSON file."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


CERCLES = (
    feature("Essaiville", -0.5, 15.5, 0.5, 16.5),
    feature("Ansongo", 0.5, 15.5, 1.2, 16.5),
)


@contextmanager
def file_server(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve on loopback and give the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answering(
    status: int, kind: str, body: bytes, announced: int | None = None
) -> type[http.server.BaseHTTPRequestHandler]:
    """Return a handler that gives one answer to everything."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) if announced is None else announced))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def serving(folder: Path) -> type[http.server.BaseHTTPRequestHandler]:
    """Return a handler that serves a folder with its listing, as `python -m http.server` does."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, directory=str(folder), **named)

        def log_message(self, *_: object) -> None:
            pass

    return Handler

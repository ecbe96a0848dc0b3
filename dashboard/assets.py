"""Scripts, styles and boundary files that the application serves itself, so that no page asks another host.

Leaflet comes from the installed package XStatic-Leaflet: the very version that folium's scripts are written for.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from xstatic.pkg import leaflet

PREFIX = "/liptako"
LEAFLET_FOLDER = Path(leaflet.BASE_DIR)
STATIC_FOLDER = Path(str(files("dashboard"))) / "static"


@cache
def address(name: str) -> str:
    """Return the address of a file of ``dashboard/static``, with its digest, so that browsers may keep it for ever."""
    digest = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:10]
    return f"{PREFIX}/static/{name}?v={digest}"


def source(name: str) -> str:
    """Return the content of a file of ``dashboard/static``."""
    return (STATIC_FOLDER / name).read_text(encoding="utf-8")


def module(name: str) -> str:
    """Return a short script that is the component of a file of ``dashboard/static``.

    Streamlit sends the script of a component with every change of its data: this is sent instead of the file,
    which browsers fetch once and keep.
    """
    # In one line it would be taken for the name of a file.
    return (
        f'let made; const at = location.origin + "{address(name)}";\n'
        "export default (told) => made ? made(told)"
        " : import(at).then((file) => { made = file.default; return made(told); });"
    )


def leaflet_source() -> str:
    """Return Leaflet's script itself, without the line that names a map of its source."""
    script = (LEAFLET_FOLDER / "leaflet.js").read_text(encoding="utf-8")
    return "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL"))


def leaflet_style_source() -> str:
    """Return Leaflet's style sheet itself."""
    return (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")


def leaflet_script() -> str:
    """Return the address of Leaflet's script."""
    return f"{PREFIX}/leaflet/leaflet.js?v={leaflet.VERSION}"


def leaflet_style() -> str:
    """Return the address of Leaflet's style sheet."""
    return f"{PREFIX}/leaflet/leaflet.css?v={leaflet.VERSION}"


def ground_address(digest: str) -> str:
    """Return the address of the boundary file whose content has this digest."""
    return f"{PREFIX}/ground/{digest}.json"


def map_address(digest: str) -> str:
    """Return the address of the page in which the map stands, by the digest of its content."""
    return f"{PREFIX}/map/{digest}.html"


def marks_address(digest: str) -> str:
    """Return the address of the marks of a store of this digest; the view follows as its query."""
    return f"{PREFIX}/marks/{digest}.json"


def room_address(digest: str, part: str) -> str:
    """Return the address of a part of the map room over a store of this digest; the view follows as its query."""
    return f"{PREFIX}/{part}/{digest}.json"

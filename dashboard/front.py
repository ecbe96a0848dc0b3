"""The page that a visitor's browser gets first: Streamlit's own, told what it will need.

Streamlit asks for its parts one after the other, and for ours last of all. Here the browser learns of them at once, and
asks for the sentences of the view, which have an address of their own, while the page is still being built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit

from dashboard import assets
from dashboard.words import LANGUAGES

FOLDER = Path(streamlit.__file__).parent / "static"
# Widgets of the map room, by the names of Streamlit's files, and our own scripts.
WIDGETS = (
    "TextInput", "ButtonGroup", "DateInput", "Multiselect", "Selectbox", "Checkbox", "Html", "Button", "BidiComponent",
)  # fmt: skip
SCRIPTS = ("room.js", "block.js", "mapframe.js", "timeline.js")
# What a module imports as it is read; "import(" would be what it may ask for later.
_IMPORTED = re.compile(r"(?:from|import)\s*[\"'`]\./([\w.-]+\.js)[\"'`]")
# Streamlit's page looks for its server below the address that is open, and only then at the root: told where it is, it
# does not ask twice in vain.
_SERVER = "<script>window.__streamlit={BACKEND_BASE_URL:window.location.origin+'/'}</script>"
# The answer may be kept by `room.js`, which looks for it under this name.
_EARLY = (
    "const at = {room} + location.search;"
    " window.liptakoEarly = {{ at, answer: fetch(at).then((told) => told.ok ? told.json() : null, () => null) }};"
)


def page(room: str | None, language: str) -> str:
    """Return the first page.

    Parameters
    ----------
    room : str or None
        Address of what the map room shows, without its query; None where the store is not open yet.
    language : str
        Of the address; what is not known is English.
    """
    head = "".join(f'<link rel="modulepreload" href="{address}">' for address in _modules())
    if room:
        head = f"<script>{_EARLY.format(room=json.dumps(room))}</script>{head}"
    said = language if language in LANGUAGES else LANGUAGES[0]
    told = re.sub(r'<html lang="[a-z-]+"', f'<html lang="{said}"', _source(), count=1)
    told = re.sub(r"<title>[^<]*</title>", "<title>Liptako</title>", told, count=1)
    # Files of Streamlit's page are named as from the root.
    told = told.replace('"./', '"/').replace("<head>", f"<head>{_SERVER}", 1)
    return told.replace("</head>", f"{head}</head>", 1)


@cache
def scripts() -> tuple[str, ...]:
    """Return the paths, in Streamlit's folder, of the scripts and styles that the first page names."""
    named = re.findall(r'"/(static/[\w./-]+\.(?:js|css))"', page(None, LANGUAGES[0]))
    return tuple(dict.fromkeys(named))


@cache
def _source() -> str:
    return (FOLDER / "index.html").read_text(encoding="utf-8")


@cache
def _modules() -> tuple[str, ...]:
    return (*_widgets(), *(assets.address(name) for name in SCRIPTS))


def _widgets() -> Iterator[str]:
    """Find the files of the widgets and what they import.

    Browsers fetch what a module imports once they have read it, file after file. What another version of Streamlit
    names otherwise is fetched when it is needed.
    """
    folder = FOLDER / "static" / "js"
    waiting = [path for name in WIDGETS for path in folder.glob(f"{name}.*.js")]
    found: dict[str, None] = {}
    while waiting:
        path = waiting.pop(0)
        if path.name not in found and path.is_file() and path.name not in _source():
            found[path.name] = None
            waiting += [folder / name for name in _IMPORTED.findall(path.read_text(encoding="utf-8"))]
    return (f"/static/js/{name}" for name in found)

"""The one way by which text from documents, titles and names reaches a page or the map's script.

Reports are written by strangers. folium escapes nothing and Streamlit's HTML elements run what they are given, so
every such string passes here first; nothing else in the dashboard may build markup or script from text.
"""

from __future__ import annotations

import html as _html
import json
import re
import unicodedata
from typing import Any

# Control characters, and the marks that turn the direction of the text around them (Unicode TR 9, section 2).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_TEMPLATE = str.maketrans(
    {"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;", "\n": " ", "\r": " "}
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-+/#()")


def html(text: object) -> str:
    """Return text that is safe between tags and inside quoted attributes; unseen controls show as U+FFFD.

    Examples
    --------
    >>> html('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return _html.escape(_UNSEEN.sub("\ufffd", str(text)), quote=True)


def map_text(text: object) -> str:
    """Return text that folium may put into a popup, tooltip, icon or attribution.

    folium pastes it into a JavaScript template literal, so HTML escaping alone still lets ``${...}`` run, a
    backtick break out and a backslash blank the map: those are written as entities too.

    Examples
    --------
    >>> map_text("${alert(1)}")
    '&#36;&#123;alert(1)&#125;'
    """
    return html(text).translate(_TEMPLATE)


def script_data(value: Any) -> str:
    r"""Return JSON that means the same wherever it is pasted: script, attribute, template literal, ``eval``.

    Inside its strings every character beyond letters, digits and a few marks is written as ``\uXXXX``, so that no
    closing tag, backtick, template or line separator is left, and no variable pattern of streamlit-folium either.

    Examples
    --------
    >>> script_data({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    return _STRING.sub(_spell_out, json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False))


def plain(text: str) -> str:
    """Return the text without accents, for file names.

    Examples
    --------
    >>> plain("Ménaka")
    'Menaka'
    """
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def shorten(text: str, limit: int) -> str:
    """Return the text, cut at a word with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    head = text[:limit].rpartition(" ")[0]
    return f"{head or text[: limit - 1]}…"


def _spell_out(literal: re.Match[str]) -> str:
    text = json.loads(literal.group())
    return '"' + "".join(mark if mark in _PLAIN else _escape_code(mark) for mark in text) + '"'


def _escape_code(mark: str) -> str:
    units = mark.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

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
_SCRIPT = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&'`$_=/;%#@|^~!?*()"})


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
    r"""Return JSON that may be pasted as an expression into any script, be it in a page, an attribute or ``eval``.

    Beyond JSON's own escapes, every mark that markup, templates or the variable patterns of streamlit-folium act on
    is written as ``\uXXXX``. None of them is part of JSON's own notation, so all of them stand inside strings.

    Examples
    --------
    >>> script_data({"a": "</script>"})
    '{"a":"\\u003c\\u002fscript\\u003e"}'
    """
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False).translate(_SCRIPT)


def css_text(text: str) -> str:
    r"""Return the text as a string of a style sheet, everything but letters, digits and spaces as code points.

    Examples
    --------
    >>> css_text('a"b')
    '"a\\22 b"'
    """
    return '"' + "".join(mark if mark.isalnum() or mark == " " else f"\\{ord(mark):x} " for mark in text) + '"'


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

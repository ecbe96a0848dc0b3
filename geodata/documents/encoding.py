"""From the bytes of a file to characters: byte-order mark, UTF-8, then the encodings that old systems write."""

from __future__ import annotations

import codecs
import re

from geodata.errors import NotText

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
REMEDY = "Save it as plain text in UTF-8."
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# A text has none; a stray one (page break codes, a broken export) is no reason to refuse it.
MOST_CONTROLS = 0.002
# What French and English texts have beyond ASCII, as Windows-1252 bytes.
EXPECTED_1252 = frozenset("àâäçéèêëîïôöùûüÿñœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«»‘’“”–—…€°·•\xa0º§".encode("cp1252"))
LEAST_EXPECTED = 0.9
# A UTF-8 file with a few broken bytes is still UTF-8: at least this many of its characters beyond ASCII are whole.
LEAST_WHOLE = 0.9


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Decode the bytes of a text.

    Parameters
    ----------
    data : bytes
    source : str
        Named in messages.

    Returns
    -------
    text : str
        Newlines untranslated. A UTF-8 byte-order mark stays, as U+FEFF, so that offsets count what
        ``bytes.decode("utf-8")`` gives.
    note : str
        What was guessed, for the user; empty where the bytes say it.

    Raises
    ------
    NotText
        If the bytes are no text, or in no encoding that can be told.
    """
    text, note = _marked(data, source) or _utf8(data) or _guessed(data, source)
    if len(CONTROL.findall(text)) > MOST_CONTROLS * len(text):
        raise NotText(f"{source} is not text: it holds binary data.", REMEDY)
    return text, note


def _marked(data: bytes, source: str) -> tuple[str, str] | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError as error:
                raise NotText(f"{source} starts as {encoding.upper()} and does not go on so.", REMEDY) from error
    return None


def _utf8(data: bytes) -> tuple[str, str] | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        beyond_ascii = sum(not letter.isascii() for letter in text)
        if beyond_ascii - broken < LEAST_WHOLE * beyond_ascii:
            return None
        return text, f"{broken} damaged characters stand as \ufffd."
    return None if "\0" in text else (text, "")


def _guessed(data: bytes, source: str) -> tuple[str, str]:
    if b"\0" in data:
        text = _unmarked_utf16(data)
        encoding = "UTF-16"
    else:
        text = _windows_1252(data)
        encoding = "Windows-1252"
        if text is None:
            text, encoding = _best_guess(data)
    if text is None:
        raise NotText(f"{source} is not text, or in an encoding that cannot be told.", REMEDY)
    return text, f"Its encoding was taken to be {encoding}."


def _unmarked_utf16(data: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in nearly every second byte, on one side only."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if len(data) % 2 or most < 0.5 * len(data) / 2 or least > 0.02 * most:
        return None
    try:
        return data.decode("utf-16-be" if even > odd else "utf-16-le")
    except UnicodeDecodeError:
        return None


def _windows_1252(data: bytes) -> str | None:
    beyond_ascii = [byte for byte in data if byte > 0x7F]
    expected = sum(byte in EXPECTED_1252 for byte in beyond_ascii)
    # French has 4 % of accented letters; a legacy encoding of another script has most letters beyond ASCII.
    if expected < LEAST_EXPECTED * len(beyond_ascii) or len(beyond_ascii) > 0.25 * len(data):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _best_guess(data: bytes) -> tuple[str | None, str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms that nearly no file needs

    best = from_bytes(data).best()
    return (None, "") if best is None else (str(best), best.encoding)

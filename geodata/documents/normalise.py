r"""Bring a text into the one form in which offsets are taken, and keep the way back.

NFC, ``\n`` newlines; character references of HTML (``&eacute;``, ``&nbsp;``) read; soft hyphens, zero-width, control
and bidirectional characters left out. They are invisible, and split a name that a reader sees whole.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from geodata.model import OffsetMap

# Unicode categories Cc (but tab and newlines) and Cf, less the Arabic signs that are drawn before a number.
INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0001\U000e0020-\U000e007f"
)
NEWLINE = r"\r\n?|[\x0b\x0c\x85\u2028\u2029]"
# Hangul vowels and final consonants compose with what precedes them, though they are no marks.
JAMO = ((0x1161, 0x1175), (0x11A8, 0x11C2))
# No mark and no character that NFC changes lies outside these ranges (Unicode 17).
SCANNED = (range(0x80, 0x20000), range(0x2F800, 0x2FA20), range(0xE0100, 0xE01F0))
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# What a page's text brings along where it was copied badly; the signs of markup itself stay as they are.
REFERENCE = r"&(?!(?:amp|lt|gt);)(?:[A-Za-z]{2,8}|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,4});"
SIMPLE_CHANGE = re.compile(f"{NEWLINE}|[{INVISIBLE}]|{REFERENCE}")

Piece = tuple[int, int, str]


def normalise(raw: str) -> tuple[str, OffsetMap]:
    """Return the normalised text and the way back to `raw`.

    Parameters
    ----------
    raw : str
        Decoded characters, newlines untranslated. Lone surrogates become U+FFFD.

    Returns
    -------
    text : str
    offsets : OffsetMap
        From offsets in `text` to offsets in `raw`.
    """
    raw = LONE_SURROGATE.sub("\ufffd", raw)
    composed = unicodedata.is_normalized("NFC", raw)
    if composed and not SIMPLE_CHANGE.search(raw):
        return raw, OffsetMap()
    # Leaving out an invisible character can bring a letter and its accent together: then clusters matter too.
    if composed and unicodedata.is_normalized("NFC", SIMPLE_CHANGE.sub(_visible, raw)):
        return _rebuild(raw, _changes(raw, SIMPLE_CHANGE))
    return _rebuild(raw, _changes(raw, _any_change()))


def cut_head(text: str, offsets: OffsetMap, length: int) -> tuple[str, OffsetMap]:
    """Leave out the first `length` characters of a normalised text, and move its way back along."""
    if not length:
        return text, offsets
    later = [(at - length, shift + length) for at, shift in zip(offsets.positions, offsets.shifts, strict=True)]
    moved = [(0, offsets.original(length)), *((at, shift) for at, shift in later if at > 0)]
    wide = [(at - length, n) for at, n in zip(offsets.wide, offsets.widths, strict=True) if at >= length]
    return text[length:], _offset_map(moved, wide)


def _visible(match: re.Match[str]) -> str:
    if _refers(match[0]):
        return _referred(match[0])
    return "\n" if match[0][0] in "\r\x0b\x0c\x85\u2028\u2029" else ""


def _refers(written: str) -> bool:
    return written[0] == "&" and written[-1] == ";"


def _referred(reference: str) -> str:
    """Return the character that a reference of HTML means, or the reference where it means none that can be read."""
    meant = html.unescape(reference)
    if len(meant) != 1 or meant in "&<>":
        return reference
    if re.fullmatch(f"[{INVISIBLE}]", meant):
        return ""
    return meant if meant.isprintable() or unicodedata.category(meant) == "Zs" else " "


def _changes(raw: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """Yield start, end and replacement of every stretch that the normalised text has otherwise."""
    invisible = re.compile(f"[{INVISIBLE}]")
    for match in pattern.finditer(raw):
        replacement = _visible(match)
        if not replacement and not _refers(match[0]):
            replacement = unicodedata.normalize("NFC", invisible.sub("", match[0]))
        if replacement != match[0]:
            yield match.start(), match.end(), replacement


def _rebuild(raw: str, changes: Iterator[Piece]) -> tuple[str, OffsetMap]:
    parts: list[str] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    wide: list[tuple[int, int]] = []
    read = written = 0
    for start, end, replacement in changes:
        parts += (raw[read:start], replacement)
        written += start - read
        # Each character of the replacement stands for the whole stretch.
        for at in range(written, written + len(replacement)):
            shifts.append((at, start - at))
            if end - start > 1:
                wide.append((at, end - start))
        written += len(replacement)
        shifts.append((written, end - written))
        read = end
    parts.append(raw[read:])
    return "".join(parts), _offset_map(shifts, wide)


def _offset_map(shifts: list[tuple[int, int]], wide: list[tuple[int, int]]) -> OffsetMap:
    kept: dict[int, int] = {}
    last = None
    for at, shift in dict(shifts).items():
        if shift != last:
            kept[at] = last = shift
    if kept == {0: 0}:
        kept = {}
    return OffsetMap(tuple(kept), tuple(kept.values()), tuple(at for at, _ in wide), tuple(n for _, n in wide))


@cache
def _any_change() -> re.Pattern[str]:
    """Match newlines, invisible characters, letters with what composes with them, and what NFC replaces."""
    following: list[int] = []
    replaced: list[int] = []
    for code in (code for codes in SCANNED for code in codes):
        letter = chr(code)
        if unicodedata.category(letter)[0] == "M" or any(low <= code <= high for low, high in JAMO):
            following.append(code)
        if not unicodedata.is_normalized("NFC", letter):
            replaced.append(code)
    marks = _char_class(following)
    cluster = rf"[^\n\r\x0b\x0c\x85\u2028\u2029{INVISIBLE}](?:[{INVISIBLE}]*[{marks}])+"
    return re.compile(f"{NEWLINE}|[{INVISIBLE}]+|{REFERENCE}|{cluster}|[{_char_class(replaced)}]")


def _char_class(codes: list[int]) -> str:
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)

"""Documents, and the way back from their normalised text to the characters of the file."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field

from geodata.model.dates import DateSpan


def stable_id(*parts: object, length: int = 16) -> str:
    """Return a hexadecimal id that two machines agree on: SHA-256 of the parts, joined by U+001F.

    Parameters
    ----------
    *parts : object
        The natural key; each part is taken as ``str(part)``.
    length : int
        How many hexadecimal digits to keep.
    """
    key = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in the normalised text to offsets in the file as decoded.

    A piecewise-constant shift: from normalised position ``positions[i]`` on, the original position is
    the normalised one plus ``shifts[i]``. Without entries both texts are the same.

    Parameters
    ----------
    positions : tuple of int
        Increasing positions in the normalised text; the first is 0 where there are any.
    shifts : tuple of int
        As many shifts.
    wide : tuple of int
        Increasing positions of the characters that stand for several of the file (a letter with its
        accent apart, a carriage return with its line feed).
    widths : tuple of int
        For each of them, how many characters of the file.
    """

    positions: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    wide: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """Return the original offset of one normalised offset."""
        at = bisect_right(self.positions, position) - 1
        return position + self.shifts[at] if at >= 0 else position

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of a normalised one; its end follows the last character."""
        if end <= start:
            at = self.original(start)
            return at, at
        return self.original(start), self.original(end - 1) + self._width(end - 1)

    def _width(self, position: int) -> int:
        at = bisect_right(self.wide, position) - 1
        return self.widths[at] if at >= 0 and self.wide[at] == position else 1


@dataclass(frozen=True, slots=True)
class Document:
    r"""One text as it is read: normalised once, before any offset is taken.

    Parameters
    ----------
    id : str
        Hash of the normalised text.
    text : str
        Normalised text: NFC, ``\n`` newlines, front matter and date line left out.
    source : str
        Where it came from, as given: a path or address.
    title, publisher, reports_on, url : str or None
        From the front matter or page metadata; None where nothing says.
    language : {"fr", "en"} or None
        None where it is neither or cannot be told.
    published : DateSpan or None
        Day (or month, or year) of publication.
    citations : tuple of str
        What the front matter lists under `sources`.
    offsets : OffsetMap
        Back to the characters of the file.
    """

    id: str
    text: str
    source: str
    title: str | None = None
    publisher: str | None = None
    reports_on: str | None = None
    url: str | None = None
    language: str | None = None
    published: DateSpan | None = None
    citations: tuple[str, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)

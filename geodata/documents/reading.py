"""The readers, one a format, and what they share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geodata.documents.encoding import decode
from geodata.documents.head import Head, find_title, read_head
from geodata.documents.normalise import cut_head, normalise
from geodata.errors import DocumentError, EmptyDocument, SetupError, TooLarge
from geodata.language import LANGUAGES, detect_language
from geodata.model import DateSpan, Document, Problem, stable_id

DEFAULT_MAX_MB = 5.0
FORMATS = (".txt", ".md", ".markdown")
Title = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document, the characters of its file, and what is to be known about how it was read.

    Parameters
    ----------
    document : Document
    original : str
        The file as decoded; ``document.offsets`` leads into it.
    problems : tuple of Problem
        None of them kept the text from being read.
    """

    document: Document
    original: str
    problems: tuple[Problem, ...] = ()


def open_document(path: Path, *, published: DateSpan | None = None) -> Opened:
    """Read one file.

    Parameters
    ----------
    path : Path
        A ``.txt``, ``.md`` or ``.markdown`` file of at most LIPTAKO_MAX_MB megabytes (5 unless set).
    published : DateSpan, optional
        Date of publication where the text has none of its own.

    Raises
    ------
    DocumentError
        If the file is missing, of another format, too large, empty or no text; the message says which.
    """
    source = printable(path)
    suffix = path.suffix.lower()
    if suffix and suffix not in FORMATS:
        raise DocumentError(f"{source}: '{suffix}' files are not read.", f"Save it as {', '.join(FORMATS)}.")
    try:
        check_size(path.stat().st_size, source)
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot read {source}: {error.strerror or error}.") from error
    return open_text(raw, source, published=published)


def open_text(raw: str | bytes, source: str, *, published: DateSpan | None = None, title: str | None = None) -> Opened:
    """Read a text that is at hand: an upload, a pasted text, the bytes of a file.

    Parameters
    ----------
    raw : str or bytes
    source : str
        Where it came from; kept with the document and named in messages.
    published, title : optional
        Used where the text says nothing of its own.

    Raises
    ------
    DocumentError
        As `open_document`.
    """
    if isinstance(raw, bytes):
        check_size(len(raw), source)
        original, note = decode(raw, source)
    else:
        original, note = raw, ""
        check_size(len(original.encode("utf-8", "surrogatepass")), source)
    text, offsets = normalise(original)
    head = read_head(text, source)
    body, offsets = cut_head(text, offsets, head.length)
    if not any(map(str.isalnum, body)):
        raise EmptyDocument(f"{source} is empty: there is no text to read in it.", "Leave it out, or fill it.")
    document = Document(
        id=stable_id(body),
        text=body,
        source=source,
        title=head.title or title or find_title(body),
        publisher=head.publisher,
        reports_on=head.reports_on,
        url=head.url,
        language=_language(head, body),
        published=head.published or published,
        citations=head.citations,
        offsets=offsets,
    )
    return Opened(document, original, tuple(_problems(document, head, note)))


def read_document(path: Path) -> Document:
    """Read one file, and take note of nothing but the document; see `open_document`."""
    return open_document(path).document


def read_text(
    raw: str | bytes, source: str, *, published: DateSpan | None = None, title: str | None = None
) -> Document:
    """Read a text that is at hand, and take note of nothing but the document; see `open_text`."""
    return open_text(raw, source, published=published, title=title).document


def check_size(size: int, source: str) -> None:
    """Refuse a text above the limit.

    Parameters
    ----------
    size : int
        Bytes.
    source : str

    Raises
    ------
    TooLarge
    """
    limit = max_megabytes()
    if size > limit * 1e6:
        raise TooLarge(
            f"{source} has {size / 1e6:.1f} MB; at most {limit:g} MB are read.",
            "Split it, or set LIPTAKO_MAX_MB higher.",
        )


def max_megabytes() -> float:
    """Return the size limit of a text, in megabytes: LIPTAKO_MAX_MB, or 5.

    Raises
    ------
    SetupError
        If LIPTAKO_MAX_MB is not a number above 0.
    """
    value = os.environ.get("LIPTAKO_MAX_MB") or DEFAULT_MAX_MB
    try:
        limit = float(value)
    except ValueError:
        limit = 0.0
    if not limit > 0:
        raise SetupError(f"LIPTAKO_MAX_MB is {value!r}.", "Give a number of megabytes above 0, such as 5.")
    return limit


def printable(path: Path) -> str:
    """Return a path as text; bytes of its name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def file_name(source: str) -> str:
    """Return the last part of a path or address."""
    return PurePosixPath(source.replace("\\", "/")).name


def _language(head: Head, body: str) -> str | None:
    if head.language is None:
        return detect_language(body)
    stated = head.language.lower()[:2]
    return stated if stated in LANGUAGES else None


def _problems(document: Document, head: Head, note: str) -> list[Problem]:
    found = [Problem(type(error).__name__, document.source, str(error)) for error in head.trouble]
    if note:
        found.append(Problem("GuessedEncoding", document.source, f"{document.source}: {note}"))
    if document.language is None:
        why = f"{document.source} is in neither French nor English, or too short to tell: little is found in it."
        found.append(Problem("UnsupportedLanguage", document.source, why))
    return found

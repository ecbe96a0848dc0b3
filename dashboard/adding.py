"""Read uploads, pasted texts and addresses into the store; trouble with one is told and does not stop the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from geodata.errors import DocumentError, LiptakoError
from geodata.model import DateSpan

if TYPE_CHECKING:
    from dashboard.data import Library
    from geodata.documents.reading import Opened
    from geodata.pipeline import Reader


# The source of a text that came from no file.
PASTED = "pasted text"
# Of a feed, the newest so many articles are read at a time.
FEED_LIMIT = 30
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, a pasted text or an address, with what the visitor says about it.

    Parameters
    ----------
    name : str
        File name, title or address.
    raw : bytes, str or None
        None for an address, which is fetched when its turn comes.
    """

    name: str
    raw: bytes | str | None
    title: str | None = None
    published: str = ""
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one upload.

    Parameters
    ----------
    document_id : str or None
        None where it could not be read; then `trouble` says why.
    new : bool
        False if the store had it already.
    notes : tuple of str
        What is to be known about how it was read.
    """

    name: str
    document_id: str | None
    new: bool = False
    facts: int = 0
    mentions: int = 0
    trouble: LiptakoError | None = None
    notes: tuple[str, ...] = ()


def pasted(text: str, title: str, published: str) -> Upload:
    """Return a pasted text as an upload; without a title its first words are its name."""
    name = title.strip() or " ".join(text.split()[:8])
    return Upload(name, text, title.strip() or None, published.strip())


def addresses(text: str) -> list[Upload]:
    """Return the addresses of a text, one a line or divided by spaces, as uploads, each once."""
    return [Upload(word, None) for word in dict.fromkeys(text.split())]


def read_all(library: Library, uploads: Iterable[Upload], tell: Tell) -> list[Added]:
    """Read uploads one after the other; in place of a feed, the newest `FEED_LIMIT` articles that it lists.

    Parameters
    ----------
    library : Library
    uploads : iterable of Upload
    tell : callable
        Told before each how many are done, how many there are, and its name.

    Returns
    -------
    list of Added
    """
    waiting = deque(uploads)
    report: list[Added] = []
    while waiting:
        upload = waiting.popleft()
        tell(len(report), len(report) + 1 + len(waiting), upload.name)
        try:
            found = _fetched(upload) if upload.raw is None else upload
        except LiptakoError as error:
            report.append(Added(upload.name, None, trouble=error))
            continue
        if isinstance(found, Upload):
            report.append(add(library, found))
        else:
            waiting.extend(found)
    return report


def _fetched(upload: Upload) -> Upload | list[Upload]:
    """Return what stands at an address, or the articles of the feed that stands there."""
    from geodata.documents.fetching import fetch  # noqa: PLC0415 - loads with the first address

    fetched = fetch(upload.name)
    if fetched.feed and not upload.from_feed:
        return [Upload(row.address, None, row.title or None, from_feed=True) for row in fetched.entries()[:FEED_LIMIT]]
    return replace(upload, name=fetched.address, raw=fetched.raw)


def add(library: Library, upload: Upload) -> Added:
    """Read one upload and add it to the store.

    Parameters
    ----------
    library : Library
    upload : Upload
        Not an address: those are fetched by `read_all`.

    Returns
    -------
    Added
        With the reason in `trouble` where it could not be read.
    """
    try:
        opened = _opened(upload)
        document = opened.document
        reader = _reader(library.gazetteer)
        reading = reader.read(document)
        problems = (*opened.problems, *reading.problems)
        new = library.store.add(document, reading.placements, reading.facts, problems, versions=reader.versions)
    except LiptakoError as error:
        return Added(upload.name, None, trouble=error)
    notes = tuple(problem.why for problem in problems)
    return Added(upload.name, document.id, new, len(reading.facts), len(reading.placements), notes=notes)


def _opened(upload: Upload) -> Opened:
    # Readers and their patterns load with the first upload.
    from geodata.documents.fetching import is_address  # noqa: PLC0415
    from geodata.documents.pages import is_page, open_page  # noqa: PLC0415
    from geodata.documents.reading import open_text  # noqa: PLC0415

    published = _published(upload.published)
    if upload.raw is None or isinstance(upload.raw, str):
        return open_text(upload.raw or "", PASTED, published=published, title=upload.title)
    if PurePosixPath(upload.name.lower()).suffix in PAGE_SUFFIXES or is_page(upload.raw):
        url = upload.name if is_address(upload.name) else None
        return open_page(upload.raw, upload.name, published=published, title=upload.title, url=url)
    return open_text(upload.raw, upload.name, published=published, title=upload.title)


def _published(text: str) -> DateSpan | None:
    if not text:
        return None
    try:
        return DateSpan.parse(text)
    except ValueError as error:
        raise DocumentError(f"The date of publication does not read: {error}.") from None


@lru_cache(maxsize=1)
def _reader(gazetteer: Any) -> Reader:
    from geodata.pipeline import Reader  # noqa: PLC0415 - as above

    return Reader(gazetteer)

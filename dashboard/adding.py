"""Read uploads and pasted texts into the store; trouble with one is told and does not stop the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodata.errors import DocumentError, LiptakoError
from geodata.model import DateSpan

if TYPE_CHECKING:
    from dashboard.data import Library
    from geodata.pipeline import Reader


# The source of a text that came from no file.
PASTED = "pasted text"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, or a pasted text, with what the visitor says about it."""

    name: str
    raw: bytes | str
    title: str | None = None
    published: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one upload.

    Parameters
    ----------
    document_id : str or None
        None where it could not be read; then `trouble` says why.
    new : bool
        False if the store had it already.
    """

    name: str
    document_id: str | None
    new: bool = False
    facts: int = 0
    mentions: int = 0
    trouble: str = ""


def pasted(text: str, title: str, published: str) -> Upload:
    """Return a pasted text as an upload; without a title its first words are its name."""
    name = title.strip() or " ".join(text.split()[:8])
    return Upload(name, text, title.strip() or None, published.strip())


def add(library: Library, upload: Upload) -> Added:
    """Read one upload and add it to the store.

    Parameters
    ----------
    library : Library
    upload : Upload

    Returns
    -------
    Added
        With the reason in `trouble` where it could not be read.
    """
    from geodata.documents import read_text  # noqa: PLC0415 - readers and their patterns load with the first upload

    try:
        published = _published(upload.published)
        source = PASTED if isinstance(upload.raw, str) else upload.name
        document = read_text(upload.raw, source, published=published, title=upload.title)
        reader = _reader(library.gazetteer)
        reading = reader.read(document)
        new = library.store.add(document, reading.placements, reading.facts, reading.problems, versions=reader.versions)
    except LiptakoError as error:
        return Added(upload.name, None, trouble=str(error))
    return Added(upload.name, document.id, new, len(reading.facts), len(reading.placements))


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

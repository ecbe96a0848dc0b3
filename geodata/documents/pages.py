"""Web pages: the article in them, without menus and footers; and the articles that a feed lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from geodata.documents.reading import Opened, check_size, open_text
from geodata.errors import DocumentError, EmptyDocument
from geodata.model import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_FORMATS = (".html", ".htm", ".xhtml")
# A feed that lists more is a whole archive; its newest entries stand first.
MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed lists.

    Parameters
    ----------
    address : str
        Absolute, http or https.
    title : str
        Empty where the feed gives none.
    """

    address: str
    title: str = ""


def open_page(
    raw: bytes, source: str, *, published: DateSpan | None = None, title: str | None = None, url: str | None = None
) -> Opened:
    """Read the article of a web page, with the title, publisher and date that the page states.

    Parameters
    ----------
    raw : bytes
        HTML as it came.
    source : str
        File name or address; named in messages.
    published, title : optional
        Used where the page says nothing of its own.
    url : str, optional
        Its address; the page's own canonical address by default.

    Raises
    ------
    EmptyDocument
        If no running text is found in it.
    TooLarge
    """
    from trafilatura import bare_extraction, html2txt  # noqa: PLC0415 - half a second that only pages need

    check_size(len(raw), source)
    found: Any = bare_extraction(raw, url=url, with_metadata=True, include_comments=False, include_tables=False)
    text = (found.text if found is not None else "") or html2txt(raw)
    if not text.strip():
        raise EmptyDocument(f"{source} is a page without running text.", "Open it in a browser, copy and paste it.")
    opened = open_text(
        text,
        source,
        published=_date(found.date if found is not None else None) or published,
        title=(found.title if found is not None else None) or title,
    )
    document = opened.document
    told = replace(
        document,
        publisher=document.publisher or (found.sitename if found is not None else None) or _host(url),
        url=document.url or url or (found.url if found is not None else None),
    )
    return replace(opened, document=told)


def is_page(raw: bytes) -> bool:
    """Tell whether bytes begin as an HTML page does.

    Examples
    --------
    >>> is_page(b"  <!DOCTYPE html><html>")
    True
    >>> is_page(b"Gao, 3 March")
    False
    """
    head = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head


def is_feed(raw: bytes) -> bool:
    """Tell whether bytes begin as an RSS or Atom feed does.

    Examples
    --------
    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">')
    True
    """
    head = raw[:2000].lower()
    return any(opening in head for opening in (b"<rss", b"<feed", b"<rdf:rdf"))


def entries(raw: bytes, address: str) -> list[Entry]:
    """Return the articles that a feed (RSS, Atom) lists, in its order, at most `MOST_ENTRIES`.

    Parameters
    ----------
    raw : bytes
    address : str
        Of the feed; relative links are resolved from it.

    Raises
    ------
    DocumentError
        If it is not well-formed, or lists nothing.
    """
    found = {entry.address: entry for entry in _entries(raw, address)}
    if not found:
        raise DocumentError(f"the feed {address} lists no article.", "Give the address of an article instead.")
    return list(found.values())[:MOST_ENTRIES]


def _entries(raw: bytes, address: str) -> Iterator[Entry]:
    from lxml import etree  # noqa: PLC0415 - only feeds need it

    # Entities are not resolved and nothing is fetched: a feed is written by strangers.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"the feed {address} does not parse: {error}.", "Give an article's address.") from error
    if root is None:
        return
    for item in root.iter("{*}item", "{*}entry"):
        title = "".join(item.xpath("string(./*[local-name()='title'])")).strip()
        links = item.xpath("./*[local-name()='link'][not(@rel) or @rel='alternate']")
        target = next((link.get("href") or (link.text or "").strip() for link in links), "")
        absolute = urljoin(address, target)
        if target and urlsplit(absolute).scheme in {"http", "https"}:
            yield Entry(absolute, " ".join(title.split()))


def _date(text: str | None) -> DateSpan | None:
    try:
        return DateSpan.parse(text) if text else None
    except ValueError:
        return None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None

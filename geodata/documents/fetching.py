"""Fetch a page, text or feed from an http(s) address: limited in size and time, and never from an inner network."""

from __future__ import annotations

import ipaddress
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from geodata.documents.pages import Entry, entries, is_feed, is_page, open_page
from geodata.documents.reading import Opened, check_size, max_megabytes, open_text
from geodata.errors import DocumentError, TooLarge
from geodata.model import DateSpan

if TYPE_CHECKING:
    import requests

# Seconds to connect, between two pieces, and for all of it.
CONNECT, PIECE, WHOLE = 10, 15, 60
MOST_REDIRECTS = 5
CHUNK = 1 << 15
KINDS = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/rss+xml",
    "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
)  # fmt: skip
PASTE = "Open it in a browser, copy the text and paste it."
# Called with the share that has come, 0 to 1; None where the size is not known.
Progress = Callable[[float | None], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address.

    Parameters
    ----------
    address : str
        Where it came from in the end, after redirects.
    kind : str
        Its media type.
    raw : bytes
    """

    address: str
    kind: str
    raw: bytes

    @property
    def feed(self) -> bool:
        """Whether it lists articles rather than being one."""
        return is_feed(self.raw) and not is_page(self.raw)

    def entries(self) -> list[Entry]:
        """Return the articles that it lists; raises `DocumentError` where there are none."""
        return entries(self.raw, self.address)

    def open(self, *, published: DateSpan | None = None, title: str | None = None) -> Opened:
        """Read the one article that it is; raises `DocumentError` where there is no text."""
        if is_page(self.raw) or "html" in self.kind:
            return open_page(self.raw, self.address, published=published, title=title, url=self.address)
        return open_text(self.raw, self.address, published=published, title=title)


def is_address(text: str) -> bool:
    """Tell whether a text is an http or https address.

    Examples
    --------
    >>> is_address("https://example.org/a"), is_address("seeds/a.md")
    (True, False)
    """
    return text.strip().lower().startswith(("http://", "https://"))


def fetch(address: str, progress: Progress | None = None) -> Fetched:
    """Fetch one page, text or feed.

    Parameters
    ----------
    address : str
        http or https, of a public host; LIPTAKO_FETCH_PRIVATE=1 allows hosts of an inner network.
    progress : callable, optional

    Returns
    -------
    Fetched

    Raises
    ------
    DocumentError
        If the address is none, its host is not public, nothing or an error answers, it takes longer than `WHOLE`
        seconds, or what comes is no text.
    TooLarge
        Above LIPTAKO_MAX_MB megabytes (5 unless set).
    """
    import requests  # noqa: PLC0415 - only fetching needs it

    tell = progress or (lambda _share: None)
    until = time.monotonic() + WHOLE
    with requests.Session() as session:
        # No proxy password or .netrc entry goes out because of an address that somebody typed.
        session.auth = _no_auth
        for _ in range(MOST_REDIRECTS + 1):
            address = checked_address(address)
            try:
                with session.get(
                    address, stream=True, timeout=(CONNECT, PIECE), headers=_HEADERS, allow_redirects=False
                ) as answer:
                    if answer.is_redirect:
                        address = urljoin(address, answer.headers["Location"])
                        continue
                    kind = _checked_kind(answer, address)
                    return Fetched(address, kind, _body(answer, address, until, tell))
            except requests.RequestException as error:
                raise DocumentError(f"{address} could not be fetched: {_reason(error)}.", PASTE) from error
    raise DocumentError(f"{address} leads from one address to the next without end.", PASTE)


def checked_address(address: str) -> str:
    """Return an address that may be fetched, without a password or fragment in it.

    Raises
    ------
    DocumentError
        With what is wrong about it.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise DocumentError(f"{address[:80]!r} is no address: {error}.", _FORM) from error
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise DocumentError(f"{address[:80]!r} is no address of a page.", _FORM)
    if parts.username or parts.password:
        raise DocumentError("the address holds a name or password.", "Leave it out, or copy the text and paste it.")
    if not os.environ.get("LIPTAKO_FETCH_PRIVATE"):
        _see_that_public(host, port or (443 if parts.scheme == "https" else 80))
    return urlunsplit(parts._replace(fragment=""))


_FORM = "It begins with https:// or http:// and names a host, such as https://example.org/article."
_HEADERS = {"User-Agent": "liptako (adds a document)", "Accept": ", ".join((*KINDS[:4], "*/*;q=0.5"))}


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _see_that_public(host: str, port: int) -> None:
    """Refuse hosts of the machine's own network: whoever opens the dashboard could read them through it."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = "there is no connection, or no such host"
        raise DocumentError(f"the host {host[:80]} is not found: {why}.", PASTE) from error
    for *_, place in found:
        if not ipaddress.ip_address(str(place[0]).partition("%")[0]).is_global:
            raise DocumentError(
                f"{host[:80]} belongs to an inner network and is not fetched from.",
                "Copy the text and paste it, or set LIPTAKO_FETCH_PRIVATE=1.",
            )


def _checked_kind(answer: requests.Response, address: str) -> str:
    status, headers = answer.status_code, answer.headers
    if status >= 400:
        wall = status in {401, 402, 403, 451}
        why = "it is behind a log-in, or refuses programs" if wall else f"it answered {status}"
        raise DocumentError(f"{address} could not be fetched: {why}.", PASTE)
    kind = str(headers.get("Content-Type", "")).split(";")[0].strip().lower()
    if kind and kind not in KINDS:
        raise DocumentError(f"{address} is no page or text but {kind}.", "Give a page, a text or a feed.")
    size = str(headers.get("Content-Length", ""))
    if size.isdecimal():
        check_size(int(size), address)
    return kind


def _body(answer: requests.Response, address: str, until: float, tell: Progress) -> bytes:
    size = str(answer.headers.get("Content-Length", ""))
    expected = int(size) if size.isdecimal() and int(size) else None
    limit = max_megabytes() * 1e6
    raw = bytearray()
    for piece in answer.iter_content(CHUNK):
        raw += piece
        tell(min(1.0, len(raw) / expected) if expected else None)
        if len(raw) > limit:
            raise TooLarge(f"{address} has more than {limit / 1e6:g} MB.", "Set LIPTAKO_MAX_MB higher.")
        if time.monotonic() > until:
            raise DocumentError(f"{address} took longer than {WHOLE} seconds.", PASTE)
    return bytes(raw)


def _reason(error: Exception) -> str:
    import requests  # noqa: PLC0415 - as above

    if isinstance(error, requests.Timeout):
        return "nothing came in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not valid"
    if isinstance(error, requests.ConnectionError):
        return "there is no connection to it"
    return "the answer broke off or is none"

"""Fetch a file from an http(s) address: verified, written beside its place, renamed when it is whole."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from geodata.errors import GazetteerError

if TYPE_CHECKING:
    import requests

Progress = Callable[[str, float], None]
LARGEST = 300 * 2**20
"""Bytes; GeoNames' largest country file (US.zip) has some 80 MB, second-level outlines of a country 20 to 100."""
TIMEOUT = (15, 60)
"""Seconds to connect, and between two pieces."""
_CHUNK = 1 << 16
_OFFLINE = "Download it elsewhere and give the file with --from PATH."
_AGENT = {"User-Agent": "liptako (places and boundaries add)", "Accept-Encoding": "identity"}


def is_address(text: str) -> bool:
    """Tell whether the text is an http or https address rather than a path."""
    return text.lower().startswith(("http://", "https://"))


def file_name(address: str) -> str:
    """Return the last part of an address, fit to be a file's name; empty if it ends in a slash."""
    path = unquote(urlsplit(address).path)
    return "" if path.endswith("/") else PurePosixPath(path).name.replace("\\", "_")


def fetch(address: str, folder: Path, progress: Progress | None = None) -> Path:
    """Download one file.

    Parameters
    ----------
    address : str
        http or https.
    folder : Path
        Where it is written, under the name that the address ends in.
    progress : callable or None
        Told the name and the share that has come, 0 to 1.

    Returns
    -------
    Path

    Raises
    ------
    GazetteerError
        If nothing answers, an error or a web page comes instead of a file, it is larger than `LARGEST`, or it
        breaks off. No part of it stays.
    """
    import requests  # noqa: PLC0415 - a fifth of a second that only downloads should wait for

    target = folder / (file_name(address) or "download")
    partial = target.with_name(target.name + ".part")
    try:
        with requests.get(address, stream=True, timeout=TIMEOUT, headers=_AGENT) as answer:
            expected = _checked(answer, address)
            _write(answer, partial, address, expected, progress or (lambda _text, _share: None))
        partial.replace(target)
    except requests.RequestException as error:
        raise GazetteerError(f"{address} could not be downloaded: {_reason(error)}.", _OFFLINE) from error
    except OSError as error:
        raise GazetteerError(
            f"{target} could not be written ({error.strerror or error}).", "Free some space, or set LIPTAKO_HOME."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def links(address: str) -> list[str]:
    """Return the absolute addresses that a folder's page on a plain file server links to; none if there is no page.

    Raises
    ------
    GazetteerError
        If nothing answers.
    """
    import requests  # noqa: PLC0415 - as above

    try:
        answer = requests.get(address, timeout=TIMEOUT, headers=_AGENT)
    except requests.RequestException as error:
        raise GazetteerError(f"{address} could not be read: {_reason(error)}.", _OFFLINE) from error
    if not answer.ok or "html" not in answer.headers.get("Content-Type", ""):
        return []
    page = _Links()
    page.feed(answer.text)
    found = (urljoin(answer.url, target) for target in page.targets)
    return [one for one in found if one.startswith(answer.url.rsplit("/", 1)[0]) and file_name(one)]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value for name, value in attrs if tag == "a" and name == "href" and value]


def _checked(answer: requests.Response, address: str) -> int | None:
    """Return the announced size; refuse errors, web pages and what is too large."""
    if not answer.ok:
        raise GazetteerError(
            f"{address} answered {answer.status_code} {answer.reason}.",
            "Check the address, or give a file with --from PATH.",
        )
    kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise GazetteerError(
            f"{address} answered a web page ({kind}) instead of a file.",
            "Check the address, or whether a log-in page stands before it.",
        )
    size = answer.headers.get("Content-Length", "")
    expected = int(size) if size.isdecimal() and "Content-Encoding" not in answer.headers else None
    if expected is not None and expected > LARGEST:
        raise _too_large(address)
    return expected


def _write(answer: requests.Response, partial: Path, address: str, expected: int | None, tell: Progress) -> None:
    got = 0
    with partial.open("wb") as out:
        for piece in answer.iter_content(_CHUNK):
            if not got and piece.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
                raise GazetteerError(f"{address} answered a web page instead of a file.", "Check the address.")
            got += len(piece)
            if got > LARGEST:
                raise _too_large(address)
            out.write(piece)
            tell(f"downloading {file_name(address)}", got / expected if expected else 0.0)
    if not got:
        raise GazetteerError(f"{address} answered an empty file.", "Try again later, or give a file with --from PATH.")
    if expected is not None and got != expected:
        raise GazetteerError(f"{address} broke off after {got:,} of {expected:,} bytes.", "Try again.")


def _too_large(address: str) -> GazetteerError:
    return GazetteerError(
        f"{address} is larger than {LARGEST // 2**20} MB.", "No country file is that large; check the address."
    )


def _reason(error: requests.RequestException) -> str:
    import requests  # noqa: PLC0415 - as above

    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke off before the end"
    if isinstance(error, requests.Timeout):
        return "it did not answer in time"
    if isinstance(error, requests.ConnectionError):
        return "there is no connection to it"
    return str(error)

"""Open the store once, and again where its file was replaced or removed while pages are open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from geodata.paths import store_url

Opened = TypeVar("Opened")
# SQLAlchemy's address of an SQLite file.
_FILE = "sqlite:///"


def file_of_store() -> tuple[str, int, int] | None:
    """Return path, device and number of the store's file; None where there is none, or the store is no file.

    A file that takes the place of another has another number, and an open connection goes on reading the old one.
    """
    url = store_url()
    if not url.startswith(_FILE):
        return None
    path = Path(url.removeprefix(_FILE))
    try:
        found = path.stat()
    except OSError:
        return None
    return str(path), found.st_dev, found.st_ino


class Kept(Generic[Opened]):
    """What rests on the store, made once for each file that the store has been.

    Parameters
    ----------
    make : callable
        From what was made before, or None, to what rests on the store as it is now.
    """

    def __init__(self, make: Callable[[Opened | None], Opened]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: Opened | None = None
        self._file: tuple[str, int, int] | None = None

    def get(self) -> Opened:
        """Return what rests on the store; who comes while it is made waits for it."""
        with self._lock:
            if self._made is None or file_of_store() != self._file:
                self._made = self._make(self._made)
                # Opening a store makes its file where there is none.
                self._file = file_of_store()
            return self._made

    def ready(self) -> Opened | None:
        """Return what was made, without waiting for it; None where nothing was, or another file is in its place."""
        return self._made if file_of_store() == self._file else None

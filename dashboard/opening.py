"""Open the store once, and again where its file was replaced, written over or removed while pages are open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from geodata.errors import StoreError
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


def stamp_of_store() -> tuple[int, int] | None:
    """Return size and time of the last change of the store's file: they change as the store grows, too."""
    url = store_url()
    try:
        found = Path(url.removeprefix(_FILE)).stat() if url.startswith(_FILE) else None
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if found else None


# The mark that a store bore when it was last looked at.
_MARKS: WeakKeyDictionary[object, str] = WeakKeyDictionary()


def still_the_same(store: object) -> bool:
    """Tell whether the file of an open store holds the same one as before, or one that has grown from it.

    A file may be written over while it is open. SQLite then goes on with the pages that it has at hand: the connections
    are closed, and opened anew as they are needed.
    """
    from geodata.store import Store  # noqa: PLC0415 - heavy, and replaced in tests

    if not isinstance(store, Store):
        return True
    try:
        store.close()
        before, now = _MARKS.get(store), store.written()
        _MARKS[store] = now
        return before in {None, now} or store.changed_since(str(before)) is not None
    except StoreError:
        # What is no store any more is opened again, which says so.
        return False


class Kept(Generic[Opened]):
    """What rests on the store, made once for each file that the store has been.

    Parameters
    ----------
    make : callable
        From what was made before, or None, to what rests on the store as it is now.
    goes_on : callable, optional
        Asked once it is made, and where the file has changed: whether it still is the store that what was made rests
        on.
    """

    def __init__(
        self, make: Callable[[Opened | None], Opened], goes_on: Callable[[Opened], bool] = lambda _: True
    ) -> None:
        self._make, self._goes_on = make, goes_on
        self._lock = Lock()
        self._made: Opened | None = None
        self._file: tuple[str, int, int] | None = None
        self._stamp: tuple[int, int] | None = None

    def get(self) -> Opened:
        """Return what rests on the store; who comes while it is made waits for it."""
        with self._lock:
            stamp = stamp_of_store()
            if self._made is None or file_of_store() != self._file or not self._still(self._made, stamp):
                self._made = self._make(self._made)
                self._goes_on(self._made)
                # Opening a store makes its file where there is none.
                self._file, stamp = file_of_store(), stamp_of_store()
            self._stamp = stamp
            return self._made

    def ready(self) -> Opened | None:
        """Return what was made, without waiting for it; None where nothing was, or another file is in its place."""
        return self._made if file_of_store() == self._file else None

    def _still(self, made: Opened, stamp: tuple[int, int] | None) -> bool:
        return stamp == self._stamp or self._goes_on(made)

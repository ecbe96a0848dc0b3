"""Work done ahead in a thread: the store is read while the rows read before are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Full, Queue
from threading import Event, Thread
from typing import Any, TypeVar

Item = TypeVar("Item")
# Items that wait at most: what stands in memory stays small.
WAITING = 1
PATIENCE = 0.1


@contextmanager
def ahead(items: Iterator[Item]) -> Iterator[Iterator[Item]]:
    """Give what an iterator yields, made by a thread of its own, which ends with the block.

    An error of the iterator is raised where the next item would come.
    """
    ready: Queue[tuple[str, Any]] = Queue(WAITING)
    over = Event()
    thread = Thread(target=_work, args=(items, ready, over), name="export-reading", daemon=True)
    thread.start()
    try:
        yield _taken(ready)
    finally:
        over.set()
        thread.join()


def _work(items: Iterator[Item], ready: Queue[tuple[str, Any]], over: Event) -> None:
    try:
        for item in items:
            if not _put(("item", item), ready, over):
                break
        else:
            _put(("end", None), ready, over)
    except BaseException as error:  # raised again in the thread that waits
        _put(("error", error), ready, over)
    finally:
        close = getattr(items, "close", None)
        if close is not None:
            close()


def _put(told: tuple[str, Any], ready: Queue[tuple[str, Any]], over: Event) -> bool:
    """Wait for room; False if nobody takes any more."""
    while not over.is_set():
        try:
            ready.put(told, timeout=PATIENCE)
        except Full:
            continue
        return True
    return False


def _taken(ready: Queue[tuple[str, Any]]) -> Iterator[Any]:
    while True:
        kind, value = ready.get()
        if kind == "error":
            raise value
        if kind == "end":
            return
        yield value

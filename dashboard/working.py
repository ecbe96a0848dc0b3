"""Work that takes longer than a visitor waits for: done beside the page, with how far it is, stopped at any time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread

from geodata.errors import LiptakoError


class _Stopped(Exception):
    """The visitor does not want it any more."""


class Work:
    """A file that is being made, in a thread of its own.

    Parameters
    ----------
    subject : tuple of str
        What is made: other choices are other work.
    make : callable
        Makes the file; is given this work, to `tell` how far it is and to `show` what can be seen already.
    """

    def __init__(self, subject: tuple[str, ...], make: Callable[[Work], bytes]) -> None:
        self.subject = subject
        self.data: bytes | None = None
        self.seen: tuple[bytes, ...] = ()
        self.error: Exception | None = None
        self.share = 0.0
        self._wanted = Event()
        self._wanted.set()
        self._thread = Thread(target=self._run, args=(make,), daemon=True)
        self._thread.start()

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it; what it had made is dropped."""
        return not self._wanted.is_set()

    @property
    def running(self) -> bool:
        """Whether it is still wanted and not done."""
        return not self.stopped and self._thread.is_alive()

    def stop(self) -> None:
        """End it: at once for the visitor, and for the machine before the next rows or the next step."""
        self._wanted.clear()
        self.data, self.seen = None, ()

    def wait(self, seconds: float) -> None:
        """Return once it has ended, or after so many seconds."""
        self._thread.join(seconds)

    def tell(self, done: int, total: int) -> None:
        """Say how much is done, and of how much; ends the work by raising once nobody wants it."""
        if self.stopped:
            raise _Stopped
        self.share = min(done / max(total, 1), 1.0)

    def show(self, pictures: Sequence[bytes]) -> None:
        """Give what can be seen before the file is whole."""
        if not self.stopped:
            self.seen = tuple(pictures)

    def _run(self, make: Callable[[Work], bytes]) -> None:
        try:
            data = make(self)
        except _Stopped:
            return
        except LiptakoError as error:
            self.error = error
        except Exception as error:
            logging.getLogger(__name__).exception("A file could not be made")
            self.error = error
        else:
            self.data = None if self.stopped else data

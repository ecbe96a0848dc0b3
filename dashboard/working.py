"""Work that takes longer than a visitor waits for: done beside the page, with how far it is, stopped at any time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from geodata.errors import LiptakoError

Progress = Callable[[int, int], None]


class _Stopped(Exception):
    """The visitor does not want it any more."""


class Work:
    """A file that is being made, in a thread of its own.

    Parameters
    ----------
    subject : tuple of str
        What is made: other choices are other work.
    make : callable
        Makes the file; is given what to call with how much is done, and of how much.
    """

    def __init__(self, subject: tuple[str, ...], make: Callable[[Progress], bytes]) -> None:
        self.subject = subject
        self.data: bytes | None = None
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
        """End it: at once for the visitor, and for the machine before the next rows."""
        self._wanted.clear()
        self.data = None

    def wait(self, seconds: float) -> None:
        """Return once it has ended, or after so many seconds."""
        self._thread.join(seconds)

    def _run(self, make: Callable[[Progress], bytes]) -> None:
        try:
            data = make(self._told)
        except _Stopped:
            return
        except LiptakoError as error:
            self.error = error
        except Exception as error:
            logging.getLogger(__name__).exception("A file could not be made")
            self.error = error
        else:
            self.data = None if self.stopped else data

    def _told(self, done: int, total: int) -> None:
        if self.stopped:
            raise _Stopped
        self.share = done / max(total, 1)

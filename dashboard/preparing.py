"""Columns that have to be made anew, made beside the server while the page says how far that is."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Lock, Thread

from geodata.columns.opening import at_hand
from geodata.hierarchy import Hierarchy
from geodata.store import Store

logger = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "geodata.columns")


@dataclass
class Preparation:
    """What is made of one store, once for all visitors.

    Parameters
    ----------
    store : object
        Only a `Store` has columns that are kept.
    hierarchy : Hierarchy
    """

    store: object
    hierarchy: Hierarchy
    _progress: tuple[int, int] = (0, 0)
    _thread: Thread | None = None
    _tried: str = ""
    _lock: Lock = field(default_factory=Lock, repr=False)

    def progress(self) -> tuple[int, int] | None:
        """Return how many events are read and how many there are, while that takes long; begin with it if need be.

        Returns
        -------
        (int, int) or None
            None once all is at hand, or where making it beside the server failed: whoever asks for it then makes it.
        """
        if not isinstance(self.store, Store):
            return None
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return self._progress
            state = self.store.written()
            if self._tried == state or at_hand(self.store, self.hierarchy):
                return None
            self._tried, self._progress = state, (0, self.store.counts().events)
            self._thread = Thread(target=self._make, daemon=True)
            self._thread.start()
            return self._progress

    def _make(self) -> None:
        with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                done, _, total = line.partition(" ")
                self._progress = int(done), int(total)
            told = process.stderr.read() if process.stderr else ""
        if process.returncode:
            logger.error("the columns could not be made beside the server: %s", told)

"""How much memory a process takes while it does something: its peak, and how much of that is its own.

`VmHWM` counts pages of mapped files as well, which are the system's and which it takes back when it needs room; the
anonymous ones (`RssAnon`, proc(5)) are the process's own. Linux keeps no peak of those, so they are looked at often.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

STATUS = Path("/proc/self/status")
# Seconds between two looks.
EVERY = 0.02


@dataclass
class Peak:
    """The most anonymous memory seen, in MB."""

    own_mb: float = 0.0


def peak_mb() -> float:
    """Return the peak memory of this process since it began, mapped files among it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def own_mb() -> float:
    """Return the anonymous memory of this process now; 0 where the system does not tell."""
    if not STATUS.exists():
        return 0.0
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon:")), 0.0)


@contextmanager
def watched() -> Iterator[Peak]:
    """Give what holds the peak of anonymous memory while the block runs."""
    peak, over = Peak(own_mb()), Event()

    def look() -> None:
        while not over.wait(EVERY):
            peak.own_mb = max(peak.own_mb, own_mb())

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()
        peak.own_mb = max(peak.own_mb, own_mb())

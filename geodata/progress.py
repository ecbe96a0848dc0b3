"""How far something is that takes a while; who is told may end it by raising."""

from __future__ import annotations

from collections.abc import Callable

# Called with how much is done, and of how much.
Progress = Callable[[int, int], None]


class Steps:
    """Tells how far something is that is made in a few steps.

    Parameters
    ----------
    total : int
        Steps.
    progress : callable, optional
        Who is told; nobody by default.
    """

    def __init__(self, total: int, progress: Progress | None = None) -> None:
        self._total, self._done, self._progress = total, 0, progress

    def tell(self, done: int = 0) -> None:
        """Say that so many more steps are done; with none, ask only whether it is still wanted."""
        self._done = min(self._done + done, self._total)
        if self._progress:
            self._progress(self._done, self._total)


def part(progress: Progress | None, number: int, parts: int) -> Progress | None:
    """Return what tells of one of several makings, one after the other, as a part of them all."""
    if progress is None:
        return None

    def tell(done: int, total: int) -> None:
        progress(number * total + done, parts * total)

    return tell

"""What the commands share: messages, progress, and the edge at which errors become one line."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, NoReturn

from geodata.errors import LiptakoError

if TYPE_CHECKING:
    import typer
    from rich.console import Console

    from geodata.progress import Progress

NAME = "liptako"
# Loading a command makes half a million objects that stay: looking through them at every 700 new ones, as Python does
# by default, takes a tenth of a short command.
SELDOM = 50_000
# What shells call a command that was stopped by Ctrl+C: 128, and the number of the signal.
STOPPED = 128 + signal.SIGINT
# What a machine that shuts down sends, and a terminal that is closed; the latter not on every system.
ENDING = ("SIGTERM", "SIGHUP")
logger = logging.getLogger(__name__)


def main(app: typer.Typer, arguments: list[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code; an error of ours is one line on stderr.

    Parameters
    ----------
    app : typer.Typer
    arguments : list of str, optional
        ``sys.argv`` by default.
    """
    gc.set_threshold(SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if os.environ.get("LIPTAKO_DEBUG"):
        logging.basicConfig()
        logging.getLogger("geodata").setLevel(logging.DEBUG)
    else:
        # It speaks at length of folders that it cannot write to, and does without them.
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
    _clean_up_when_ended()
    try:
        app(arguments, prog_name=NAME)
    except LiptakoError as error:
        logger.debug("the command ended", exc_info=error)
        complain(str(error))
        sys.exit(1)
    except (KeyboardInterrupt, SystemExit) as ended:
        # Typer ends a command that is stopped without a word.
        if isinstance(ended, SystemExit) and ended.code != STOPPED:
            raise
        complain("stopped; files are written whole or not at all")
        sys.exit(STOPPED)
    sys.exit(0)


def _clean_up_when_ended() -> None:
    """Let a command that is told to end remove what it has half written, as after Ctrl+C."""
    if current_thread() is not main_thread():
        return
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda told, _: sys.exit(128 + told))


def complain(message: str) -> None:
    """Print one line on stderr."""
    print(f"{NAME}: {' '.join(message.split())}", file=sys.stderr)


def say(message: str = "") -> None:
    """Print a line of plain text."""
    print(message)


def complain_of(where: str, error: Exception) -> None:
    """Print in one line why something could not be read; a mistake of the program is called so."""
    if isinstance(error, LiptakoError):
        complain(str(error))
        return
    logger.debug("%s could not be read", where, exc_info=error)
    complain(f"{where}: {type(error).__name__}: {error} (a mistake in Liptako; LIPTAKO_DEBUG=1 shows where)")


def stderr() -> Console:
    """Return a console on stderr, so that stdout holds nothing but results."""
    from rich.console import Console

    return Console(stderr=True)


@contextmanager
def share_bar() -> Iterator[Callable[[str, float], None]]:
    """Show progress as a share of 1; nothing where stderr is no terminal."""
    with ExitStack() as stack:
        bar = _Bar(stack)
        yield lambda what, share: bar.show(description=what, completed=share, total=1.0)


@contextmanager
def count_bar() -> Iterator[Callable[[int, int, str], None]]:
    """Show progress as a number of files; nothing where stderr is no terminal."""
    with ExitStack() as stack:
        bar = _Bar(stack)
        yield lambda done, total, what: bar.show(description=what, completed=done, total=total)


@contextmanager
def step_bar(what: str) -> Iterator[Progress]:
    """Show progress of one thing that is made in steps; nothing where stderr is no terminal."""
    with count_bar() as told:
        yield lambda done, total: told(done, total, what)


class _Bar:
    """A progress bar that is loaded and drawn when there is something to show: most commands are done before.

    Parameters
    ----------
    stack : ExitStack
        Ends it.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._update: Callable[..., None] | None = None

    def show(self, **told: Any) -> None:
        """Show how far it is."""
        if not sys.stderr.isatty():
            return
        if self._update is None:
            self._update = self._begin()
        self._update(**told)

    def _begin(self) -> Callable[..., None]:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        console = stderr()
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        bar = self._stack.enter_context(progress)
        return partial(bar.update, bar.add_task("", total=None))

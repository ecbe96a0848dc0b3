"""Run one way of doing something in a process of its own; when it takes long, end it with all that it started."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

# Of a message, so that it fits into the table.
LETTERS = 120


def run(script: str, home: Path, longest: float, *options: str) -> dict[str, Any] | str:
    """Return the figures that a script prints as its last line; in words why there are none.

    Parameters
    ----------
    script : str
        Path of a Python file.
    home : Path
        LIPTAKO_HOME of the store that is measured.
    longest : float
        Seconds after which it is given up.
    *options : str
    """
    environment = {**os.environ, "LIPTAKO_HOME": str(home)}
    environment.pop("LIPTAKO_STORE", None)
    # A group of its own: a browser that it started would else go on, and hold the pipe that is read here.
    process = subprocess.Popen(
        [sys.executable, script, *options],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        # It may have ended and left something behind that holds the pipe.
        ended = process.poll() is not None
        _end(process)
        out, err = process.communicate()
        if not ended:
            return f"took more than {longest:.0f} s"
    _end(process)
    if process.returncode:
        told = err.strip().splitlines()
        return told[-1][:LETTERS] if told else f"ended with {process.returncode}"
    figures: dict[str, Any] = json.loads(out.splitlines()[-1])
    return figures


def _end(process: subprocess.Popen[str]) -> None:
    """End all that a process started, and itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

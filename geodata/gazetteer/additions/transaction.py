"""Change what is added as a whole: a new index is built beside the one in use, and both are swapped at the end."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import GazetteerError
from geodata.gazetteer.additions import FOLDER
from geodata.gazetteer.additions.country_tier import join_units

Progress = Callable[[str, float], None]
Check = Callable[[Path], None]
SCRATCH, ASIDE = ".additions-", "old-{}"


@contextmanager
def change(home: Path, progress: Progress | None = None, check: Check | None = None) -> Iterator[Path]:
    """Yield a copy of the folder of additions to be changed; when the block ends well, it is put in use.

    Parameters
    ----------
    home : Path
        ``geodata.paths.home()``; the index is in ``index/places``, the additions in ``additions``.
    progress : callable or None
        Told what is being done and its share, 0 to 1.
    check : callable or None
        Given the freshly built index; what it raises undoes the change.

    Raises
    ------
    GazetteerError
        If another process is changing the additions, or the index cannot be built. Then nothing has changed.
    """
    from geodata.gazetteer.build import build  # noqa: PLC0415 - the build reads additions itself

    with _only_one(home), tempfile.TemporaryDirectory(dir=home, prefix=SCRATCH) as scratch_name:
        scratch = Path(scratch_name)
        staged, index = scratch / FOLDER, scratch / "index" / "places"
        _copy(home / FOLDER, staged)
        yield staged
        _join(staged)
        build(index, progress)
        if check is not None:
            check(index)
        _put(scratch, {staged: home / FOLDER, index: home / "index" / "places"})


def _recover(home: Path) -> None:
    """Clear up after a change that was killed; if it had moved the additions aside, they come back."""
    for scratch in home.glob(SCRATCH + "*"):
        aside = scratch / ASIDE.format(0)
        if aside.exists() and not (home / FOLDER).exists():
            aside.rename(home / FOLDER)
        shutil.rmtree(scratch, ignore_errors=True)


def _join(staged: Path) -> None:
    from geodata.boundaries import Boundaries  # noqa: PLC0415 - boundaries read additions too

    join_units(staged, Boundaries(additions=staged))


def _copy(used: Path, staged: Path) -> None:
    """Copy the folder by links where the file system has them; files are only ever replaced, never written into."""
    staged.mkdir(parents=True)
    if used.is_dir():
        shutil.copytree(used, staged, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _put(scratch: Path, moves: dict[Path, Path]) -> None:
    """Move each new folder to its place, the old one aside; if one move fails, all go back."""
    done: list[tuple[Path, Path, Path]] = []
    try:
        for number, (fresh, place) in enumerate(moves.items()):
            old = scratch / ASIDE.format(number)
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                place.rename(old)
            done.append((fresh, place, old))
            fresh.rename(place)
    except OSError as error:
        for fresh, place, old in reversed(done):
            if place.exists() and not fresh.exists():
                place.rename(fresh)
            if old.exists():
                old.rename(place)
        raise GazetteerError(
            f"the new index could not be put in place ({error.strerror or error}).",
            "The one in use stays; stop other programs that use it, and try again.",
        ) from error


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, on every platform: an SQLite file that is written to."""
    lock = sqlite3.connect(home / "additions.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        _recover(home)
    except sqlite3.OperationalError as error:
        lock.close()
        raise GazetteerError(
            f"another process is adding places or boundaries in {home} ({error}).", "Wait until it is done."
        ) from error
    try:
        yield
    finally:
        lock.close()

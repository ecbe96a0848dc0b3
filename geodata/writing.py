"""Writing a file: whole or not at all, and never over another one unless told to."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geodata.errors import PublishError

MODE = 0o666
REASONS = {
    errno.ENOSPC: ("the disk is full.", "Make room, or choose another folder."),
    errno.EDQUOT: ("your share of the disk is used up.", "Make room, or choose another folder."),
    errno.EFBIG: ("it is larger than a file may be there.", "Choose another folder, or a smaller view."),
    errno.EACCES: ("there is no permission to write there.", "Choose a folder that you may write to."),
    errno.EPERM: ("there is no permission to write there.", "Choose a folder that you may write to."),
    errno.EROFS: ("the folder is read-only.", "Choose a folder that you may write to."),
    errno.ENAMETOOLONG: ("its name is too long.", "Choose a shorter one."),
}


def write_whole(path: Path | str, data: bytes, *, force: bool = False) -> Path:
    """Write bytes beside their place and move them there when they are whole.

    Raises
    ------
    PublishError
        As `whole_file`.
    """
    with whole_file(path, force=force) as beside, beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Path(path)


@contextmanager
def whole_file(path: Path | str, *, force: bool = False) -> Iterator[Path]:
    """Give a path beside a file's place to write to; what was written is moved there when the block ends well.

    Parameters
    ----------
    path : Path
    force : bool
        Replace a file that exists.

    Raises
    ------
    PublishError
        If the file exists or cannot be written; then nothing is left behind.
    """
    target = Path(path)
    check_free(target, force=force)
    try:
        yield from _written_then_moved(target, force)
    except FileExistsError as error:
        raise PublishError(f"{target} exists already.", "Choose another name.") from error
    except OSError as error:
        what, remedy = REASONS.get(error.errno or 0, (f"{error.strerror or error}.", "Choose another folder."))
        raise PublishError(f"{target} cannot be written: {what}", remedy) from error


def check_free(path: Path | str, *, force: bool = False) -> None:
    """Tell before any work is done that a file could not be put there.

    Raises
    ------
    PublishError
        If it exists, is a folder, or its folder does not exist.
    """
    target = Path(path)
    if target.is_dir():
        raise PublishError(f"{target} is a folder.", "Name a file in it.")
    if not target.parent.is_dir():
        raise PublishError(f"There is no folder {target.parent}.", "Make it first, or choose another.")
    if not force and os.path.lexists(target):
        raise PublishError(f"{target} exists already.", "Choose another name, or ask for it to be replaced (--force).")


def _written_then_moved(target: Path, force: bool) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=".liptako-", suffix=f".part{target.suffix}", dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        _share(beside)
        _move(beside, target, force)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _share(path: Path) -> None:
    """Give the file the permissions that a new file would have; temporary ones are private."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(MODE & ~mask)


def _move(beside: Path, target: Path, force: bool) -> None:
    """Move it in one step; a link fails where the name has been taken meanwhile, a rename would not."""
    if force:
        beside.replace(target)
        return
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links (FAT, some network shares).
        beside.rename(target)

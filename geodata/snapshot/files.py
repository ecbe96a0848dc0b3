"""Writing a picture: whole or not at all, and never over another file unless told to."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from geodata.errors import SnapshotError

EXTENSIONS = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
MODE = 0o666
REASONS = {
    errno.ENOSPC: ("the disk is full.", "Make room, or choose another folder."),
    errno.EDQUOT: ("your share of the disk is used up.", "Make room, or choose another folder."),
    errno.EACCES: ("there is no permission to write there.", "Choose a folder that you may write to."),
    errno.EPERM: ("there is no permission to write there.", "Choose a folder that you may write to."),
    errno.EROFS: ("the folder is read-only.", "Choose a folder that you may write to."),
    errno.ENAMETOOLONG: ("its name is too long.", "Choose a shorter one."),
}


def format_of(path: Path | str) -> str:
    """Return the picture format that a file name asks for.

    Raises
    ------
    SnapshotError
        If its extension is none of .png, .svg and .pdf.

    Examples
    --------
    >>> format_of("map.PNG")
    'png'
    """
    extension = Path(path).suffix.lower()
    if extension not in EXTENSIONS:
        came = f"the extension {extension!r}" if extension else "no extension"
        raise SnapshotError(f"{path} has {came}.", f"Use {', '.join(EXTENSIONS)}.")
    return EXTENSIONS[extension]


def save(path: Path | str, data: bytes, *, force: bool = False) -> Path:
    """Write a picture beside its place and move it there when it is whole.

    Parameters
    ----------
    path : Path
        Ends in .png, .svg or .pdf.
    data : bytes
        As `render` gives it.
    force : bool
        Replace a file that exists.

    Raises
    ------
    SnapshotError
        If the file exists, the extension is unknown, or it cannot be written; then nothing is left behind.
    """
    target = Path(path)
    format_of(target)
    if target.is_dir():
        raise SnapshotError(f"{target} is a folder.", "Name a file in it.")
    if not target.parent.is_dir():
        raise SnapshotError(f"There is no folder {target.parent}.", "Make it first, or choose another.")
    if not force and os.path.lexists(target):
        raise SnapshotError(f"{target} exists already.", "Choose another name, or ask for it to be replaced.")
    try:
        _write_then_move(target, data, force)
    except FileExistsError as error:
        raise SnapshotError(f"{target} exists already.", "Choose another name.") from error
    except OSError as error:
        what, remedy = REASONS.get(error.errno or 0, (f"{error.strerror or error}.", "Choose another folder."))
        raise SnapshotError(f"{target} cannot be written: {what}", remedy) from error
    return target


def _write_then_move(target: Path, data: bytes, force: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=".liptako-", suffix=".part", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
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

"""The file of a picture."""

from __future__ import annotations

from pathlib import Path

from geodata.errors import SnapshotError
from geodata.writing import write_whole

EXTENSIONS = {".png": "png", ".svg": "svg", ".pdf": "pdf"}


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
    """Write a picture whole or not at all.

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
    PublishError
        If the file exists, the extension is unknown, or it cannot be written; then nothing is left behind.
    """
    format_of(path)
    return write_whole(path, data, force=force)

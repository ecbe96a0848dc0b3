"""Files to read, from the paths that a user names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata.documents.reading import FORMATS, printable
from geodata.errors import DocumentError


def find_documents(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of the given paths: files as they are, folders with all they hold.

    Parameters
    ----------
    paths : iterable of Path
        In a folder, ``.txt``, ``.md`` and ``.markdown`` files are taken, recursively and sorted; hidden
        files and folders are not.

    Raises
    ------
    DocumentError
        At a path that does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield path
        else:
            raise DocumentError(f"there is no file or folder {printable(path)}.", "Check its spelling.")


def _in_folder(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in FORMATS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )

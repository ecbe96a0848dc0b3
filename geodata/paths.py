"""Where the store and the built indexes live."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from geodata.errors import SetupError

REMEDY = "Set LIPTAKO_HOME to a folder in which you may write."


def home() -> Path:
    """Return the folder that holds store and indexes: LIPTAKO_HOME, or the platform's user data folder.

    Returns
    -------
    Path
        It is made on demand.

    Raises
    ------
    SetupError
        If it cannot be made, or not be written to.
    """
    return writable_folder(Path(os.environ.get("LIPTAKO_HOME") or platformdirs.user_data_path("liptako", False)))


def store_url() -> str:
    """Return the SQLAlchemy address of the store: LIPTAKO_STORE, or an SQLite file in `home`."""
    return os.environ.get("LIPTAKO_STORE") or f"sqlite:///{home() / 'liptako.sqlite'}"


def index_folder() -> Path:
    """Return the folder of the built place index, inside `home`."""
    return writable_folder(home() / "index")


def writable_folder(folder: Path) -> Path:
    """Make a folder unless it is there, and see that files can be made in it.

    Raises
    ------
    SetupError
        If the folder cannot be made or is read-only.
    """
    folder = folder.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"cannot make the folder {folder}: {error.strerror or error}.", REMEDY) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SetupError(f"the folder {folder} is read-only.", REMEDY)
    return folder

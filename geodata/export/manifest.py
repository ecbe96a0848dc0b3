"""The manifest beside a file: what it was made of, so that anyone can tell whether it still says the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from geodata.errors import PublishError

SUFFIX = ".manifest.json"
# What may differ between two makings of the same file.
PASSING = frozenset({"made_on", "file"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file was made of.

    Parameters
    ----------
    file, format : str
        Bare name, and csv, geojson, png ...
    sha256 : str
        Of the file.
    bytes, rows : int or None
        `rows` is None for pictures and briefings.
    view : str
        Address of the view, from which the file can be made again.
    unit, mode : str
        Rows are events or facts; ``full`` or ``public-admin1``, ``public-admin2``.
    data : str
        Digest of the store.
    versions : dict
        Of the program, the vocabulary, the gazetteer and the boundaries.
    counts : dict
        Events shown, events in the store, facts, documents, publishers, events hidden by each filter.
    sources : list of str
        Whose work it rests on, with licences.
    made_on : str
        Day; empty where none was asked for.
    options : dict
        What else was asked for: title, language, size and the like of a picture.
    """

    file: str
    format: str
    sha256: str
    bytes: int
    rows: int | None
    view: str
    unit: str
    mode: str
    data: str
    versions: dict[str, str]
    counts: dict[str, Any]
    sources: list[str]
    made_on: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    def differences(self, other: Manifest) -> dict[str, tuple[Any, Any]]:
        """Return what another manifest says otherwise, by field: its own value and the other's."""
        names = [one.name for one in fields(self) if one.name not in PASSING]
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def manifest_path(file: Path) -> Path:
    """Return where the manifest of a file lies."""
    return file.with_name(file.name + SUFFIX)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def program_version() -> str:
    """Return the version of Liptako; "unknown" in a checkout that is not installed."""
    try:
        return version("liptako")
    except PackageNotFoundError:
        return "unknown"


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises
    ------
    PublishError
        If there is none, or it is no manifest of ours.
    """
    remedy = f"Name the {SUFFIX} file that lies beside an export."
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(**told)
    except OSError as error:
        raise PublishError(f"{path} cannot be read: {error.strerror}.", remedy) from error
    except (ValueError, TypeError) as error:
        raise PublishError(f"{path} is no manifest of an export.", remedy) from error

"""What the user added: when, from where, with which digest and licence; one JSON file beside the added files."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from geodata.errors import GazetteerError

REGISTRY = "registry.json"
Kind = Literal["places", "table", "boundaries"]


@dataclass(frozen=True, slots=True)
class Addition:
    """One file of the user's tiers.

    Parameters
    ----------
    kind : {"places", "table", "boundaries"}
        A GeoNames country file, a table of one's own, or outlines.
    name : str
        ``ML`` for a country file, the file's stem for a table, ``ML-2`` for a country's second level.
    file : str
        Path inside the folder of additions.
    source : str
        Address or path that it came from.
    added : str
        ISO 8601 date and time, UTC.
    sha256 : str
        Of `file` as kept.
    licence : str
    rows : int
        Places or outlines in it.
    notes : tuple of str
        What was left out or repaired.
    """

    kind: Kind
    name: str
    file: str
    source: str
    added: str
    sha256: str
    licence: str
    rows: int
    notes: tuple[str, ...] = ()


def read_registry(folder: Path) -> list[Addition]:
    """Return what is in the folder of additions, in the order of adding; nothing if there is no folder.

    Raises
    ------
    GazetteerError
        If the register does not read.
    """
    path = folder / REGISTRY
    if not path.is_file():
        return []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return [Addition(**{**one, "notes": tuple(one["notes"])}) for one in found["additions"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GazetteerError(
            f"{path} does not read ({error}).", f"Delete {folder} and add your files again."
        ) from error


def record(folder: Path, addition: Addition) -> None:
    """Note an addition; one of the same kind and name is replaced, and its file with it."""
    forget(folder, addition.kind, addition.name, keep=addition.file)
    _write(folder, [*read_registry(folder), addition])


def forget(folder: Path, kind: Kind, name: str, *, keep: str = "") -> bool:
    """Take an addition and its file away; tell whether it was there."""
    known = read_registry(folder)
    gone = [one for one in known if (one.kind, one.name) == (kind, name)]
    for one in gone:
        if one.file != keep:
            (folder / one.file).unlink(missing_ok=True)
            units_path(folder / one.file).unlink(missing_ok=True)
    _write(folder, [one for one in known if one not in gone])
    return bool(gone)


def _write(folder: Path, additions: list[Addition]) -> None:
    fresh = folder / (REGISTRY + ".new")
    text = json.dumps({"additions": [asdict(one) for one in additions]}, ensure_ascii=False, indent=1)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(folder / REGISTRY)  # a new file, since the old one may be linked to from the folder in use


def digest(folder: Path, *kinds: Kind) -> str:
    """Return a digest of what is added (of the given kinds, or of all); empty if nothing is."""
    parts = [f"{one.kind}/{one.name}/{one.sha256}" for one in read_registry(folder) if not kinds or one.kind in kinds]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""


def units_path(file: Path) -> Path:
    """Return where the units to which the rows of a file were joined are kept."""
    return file.with_name(file.name + ".units.gz")


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def now() -> str:
    """Return date and time as the register notes them."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

"""Reading the YAML tables and checking them, with errors that name file, entry and field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from geodata.errors import VocabularyError

FOLDER = Path(__file__).parent


def files() -> list[Path]:
    """Return the YAML files of the vocabulary, in order of their names."""
    return sorted(FOLDER.glob("*.yaml"))


@cache
def version() -> str:
    """Return a hash of all YAML files: results remember which vocabulary made them."""
    digest = hashlib.sha256()
    for path in files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def load(name: str, folder: Path = FOLDER) -> Any:
    """Return what the YAML file `name` holds.

    Raises
    ------
    VocabularyError
        If the file is missing or is no YAML.
    """
    path = folder / name
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    except OSError as error:
        raise VocabularyError(f"{name} cannot be read: {error}.", "Restore it from the package.") from error
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name} is no valid YAML: {error}.", "Check indentation and quotes.") from error


_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry:
    """One mapping of a vocabulary file whose fields are read by type; `done` reports fields nobody read.

    Parameters
    ----------
    file : str
    label : str
        Which entry: its id or name, for the errors.
    fields : mapping
    """

    def __init__(self, file: str, label: str, fields: object) -> None:
        self.file, self.label = file, label
        if not isinstance(fields, Mapping):
            raise VocabularyError(f"{file}, {label}: {fields!r} is no mapping.", "Write `field: value` lines.")
        self._fields = dict(fields)

    def error(self, field: str, problem: str, remedy: str = "") -> VocabularyError:
        """Return the error that names file, entry and field."""
        return VocabularyError(f"{self.file}, {self.label}, field {field!r}: {problem}.", remedy)

    def text(self, field: str, default: str | None = None) -> str:
        """Take a text field; without a default it must be there."""
        value = self._fields.pop(field, default)
        if not isinstance(value, str):
            raise self.error(field, f"{value!r} is no text")
        return value

    def optional(self, field: str) -> str | None:
        """Take a text field that may be missing or null."""
        value = self._fields.pop(field, None)
        if value is not None and not isinstance(value, str):
            raise self.error(field, f"{value!r} is no text", "Quote it.")
        return value

    def choice(self, field: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Take a text field that must be one of `allowed`."""
        value = self.text(field, default)
        if value not in allowed:
            raise self.error(field, f"{value!r} is not known", f"Allowed: {', '.join(allowed)}.")
        return value

    def flag(self, field: str) -> bool:
        """Take a true/false field, false where missing."""
        value = self._fields.pop(field, False)
        if not isinstance(value, bool):
            raise self.error(field, f"{value!r} is neither true nor false")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Take a list of texts, empty where missing."""
        value = self._fields.pop(field, ())
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self.error(field, f"{value!r} is no list of texts", "YAML reads NO, on and 12 as other types: quote.")
        return tuple(value)

    def number(self, field: str, default: int | None = None) -> int:
        """Take a whole number; without a default it must be there."""
        value = self._fields.pop(field, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(field, f"{value!r} is no whole number")
        return value

    def mapping(self, field: str) -> dict[str, Any]:
        """Take a nested mapping, empty where missing."""
        value = self._fields.pop(field, {})
        if not isinstance(value, dict):
            raise self.error(field, f"{value!r} is no mapping")
        return value

    def done(self) -> None:
        """Raise if a field is left that nothing reads: a typing error would otherwise pass unseen."""
        if self._fields:
            raise self.error(next(iter(self._fields)), "nothing reads this field", "Check its spelling.")


def entries(file: str, key: str, rows: object) -> Iterator[Entry]:
    """Yield each mapping of a list, labelled by its field `key`."""
    if not isinstance(rows, list):
        raise VocabularyError(f"{file}: a list of entries is needed, got {type(rows).__name__}.")
    for at, row in enumerate(rows, 1):
        label = row.get(key) if isinstance(row, dict) else None
        yield Entry(file, str(label or f"entry {at}"), row)

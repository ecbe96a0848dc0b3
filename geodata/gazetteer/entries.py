"""One place as a source gives it, before the index is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geodata.folding import words
from geodata.gazetteer.names import Form, is_capitals, keys_of, without_article
from geodata.model import PlaceKind


@dataclass(slots=True)
class Entry:
    """A place and its keys; sources of lower rank may add keys to it."""

    place_id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    name_fr: str = ""
    name_en: str = ""
    country: str | None = None
    parent: str | None = None
    population: int = 0
    prominence: int = 0
    source: str = ""
    keys: dict[str, int] = field(default_factory=dict)
    demonyms: set[str] = field(default_factory=set)

    def add(self, names: Iterable[str], form: int) -> None:
        """Keep names under their keys; a key that is there already gains the form."""
        keys, listed = self.keys, form & (Form.ALIAS | Form.CODE)
        for name in names:
            extra = Form.CAPITALS if listed and is_capitals(name) else 0
            for folded in keys_of(name):
                keys[folded] = keys.get(folded, 0) | form | extra


def key_forms(entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield every key of an entry with its form; a word can be both name and demonym (US)."""
    for folded, form in entry.keys.items():
        bare = without_article(folded) if entry.kind != "settlement" else None
        if bare is None or bare not in entry.keys:  # "the Red Sea" is "Red Sea" with an article
            yield folded, form
    for folded in sorted(entry.demonyms):
        yield folded, Form.DEMONYM


def split_list(cell: str) -> list[str]:
    """Return the members of a cell that joins them by bars."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def slug(name: str) -> str:
    """Return a name as it stands inside a place id."""
    return "-".join(words(name))

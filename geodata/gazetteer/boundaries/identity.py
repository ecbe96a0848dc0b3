"""Ids of added units: those of units that are known under the name, else new ones after the same scheme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pycountry

from geodata.folding import key
from geodata.gazetteer.curated import places
from geodata.gazetteer.entries import slug
from geodata.gazetteer.packages import bare_name

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.gazetteer.boundaries.fields import Outline


class Known:
    """Units of one country and level that have an id already: bundled outlines, the curated table, ISO 3166-2.

    Parameters
    ----------
    country : str
        Alpha-2.
    level : int
        1 or 2.
    boundaries : Boundaries
        The outlines in use.

    Attributes
    ----------
    outlined : dict of str to str
        Ids and names of the units that have outlines now.
    """

    def __init__(self, country: str, level: int, boundaries: Boundaries) -> None:
        self.country, self.level = country, level
        self._ids: dict[str, list[tuple[str, str]]] = {}
        frame = boundaries.admin1 if level == 1 else boundaries.admin2
        own = frame[frame["country"] == country]
        self.outlined: dict[str, str] = dict(zip(own["place_id"], own["name"], strict=True))
        for _, row in own.iterrows():
            self._learn((row["name"], row["name_fr"], row["name_en"]), row["place_id"], row["parent"])
        for entry in places():
            if entry.country == country and entry.kind == f"admin{level}":
                self._learn(entry.keys, entry.place_id, entry.parent or "")
        if level == 1:
            for one in (d for d in pycountry.subdivisions if d.country_code == country):
                if one.parent_code is None:
                    self._learn((one.name,), one.code, country)
        self.codes = {place_id for pairs in self._ids.values() for place_id, _ in pairs}

    def _learn(self, names: Iterable[str], place_id: str, parent: str) -> None:
        for name in names:
            pairs = self._ids.setdefault(_name_key(str(name)), [])
            if (place_id, parent) not in pairs:
                pairs.append((place_id, parent))

    def parents_of(self, outline: Outline) -> set[str]:
        """Return the units above that are known to hold a unit of that name."""
        names = {_name_key(name) for name in (outline.name, outline.name_fr, outline.name_en)}
        return {parent for name in names for _, parent in self._ids.get(name, [])}

    def id_of(self, outline: Outline, parent: str, taken: set[str]) -> str:
        """Return the id of an outline, one that no other of this file has."""
        if outline.code in self.codes and outline.code not in taken:
            return outline.code
        for name in (outline.name, outline.name_fr, outline.name_en):
            pairs = self._ids.get(_name_key(name), [])
            here = [place_id for place_id, above in pairs if above == parent] or [place_id for place_id, _ in pairs]
            if len(set(here)) == 1 and here[0] not in taken:
                return here[0]
        base = slug(bare_name(outline.name) or outline.name)
        fresh = f"{parent}.{base}" if self.level == 2 else f"{self.country}-x-{base}"
        while fresh in taken:
            fresh += "-2"
        return fresh


def _name_key(name: str) -> str:
    return key(bare_name(name) or name)

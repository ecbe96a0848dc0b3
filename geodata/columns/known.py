"""Names that a view asks for and no document has, with those that come nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from geodata.columns.table import Columns
from geodata.folding import key
from geodata.model import ViewSpec

MOST_NEAR = 3
# Letters shorter than this stand in many a name.
_PART = 3


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name of a filter that nothing in the store has.

    Parameters
    ----------
    field : {"actors", "publishers"}
        Of ViewSpec.
    name : str
    nearest : tuple of str
        Known names that it could have meant, the likeliest first.
    """

    field: Literal["actors", "publishers"]
    name: str
    nearest: tuple[str, ...]


def unknown_names(columns: Columns, spec: ViewSpec) -> tuple[UnknownName, ...]:
    """Return the actors and publishers of a view that no event of the store has."""
    asked: tuple[tuple[Literal["actors", "publishers"], Iterable[str], Sequence[str]], ...] = (
        ("actors", spec.actors, columns.actors),
        ("publishers", spec.publishers, columns.publisher_names),
    )
    return tuple(
        UnknownName(field, name, nearest(name, known))
        for field, names, known in asked
        for name in sorted(names)
        if name not in known
    )


def nearest(name: str, known: Iterable[str], most: int = MOST_NEAR) -> tuple[str, ...]:
    """Return the known names nearest to one: spelled alike but for accents and case, holding it, or nearly the same.

    Examples
    --------
    >>> nearest("jnim", ["Wagner", "JNIM", "JNIM and allies"])
    ('JNIM', 'JNIM and allies')
    >>> nearest("Rueters", ["Agence", "Reuters"])
    ('Reuters',)
    """
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(key(one), one)
    asked = key(name)
    holding = sorted((one for one in folded if len(asked) >= _PART and asked in one), key=len)
    near = [*([asked] if asked in folded else []), *holding, *get_close_matches(asked, folded, most)]
    return tuple(folded[one] for one in dict.fromkeys(near))[:most]

"""Find a place by any spelling, typing errors included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from geodata.folding import key
from geodata.gazetteer.names import Form
from geodata.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.gazetteer.index import Gazetteer

LEAST = 0.72
"""Share of letters that must agree: "Aguelok" and "Aguelhoc" do, "Gao" and "Mao" do not."""
_LISTED = 60
_HIDDEN = Form.DEMONYM | Form.CODE


@dataclass(frozen=True, slots=True)
class Found:
    """A place, the name by which it was found, and how well that agrees.

    Parameters
    ----------
    key : str
        The folded name.
    score : float
        1 for the same name, else the share that agrees.
    """

    place: Place
    key: str
    score: float


def search_places(gazetteer: Gazetteer, text: str, *, limit: int = 10, country: str | None = None) -> list[Found]:
    """Return places by name: same names first, then names that begin with the text, then similar ones.

    Parameters
    ----------
    gazetteer : Gazetteer
    text : str
        In any spelling; accents, case, hyphens and apostrophes do not matter.
    limit : int
    country : str or None
        Alpha-2 code to keep to.
    """
    wanted = key(text)
    if not wanted:
        return []
    found: dict[str, Found] = {}
    _take(found, gazetteer, [(wanted, 1.0)], country)
    if len(found) < limit:
        beginning = sorted(gazetteer.names.keys(wanted), key=len)[:_LISTED] if len(wanted) > 3 else []
        _take(found, gazetteer, ((name, len(wanted) / len(name)) for name in beginning), country)
        _take(found, gazetteer, _similar(gazetteer, wanted), country)
    ranked = sorted(
        found.values(), key=lambda one: (-round(one.score, 2), -one.place.prominence, -one.place.population)
    )
    return ranked[:limit]


def places_called(gazetteer: Gazetteer, text: str) -> list[Place]:
    """Return the places of exactly that name; accents, case, hyphens and apostrophes do not matter."""
    found: dict[str, Found] = {}
    _take(found, gazetteer, [(key(text), 1.0)], None)
    return [one.place for one in found.values()]


def _similar(gazetteer: Gazetteer, wanted: str) -> list[tuple[str, float]]:
    """Return keys within a few slips of the wanted one; a shared beginning counts a little more."""
    names = dict.fromkeys(gazetteer.names.keys())
    near = process.extract(
        wanted, names.keys(), scorer=OSA.normalized_similarity, score_cutoff=LEAST, limit=_LISTED * 5
    )
    scored = [(name, 0.8 * score + 0.2 * JaroWinkler.similarity(wanted, name)) for name, score, _ in near]
    return sorted(scored, key=lambda pair: -pair[1])[:_LISTED]


def _take(
    found: dict[str, Found], gazetteer: Gazetteer, names: Iterable[tuple[str, float]], country: str | None
) -> None:
    for name, score in names:
        for named in gazetteer.named(name):
            place = named.place
            if named.form & _HIDDEN or (country and place.country != country):
                continue
            known = found.get(place.place_id)
            if known is None or known.score < score:
                found[place.place_id] = Found(place, name, score)

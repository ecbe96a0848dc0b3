"""A region as people name it, and as titles name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import ViewError
from geodata.gazetteer.additions.search import places_called, search_places
from geodata.snapshot.wording import Words, words_in

if TYPE_CHECKING:
    from geodata.gazetteer import Gazetteer
    from geodata.model import Place

# Of namesakes the one that holds more is meant: the region of Gao, not the town in it.
ORDER = ("country", "admin1", "area", "admin2", "admin3", "settlement")
SUGGESTED = 4


def find_region(gazetteer: Gazetteer, text: str) -> str:
    """Return the id of a country, region, named area or town by its id or by its name in any spelling.

    Raises
    ------
    ViewError
        If there is none of that name.
    """
    if gazetteer.get(text.strip()) is not None:
        return text.strip()
    same = places_called(gazetteer, text)
    if not same:
        found = search_places(gazetteer, text, limit=SUGGESTED)
        near = ", ".join(dict.fromkeys(one.place.name for one in found))
        remedy = f"Did you mean {near}?" if near else "`liptako places search NAME` tells what there is."
        raise ViewError(f"no place is called {text!r}.", remedy)
    # Prominence first, or the prefecture of Mali in Guinea would come before the town that everybody means.
    return max(same, key=lambda place: (place.prominence, -_rank(place), place.population)).place_id


def _rank(place: Place) -> int:
    return ORDER.index(place.kind) if place.kind in ORDER else len(ORDER)


def file_place(gazetteer: Gazetteer, place_id: str | None, language: str) -> str:
    """Return what a file's name calls a place: its country and itself; empty for the whole Sahel."""
    place = gazetteer.get(place_id) if place_id else None
    if place is None:
        return ""
    country = gazetteer.get(place.country) if place.country and place.country != place_id else None
    return " ".join(_plain_name(one, language) for one in (country, place) if one)


def _plain_name(place: Place, language: str) -> str:
    return (place.name_fr if language == "fr" else place.name_en) or place.name


def region_name(gazetteer: Gazetteer, place_id: str | None, language: str) -> str:
    """Return what a title calls a place: its name, and that it is a region where a town bears the same name.

    Parameters
    ----------
    language : {"fr", "en", "both"}
    """
    place = gazetteer.get(place_id) if place_id else None
    return words_in(language).each(lambda words: _name(place, words)) if place else ""


def _name(place: Place, words: Words) -> str:
    name = (place.name_fr if words.language == "fr" else place.name_en) or place.name
    if place.kind == "admin1":
        return words.say("region_named", name=name)
    if place.kind == "admin2":
        return words.division(place.country or "", name)
    return name

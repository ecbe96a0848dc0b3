"""Whether a view may stand in a public file, which tells in its title and its address what it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.addresses import write_address
from geodata.errors import PublishError
from geodata.export.public import names_nobody

if TYPE_CHECKING:
    from geodata.publication import Publication

# Kinds of places that the title of a public file may name.
WIDE = {
    "public-admin2": frozenset({"country", "continent", "area", "admin1", "admin2"}),
    "public-admin1": frozenset({"country", "continent", "area", "admin1"}),
}


def fit_for(ready: Publication, mode: str) -> Publication:
    """Return what a file of that mode may be made of: in a public one the address names no single event.

    Raises
    ------
    PublishError
        If the view is of a place that a public file may not name, or searches for what could be somebody's name.
    """
    if mode == "full":
        return ready
    spec = ready.view.spec
    place = ready.gazetteer.get(spec.scope) if spec.scope else None
    if place is not None and place.kind not in WIDE[mode]:
        raise PublishError(
            f"the view shows {place.name} alone, which a public file may not tell so exactly.",
            "Choose a wider place, or write the file as precisely as known.",
        )
    if spec.text and not names_nobody(spec.text):
        raise PublishError(
            f"the view searches for {spec.text!r}, which a public file would tell, and which may name somebody.",
            "Take the search out of the view.",
        )
    base = ready.link.partition("?")[0]
    return replace(ready, link=write_address(replace(spec, selected=None), base))

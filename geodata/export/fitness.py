"""Whether a view may stand in a file: not too many rows, and in a public one nothing that names too exactly."""

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


# Rows that a sheet holds beside its heading (Microsoft, "Excel specifications and limits").
MOST_ROWS = {".xlsx": 1_048_575}


def check_rows(extension: str, rows: int) -> None:
    """Refuse more rows than a format holds.

    Parameters
    ----------
    extension : str
        With its dot or without.
    rows : int

    Raises
    ------
    PublishError
    """
    most = MOST_ROWS.get(f".{extension.removeprefix('.')}")
    if most is not None and rows > most:
        raise PublishError(
            f"{rows:,} rows are more than the {most:,} that an Excel sheet holds.",
            "Narrow the view, or write .csv, .parquet or .gpkg.",
        )


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

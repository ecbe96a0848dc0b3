"""The data form of the dialog that publishes a view: the first rows, and all with their manifest to download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.labels import N_
from dashboard.panels.markup import Markup, tag
from dashboard.panels.publish_work import Wanted, offer
from dashboard.words import Words
from geodata.export import MODES, bundle, check_rows, frame
from geodata.publication import Publication

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

# Rows seen before the download, and their columns: those that a reader looks for first.
PREVIEWED = 20
LOOKED_AT = ("event_date", "location", "event_type", "status", "fatalities", "notes", "source")
# Cells that are not broken over lines.
WHOLE = {"event_date": "number", "fatalities": "number"}
# A file of more events is made only when somebody asks for it.
MANY = 5_000
FORMATS = {
    "csv": N_("CSV, for spreadsheets and statistics"),
    "xlsx": N_("Excel"),
    "geojson": N_("GeoJSON, for web maps"),
    "gpkg": N_("GeoPackage, for QGIS"),
    "parquet": N_("GeoParquet, for large data"),
    "kml": N_("KML, for phones"),
}
UNITS = {"event": N_("one row an event"), "fact": N_("one row a sentence")}
PRECISIONS = {
    "full": N_("places as precisely as known"),
    "public-admin2": N_("fit to publish: districts at most, nobody named"),
    "public-admin1": N_("fit to publish: regions at most, nobody named"),
}


def show(publication: Publication, language: str, made_on: str, words: Words) -> None:
    """Show the choices, the first rows, and the button.

    Raises
    ------
    LiptakoError
        If the view cannot be written as chosen.
    """
    left, right = st.columns([35, 65], gap="medium")
    with left:
        extension = _choice(words.text("Format"), FORMATS, words, "data_format")
        unit = _choice(words.text("Rows"), UNITS, words, "data_unit")
        mode = _choice(words.text("Precision"), {mode: PRECISIONS[mode] for mode in MODES}, words, "data_mode")
        name = publication.file_name(language, extension)
        st.caption(words.text("A ZIP file with the data and a manifest that says what it was made of."))
    with right:
        rows = frame(publication, unit, mode, first=PREVIEWED)
        st.html(_preview(rows, words))
        counts = publication.view.counts
        st.caption(words.plural("the first of {n} event", "the first of {n} events", counts.events))
    check_rows(extension, counts.events if unit == "event" else counts.facts)
    wanted = Wanted(
        "data",
        ("data", publication.link, publication.digest, name, unit, mode),
        lambda work: bundle(
            publication, name, unit=unit, mode=mode, language=language, made_on=made_on, progress=work.tell
        ),
        extension.upper(),
        f"{name}.zip",
        "application/zip",
    )
    with left:
        offer(wanted, words, at_once=counts.events <= MANY)


def _preview(rows: GeoDataFrame, words: Words) -> Markup:
    """Return the first rows with the columns that a reader looks for first."""
    head = tag("tr", *(tag("th", name, scope="col") for name in LOOKED_AT))
    body = [
        tag("tr", *(tag("td", _cell(row[name]), cls=WHOLE.get(name)) for name in LOOKED_AT))
        for row in rows.to_dict("records")
    ]
    more = words.text("{n} columns in all", n=len(rows.columns) - 1)
    table = tag("table", tag("caption", more), tag("thead", head), tag("tbody", *body))
    return tag("div", table, cls="lk-table", style="max-height: 420px", tabindex="0", role="region", aria_label=more)


def _cell(value: Any) -> str:
    return "" if value is None or value != value or str(value) == "<NA>" else str(value)


def _choice(label: str, table: dict[str, str], words: Words, key: str) -> Any:
    return st.selectbox(label, list(table), format_func=lambda code: words.text(table[code]), key=f"publish_{key}")

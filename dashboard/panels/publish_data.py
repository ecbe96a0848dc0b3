"""The data form of the dialog that publishes a view: the first rows, and all with their manifest to download."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.labels import N_
from dashboard.words import Words
from geodata.export import MODES, bundle, frame
from geodata.publication import Publication

# Rows seen before the download.
PREVIEWED = 20
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
    """Show the choices, the first rows, and the button."""
    left, right = st.columns([35, 65], gap="medium")
    with left:
        extension = _choice(words.text("Format"), FORMATS, words, "data_format")
        unit = _choice(words.text("Rows"), UNITS, words, "data_unit")
        mode = _choice(words.text("Precision"), {mode: PRECISIONS[mode] for mode in MODES}, words, "data_mode")
        name = publication.file_name(language, extension)
        st.caption(words.text("A ZIP file with the data and a manifest that says what it was made of."))

        def make() -> bytes:
            return bundle(publication, name, unit=unit, mode=mode, language=language, made_on=made_on)

        st.download_button(
            words.text("Download {name}", name=extension.upper()), data=make, file_name=f"{name}.zip",
            mime="application/zip", key="data", on_click="ignore", type="primary",
        )  # fmt: skip
    with right:
        rows = frame(publication, unit, mode, first=PREVIEWED).drop(columns="geometry")
        st.dataframe(rows, hide_index=True, height=420)
        st.caption(words.plural("the first of {n} event", "the first of {n} events", publication.view.counts.events))


def _choice(label: str, table: dict[str, str], words: Words, key: str) -> Any:
    return st.selectbox(label, list(table), format_func=lambda code: words.text(table[code]), key=f"publish_{key}")

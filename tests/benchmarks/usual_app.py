"""A dashboard as it is usually written: one script, a marker a row, a data frame beside it. Measured, not used."""

from __future__ import annotations

import os

import folium
import pandas as pd
import streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

from geodata.columns import open_columns
from geodata.store import Store


@st.cache_data
def load() -> pd.DataFrame:
    """Return one row an event that has coordinates."""
    columns = open_columns(Store.open())
    spots = columns.spots
    frame = pd.DataFrame(
        {
            "event": columns.entry_event,
            "lat": spots.lat[columns.entry_spot],
            "lon": spots.lon[columns.entry_spot],
            "style": [columns.styles[code] for code in columns.style[columns.entry_event]],
            "place": [spots.names[place] for place in spots.place[columns.entry_spot]],
        }
    )
    return frame.dropna().drop_duplicates("event").head(int(os.environ.get("USUAL_MARKERS", "1000")))


frame = load()
chosen = st.session_state.get("chosen", "all")
for side in ("0", "1"):
    if st.button(f"region {side}"):
        chosen = st.session_state["chosen"] = side
leaflet = folium.Map(location=(15.5, 1.5), zoom_start=5)
cluster = MarkerCluster().add_to(leaflet)  # type: ignore[no-untyped-call] # folium does not annotate it
for _number, row in frame.iterrows():
    folium.Marker((row["lat"], row["lon"]), popup=str(row["place"]), tooltip=str(row["style"])).add_to(cluster)
st_folium(leaflet, width=800, height=600)
half = frame[frame["lon"] < 0] if chosen == "0" else frame[frame["lon"] >= 0]
st.dataframe(half)
st.html(f'<p class="chosen">{chosen}: {len(half)} events</p>')

"""The page that shows the map in its frame, as folium makes it."""

from __future__ import annotations

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from dashboard import assets
from dashboard.escape import html, script_data
from dashboard.maps import CENTRE, map_settings


class Ground(JSCSSMixin, MacroElement):
    """Start our map script on the folium map that it is added to."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "liptako.start({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, ground: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca does not annotate it
        self._name = "Ground"
        self.default_js = [("liptako_map", assets.address("map.js"))]
        self.default_css = [("liptako_map_style", assets.address("map.css"))]
        self.settings = script_data(map_settings(ground))


def base_map(ground: str) -> folium.Map:
    """Return the constant part of the map.

    Parameters
    ----------
    ground : str
        Address of the ground file (`dashboard.ground`).
    """
    leaflet = folium.Map(
        location=CENTRE,
        zoom_start=5,
        tiles=None,
        min_zoom=2,
        max_zoom=16,
        zoom_snap=0.25,
        zoom_delta=0.75,
        max_bounds=False,
        world_copy_jump=False,
        control_scale=False,
    )
    leaflet.default_js = [("leaflet", assets.leaflet_script())]
    leaflet.default_css = [("leaflet_css", assets.leaflet_style())]
    Ground(ground).add_to(leaflet)
    return leaflet


def written(ground: str) -> bytes:
    """Return the HTML of the page, the same for every view.

    Parameters
    ----------
    ground : str
        Address of the ground file.
    """
    leaflet = base_map(ground)
    # folium draws its ids by lot; one map needs but one name, and equal pages are kept under one address.
    leaflet._id = "room"
    for child in leaflet._children.values():
        child._id = "room"
    root = leaflet.get_root()
    root._id = "room"
    # Asked for before the scripts are read that draw it.
    early = f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{html(ground)}">'
    return root.render().replace("<head>", f"<head>{early}", 1).encode()

"""A view as a folium map for notebooks: Leaflet, outlines and marks inside, nothing asked of any server."""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.template import Template

from dashboard import assets, framing, maps
from dashboard.data import Library
from dashboard.escape import script_data
from dashboard.words import Words

if TYPE_CHECKING:
    from geodata.notebook import NotebookView


class Marks(MacroElement):
    """Hand the marks of one view to the map script, which elsewhere asks the application for them."""

    _template = Template("{% macro script(this, kwargs) %}liptako.draw({{ this.data }});{% endmacro %}")

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca does not annotate it
        self._name = "Marks"
        self.data = script_data(data)


def explore(view: NotebookView, *, language: str = "") -> folium.Map:
    """Return the map of a view.

    Parameters
    ----------
    view : NotebookView
        As ``geodata.open().view(...)`` gives it.
    language : {"fr", "en"}
        By default the view's.

    Examples
    --------
    ``dashboard.explore(geodata.open().view(region="Gao")).save("gao.html")``
    """
    library = Library(view.store, view.publication.gazetteer, view.publication.boundaries)
    words = Words(language or view.view.spec.language)
    ground = json.loads(gzip.decompress(library.ground.packed))
    made = framing.base_map(ground)
    made.default_js = [("leaflet", _address("text/javascript", assets.leaflet_source()))]
    made.default_css = [("leaflet_css", _address("text/css", assets.leaflet_style_source()))]
    for child in made._children.values():
        if isinstance(child, framing.Ground):
            child.default_js = [("liptako_map", _address("text/javascript", assets.source("map.js")))]
            child.default_css = [("liptako_map_style", _address("text/css", assets.source("map.css")))]
    Marks(maps.map_data(view.layers, view.view, words, name_of=library.teller(words).name_of)).add_to(made)
    return made


def _address(kind: str, text: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"

"""From Layers to a folium map.

The map has two parts. The constant one (`base_map`) is the same for every view, so that streamlit-folium mounts it
once; it loads Leaflet, the ground and our script from the application itself. The other (`marks`) carries the data of
one view; the script in the browser changes what differs and leaves the rest alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import folium
import numpy as np
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from dashboard import assets
from dashboard.escape import html, script_data, shorten
from dashboard.labels import organisation
from dashboard.words import Words
from geodata import symbols
from geodata.columns import columns_of_view
from geodata.columns.counting import count_styles
from geodata.model import AreaMark, CountryBadge, Layers, PointMark, View

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries

TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILES_BY = '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>'
CENTRE = (15.5, 1.5)
NameOf = Callable[[str, str], str]
# A place name longer than this is no name; it is cut for tooltips.
NAME_LIMIT = 120


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


def map_settings(ground: Any) -> dict[str, Any]:
    """Return what the map script is started with.

    Parameters
    ----------
    ground : str or dict
        Address of the ground file, or its content for a page that asks no server.
    """
    return {
        "ground": ground,
        "tiles": TILES,
        "tilesBy": TILES_BY,
        "colours": symbols.base_colours(),
        "styles": {
            key: {"colour": row.colour, "fill": row.fill, "points": symbols.outline(row.shape)}
            for key, row in symbols.styles().items()
        },
        "states": {key: {"colour": row.colour, "hatch": row.hatch} for key, row in symbols.states().items()},
    }


class Marks(MacroElement):
    """Hand the data of one view to the map script."""

    _template = Template("{% macro script(this, kwargs) %}liptako.draw({{ this.data }});{% endmacro %}")

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca does not annotate it
        self._name = "Marks"
        self.data = script_data(data)


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


def marks(
    layers: Layers, view: View, words: Words, *, name_of: NameOf, inside: View | None = None
) -> folium.FeatureGroup:
    """Return the part of the map that changes with the view.

    Parameters
    ----------
    layers : Layers
        Marks of `view`, which is not narrowed to a scope, so that a click does not empty the rest of the map.
    view : View
    words : Words
    name_of : callable
        From `place_id` and the mark's own name to its display name.
    inside : View, optional
        The same view narrowed to its scope: marks without any of its events are dimmed, and the map looks at it.
    """
    group = folium.FeatureGroup(name="marks")
    Marks(map_data(layers, view, words, name_of=name_of, inside=inside)).add_to(group)
    return group


def build_map(layers: Layers, view: View, boundaries: Boundaries, language: str, *, ground: str = "") -> folium.Map:
    """Return the whole folium map of a view.

    Parameters
    ----------
    layers : Layers
    view : View
    boundaries : Boundaries
        For the names of regions and areas.
    language : {"fr", "en"}
    ground : str, optional
        Address of the ground file.
    """
    leaflet = base_map(ground)
    names = unit_names(boundaries, language)
    marks(layers, view, Words(language), name_of=names.get).add_to(leaflet)
    return leaflet


def unit_names(boundaries: Boundaries, language: str) -> dict[str, str]:
    """Return the display names of all drawn units by `place_id`."""
    column = "name_fr" if language == "fr" else "name_en"
    frames = (boundaries.countries, boundaries.admin1, boundaries.admin2, boundaries.areas, boundaries.water)
    return {
        str(place_id): str(name)
        for frame in frames
        for place_id, name in zip(frame["place_id"], frame[column], strict=True)
    }


def map_data(
    layers: Layers, view: View, words: Words, *, name_of: NameOf, inside: View | None = None
) -> dict[str, Any]:
    """Return what the map script draws, as plain values."""
    spec = (inside or view).spec
    inside_ids = inside.event_ids() if inside and inside.spec.scope else None
    return {
        "language": words.language,
        "online": spec.basemap == "online",
        "scope": spec.scope,
        "selected": spec.selected,
        "bounds": layers.bounds,
        "inside": inside_ids,
        "points": [_point(mark, shift, words, name_of) for mark, shift in _side_by_side(layers.points)],
        "areas": [_area(mark, words, name_of) for mark in layers.areas],
        "badges": [_badge(mark, words, name_of) for mark in layers.badges],
        "shades": {shade.country: shade.state for shade in layers.shades},
        "legend": legend(layers, view, words),
        "words": {
            "map": words.text("Map of the Sahel. Tab moves from mark to mark, Enter opens its excerpts."),
            "legend": words.text("Legend"),
            "closer": words.text("Closer"),
            "further": words.text("Further off"),
            "credit": html(words.text("Boundaries: Natural Earth, generalised; they imply no endorsement")),
        },
    }


def legend(layers: Layers, view: View, words: Words) -> list[dict[str, Any]]:
    """Return the legend's groups, with the number of drawn events for each style and of countries for each state."""
    columns, _ = columns_of_view(view)
    drawn = np.unique(np.concatenate([*layers.events, np.empty(0, np.int32)])).astype(np.int32)
    by_style = Counter(count_styles(columns, drawn))
    by_state = Counter(shade.state for shade in layers.shades)
    styles = [
        {"style": key, "label": row.label(words.language), "count": words.number(by_style[key])}
        for key, row in symbols.styles().items()
        if by_style[key]
    ]
    states = [
        {"state": key, "label": row.label(words.language), "count": words.number(by_state[key])}
        for key, row in symbols.states().items()
        if by_state[key]
    ]
    groups = []
    if styles:
        groups.append({"title": words.text("Events on the map"), "rows": styles})
    if states:
        title = words.text("{organisation}, countries", organisation=organisation(view.spec.organisation, words))
        groups.append({"title": title, "rows": states})
    return groups


def _side_by_side(points: Sequence[PointMark]) -> Iterable[tuple[PointMark, float]]:
    """Give each mark its shift, in widths, so that marks of one spot stand beside one another."""
    spots = Counter((mark.lat, mark.lon) for mark in points)
    seen: Counter[tuple[float, float]] = Counter()
    for mark in points:
        spot = (mark.lat, mark.lon)
        yield mark, seen[spot] - (spots[spot] - 1) / 2
        seen[spot] += 1


def _point(mark: PointMark, shift: float, words: Words, name_of: NameOf) -> dict[str, Any]:
    name = _name(mark.place_id, mark.name, name_of)
    events = words.plural("{n} event", "{n} events", mark.count)
    hint = f"{name}: {events}, {symbols.symbol(mark.style).label(words.language)}"
    if mark.radius_km:
        hint += ", " + words.text("within about {km} km", km=words.number(mark.radius_km))
    return {
        "lat": mark.lat, "lon": mark.lon, "id": mark.place_id, "style": mark.style, "shift": shift,
        "radius": mark.radius_km or 0, "events": mark.event_ids, "hint": hint, "name": name,
    }  # fmt: skip


def _area(mark: AreaMark, words: Words, name_of: NameOf) -> dict[str, Any]:
    name = _name(mark.place_id, mark.name, name_of)
    hint = words.plural("{name}: {n} event known only to this area", "{name}: {n} events known only to this area",
                        mark.count, name=name)  # fmt: skip
    return {
        "lat": mark.lat, "lon": mark.lon, "id": mark.place_id, "styles": mark.styles, "events": mark.event_ids,
        "precision": int(mark.precision), "count": words.number(mark.count), "hint": hint,
    }  # fmt: skip


def _badge(mark: CountryBadge, words: Words, name_of: NameOf) -> dict[str, Any]:
    name = _name(mark.country, mark.name, name_of)
    hint = words.plural("{name}: {n} event known only to the country", "{name}: {n} events known only to the country",
                        mark.count, name=name)  # fmt: skip
    return {
        "lat": mark.lat, "lon": mark.lon, "country": mark.country, "name": name, "styles": mark.styles,
        "events": mark.event_ids, "count": words.number(mark.count), "hint": hint,
    }  # fmt: skip


def _name(place_id: str | None, own: str, name_of: NameOf) -> str:
    return shorten(name_of(place_id or "", own), NAME_LIMIT)

"""QGIS styles: the colours and shapes of the dashboard, for layers opened in QGIS 3."""

from __future__ import annotations

from typing import Any

from lxml import etree

from geodata import symbols

# What QGIS calls our shapes.
SHAPES = {
    "circle": "circle", "diamond": "diamond", "square": "square", "triangle-up": "triangle",
    "triangle-down": "triangle", "hexagon": "hexagon", "star": "star", "arrow": "arrow", "pentagon": "pentagon",
}  # fmt: skip
# Millimetres; shapes that fill less of their square are drawn larger, so that all weigh the same on the map.
SIZE = 3.0
SIZES = {"diamond": 3.6, "triangle-up": 3.6, "triangle-down": 3.6, "star": 5.0, "arrow": 4.4, "pentagon": 3.4}
TURNED = {"triangle-down": "180", "arrow": "45"}
# The column by which rows are told apart.
KEY = "symbol"


def points_style(language: str) -> str:
    """Return the style of the layer of points as QML, its legend in French or English."""
    return _style("marker", _marker, language)


def areas_style(language: str) -> str:
    """Return the style of the layer of areas as QML: outlines with a light fill."""
    return _style("fill", _fill, language)


def _style(kind: str, layer: Any, language: str) -> str:
    root = etree.Element("qgis", version="3.22", styleCategories="Symbology")
    renderer = etree.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=KEY, enableorderby="0")
    categories = etree.SubElement(renderer, "categories")
    drawn = etree.SubElement(renderer, "symbols")
    for number, (key, row) in enumerate(symbols.styles().items()):
        name = str(number)
        etree.SubElement(categories, "category", value=key, label=row.label(language), symbol=name, render="true")
        symbol = etree.SubElement(drawn, "symbol", type=kind, name=name, alpha="1")
        symbol.append(layer(row))
    body: str = etree.tostring(root, encoding="unicode")
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>{body}"


def _layer(name: str, options: dict[str, str]) -> Any:
    layer = etree.Element("layer", {"class": name, "enabled": "1", "pass": "0", "locked": "0"})
    listed = etree.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        etree.SubElement(listed, "Option", type="QString", name=key, value=value)
    return layer


def _marker(row: symbols.Symbol) -> Any:
    hollow = row.fill != "full"
    return _layer(
        "SimpleMarker",
        {
            "name": SHAPES[row.shape],
            "angle": TURNED.get(row.shape, "0"),
            "color": "255,255,255,255" if hollow else _rgba(row.colour, 255),
            "outline_color": _rgba(row.colour, 255) if hollow else "255,255,255,255",
            "outline_style": "dot" if row.fill == "dotted" else "solid",
            "outline_width": "0.4",
            "size": str(SIZES.get(row.shape, SIZE)),
        },
    )


def _fill(row: symbols.Symbol) -> Any:
    return _layer(
        "SimpleFill",
        {
            "color": _rgba(row.colour, 40),
            "outline_color": _rgba(row.colour, 255),
            "outline_width": "0.5",
            "style": "solid",
        },
    )


def _rgba(web: str, opacity: int) -> str:
    red, green, blue = (int(web[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{opacity}"

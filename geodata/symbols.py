"""Colours, shapes and labels of everything that is drawn, read from ``vocabulary/symbols.yaml``.

The map, the panel, the legend and the snapshot take them from here, so that one mark looks the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from geodata.errors import VocabularyError
from geodata.vocabulary.loading import load

TABLE = "symbols.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A row of the table: its key, and its label `en` and `fr` for legends."""

    key: str
    en: str
    fr: str

    def label(self, language: str) -> str:
        """Return the label in French or English."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol(Labelled):
    """How one kind of mark is drawn.

    Parameters
    ----------
    key : str
        ``PointMark.style``.
    layer : str
    colour : str
        ``#RRGGBB``.
    shape : str
        Key of `outline`.
    fill : {"full", "hollow", "dotted"}
    """

    layer: str
    colour: str
    shape: str
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSymbol(Labelled):
    """How a country is filled for its membership state.

    Parameters
    ----------
    colour : str
    hatch : bool
        Strokes of the colour instead of a flat fill.
    grey_pattern : str
        Strokes on a page without colours, as matplotlib writes hatches; empty for a flat fill.
    """

    colour: str
    hatch: bool
    grey_pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerSymbol(Labelled):
    """A layer's colour, and the light `wash` behind its words in an excerpt."""

    colour: str
    wash: str


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load(TABLE)
    return table


def _rows(section: str, kind: type[Any]) -> dict[str, Any]:
    try:
        return {key: kind(key=key, **row) for key, row in _table()[section].items()}
    except (KeyError, TypeError) as error:
        raise VocabularyError(f"{TABLE}, section {section}: {error}.", "Compare its rows with one another.") from error


@cache
def styles() -> dict[str, Symbol]:
    """Return the symbols of point, area and badge marks, in legend order."""
    return _rows("styles", Symbol)


@cache
def states() -> dict[str, StateSymbol]:
    """Return the fills of membership states, in legend order."""
    return _rows("states", StateSymbol)


@cache
def layer_symbols() -> dict[str, LayerSymbol]:
    """Return colour and label of each layer, in display order."""
    return _rows("layers", LayerSymbol)


def symbol(style: str) -> Symbol:
    """Return the symbol of a style.

    Raises
    ------
    VocabularyError
        If the table has no such style.

    Examples
    --------
    >>> symbol("Battles").shape
    'circle'
    """
    try:
        return styles()[style]
    except KeyError:
        raise VocabularyError(
            f"{TABLE} has no style {style!r}.", f"Add it, or use one of {', '.join(styles())}."
        ) from None


def base_colours(theme: str = "light") -> dict[str, str]:
    """Return colours of land, outside, water, border, region, text, muted, halo for the light, grey or dark theme."""
    colours: dict[str, str] = _table()["base"][theme]
    return colours


def darks() -> dict[str, str]:
    """Return the lighter colour that stands on a dark page for each one of the table that would not be seen there."""
    found: dict[str, str] = _table()["darks"]
    return found


def greys() -> dict[str, str]:
    """Return the grey that stands for each colour of the table on a page without colours."""
    found: dict[str, str] = _table()["greys"]
    return found


def outline(shape: str) -> tuple[tuple[float, float], ...]:
    """Return the corners of a shape in a square from -1 to 1, y upward; a circle (radius 0.9) has none.

    Raises
    ------
    VocabularyError
        If the table has no such shape.

    Examples
    --------
    >>> outline("circle")
    ()
    >>> len(outline("star"))
    10
    """
    shapes = _table()["shapes"]
    if shape not in shapes:
        raise VocabularyError(f"{TABLE} has no shape {shape!r}.", f"Use one of {', '.join(shapes)}.")
    return tuple((float(x), float(y)) for x, y in shapes[shape])

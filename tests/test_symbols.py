from __future__ import annotations

import itertools
import re

import pytest

from geodata import symbols
from geodata.errors import VocabularyError


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_no_two_styles_look_the_same() -> None:
    looks = {(row.colour, row.shape, row.fill) for row in symbols.styles().values() if row.key != "incident"}
    assert len(looks) == len(symbols.styles()) - 1


def test_types_differ_in_shape_and_not_only_in_colour() -> None:
    types = [row for row in symbols.styles().values() if row.layer == "incident" and row.key != "incident"]
    for one, other in itertools.combinations(types, 2):
        assert one.shape != other.shape


def test_every_colour_is_written_in_full_and_every_label_exists_in_both_languages() -> None:
    tables = (symbols.styles(), symbols.states(), symbols.layer_symbols())
    for row in (row for table in tables for row in table.values()):
        assert re.fullmatch(r"#[0-9A-F]{6}", row.colour)
        assert row.label("fr")
        assert row.label("en")


def test_every_shape_of_the_table_has_an_outline_inside_its_square() -> None:
    for row in symbols.styles().values():
        assert all(abs(value) <= 1.25 for corner in symbols.outline(row.shape) for value in corner)


@pytest.mark.parametrize("layer", ["incident", "withdrawal", "membership"])
def test_text_on_a_layer_wash_can_be_read(layer: str) -> None:
    assert contrast(symbols.base_colours()["text"], symbols.layer_symbols()[layer].wash) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["land", "outside", "water"])
def test_map_labels_can_be_read_on_the_ground(theme: str, ground: str) -> None:
    colours = symbols.base_colours(theme)
    assert contrast(colours["text"], colours[ground]) >= 4.5


def test_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(VocabularyError, match="Battles"):
        symbols.symbol("Skirmish")


def test_unknown_shape_names_the_known_ones() -> None:
    with pytest.raises(VocabularyError, match="diamond"):
        symbols.outline("blob")

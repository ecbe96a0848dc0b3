"""What the dialog offers can be made."""

from __future__ import annotations

import pytest

from dashboard.panels import publish
from geodata.snapshot import FORMATS, SIZES
from geodata.snapshot.drawing import THEMES
from geodata.snapshot.sizes import DPI_RANGE, find_size
from geodata.snapshot.wording import words_in


def test_the_dialog_offers_every_size_but_the_one_for_other_pages() -> None:
    assert set(publish.SIZES) == set(SIZES)


def test_the_dialog_offers_every_theme_language_and_format() -> None:
    assert set(publish.THEMES) == set(THEMES)
    assert {words_in(language).language for language in publish.LANGUAGES} == {"fr", "en", "both"}
    assert set(FORMATS) | {"html"} == set(publish.TYPES)
    assert all(DPI_RANGE[0] <= dpi <= DPI_RANGE[1] for dpi in publish.RESOLUTIONS)


@pytest.mark.parametrize("size", publish.SIZES)
def test_a_preview_is_about_as_wide_as_the_dialog_shows_it(size: str) -> None:
    width, _ = find_size(size).pixels(publish._preview_dpi(size))
    assert 0.9 <= width / publish.PREVIEW_WIDTH <= 1.2

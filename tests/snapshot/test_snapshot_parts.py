"""Projection, scale bar, words: the parts of the picture, each for itself."""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files
from math import isclose, pi

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box as lonlat_box

from geodata.errors import SnapshotError, VocabularyError
from geodata.snapshot.furniture import nice_length
from geodata.snapshot.marks import Scale
from geodata.snapshot.projection import EARTH, Chart
from geodata.snapshot.sheet import Box, Sheet, clean
from geodata.snapshot.sizes import SIZES
from geodata.snapshot.wording import Words

FRAME = Box(10, 20, 810, 520)


@given(
    south=st.floats(-75, 60),
    height=st.floats(0, 15),
    west=st.floats(-180, 180),
    width=st.floats(0, 40),
)
def test_all_that_is_to_be_seen_lies_in_the_frame(south: float, height: float, west: float, width: float) -> None:
    east = (west + width + 180) % 360 - 180
    chart = Chart((south, west, south + height, east), FRAME)
    lon, lat = np.meshgrid(np.linspace(west, west + width, 5), np.linspace(south, south + height, 5))
    points = chart.project(np.column_stack([lon.ravel(), lat.ravel()]))
    assert (points[:, 0] > FRAME.left).all()
    assert (points[:, 0] < FRAME.right).all()
    assert (points[:, 1] > FRAME.bottom).all()
    assert (points[:, 1] < FRAME.top).all()


@given(x=st.floats(10, 810), y=st.floats(20, 520))
def test_the_way_back_from_the_page_ends_where_it_began(x: float, y: float) -> None:
    chart = Chart((4.0, -17.5, 25.0, 24.0), FRAME)
    assert np.allclose(chart.project(chart.degrees(np.array([[x, y]]))), [[x, y]], atol=1e-6)


def test_the_scale_is_true_at_the_centre() -> None:
    chart = Chart((4.0, -17.5, 25.0, 24.0), FRAME)
    lon, lat = chart.degrees(np.array([[410.0, 270.0]]))[0]
    east, north, _ = EARTH.fwd(lon, lat, 90, 50_000)
    (x0, y0), (x1, y1) = chart.project(np.array([[lon, lat], [east, north]]))
    assert isclose(np.hypot(x1 - x0, y1 - y0) / 50, chart.points_per_km(), rel_tol=1e-3)


def test_shapes_on_both_sides_of_the_antimeridian_become_one() -> None:
    chart = Chart((-25.0, 170.0, -5.0, -165.0), FRAME)
    east, west = lonlat_box(-180, -18, -178, -16), lonlat_box(178, -18, 180, -16)
    (shape,) = chart.draw(np.array([east.union(west)], dtype=object))
    assert shape.geom_type == "Polygon"
    assert FRAME.left < shape.bounds[0] < shape.bounds[2] < FRAME.right


def test_the_pole_is_seen_from_above() -> None:
    chart = Chart((60.0, -180.0, 90.0, 180.0), FRAME)
    assert chart.point(90.0, 0.0) == pytest.approx((410.0, 270.0), abs=1e-6)


@given(st.floats(0.001, 40_000))
def test_scale_bars_have_round_lengths(longest: float) -> None:
    length = nice_length(longest)
    assert longest * 0.399 <= length <= longest * 1.0001
    assert f"{length:.0e}"[0] in "125"


def test_the_area_of_a_mark_grows_with_its_events() -> None:
    scale = Scale.of([1, 4, 16], 10.0, 400_000.0)
    areas = [pi * scale.radius(count) ** 2 for count in (1, 4, 16)]
    assert areas[1] == pytest.approx(4 * areas[0])
    assert areas[2] == pytest.approx(16 * areas[0])
    assert Scale.of([1, 1_000_000], 10.0, 400_000.0).radius(1) > 1


def test_dates_and_numbers_follow_the_language() -> None:
    assert Words("fr").date(dt.date(2023, 9, 16)) == "16 sept. 2023"
    assert Words("en").date(dt.date(2023, 9, 16)) == "16 Sep 2023"
    assert Words("fr").date(dt.date(2025, 1, 1)) == "1er janv. 2025"
    assert Words("fr").number(1400) == "1\u202f400"
    assert Words("en").number(1400) == "1,400"


def test_zero_is_singular_in_french_and_plural_in_english() -> None:
    assert Words("fr").count("shown", 0, total=3) == "0 événement affiché sur 3"
    assert Words("en").count("shown", 0, total=3) == "0 events shown of 3"


def test_names_are_sorted_without_regard_to_accents() -> None:
    assert Words("fr").sort(["Zinder", "Égypte", "Dori", "Fada"]) == ["Dori", "Égypte", "Fada", "Zinder"]


def test_every_row_of_words_has_both_languages_and_the_same_gaps() -> None:
    table = yaml.safe_load(files("geodata").joinpath("vocabulary", "snapshot_words.yaml").read_text(encoding="utf-8"))
    rows = list(_rows(table))
    assert rows
    for row in rows:
        assert set(row) == {"en", "fr"}
        assert set(re.findall(r"{\w+}", row["en"])) == set(re.findall(r"{\w+}", row["fr"])), row


def _rows(table: dict[str, object]) -> list[dict[str, str]]:
    if "en" in table or "fr" in table:
        return [{key: str(value) for key, value in table.items()}]
    return [row for value in table.values() if isinstance(value, dict) for row in _rows(value)]


def test_words_that_do_not_exist_are_named() -> None:
    with pytest.raises(VocabularyError, match=r"nonsense\.key"):
        Words("fr").say("nonsense.key")


@given(st.text())
def test_cleaned_text_is_one_line_that_the_font_can_write(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert not set(clean(text)) & set("\n\r\t\x00\u200d")


@settings(deadline=None)
@given(st.text(max_size=200), st.floats(30, 300))
def test_wrapped_text_is_never_wider_than_asked(text: str, width: float) -> None:
    sheet = Sheet(SIZES["screen"], 100)
    lines = sheet.wrap(text, width, 10.0, lines=3)
    assert len(lines) <= 3
    assert all(sheet.measure(line, 10.0)[0] <= width for line in lines)


def test_a_size_that_does_not_exist_is_refused() -> None:
    from geodata.snapshot.sizes import find_size

    with pytest.raises(SnapshotError, match="a4-portrait"):
        find_size("a4 upright")

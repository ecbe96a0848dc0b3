"""Periods, regions and file names as people write and read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ViewError
from geodata.gazetteer import open_gazetteer
from geodata.model import ViewSpec
from geodata.publication import file_name, find_region, read_period, region_name
from tests.snapshot.snapshot_sample import sample


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", (2025, 1, 1), (2025, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2025-Q3", (2025, 7, 1), (2025, 9, 30)),
        ("2025-T1", (2025, 1, 1), (2025, 3, 31)),
        ("2025-03-14", (2025, 3, 14), (2025, 3, 14)),
        ("2022..2024-06", (2022, 1, 1), (2024, 6, 30)),
        ("2022-05-01 au 2022-05-03", (2022, 5, 1), (2022, 5, 3)),
        ("2022-05-01/2022-05-03", (2022, 5, 1), (2022, 5, 3)),
    ],
)
def test_periods_are_read_as_written(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert read_period(text) == (dt.date(*start), dt.date(*end))


@pytest.mark.parametrize("text", ["", "soon", "2025-13", "2025-02-30", "2025..2024", "2025-Q5", "0000", "1..2..3"])
def test_what_is_no_period_is_told(text: str) -> None:
    with pytest.raises(ViewError):
        read_period(text)


@given(st.dates(), st.dates())
def test_any_two_days_in_order_are_a_period(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    assert read_period(f"{first.isoformat()}..{last.isoformat()}") == (first, last)


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Gao", "ML-7"),
        ("menaka", "ML-9"),
        ("TIMBUKTU", "ML-6"),
        ("Mali", "ML"),
        ("liptako gourma", "area:liptako-gourma"),
        ("ML-7.gao", "ML-7.gao"),
    ],
)
def test_a_region_is_found_by_its_name_in_any_spelling(text: str, place_id: str) -> None:
    assert find_region(open_gazetteer(), text) == place_id


def test_a_name_that_nobody_bears_is_told_with_those_that_are_near() -> None:
    with pytest.raises(ViewError, match="Ménaka"):
        find_region(open_gazetteer(), "Menakaa")
    with pytest.raises(ViewError, match="no place is called"):
        find_region(open_gazetteer(), "§§§")


def test_a_region_is_told_from_the_town_of_its_name() -> None:
    gazetteer = open_gazetteer()
    assert region_name(gazetteer, "ML-7", "fr") == "Gao (région)"
    assert region_name(gazetteer, "ML-6", "en") == "Timbuktu (region)"
    assert region_name(gazetteer, "gn:2457163", "fr") == "Gao"
    assert region_name(gazetteer, None, "fr") == ""


def test_a_file_is_named_for_what_it_shows() -> None:
    view, _ = sample(spec=ViewSpec(start=dt.date(2025, 1, 1), end=dt.date(2025, 6, 30)))
    assert file_name(view, "Gao (région)", "fr", "png") == "liptako_gao-region_2025-01-01_2025-06-30_fr.png"
    assert file_name(view, "", "both", "pdf") == "liptako_sahel_2025-01-01_2025-06-30_both.pdf"


@given(st.text(max_size=200))
def test_no_name_leaves_its_folder(place: str) -> None:
    view, _ = sample((), (), ())
    name = file_name(view, place, "en", "png")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(name) < 100


@pytest.mark.parametrize(
    ("place_id", "language", "name"),
    [
        ("ML-7", "fr", "liptako_mali-gao_2025-01-01_2025-06-30_fr.png"),
        ("NE", "en", "liptako_niger_2025-01-01_2025-06-30_en.png"),
        ("area:liptako-gourma", "fr", "liptako_liptako-gourma_2025-01-01_2025-06-30_fr.png"),
        (None, "en", "liptako_sahel_2025-01-01_2025-06-30_en.png"),
    ],
)
def test_a_file_is_named_for_the_country_and_the_place_that_it_shows(
    place_id: str | None, language: str, name: str
) -> None:
    from geodata.publication.regions import file_place

    view, _ = sample()
    view = replace(view, spec=ViewSpec(start=dt.date(2025, 1, 1), end=dt.date(2025, 6, 30)))
    assert file_name(view, file_place(open_gazetteer(), place_id, language), language, "png") == name

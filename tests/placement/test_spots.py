"""Spots that are no entry's: coordinates that the text gives, the middle between two towns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer
from geodata.mentions import recognise
from geodata.mentions.coordinates import read_coordinates
from geodata.model import Document, Placement, Precision
from geodata.placement import place
from geodata.placement.features import kilometres


def placed(text: str, gazetteer: Gazetteer) -> list[Placement]:
    document = Document(id="x", text=text, source="x")
    return place(document, recognise(document, gazetteer), gazetteer)


@pytest.mark.parametrize(
    ("written", "lat", "lon"),
    [
        ("16°16'N 0°03'W", 16.2667, -0.05),
        ("16° 16′ 30″ N, 0° 3′ O", 16.275, -0.05),
        ("14,5° N, 1,2° O", 14.5, -1.2),
        ("14.5°N et 1.25°E", 14.5, 1.25),
        ("12° sud, 30° est", None, None),
        ("16.2717, -0.0447", 16.2717, -0.0447),
        ("16.27, -0.04", 16.27, -0.04),
        ("13.512; 2.112", 13.512, 2.112),
        ("16.27, 18.30", None, None),
        ("95.123, 2.112", None, None),
        ("3.5, 4.25", None, None),
    ],
)
def test_coordinates_are_read_where_they_are_meant(written: str, lat: float | None, lon: float | None) -> None:
    found = read_coordinates(written)
    assert found is None if lat is None else found == pytest.approx((lat, lon), abs=0.001)


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
def test_written_coordinates_come_back(lat: float, lon: float) -> None:
    assert read_coordinates(f"{lat:.5f}, {lon:.5f}") == pytest.approx((lat, lon), abs=0.0001)


def test_coordinates_in_a_text_are_a_place(gazetteer: Gazetteer) -> None:
    (found,) = placed("Le drone est tombé à 16°16'N 0°03'W, selon l'armée.", gazetteer)
    assert (found.method, found.precision, found.mention.text) == (
        "coordinates", Precision.SETTLEMENT, "16°16'N 0°03'W",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Une embuscade entre Gao et Ansongo a fait trois morts.",
        "An ambush between Gao and Ansongo killed three.",
        "Le convoi a sauté sur l'axe Gao-Ansongo.",
        "A bus was hit on the Gao-Ansongo road.",
        "Un car a été visé sur la route de Gao à Ansongo.",
        "They were stopped on the road from Gao to Ansongo.",
    ],
)
def test_between_two_towns_is_the_middle_with_half_the_way_as_radius(text: str, gazetteer: Gazetteer) -> None:
    gao, ansongo = placed(text, gazetteer)
    assert gao.place is not None
    assert ansongo.place is not None
    assert (gao.place.name, ansongo.place.name) == ("Gao", "Ansongo")
    assert (gao.lat, gao.lon) == (ansongo.lat, ansongo.lon)
    assert gao.precision == Precision.NEAR
    half = kilometres(gao.place.lat, gao.place.lon, ansongo.place.lat, ansongo.place.lon) / 2
    assert gao.radius_km == pytest.approx(half, abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "Des accrochages entre Kidal et Sikasso.",  # farther apart than any stage of a road
        "Les discussions entre le Mali et le Niger reprennent.",
        "Ils vont de Gao à Ansongo.",
    ],
)
def test_names_that_are_no_pair_stay_where_they_are(text: str, gazetteer: Gazetteer) -> None:
    for one in placed(text, gazetteer):
        assert one.place is not None
        assert (one.lat, one.lon) == (one.place.lat, one.place.lon)

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata.gazetteer import Gazetteer
from geodata.mentions import recognise
from geodata.model import Document, Placement, Precision
from geodata.placement import place
from geodata.placement.features import kilometres
from geodata.placement.qualify import BEYOND_KM, NEAR_KM, destination

TEXTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "mentions" / "texts.yaml").read_text(encoding="utf-8")
)


def placed(text: str, gazetteer: Gazetteer) -> list[Placement]:
    document = Document(id="x", text=text, source="x")
    return place(document, recognise(document, gazetteer), gazetteer)


@pytest.mark.parametrize("row", TEXTS, ids=[row["shows"] for row in TEXTS])
def test_places_the_names_of(row: dict[str, Any], gazetteer: Gazetteer) -> None:
    found = placed(row["text"], gazetteer)
    assert [one.place.place_id if one.place else "-" for one in found] == [name[1] for name in row["places"]]
    areas = [one.precision == Precision.AREA for one, name in zip(found, row["places"], strict=True) if "area" in name]
    assert all(areas)


def test_an_unlocated_name_says_why_and_has_no_spot(gazetteer: Gazetteer) -> None:
    (found,) = placed("Le village de Zorgamadi a brûlé.", gazetteer)
    assert found.place is None
    assert found.lat is None
    assert found.lon is None
    assert found.precision == Precision.UNLOCATED
    assert "gazetteer" in found.reason


def test_near_keeps_the_spot_and_gives_a_ring(gazetteer: Gazetteer) -> None:
    (found,) = placed("Une mine a sauté près de Gossi.", gazetteer)
    assert found.place is not None
    assert (found.lat, found.lon) == (found.place.lat, found.place.lon)
    assert (found.precision, found.radius_km) == (Precision.NEAR, NEAR_KM)


def test_north_of_a_town_without_a_distance_has_a_wide_ring(gazetteer: Gazetteer) -> None:
    (found,) = placed("Au nord de Tombouctou, l'armée avance.", gazetteer)
    assert (found.precision, found.radius_km) == (Precision.NEAR, BEYOND_KM)


def test_an_offset_moves_the_spot(gazetteer: Gazetteer) -> None:
    (found,) = placed("À 30 km au nord de Tombouctou, un camion a brûlé.", gazetteer)
    assert found.place is not None
    assert found.lat is not None
    assert found.lon is not None
    assert found.lat > found.place.lat
    assert kilometres(found.lat, found.lon, found.place.lat, found.place.lon) == pytest.approx(30, abs=0.5)


def test_near_a_country_stays_the_country(gazetteer: Gazetteer) -> None:
    (found,) = placed("Le poste se trouve près de l'Ouganda.", gazetteer)
    assert found.precision == Precision.COUNTRY


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Il vit à Kidal.", Precision.SETTLEMENT),
        ("La région de Kidal est calme.", Precision.ADMIN1),
        ("Le cercle de Douentza est fermé.", Precision.ADMIN2),
        ("Les villages du Macina brûlent.", Precision.AREA),
        ("Le Togo vote.", Precision.COUNTRY),
    ],
)
def test_precision_follows_the_kind(text: str, precision: Precision, gazetteer: Gazetteer) -> None:
    assert [one.precision for one in placed(text, gazetteer)] == [precision]


def test_the_same_name_goes_where_its_text_is(gazetteer: Gazetteer) -> None:
    mali = placed("Le Mali pleure. Des tirs à Koro, entre Bankass et Mopti.", gazetteer)
    ivory = placed("La Côte d'Ivoire vote. À Koro, près de Touba et d'Odienné, on attend.", gazetteer)
    assert [one.place.country for one in mali if one.place and one.mention.text == "Koro"] == ["ML"]
    assert [one.place.country for one in ivory if one.place and one.mention.text == "Koro"] == ["CI"]


def test_candidates_tell_their_features(gazetteer: Gazetteer) -> None:
    found = placed("La région de Gao et le Mali.", gazetteer)[0]
    assert dict(found.candidates[0].features)["kind"] > 0
    assert found.method == "kind"
    assert len(found.candidates) <= 5
    assert 0 < found.score <= 1


@pytest.mark.parametrize(("bearing", "lat", "lon"), [(0, 0.9, 0), (90, 0, 0.9), (180, -0.9, 0), (270, 0, -0.9)])
def test_destination_goes_the_way_of_the_compass(bearing: float, lat: float, lon: float) -> None:
    assert destination(0, 0, 100, bearing) == pytest.approx((lat, lon), abs=0.01)


def test_destination_crosses_the_antimeridian() -> None:
    lat, lon = destination(0, 179.9, 100, 90)
    assert lat == pytest.approx(0)
    assert lon == pytest.approx(-179.2, abs=0.01)

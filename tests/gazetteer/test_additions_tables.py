"""A user's own table: read with its corrections, or refused with the rows that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import GazetteerError
from geodata.gazetteer.additions.own_table import OwnPlace, read_own_table


def read(tmp_path: Path, text: str, name: str = "mine.csv") -> list[OwnPlace]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_own_table(path)


def refusal(tmp_path: Path, text: str, name: str = "mine.csv") -> str:
    with pytest.raises(GazetteerError) as caught:
        read(tmp_path, text, name)
    assert caught.value.remedy
    return str(caught.value)


def test_a_table_gives_places_with_aliases(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "name,lat,lon,country,aliases\nTin-Essai,15.6,0.6,ml,Tin Essay|Tinessai\n")
    assert (one.name, one.lat, one.lon, one.country) == ("Tin-Essai", 15.6, 0.6, "ML")
    assert one.aliases == ("Tin Essay", "Tinessai")


def test_french_heads_semicolons_and_decimal_commas_are_read(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "Nom;Latitude;Longitude;Pays\nTin-Essai;15,6;0,6;ML\n")
    assert (one.lat, one.lon) == (15.6, 0.6)


def test_geojson_points_are_read_lon_first(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [0.6, 15.6]}
    properties = {"name": "Tin-Essai", "country": "ML", "aliases": ["Tin Essay"]}
    feature = {"type": "Feature", "properties": properties, "geometry": point}
    (one,) = read(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature]}), "mine.geojson")
    assert (one.lat, one.lon, one.aliases) == (15.6, 0.6, ("Tin Essay",))


def test_a_known_place_needs_no_coordinates(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "place_id,aliases\ngn:2461247,Aguelhoc-ville\n")
    assert (one.lat, one.lon, one.name) == (None, None, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,lat,lon,country\nA,95,1,ML\n", "mine.csv, row 2: lat 95.0, lon 1.0 are out of range"),
        ("name,lat,lon,country\nA,116,15,ML\n", "they seem exchanged"),
        ("name,lat,lon,country\nA,nord,1,ML\n", "lat 'nord' is no number"),
        ("name,lat,lon,country\nA,0,0,ML\n", "stand for none"),
        ("name,lat,lon,country\nA,15,,ML\n", "both"),
        ("name,lat,lon,country\nA,15,1,Mali\n", "no ISO 3166-1"),
        ("name,lat,lon\nA,15,1\n", "country is needed"),
        ("name,lat,lon,country,kind\nA,15,1,ML,hamlet\n", "kind 'hamlet' is none of"),
        ("name,lat,lon,country,population\nA,15,1,ML,many\n", "population 'many'"),
        ("name,lat,lon,country,prominence\nA,15,1,ML,9\n", "from 0 to 3"),
        ("name,lat,lon,country\nA,15,1,ML,x\n", "row 2: 5 columns, where the first row has 4"),
        ("name,lat,latitude,lon\nA,15,15,1\n", "stands twice"),
        ("lieu,lat,lon\nA,15,1\n", "no column `name`"),
        ("name,lat,lon,country\n", "has no rows"),
        ("", "no column `name`"),
        ("name,lat,lon,country,place_id\nA,15,1,ML,x:1\nB,16,1,ML,x:1\n", "row 3: place_id 'x:1' stands already"),
        ('name,lat,lon,country\n"A,15,1,ML\n', "row"),
    ],
)
def test_a_wrong_row_is_named_with_what_is_allowed(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, text)


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    text = "name,lat,lon,country\n" + "A,99,1,ML\n" * 8
    assert "(and 3 more)" in refusal(tmp_path, text)


def test_latin_1_is_refused_with_the_row(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes("name,lat,lon,country\nAguélhok,19,1,ML\n".encode("latin-1"))
    with pytest.raises(GazetteerError, match="row 2: not UTF-8"):
        read_own_table(tmp_path / "mine.csv")


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"features": [{"geometry": {"type": "Point"}}]}', "{", '{"features": 3}']
)
def test_what_is_no_geojson_is_called_so(tmp_path: Path, text: str) -> None:
    assert "no GeoJSON" in refusal(tmp_path, text, "mine.geojson")


@given(st.text(max_size=200))
def test_no_text_ends_in_anything_but_our_error(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.csv"
        path.write_text("name,lat,lon,country\n" + text, encoding="utf-8", errors="ignore")
        try:
            rows = read_own_table(path)
        except GazetteerError:
            return
        assert all(row.lat is not None and -90 <= row.lat <= 90 for row in rows if not row.place_id)

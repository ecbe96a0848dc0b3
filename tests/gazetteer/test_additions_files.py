"""GeoNames country files: read as published, refused or mended when broken."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import GazetteerError
from geodata.gazetteer.additions import archives
from geodata.gazetteer.additions.geonames_files import read_country_files
from tests.additions_by_hand import ROWS, country_file, line, zipped

TEXT = "".join(row + "\n" for row in ROWS)


def refusal(path: Path, *wanted: str) -> str:
    with pytest.raises(GazetteerError) as caught:
        read_country_files(path, wanted)
    assert caught.value.remedy
    return str(caught.value)


def test_the_country_is_read_from_the_rows_whatever_the_name(tmp_path: Path) -> None:
    (file,) = read_country_files(country_file(tmp_path / "villages.txt"))
    assert (file.country, len(file.rows), file.notes) == ("ML", len(ROWS), [])
    assert (file.rows[2].name, file.rows[2].lat, file.rows[2].lon) == ("Tin-Essai", 15.61, 0.61)


def test_a_zip_with_its_readme_is_read_without_unpacking(tmp_path: Path) -> None:
    path = zipped(tmp_path / "any.zip", ML__txt=TEXT, readme__txt="Columns: id, name ...")
    (file,) = read_country_files(path)
    assert len(file.rows) == len(ROWS)
    assert [one.name for one in tmp_path.iterdir()] == ["any.zip"]


def test_a_folder_gives_one_file_a_country(tmp_path: Path) -> None:
    country_file(tmp_path / "a.txt")
    zipped(tmp_path / "b.zip", x__txt=line(88001001, "Essaidougou", 12.4, -1.5, country="BF") + "\n")
    assert [file.country for file in read_country_files(tmp_path)] == ["BF", "ML"]


def test_two_files_of_one_country_in_a_folder_are_refused(tmp_path: Path) -> None:
    country_file(tmp_path / "ML_2014.txt")
    country_file(tmp_path / "ML_2023.txt")
    assert "ML_2014.txt and ML_2023.txt both hold ML" in refusal(tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert len(read_country_files(path)[0].rows) == len(ROWS)


@given(st.integers(min_value=1, max_value=len(TEXT.encode()) - 2))
def test_a_file_cut_off_anywhere_is_refused_or_ends_with_a_whole_row(cut: int) -> None:
    data = TEXT.encode()[:cut]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ML.txt"
        path.write_bytes(data)
        try:
            (file,) = read_country_files(path)
        except GazetteerError:
            pass
        else:
            assert data.decode().rstrip("\n").split("\n") == TEXT.split("\n")[: len(file.rows)]


def test_a_row_with_other_columns_is_named(tmp_path: Path) -> None:
    path = country_file(tmp_path / "ML.txt", ROWS[2], ROWS[3].rsplit("\t", 3)[0], ROWS[4])
    assert "ML.txt, row 2: 16 columns" in refusal(path)


def test_a_comma_separated_table_is_no_country_file(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("name,lat,lon\nBer,16.8,-2.5\n")
    assert "1 columns between tabs" in refusal(tmp_path / "t.txt")


def test_a_country_that_is_not_in_the_file_is_named(tmp_path: Path) -> None:
    path = country_file(tmp_path / "BF.txt")
    assert "holds no rows of BF (it holds" in refusal(path, "BF")


def test_rows_of_several_countries_want_a_choice(tmp_path: Path) -> None:
    path = country_file(tmp_path / "all.txt", ROWS[2], line(88002001, "Essaikoira", 13.5, 2.1, country="NE"))
    assert "2 countries (ML, NE" in refusal(path)
    assert [file.country for file in read_country_files(path, ["NE"])] == ["NE"]


def test_coordinates_out_of_range_are_left_out_and_named(tmp_path: Path) -> None:
    path = country_file(tmp_path / "ML.txt", *ROWS, line(88000009, "Hors Limites", 116.6, -1.5))
    (file,) = read_country_files(path)
    assert len(file.rows) == len(ROWS)
    assert file.notes == ["ML.txt, row 9: latitude 116.6, longitude -1.5 are out of range, "
                          "as if latitude and longitude were exchanged; left out"]  # fmt: skip


@pytest.mark.parametrize(("lat", "lon"), [("nan", "1.5"), ("inf", "1.5"), ("91", "1.5"), ("0", "0")])
def test_no_point_that_is_none_gets_in(tmp_path: Path, lat: str, lon: str) -> None:
    row = ROWS[2].split("\t")
    row[0], row[4], row[5] = "88000010", lat, lon
    (file,) = read_country_files(country_file(tmp_path / "ML.txt", *ROWS, "\t".join(row)))
    assert len(file.rows) == len(ROWS)
    assert "row 9" in file.notes[0]


def test_a_file_cut_off_between_rows_is_told(tmp_path: Path) -> None:
    (file,) = read_country_files(country_file(tmp_path / "ML.txt", *ROWS[:4]))
    assert file.notes == ["ML.txt has no row for ML itself (PCLI): it may be cut off"]


def test_a_file_full_of_impossible_coordinates_is_refused(tmp_path: Path) -> None:
    path = country_file(tmp_path / "ML.txt", *(line(88000100 + i, f"Essai {i}", 100 + i, 1) for i in range(9)), *ROWS)
    assert "9 of 17 rows cannot be used" in refusal(path)


def test_a_repeated_id_keeps_the_first_row_and_names_both(tmp_path: Path) -> None:
    path = country_file(tmp_path / "ML.txt", *ROWS, line(88000004, "Autre Nom", 16.3, 0.2))
    (file,) = read_country_files(path)
    assert [row.name for row in file.rows if row.geonames_id == "88000004"] == ["Gargando Koyra"]
    assert file.notes == ["ML.txt, row 9: id 88000004 stands already in row 4; left out"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html>Sorry</html>", "is a web page"),
        ("Bér\t".encode("latin-1") * 19, "row 1: not UTF-8"),
    ],
)
def test_what_is_no_country_file_is_called_so(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "ML.txt").write_bytes(content)
    assert message in refusal(tmp_path / "ML.txt")


@pytest.mark.parametrize("name", ["../../ML.txt", "/etc/ML.txt", "a\\..\\ML.txt", "C:\\ML.txt"])
def test_a_zip_with_a_path_outside_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "ML.zip", "w") as archive:
        archive.writestr(name, TEXT)
    assert "a path outside" in refusal(tmp_path / "ML.zip")


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    assert "zip bomb" in refusal(zipped(tmp_path / "ML.zip", ML__txt=b"0" * 30_000_000))


def test_a_zip_bomb_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST", 100)
    assert "zip bomb" in refusal(zipped(tmp_path / "ML.zip", ML__txt=TEXT))


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ML.txt", TEXT)
    size = len(TEXT.encode()).to_bytes(4, "little")
    (tmp_path / "ML.zip").write_bytes(whole.getvalue().replace(size, (50).to_bytes(4, "little")))
    assert "does not unpack" in refusal(tmp_path / "ML.zip") or "zip bomb" in refusal(tmp_path / "ML.zip")


def test_a_zip_cut_off_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ML.zip", ML__txt=TEXT)
    path.write_bytes(path.read_bytes()[:-30])
    assert "no whole zip file" in refusal(path)


def test_a_zip_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ML.zip", ML__txt=TEXT)
    data = bytearray(path.read_bytes())
    data[120] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "does not unpack" in refusal(path)


def test_a_text_that_is_called_zip_is_refused(tmp_path: Path) -> None:
    assert "no zip file" in refusal(country_file(tmp_path / "ML.zip"))


def test_a_missing_file_says_what_is_wanted(tmp_path: Path) -> None:
    assert "there is no" in refusal(tmp_path / "ML.txt")


@pytest.mark.shared
def test_the_published_files_read_whole(shared: Path) -> None:
    files = read_country_files(shared / "data" / "geonames")
    assert {file.country: len(file.rows) for file in files} == {
        "BF": 11295, "CI": 17668, "GN": 10494, "ML": 24312, "MR": 8849, "NE": 24320, "SN": 12300,
    }  # fmt: skip

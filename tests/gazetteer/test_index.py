from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer import Form, Gazetteer, open_gazetteer
from geodata.gazetteer.build import write
from geodata.gazetteer.entries import Entry, key_forms
from geodata.gazetteer.names import is_capitals, keys_of, usable_alternate
from geodata.gazetteer.packages import bare_name
from geodata.paths import index_folder


@pytest.fixture(scope="module")
def index() -> Gazetteer:
    return open_gazetteer()


def small_index(folder: Path, *entries: Entry) -> Gazetteer:
    folder.mkdir()
    write(list(entries), folder, "1")
    return Gazetteer(folder)


def town(name: str, number: int, people: int = 0) -> Entry:
    entry = Entry(f"gn:{number}", name, "settlement", 1.5, 2.5, name, name, "ML", "ML-7", people, 0, "test")
    entry.add([name], Form.MAIN)
    return entry


def test_knows_countries_regions_cities_and_villages(index: Gazetteer) -> None:
    kinds = {key: {place.kind for place in index.candidates(key)} for key in ("mali", "gao", "tokyo", "inates")}
    assert "country" in kinds["mali"]
    assert {"admin1", "settlement"} <= kinds["gao"]
    assert "settlement" in kinds["tokyo"] | kinds["inates"]


def test_the_most_important_bearer_comes_first(index: Gazetteer) -> None:
    assert index.candidates("niger")[0].place_id == "NE"
    assert index.candidates("koro")[0].country == "ML"


def test_gets_a_place_by_its_id(index: Gazetteer) -> None:
    bamako = index.get("gn:2460596")
    assert bamako is not None
    assert (bamako.name, bamako.country) == ("Bamako", "ML")
    assert index.get("gn:0") is None


def test_gets_a_country_and_refuses_what_is_none(index: Gazetteer) -> None:
    assert index.country("BF").name_en == "Burkina Faso"
    with pytest.raises(GazetteerError, match="ZZ"):
        index.country("ZZ")
    with pytest.raises(GazetteerError, match="ML-7"):
        index.country("ML-7")


@pytest.mark.parametrize(
    ("word", "country"), [("malien", "ML"), ("nigerians", "NG"), ("nigeriens", "NE"), ("gao", None)]
)
def test_tells_demonyms(word: str, country: str | None, index: Gazetteer) -> None:
    assert index.demonym(word) == country


def test_demonyms_are_no_names(index: Gazetteer) -> None:
    assert index.candidates("malien") == ()


@pytest.mark.parametrize("text", ["Menaka", "ménaka", "MÉNAKA", "Ménak"])
def test_search_finds_any_spelling_and_beginnings(text: str, index: Gazetteer) -> None:
    assert "ML-9" in [place.place_id for place in index.search(text, 5)]


def test_search_keeps_its_limit_and_wants_letters(index: Gazetteer) -> None:
    assert len(index.search("San", 7)) == 7
    assert index.search("  ", 5) == []
    assert index.search("Zzyzzyxyq", 5) == []


def test_every_place_lies_on_earth_below_its_country(index: Gazetteer) -> None:
    for key in ("springfield", "madina", "paris", "san antonio"):
        for place in index.candidates(key):
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180
            assert place.country is None or place.country in index.holders(place.place_id) | {place.place_id}


def test_opening_again_builds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    version = open_gazetteer().version
    monkeypatch.setattr("geodata.gazetteer.build.collect", lambda *_: pytest.fail("built again"))
    assert open_gazetteer().version == version


def test_keys_join_to_rows_in_order_of_importance(tmp_path: Path) -> None:
    index = small_index(tmp_path / "i", town("Koro", 1, 500), town("Gao", 2, 50), town("Koro", 3, 5))
    assert [place.place_id for place in index.candidates("koro")] == ["gn:1", "gn:3"]
    assert index.candidates("ko") == ()


def test_a_broken_index_says_what_to_do(tmp_path: Path) -> None:
    small_index(tmp_path / "i", town("Gao", 2))
    (tmp_path / "i" / "names.marisa").write_bytes(b"no trie")
    with pytest.raises(GazetteerError, match="Delete that folder"):
        Gazetteer(tmp_path / "i")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    small_index(tmp_path / "i", town("Gao", 2))
    (tmp_path / "i" / "strings.bin").unlink()
    with pytest.raises(GazetteerError, match="does not open"):
        Gazetteer(tmp_path / "i")


def test_a_folder_that_cannot_be_written_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.gazetteer.build.collect", lambda *_: [town("Gao", 1)])
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(GazetteerError, match="LIPTAKO_HOME"):
        open_gazetteer(blocked)


def test_a_change_of_the_sources_rebuilds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.gazetteer.build.collect", lambda *_: [town("Gao", 1)])
    monkeypatch.setattr("geodata.gazetteer.index.sources_version", lambda *_: "new")
    monkeypatch.setattr("geodata.gazetteer.build.sources_version", lambda *_: "new")
    folder = tmp_path / "places"
    small_index(folder, town("Kidal", 1))
    assert open_gazetteer(tmp_path).candidates("gao")
    assert not [path for path in tmp_path.iterdir() if path.name != "places"]


def test_two_builders_at_once_leave_one_whole_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.gazetteer.build.collect", lambda *_: [town("Gao", 1)])
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_gazetteer(tmp_path), range(4)))
    assert all(index.candidates("gao") for index in opened)


def test_an_open_index_outlives_its_folder(tmp_path: Path) -> None:
    index = small_index(tmp_path / "i", town("Gao", 2))
    shutil.rmtree(tmp_path / "i")
    assert index.candidates("gao")[0].name == "Gao"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Fada N'Gourma", ["fada n gourma", "fada ngourma"]),
        ("I-n-Délimane", ["i n delimane", "in delimane"]),
        ("Saint-Louis", ["saint louis", "st louis"]),
        ("Gao", ["gao"]),
    ],
)
def test_a_name_is_kept_under_the_keys_that_texts_have(name: str, keys: list[str]) -> None:
    assert list(keys_of(name)) == keys


@pytest.mark.parametrize(
    ("name", "fit"), [("Londres", True), ("BKO", False), ("ba ma ke", False), ("Париж", False), ("Pa", False)]
)
def test_tells_which_alternates_are_fit(name: str, fit: bool) -> None:
    assert usable_alternate(name) == fit


@pytest.mark.parametrize(
    ("name", "capitals"), [("RDC", True), ("U.S.", True), ("Mali", False), ("US-Army-Base", False)]
)
def test_tells_abbreviations(name: str, capitals: bool) -> None:
    assert is_capitals(name) == capitals


@pytest.mark.parametrize(
    ("name", "bare"), [("Cercle de Gao", "Gao"), ("Gao Cercle", "Gao"), ("Province du Soum", "Soum"), ("Gao", "")]
)
def test_takes_the_word_for_its_type_off_a_division(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_an_article_before_an_area_is_no_second_name() -> None:
    area = Entry("area:x", "Red Sea", "area", 0, 0)
    area.add(["Red Sea", "the Red Sea"], Form.ALIAS)
    assert [key for key, _ in key_forms(area)] == ["red sea"]


def test_the_default_folder_is_that_of_the_user() -> None:
    open_gazetteer()
    assert (index_folder() / "places").is_dir()

"""Added tiers in the gazetteer and the outlines: found, ranked, undone, and never half in use."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from geodata.boundaries import Boundaries, load_boundaries
from geodata.errors import GazetteerError
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.gazetteer.additions import read_registry
from geodata.gazetteer.additions.search import search_places
from geodata.gazetteer.additions.service import add_countries, add_table, remove_additions
from geodata.gazetteer.additions.transaction import change
from geodata.gazetteer.boundaries.additions import Wish, add_outlines
from geodata.paths import writable_folder
from tests.additions_by_hand import CERCLES, ROWS, country_file, file_server, line, outlines, serving, small_world


@pytest.fixture
def used(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_world(monkeypatch, tmp_path / "world")
    return writable_folder(home)


@pytest.fixture(scope="module")
def with_villages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the villages in it, made once; each test gets a copy, for some of them change it."""
    folder = tmp_path_factory.mktemp("villages")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LIPTAKO_HOME", str(folder / "home"))
        small_world(patched, folder / "world")
        add_countries(writable_folder(folder / "home"), [], str(country_file(folder / "villages.txt")))
        open_gazetteer()
    return folder


@pytest.fixture
def villages(used: Path, with_villages: Path) -> Gazetteer:
    shutil.copytree(with_villages / "home", used, dirs_exist_ok=True)
    return open_gazetteer()


def state(home: Path) -> dict[str, bytes]:
    files = (one for one in sorted(home.rglob("*")) if one.is_file() and "lock" not in one.name)
    return {str(one.relative_to(home)): one.read_bytes() for one in files}


def test_villages_are_found_with_unit_and_source(villages: Gazetteer) -> None:
    place = villages.candidates("tin essai")[0]
    assert (place.place_id, place.kind, place.source) == ("gn:88000003", "settlement", "geonames:ML")
    assert place.parent == "ML-7.essaiville"
    assert "ML-7" in villages.holders(place.place_id)


def test_settlements_stand_ahead_of_wells_of_the_name(villages: Gazetteer) -> None:
    assert [place.kind for place in villages.candidates("tin essai")] == ["settlement", "site"]


def test_names_in_other_scripts_and_hotels_stay_out(villages: Gazetteer) -> None:
    assert villages.candidates("tin essay")
    assert not villages.candidates("تين")
    assert villages.get("gn:88000006") is None


def test_divisions_of_geonames_are_ours(villages: Gazetteer) -> None:
    assert villages.get("gn:88000001") is None
    region = villages.get("ML-7")
    cercle = villages.get("ML-7.essaiville")
    assert region is not None
    assert region.source == "curated"
    assert cercle is not None
    assert (cercle.kind, cercle.parent) == ("admin2", "ML-7")


def test_a_bundled_city_keeps_its_entry_and_gains_the_names(villages: Gazetteer) -> None:
    (city,) = villages.candidates("testopolis")
    assert (city.place_id, city.source, city.population) == ("gn:9900001", "geonames", 70000)


def test_what_was_added_is_registered_with_its_licence(used: Path, villages: Gazetteer, with_villages: Path) -> None:
    assert villages.version
    (one,) = read_registry(used / "additions")
    assert (one.kind, one.name, one.rows, one.source) == (
        "places",
        "ML",
        len(ROWS),
        str(with_villages / "villages.txt"),
    )
    assert one.licence.startswith("CC BY 4.0")
    assert len(one.sha256) == 64


def test_removing_gives_the_gazetteer_that_was(used: Path, tmp_path: Path) -> None:
    before = open_gazetteer().version
    add_countries(used, ["ML"], str(country_file(tmp_path / "v.txt")))
    assert open_gazetteer().version != before
    remove_additions(used, ("places", "table"), ["ml"])
    assert open_gazetteer().version == before
    assert not open_gazetteer().candidates("tin essai")


def test_adding_twice_changes_nothing(used: Path, tmp_path: Path) -> None:
    path = str(country_file(tmp_path / "v.txt"))
    add_countries(used, [], path)
    version = open_gazetteer().version
    add_countries(used, [], path)
    assert open_gazetteer().version == version
    assert len(read_registry(used / "additions")) == 1


def test_a_file_server_is_asked_for_each_country(used: Path, tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    country_file(tmp_path / "served" / "ML_2023.txt")
    country_file(tmp_path / "served" / "NE.txt", line(88003001, "Essaikoira", 13.5, 2.1, country="NE"))
    with file_server(serving(tmp_path / "served")) as address:
        added = add_countries(used, ["NE", "ML"], address)
    assert [(one.name, one.source) for one in added] == [("NE", f"{address}/NE.txt"), ("ML", f"{address}/ML_2023.txt")]


@pytest.mark.parametrize("bad", ["columns", "country", "far", "cut"])
def test_a_failure_leaves_everything_as_it_was(used: Path, villages: Gazetteer, tmp_path: Path, bad: str) -> None:
    assert villages.candidates("tin essai")
    before = state(used)
    rows = {
        "columns": [*ROWS, "1\tx"],
        "country": [line(88004001, "Essai", 12, -1.5, country="BF")],
        "far": [line(88005000 + i, f"Essai {i}", 0.5, 15.6) for i in range(6)],
        "cut": [ROWS[2]],
    }
    path = country_file(tmp_path / "bad.txt", *rows[bad])
    with pytest.raises(GazetteerError, match=r"bad\.txt"):
        add_countries(used, ["ML"], str(path))
    assert state(used) == before


def test_exchanged_coordinates_are_named(used: Path, tmp_path: Path) -> None:
    path = country_file(tmp_path / "v.txt", *ROWS, line(88000009, "Envers", -1.5, 16.6))
    (added,) = add_countries(used, [], str(path))
    assert "row 9: Envers at -1.5, 16.6: latitude and longitude seem exchanged; left out" in added.notes[0]


def test_a_broken_build_leaves_the_index_in_use(
    used: Path, villages: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert villages.candidates("tin essai")
    before = state(used)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geodata.gazetteer.build.write", full)
    with pytest.raises(GazetteerError, match="No space left"):
        add_countries(used, [], str(country_file(tmp_path / "w.txt", *ROWS, line(88000011, "Neuf", 16, 0))))
    assert state(used) == before


def test_what_a_killed_change_left_is_cleared_up(used: Path, villages: Gazetteer, tmp_path: Path) -> None:
    assert villages.version
    (used / ".additions-killed").mkdir()
    (used / "additions").rename(used / ".additions-killed" / "old-0")
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,country\nVille Neuve,16.1,-0.1,ML\n")
    add_table(used, table)
    assert [one.name for one in read_registry(used / "additions")] == ["ML", "mine"]
    assert not list(used.glob(".additions-*"))


def test_two_changes_at_once_are_refused(used: Path, tmp_path: Path) -> None:
    path = str(country_file(tmp_path / "v.txt"))
    with change(used), pytest.raises(GazetteerError, match="another process"):
        add_countries(used, [], path)


def test_an_own_table_moves_renames_and_outranks(used: Path, villages: Gazetteer, tmp_path: Path) -> None:
    assert villages.version
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,country,aliases\nTin-Essai,15.65,0.65,ML,Tinessaye\nVille Neuve,16.1,-0.1,ML,\n")
    add_table(used, table)
    gazetteer = open_gazetteer()
    place = gazetteer.candidates("tin essai")[0]
    assert (place.place_id, place.lat, place.source) == ("gn:88000003", 15.65, "table:mine")
    assert gazetteer.candidates("tinessaye") == (place,)
    fresh = gazetteer.candidates("ville neuve")[0]
    assert (fresh.place_id, fresh.country) == ("lp:ml-ville-neuve", "ML")


def test_an_own_table_corrects_the_curated_one_by_id(used: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("place_id,lat,lon,aliases\ngn:2461247,19.5,0.9,Aguelhoc-Ville\n")
    add_table(used, table)
    (place,) = open_gazetteer().candidates("aguelhoc ville")
    assert (place.place_id, place.lat, place.name) == ("gn:2461247", 19.5, "Aguelhok")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("gn:1,,,,\n", "no place has the place_id in mine.csv, row 2: gn:1"),
        (",Ber,-2.5,16.8,ML\n", "row 2: Ber at lat -2.5, lon 16.8: lat and lon seem exchanged"),
        (",Ber,48.8,2.3,ML\n", "far outside of ML"),
    ],
)
def test_a_table_that_cannot_be_right_is_not_added(used: Path, tmp_path: Path, row: str, message: str) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("place_id,name,lat,lon,country\n" + row)
    with pytest.raises(GazetteerError, match=message):
        add_table(used, table)
    assert not read_registry(used / "additions")


def test_added_outlines_stand_in_place_of_the_bundled_ones(used: Path, villages: Gazetteer, tmp_path: Path) -> None:
    assert villages.version
    before = load_boundaries()
    add_outlines(used, [str(outlines(tmp_path / "x.geojson", *CERCLES))], Wish(licence="CC0"))
    now = load_boundaries()
    assert now is load_boundaries()
    assert before.locate(15.6, 0.6)[2] is None
    assert now.locate(15.6, 0.6) == ("ML", "ML-7", "ML-7.ansongo")
    assert now.parent_chain("ML-7.ansongo") == ("ML", "ML-7")
    assert set(now.admin2.columns) == set(Boundaries().admin2.columns)
    assert "BF-SOM" in set(now.admin2["place_id"])


def test_villages_are_joined_again_when_outlines_come(used: Path, villages: Gazetteer, tmp_path: Path) -> None:
    assert villages.candidates("tin essai")[0].parent == "ML-7.essaiville"
    add_outlines(used, [str(outlines(tmp_path / "x.geojson", *CERCLES))], Wish())
    place = open_gazetteer().candidates("tin essai")[0]
    assert place.parent == "ML-7.ansongo"
    remove_additions(used, ("boundaries",), ["ML"])
    assert open_gazetteer().candidates("tin essai")[0].parent == "ML-7.essaiville"
    assert load_boundaries().locate(15.6, 0.6)[2] is None


def test_a_damaged_addition_says_what_to_do(used: Path, villages: Gazetteer) -> None:
    assert villages.version
    (one,) = read_registry(used / "additions")
    (used / "additions" / one.file).write_bytes(gzip.compress(b"rubbish\n"))
    (used / "index" / "places" / "meta.json").unlink()
    with pytest.raises(GazetteerError, match="places add ML"):
        open_gazetteer()


@pytest.mark.parametrize("text", ["Tin Essai", "TIN-ESSAÏ", "tinn essai", "Tin Esai", "Tin-Essaï"])
def test_search_finds_any_spelling(villages: Gazetteer, text: str) -> None:
    assert search_places(villages, text)[0].place.place_id == "gn:88000003"


@pytest.mark.parametrize(
    ("text", "wanted"), [("Aguelhoc", "gn:2461247"), ("Agelhok", "gn:2461247"), ("Boulikesi", "lp:ml-boulkessi")]
)
def test_search_finds_what_the_press_spells_otherwise(villages: Gazetteer, text: str, wanted: str) -> None:
    assert search_places(villages, text, country="ML")[0].place.place_id == wanted


def test_search_for_nothing_finds_nothing(villages: Gazetteer) -> None:
    assert search_places(villages, "—") == []
    assert search_places(villages, "Xyzzyqwrt") == []


@pytest.mark.slow
@pytest.mark.shared
def test_the_published_country_files_can_be_added(used: Path, shared: Path) -> None:
    added = add_countries(used, ["ML", "NE"], str(shared / "data" / "geonames"))
    assert {one.name: one.rows for one in added} == {"ML": 24308, "NE": 24320}
    gazetteer = open_gazetteer()
    kidal = gazetteer.get("gn:2461246")
    assert kidal is not None
    assert kidal.kind == "site"

"""`liptako places` and `liptako boundaries` as a user types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.cli import main
from tests.additions_by_hand import CERCLES, ROWS, country_file, outlines, small_world


@pytest.fixture(autouse=True)
def used(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_world(monkeypatch, tmp_path / "world")
    return home


class Typed:
    """What came of a command."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str) -> None:
        with pytest.raises(SystemExit) as left:
            main(list(words))
        self.code = left.value.code
        self.out, self.err = capsys.readouterr()


def test_places_are_added_searched_listed_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = country_file(tmp_path / "villages.txt")
    added = Typed(capsys, "places", "add", "ML", "--from", str(path))
    assert (added.code, added.err) == (0, "")
    assert f"ML: {len(ROWS)} places from {path}  [CC BY 4.0, GeoNames" in added.out
    found = Typed(capsys, "places", "search", "Tin Esay")
    assert found.out.splitlines()[0].startswith(
        "Tin-Essai  gn:88000003  settlement  Essaiville Cercle, ML  15.6100, 0.6100"
    )
    assert "[GeoNames file ML; by 'tin essay']" in found.out.splitlines()[0]
    assert "sha256" in Typed(capsys, "places", "list").out
    assert Typed(capsys, "places", "remove", "ML").out.startswith("removed ML")
    assert "nothing was added" in Typed(capsys, "places", "list").out


def test_a_file_may_stand_where_a_country_may(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Typed(capsys, "places", "add", str(country_file(tmp_path / "v.txt"))).code == 0


def test_a_table_is_added_and_its_source_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,country\nVille Neuve,16.1,-0.1,ML\n")
    assert Typed(capsys, "places", "add", "--table", str(table)).code == 0
    assert "[your table mine]" in Typed(capsys, "places", "search", "ville neuve").out


def test_boundaries_are_added_listed_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = outlines(tmp_path / "x.geojson", *CERCLES)
    added = Typed(capsys, "boundaries", "add", "ML", "--from", str(path), "--licence", "CC0")
    assert added.code == 0
    assert "ML-2: 2 outlines" in added.out
    assert "it may be cut off" in added.err
    assert "[CC0]" in Typed(capsys, "boundaries", "list").out
    assert "removed ML-2" in Typed(capsys, "boundaries", "remove", "ML").out


def test_stored_documents_are_said_to_want_a_rebuild(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(country_file(tmp_path / "v.txt"))
    assert "rebuild" not in Typed(capsys, "places", "add", path).out
    (tmp_path / "news.txt").write_text("Attaque à Gao\n\nDes hommes armés ont attaqué Gao dimanche, selon l'armée.\n")
    Typed(capsys, "add", str(tmp_path / "news.txt"))
    assert "placed again by `liptako rebuild`" in Typed(capsys, "places", "add", path).out
    assert Typed(capsys, "rebuild", "--help").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["places", "add"], "nothing to add"),
        (["places", "add", "Q7"], "neither a country code nor a file"),
        (["places", "add", "QX"], "no country code"),
        (["places", "add", "nowhere.zip"], "neither a country code nor a file"),
        (["places", "add", "ML", "--from", "nowhere.zip"], "there is no nowhere.zip"),
        (["places", "add", "--table", "nowhere.csv"], "cannot be read"),
        (["places", "add", "--from", "http://127.0.0.1:9/ML.zip"], "no connection"),
        (["places", "remove", "ML"], "ML was not added. Added: nothing."),
        (["boundaries", "add"], "nothing to add"),
        (["boundaries", "add", "ML", "--level", "0"], "--level 0 cannot be added. 1 is regions"),
        (["boundaries", "add", "ML", "--level", "3"], "--level 3 cannot be added. 1 is regions"),
        (["boundaries", "add", "--from", "nowhere.gpkg"], "there is no file nowhere.gpkg"),
        (["boundaries", "add", "--from", "x", "--field", "wrong"], "ROLE=COLUMN"),
        (["boundaries", "remove", "ML-2"], "was not added"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_one(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = Typed(capsys, *words)
    assert typed.code == 1
    assert message in typed.err
    assert len(typed.err.splitlines()) == 1

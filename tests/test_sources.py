"""Every source in use is told with its licence, in both languages, and what the user added with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from dashboard.cli import main
from geodata import sources
from geodata.sources import Credit, Role, words
from tests.additions_by_hand import CERCLES, country_file, outlines, small_world

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def used(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_world(monkeypatch, tmp_path / "world")
    return home


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    out, err = capsys.readouterr()
    assert left.value.code == 0, err
    return out


def test_both_languages_tell_the_same_sources() -> None:
    english, french = sources.credits("en"), sources.credits("fr")
    assert [one.id for one in english] == [one.id for one in french]
    assert [one.address for one in english] == [one.address for one in french]
    assert all(one.what != other.what for one, other in zip(english, french, strict=True))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_source_has_a_name_a_use_and_a_licence(language: str) -> None:
    for one in sources.credits(language):
        assert one.name
        assert one.what
        assert one.licence
        assert one.role in get_args(Role)
        assert one.address.startswith("https://") or one.role == "program"


def test_the_page_of_attributions_names_every_bundled_source() -> None:
    page = (ROOT / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert [one.name for one in sources.credits() if one.address.removeprefix("https://") not in page] == []


def test_roles_choose_what_an_export_needs() -> None:
    chosen = sources.credits(roles=frozenset[Role]({"places", "outlines"}))
    assert {one.role for one in chosen} == {"places", "outlines"}


def test_what_was_added_is_told_with_its_licence_and_without_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "private").mkdir()
    typed(capsys, "places", "add", str(country_file(tmp_path / "private" / "ML.txt")))
    typed(capsys, "boundaries", "add", "--from", str(outlines(tmp_path / "own.geojson", *CERCLES)))
    told = {one.id: one for one in sources.credits("fr")}
    villages, own = told["places:ML"], told["boundaries:ML-2"]
    assert not villages.bundled
    assert villages.licence.startswith("CC BY 4.0")
    assert (villages.address, villages.origin) == ("https://www.geonames.org", "ML.txt")
    assert villages.sha256
    assert villages.vintage.startswith("ajouté le 2")
    assert (own.licence, own.origin, own.address) == ("non précisée", "own.geojson", "")
    assert "private" not in typed(capsys, "about")


def test_the_command_lists_them_in_either_language_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Natural Earth, pays — contours des pays\n      domaine public" in typed(capsys, "about", "--language", "fr")
    plain = typed(capsys, "about")
    assert words("en")["note"] in plain
    assert words("en")["nothing"] in plain
    rows = json.loads(typed(capsys, "about", "--json"))
    assert [Credit(**row) for row in rows] == list(sources.credits())


def test_a_language_that_is_not_spoken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["about", "--language", "de"])
    assert left.value.code == 1
    assert "is none of en, fr" in capsys.readouterr().err

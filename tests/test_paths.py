from __future__ import annotations

from pathlib import Path

import pytest

from geodata.errors import SetupError
from geodata.paths import home, index_folder, store_url


def test_folders_are_made_on_demand_inside_liptako_home(home_folder: Path) -> None:
    assert home() == home_folder
    assert index_folder().is_dir()
    assert home_folder in index_folder().parents


def test_the_store_is_a_file_in_home_unless_an_address_is_set(
    home_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store_url() == f"sqlite:///{home_folder}/liptako.sqlite"
    monkeypatch.setenv("LIPTAKO_STORE", "postgresql+psycopg://localhost/liptako")
    assert store_url() == "postgresql+psycopg://localhost/liptako"


def test_a_file_in_the_place_of_the_folder_is_named_with_the_remedy(home_folder: Path) -> None:
    home_folder.write_text("not a folder", encoding="utf-8")
    with pytest.raises(SetupError, match=r"cannot make the folder .*liptako-home.*LIPTAKO_HOME"):
        home()


def test_a_read_only_folder_is_named_with_the_remedy(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write anywhere, so the answer of the system is stood in for.
    monkeypatch.setattr("geodata.paths.os.access", lambda *_: False)
    with pytest.raises(SetupError, match=rf"{home_folder} is read-only.*LIPTAKO_HOME"):
        home()


def test_without_a_setting_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LIPTAKO_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in home().parents


@pytest.fixture
def home_folder(request: pytest.FixtureRequest) -> Path:
    """The fixture `home` under a name that does not hide the function."""
    folder = request.getfixturevalue("home")
    assert isinstance(folder, Path)
    return folder

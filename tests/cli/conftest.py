"""A home with the built place index, so that commands run as they do for a user."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.cli import main
from geodata.gazetteer import open_gazetteer
from geodata.paths import index_folder
from tests.cli.command_line import ENGLISH, FRENCH, Result, Run


@pytest.fixture(scope="session")
def built_index() -> Path:
    """The user's place index, built if need be; `make setup` has built it."""
    folder = index_folder()
    open_gazetteer(folder)
    return folder


@pytest.fixture
def ready(built_index: Path, home: Path) -> Path:
    """An empty home that shares the built index."""
    home.mkdir()
    (home / "index").symlink_to(built_index)
    return home


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> Result:
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Result(caught.value.code if isinstance(caught.value.code, int) else 1, out, err)

    return call


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a_fr.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "b_en.md").write_text(f"---\npublished: 2024-01-29\n---\n{ENGLISH}", encoding="utf-8")
    return folder

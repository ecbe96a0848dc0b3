"""A picture is written whole or not at all, and over nothing that was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO, Any

import pytest

from geodata.errors import PublishError
from geodata.snapshot import format_of, save

PICTURE = b"\x89PNG made up"


def test_a_picture_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert save(tmp_path / "map.png", PICTURE) == tmp_path / "map.png"
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]
    assert (tmp_path / "map.png").read_bytes() == PICTURE


def test_others_may_read_a_picture_as_any_new_file(tmp_path: Path) -> None:
    save(tmp_path / "map.png", PICTURE)
    (tmp_path / "plain").touch()
    assert (tmp_path / "map.png").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    target.write_bytes(b"mine")
    with pytest.raises(PublishError, match="exists already"):
        save(target, PICTURE)
    assert target.read_bytes() == b"mine"
    save(target, PICTURE, force=True)
    assert target.read_bytes() == PICTURE


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.png"
    real = os.fsync

    def slow(handle: int) -> None:
        real(handle)
        target.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(PublishError, match="exists already"):
        save(target, PICTURE)
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]
    assert target.read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "no permission"), (errno.EROFS, "read-only")]
)
def test_a_failure_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(PublishError, match=said):
        save(tmp_path / "map.png", PICTURE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_the_old_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.png"
    target.write_bytes(b"old")
    real = Path.open

    def full(path: Path, mode: str = "r") -> IO[Any]:
        return real(Path("/dev/full") if "part" in path.name else path, mode)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(PublishError, match="disk is full"):
        save(target, PICTURE, force=True)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


@pytest.mark.parametrize("name", ["map", "map.jpg", "map.png.txt"])
def test_unknown_extensions_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishError, match=r"\.png, \.svg, \.pdf"):
        save(tmp_path / name, PICTURE)


def test_missing_folders_and_folders_as_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="no folder"):
        save(tmp_path / "nowhere" / "map.png", PICTURE)
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(PublishError, match="is a folder"):
        save(tmp_path / "folder.png", PICTURE, force=True)


def test_the_format_follows_the_extension() -> None:
    assert [format_of(name) for name in ("a.png", "b.SVG", Path("c.pdf"))] == ["png", "svg", "pdf"]

"""Downloads: whole files come in, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer.additions import downloads
from geodata.gazetteer.additions.downloads import fetch, links
from tests.additions_by_hand import answering, country_file, file_server, serving


def refusal(address: str, folder: Path) -> str:
    with pytest.raises(GazetteerError) as caught:
        fetch(address, folder)
    assert list(folder.iterdir()) == []
    assert caught.value.remedy
    return str(caught.value)


def test_a_file_comes_whole_with_its_progress(tmp_path: Path) -> None:
    told: list[float] = []
    with file_server(answering(200, "application/zip", b"PK" + b"x" * 300_000)) as address:
        path = fetch(f"{address}/dump/ML.zip", tmp_path, lambda _text, share: told.append(share))
    assert path == tmp_path / "ML.zip"
    assert path.stat().st_size == 300_002
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    ("status", "kind", "body", "message"),
    [
        (404, "text/plain", b"not here", "answered 404"),
        (503, "text/html", b"<html>busy</html>", "answered 503"),
        (200, "text/html; charset=utf-8", b"<html>please log in</html>", "a web page"),
        (200, "application/octet-stream", b"\n<!DOCTYPE html><p>error", "a web page"),
        (200, "application/zip", b"", "an empty file"),
    ],
)
def test_an_error_page_is_refused(tmp_path: Path, status: int, kind: str, body: bytes, message: str) -> None:
    with file_server(answering(status, kind, body)) as address:
        assert message in refusal(f"{address}/ML.zip", tmp_path)


def test_a_download_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with file_server(answering(200, "application/zip", b"PK" + b"x" * 5000, announced=90_000)) as address:
        assert "broke off" in refusal(f"{address}/ML.zip", tmp_path)


def test_a_file_that_is_too_large_is_refused_before_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LARGEST", 1000)
    with file_server(answering(200, "application/zip", b"x" * 1001)) as address:
        assert "larger than" in refusal(f"{address}/ML.zip", tmp_path)


def test_without_a_connection_the_way_around_is_told(tmp_path: Path) -> None:
    assert "--from PATH" in refusal("http://127.0.0.1:9/ML.zip", tmp_path)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with file_server(answering(200, "application/zip", b"PKdata")) as address:
        path = fetch(f"{address}/x/..%2F..%2FML.zip", tmp_path)
    assert path.parent == tmp_path


def test_the_listing_of_a_file_server_is_followed(tmp_path: Path) -> None:
    country_file(tmp_path / "ML_2023.txt")
    with file_server(serving(tmp_path)) as address:
        assert links(f"{address}/") == [f"{address}/ML_2023.txt"]

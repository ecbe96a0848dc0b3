"""Layers of outlines as plain tables: read once, kept, and never trusted beyond the file that they were read from."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.errors import GazetteerError
from geodata.gazetteer.boundaries import tables
from geodata.gazetteer.boundaries.tables import Table, read

SQUARE = [[[0.1, 0.2], [1.3, 0.2], [1.3, 1.7], [0.1, 1.7], [0.1, 0.2]]]


def written(path: Path, *names: str) -> Path:
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"place_id": name, "name": f"Cercle de {name}"} | ({"parent": "XX"} if name == "é" else {}),
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        }
        for name in names
    ]
    path.write_bytes(gzip.compress(json.dumps({"type": "FeatureCollection", "features": features}).encode()))
    return path


@pytest.fixture
def layer(home: Path, tmp_path: Path) -> Path:
    del home  # empty: nothing is kept yet
    return written(tmp_path / "cercles.geojson.gz", "a", "é")


def parsed_again(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    seen: list[bytes] = []
    real = tables._parsed

    def noted(text: bytes) -> Table:
        seen.append(text)
        return real(text)

    monkeypatch.setattr(tables, "_parsed", noted)
    return seen


def test_a_layer_is_read_once_and_is_the_same_when_it_comes_from_what_was_kept(
    layer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = parsed_again(monkeypatch)
    first, second = read(layer), read(layer)
    assert len(seen) == 1
    assert first.rows == second.rows
    assert shapely.to_wkb(first.shapes).tolist() == shapely.to_wkb(second.shapes).tolist()
    assert (second.column("place_id"), second.column("parent")) == (["a", "é"], [None, "XX"])
    assert "parent" in second
    assert "population" not in second


def test_a_file_that_changed_is_read_again_and_what_was_kept_of_it_goes(
    layer: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = parsed_again(monkeypatch)
    read(layer)
    written(layer, "a", "b", "c")
    assert read(layer).column("place_id") == ["a", "b", "c"]
    assert len(seen) == 2
    assert len(list(home.glob("outlines/*"))) == 1


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half a file"])
def test_what_was_kept_and_does_not_open_is_made_again(layer: Path, home: Path, damage: bytes) -> None:
    read(layer)
    (kept,) = home.glob("outlines/*.npz")
    kept.write_bytes(damage)
    assert read(layer).column("place_id") == ["a", "é"]
    assert kept.stat().st_size > len(damage)


def test_outlines_are_read_where_nothing_can_be_kept(layer: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numpy.savez", full)
    assert read(layer).column("place_id") == ["a", "é"]
    assert list(home.glob("outlines/*")) == []
    monkeypatch.setenv("LIPTAKO_HOME", str(layer / "below a file"))
    assert len(read(layer)) == 2


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="Install Liptako again"):
        read(tmp_path / "cercles.geojson.gz")


def test_a_table_made_of_a_frame_says_the_same_and_none_where_nothing_is_stated(layer: Path) -> None:
    table = read(layer)
    again = Table.of(table.frame())
    assert again.column("parent") == table.column("parent")
    assert shapely.equals(again.shapes, table.shapes).all()

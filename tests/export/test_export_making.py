"""Whole files, manifests that tell whether a file would come out the same, public versions, and the Python call."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import geodata
from geodata.errors import PublishError, ViewError
from geodata.export import FORMATS, bundle, check, check_rows, export, frame, manifest_path, read_manifest
from geodata.export.columns import columns as columns_of
from geodata.export.comparing import differences_told, touched
from geodata.export.public import redacted
from geodata.model import Precision
from tests.export.export_sample import ready


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_data_gives_the_same_bytes(extension: str, tmp_path: Path) -> None:
    one = export(ready(), tmp_path / f"one{extension}").manifest
    other = export(ready(), tmp_path / f"other{extension}").manifest
    assert one.sha256 == other.sha256


def test_the_manifest_tells_what_was_made(tmp_path: Path) -> None:
    path = tmp_path / "gao.csv"
    made = export(ready(scope="ML-7"), path, made_on="2026-11-22")
    told = json.loads(manifest_path(path).read_text(encoding="utf-8"))
    assert told["view"] == "?place=ML-7"
    assert told["rows"] == made.rows == told["counts"]["events"]
    assert told["counts"]["hidden"]["scope"] == told["counts"]["events_in_store"] - told["rows"]
    assert told["data"] == "0123abcd"
    assert set(told["versions"]) == {"liptako", "vocabulary", "gazetteer", "boundaries"}
    assert any("Natural Earth" in source for source in told["sources"])


def test_a_file_made_again_is_compared_with_its_manifest(tmp_path: Path) -> None:
    path = tmp_path / "all.geojson"
    export(ready(), path, made_on="2026-11-22")
    former = read_manifest(manifest_path(path))
    assert check(ready(), former) == {}
    changed = check(replace(ready(text="Gao"), digest="another"), former)
    assert {"rows", "data", "sha256", "counts"} <= set(changed)
    assert changed["data"] == ("0123abcd", "another")
    told = list(differences_told(changed))
    assert "the data has changed since (data was 0123abcd, is another)" in told
    assert any(line.startswith(f"events shown: {former.counts['events']} then, ") for line in told)


def test_what_filters_hid_is_told_in_words_and_what_none_hid_is_zero() -> None:
    changed: dict[str, Any] = {"counts": ({"hidden": {"rejected": 1}}, {"hidden": {}}), "options": ({"width": 3}, {})}
    assert list(differences_told(changed)) == [
        "events hidden, rejected by people: 1 then, 0 now",
        "options, width was 3, is not given",
    ]


def test_a_file_that_is_gone_or_was_changed_by_hand_is_told(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    export(ready(), path)
    manifest = manifest_path(path)
    assert list(touched(manifest, read_manifest(manifest))) == []
    path.write_text("mine", encoding="utf-8")
    assert "somebody changed it" in next(touched(manifest, read_manifest(manifest)))
    path.unlink()
    assert "not beside" in next(touched(manifest, read_manifest(manifest)))


def test_an_existing_file_is_never_overwritten_untold(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="exists already"):
        export(ready(), path)
    assert path.read_text(encoding="utf-8") == "mine"
    export(ready(), path, force=True)
    assert path.read_text(encoding="utf-8-sig").startswith("event_id")


@pytest.mark.parametrize("extension", FORMATS)
def test_trouble_leaves_no_half_file(extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geodata.export.making._manifest", full)
    with pytest.raises(PublishError, match="disk is full"):
        export(ready(), tmp_path / f"all{extension}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PublishError, match="permission"):
        export(ready(), tmp_path / "all.csv")


@pytest.mark.parametrize(("name", "wrong"), [("all.doc", {}), ("all.csv", {"unit": "day"}), ("all.csv", {"mode": "x"})])
def test_what_there_is_not_is_told_with_what_there_is(name: str, wrong: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="Choose from"):
        export(ready(), tmp_path / name, **wrong)  # type: ignore[arg-type]  # that is what is tested
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("mode", "finest"), [("public-admin2", Precision.ADMIN2), ("public-admin1", Precision.ADMIN1)])
@pytest.mark.parametrize("unit", ["event", "fact"])
def test_a_public_file_tells_no_place_below_its_level(unit: str, mode: str, finest: Precision) -> None:
    made = frame(ready(), unit, mode)  # type: ignore[arg-type]  # a plain text from the list above
    placed = made[made["geo_precision"] > 0]
    assert (placed["geo_precision"] >= finest).all()
    assert made["latitude"].isna().all()
    assert made["source_address"].isna().all()
    assert "Point" not in set(made.geom_type)
    assert set(placed["location"]) <= {"Gao", "Gao region", "Mali", "Niger", "Liptako-Gourma", "Burkina Faso"}


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("À Gao, Ibrahim Diallo a vu 14 morts.", "Gao", "À Gao, […] a vu 14 morts."),
        ("Ibrahim was seen with JNIM fighters in Mali.", "Mali", "[…] was seen with JNIM fighters in Mali."),
        ("Les soldats maliens ont quitté Tessit lundi.", "Gao", "Les soldats maliens ont quitté […] lundi."),
        ("The army of Burkina Faso withdrew in March.", "Burkina Faso", "The army of Burkina Faso withdrew in March."),
    ],
)
def test_excerpts_of_public_files_name_nobody_who_was_not_asked(text: str, place: str, expected: str) -> None:
    assert redacted([text], [place]) == [expected]


def test_every_column_is_explained_in_both_languages() -> None:
    for column in columns_of("event") + columns_of("fact"):
        assert column.meaning("fr")
        assert column.meaning("en")
        assert column.meaning("fr") != column.meaning("en")


def test_a_store_is_asked_from_python(tmp_path: Path) -> None:
    with geodata.open(tmp_path / "store.sqlite") as notebook:
        view = notebook.view(region="gao", period="2025")
        assert view.view.spec.scope == "ML-7"
        assert len(view.to_gdf()) == 0
        assert view.snapshot(tmp_path / "gao.png").read_bytes().startswith(b"\x89PNG")
        assert view.export(tmp_path / "gao.csv").rows == 0
        with pytest.raises(ViewError, match="a view has no colour"):
            notebook.view(colour="red")


def test_a_bundle_holds_data_and_manifest_and_comes_out_the_same(tmp_path: Path) -> None:
    packed = bundle(ready(), "all.csv", made_on="2026-11-22")
    assert packed == bundle(ready(), "all.csv", made_on="2026-11-22")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["all.csv", "all.csv.manifest.json"]
        archive.extractall(tmp_path)
    told = read_manifest(tmp_path / "all.csv.manifest.json")
    assert told.sha256 == hashlib.sha256((tmp_path / "all.csv").read_bytes()).hexdigest()


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written() -> None:
    check_rows("xlsx", 1_048_575)
    check_rows(".csv", 10**7)
    with pytest.raises(PublishError, match="1,048,576 rows are more"):
        check_rows(".xlsx", 1_048_576)


def test_the_first_rows_are_those_of_the_whole() -> None:
    assert frame(ready(), first=2)["event_id"].tolist() == frame(ready())["event_id"].tolist()[:2]


class Full(io.BytesIO):
    """A file that has room for a little only."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 500:
            raise OSError(28, "No space left on device")
        return super().write(data)


def test_a_workbook_that_finds_no_room_leaves_no_parts_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from geodata.export.formats import workbook

    parts = tmp_path / "parts"
    parts.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(parts))
    monkeypatch.setattr(workbook, "_Target", lambda _, made=workbook._Target: made(Full()))
    with pytest.raises(PublishError, match="disk is full"):
        export(ready(), tmp_path / "all.xlsx")
    gc.collect()
    assert list(tmp_path.rglob("*")) == [parts]
    assert capfd.readouterr().err == ""

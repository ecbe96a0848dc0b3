"""The commands that publish a view, from the user's store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata.cli import console
from tests.cli.command_line import Run

README = Path(__file__).resolve().parents[2] / "README.md"


def test_brief_writes_a_pdf_of_a_region_by_name(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    out = texts / "gao.pdf"
    result = run("brief", "--region", "gao", "--period", "2024", "--language", "fr", "--out", out)
    assert (result.code, result.err) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-")
    again = run("brief", "--out", out)
    assert again.code == 1
    assert "exists" in again.err


def test_an_address_says_the_view_and_flags_change_it(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    out = texts / "map.svg"
    result = run("snapshot", "--view", "http://127.0.0.1:8501/?place=ML&lang=fr", "--period", "2024", "--out", out)
    assert (result.code, result.err) == (0, "")
    said = out.read_text(encoding="utf-8")
    assert "Mali" in said
    assert " : événements rapportés, 2024" in said.replace("\u00a0", " ")


def test_an_undated_picture_has_the_same_bytes_again(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    for name in ("a.png", "b.png"):
        assert run("snapshot", "--undated", "--out", texts / name).code == 0
    assert (texts / "a.png").read_bytes() == (texts / "b.png").read_bytes()


def test_export_writes_a_page_by_its_extension(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    out = texts / "view.html"
    result = run("export", "--region", "Mali", "--language", "fr", "--out", out)
    assert (result.code, result.err) == (0, "")
    assert out.read_bytes().startswith(b"<!doctype html>")
    assert "events" in result.out
    assert run("export", "--out", out).code == 1


def test_every_command_checks_what_it_made_against_its_manifest(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    made = {"snapshot": "map.svg", "brief": "note.pdf", "export": "page.html"}
    for command, name in made.items():
        assert run(command, "--region", "Mali", "--language", "fr", "--out", texts / name).code == 0
        result = run(command, "--check", texts / f"{name}.manifest.json")
        assert (result.code, result.err) == (0, "")
        assert "the same file" in result.out
    wrong = run("brief", "--check", texts / "map.svg.manifest.json")
    assert wrong.code == 1
    assert "liptako snapshot --check" in wrong.err
    for command, name in (("snapshot", "map.svg"), ("brief", "note.pdf")):
        misled = run("export", "--check", texts / f"{name}.manifest.json")
        assert misled.code == 1
        assert f"not made by `export`. Type: liptako {command} --check" in misled.err
    (texts / "later.txt").write_text("Le 3 mars 2024, une attaque a fait deux morts à Djibo.", encoding="utf-8")
    assert run("add", texts / "later.txt").code == 0
    changed = run("snapshot", "--check", texts / "map.svg.manifest.json")
    assert changed.code == 1
    assert "data was" in changed.out


@pytest.mark.parametrize(
    ("command", "options", "message"),
    [
        ("brief", ["--out", "a.docx"], "Use .pdf"),
        ("brief", ["--out", "a.pdf", "--language", "both"], "one language"),
        ("brief", ["--out", "no/such/a.pdf"], "no folder"),
        ("snapshot", ["--out", "a.png", "--period", "soon"], "no period"),
        ("snapshot", ["--out", "a.png", "--period", "2025", "--from", "2025-01-01"], "--period says"),
        ("snapshot", ["--out", "a.png", "--region", "Gao", "--scope", "ML"], "twice"),
        ("snapshot", ["--out", "a.png", "--region", "Xyzzyqqq"], "no place is called"),
        ("snapshot", ["--out", "a.png", "--view", "?zoom=3"], "a part that there is not"),
        ("snapshot", ["--out", "a.png", "--language", "de"], "no language 'de'"),
        ("snapshot", ["--out", "a.png", "--dpi", "9"], "50 to 1200"),
        ("snapshot", ["--out", "a.png", "--size", "figure"], "no picture size 'figure'. Use one of screen,"),
        ("snapshot", ["--out", "a.png", "--theme", "neon"], "light, grey, dark"),
        ("snapshot", ["--out", "a.png", "--measure", "height"], "per_100k"),
        ("snapshot", ["--out", "a.png", "--status", "hoped"], "occurred"),
        ("snapshot", ["--check", "no.manifest.json"], "cannot be read"),
        ("brief", [], "--out"),
    ],
)
def test_what_cannot_be_published_is_told_and_nothing_written(
    command: str,
    options: list[str],
    message: str,
    ready: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    del ready
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    result = run(command, *options)
    assert (result.code, result.out) == (1, "")
    assert message in result.err
    assert not list(folder.iterdir())


def test_the_python_of_the_readme_runs(ready: Path, texts: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    del ready
    run("add", texts)
    monkeypatch.chdir(texts)
    section = README.read_text(encoding="utf-8").partition("## From Python\n")[2].partition("\n## ")[0]
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)  # noqa: S102 - the README is ours
    assert names["view"].to_gdf().crs == "EPSG:4326"
    assert (texts / "gao.png").read_bytes().startswith(b"\x89PNG")


def test_a_name_that_no_document_has_is_refused_with_the_nearest(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    for command, name in (("export", "view.csv"), ("snapshot", "map.svg"), ("export", "page.html")):
        result = run(command, "--actor", "Nobody at all", "--out", texts / name)
        assert result.code == 1
        assert "no document names an actor 'Nobody at all'" in result.err
        assert not (texts / name).exists()
    assert "no document is of a source" in run("export", "--source", "X", "--out", texts / "a.csv").err
    assert "no word" in run("export", "--text", "?!", "--out", texts / "a.csv").err


@pytest.mark.parametrize(
    ("command", "name"), [("snapshot", "map.png"), ("brief", "gao.pdf"), ("export", "gao.html"), ("export", "rows.csv")]
)
def test_whoever_waits_is_told_how_far_it_is(
    ready: Path, texts: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    del ready
    run("add", texts)
    shares: list[float] = []
    monkeypatch.setattr(
        console._Bar, "show", lambda _, completed, total, **__: shares.append(completed / total if total else 1)
    )
    assert run(command, "--out", texts / name).code == 0
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("flags", [("--public", "admin2"), ("--public", "nonsense"), ("--rows", "fact")])
def test_a_page_is_not_written_as_if_it_could_be_made_fit_to_publish(
    ready: Path, texts: Path, run: Run, flags: tuple[str, str]
) -> None:
    del ready
    run("add", texts)
    out = texts / "view.html"
    result = run("export", *flags, "--out", out)
    assert result.code == 1
    assert flags[0] in result.err
    assert not out.exists()

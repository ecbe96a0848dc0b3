from __future__ import annotations

import json
import logging
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from dashboard.cli import app, find_seeds
from geodata.model import Document, Fact
from geodata.store import Store
from tests.cli.command_line import FRENCH, Run

HEAVY = ("sqlalchemy", "geopandas", "pandas", "streamlit", "matplotlib", "rich", "yaml", "py3langid", "geodata.model")


def commands() -> list[str]:
    return sorted(get_command(app).commands)  # type: ignore[attr-defined]  # it is a group


def test_every_command_that_the_readme_promises_is_there() -> None:
    assert set(commands()) >= {"run", "add", "extract", "locate", "status", "remove", "snapshot", "explain", "index"}


@pytest.mark.parametrize("name", commands())
def test_every_command_and_parameter_is_documented(name: str, run: Run) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]  # it is a group
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name}"
    shown = run(name, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert "Usage: liptako" in shown.out
    # The list of commands shows whole sentences.
    assert "..." not in run("--help").out.split("Commands:")[1]


def test_version_is_printed(run: Run) -> None:
    assert run("--version").out.startswith("liptako 0.")


@pytest.mark.parametrize("arguments", [["--nonsense"], ["nonsense"], ["add"], ["run", "--port", "x"]])
def test_a_wrong_command_line_gives_exit_code_2_and_usage(arguments: list[str], run: Run) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Usage" in result.err


def test_help_is_fast_since_it_loads_nothing_heavy() -> None:
    code = f"import sys, dashboard.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_prints_one_json_object_a_line_in_the_order_given(ready: Path, texts: Path, run: Run) -> None:
    del ready
    result = run("extract", "--jsonl", texts / "b_en.md", texts / "a_fr.txt")
    assert (result.code, result.err) == (0, "")
    english, french = result.lines
    assert (english["document"], french["document"]) == ("b_en.md", "a_fr.txt")
    assert (english["published"], french["published"]) == ("2024-01-29", None)
    assert (english["language"], french["language"]) == ("en", "fr")
    for record, file in ((english, "b_en.md"), (french, "a_fr.txt")):
        text = (texts / file).read_text(encoding="utf-8")
        places, facts = record["places"], record["facts"]
        assert isinstance(places, list)
        assert isinstance(facts, list)
        assert places
        assert all(text[row["start"] : row["end"]] == row["text"] for row in places)
        assert all(text[row["start"] : row["end"]] == row["excerpt"] for row in facts)


def test_extract_takes_dates_by_file_name_where_a_text_has_none(ready: Path, texts: Path, run: Run) -> None:
    del ready
    dates = texts / "dates.jsonl"
    rows = [{"document": "a_fr.txt", "published": "2024-05"}, {"document": "b_en.md", "published": "1999"}]
    dates.write_text("\n".join(map(json.dumps, [*rows, {"document": "c", "published": None}])), encoding="utf-8")
    result = run("extract", "--jsonl", "--published-from", dates, texts)
    assert [row["published"] for row in result.lines] == ["2024-05", "2024-01-29"]


@pytest.mark.parametrize("line", ['{"published": "2024"}', '{"document": "a", "published": "soon"}', "[]", "no json"])
def test_dates_of_another_form_are_named_by_line(line: str, ready: Path, texts: Path, run: Run) -> None:
    del ready
    dates = texts / "dates.jsonl"
    dates.write_text(f"\n{line}\n", encoding="utf-8")
    result = run("extract", "--jsonl", "--published-from", dates, texts)
    assert (result.code, result.out) == (1, "")
    assert "dates.jsonl, line 2 cannot be used" in result.err


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "is empty"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is not text"),
    ("large.txt", FRENCH.encode() * 120_000, "at most 5 MB"),
    ("page.html", b"<p>Gao</p>", "'.html' files are not read"),
]
READ_ALL_THE_SAME: list[tuple[str, bytes, str]] = [
    ("ansi.txt", FRENCH.encode("cp1252"), "Windows-1252"),
    ("utf16.txt", FRENCH.encode("utf-16"), ""),
    ("arabic.txt", "غادر الجنود مدينة غاو ليلا بحسب السكان".encode(), "neither French nor English"),
    ("front.md", f"---\ntitle: a : [b\n---\n{FRENCH}".encode(), "front matter does not parse"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_a_bad_file_gives_one_message_and_the_rest_is_printed(
    name: str, data: bytes, message: str, ready: Path, texts: Path, run: Run
) -> None:
    del ready
    (texts / name).write_bytes(data)
    result = run("extract", "--jsonl", texts / name, texts / "a_fr.txt")
    assert result.code == 1
    assert [row["document"] for row in result.lines] == ["a_fr.txt"]
    assert result.err.startswith("liptako: ")
    assert message in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(("name", "data", "message"), READ_ALL_THE_SAME, ids=[row[0] for row in READ_ALL_THE_SAME])
def test_an_odd_file_is_read_and_the_oddity_named(
    name: str, data: bytes, message: str, ready: Path, texts: Path, run: Run
) -> None:
    del ready
    (texts / name).write_bytes(data)
    result = run("extract", "--jsonl", texts / name)
    assert result.code == 0
    assert [row["document"] for row in result.lines] == [name]
    assert message in result.err


def test_a_missing_folder_gives_one_message_and_the_rest_is_done(ready: Path, texts: Path, run: Run) -> None:
    del ready
    for command in (["extract", "--jsonl"], ["add"]):
        result = run(*command, texts / "missing", texts)
        assert result.code == 1
        assert "there is no file or folder" in result.err
        assert len(result.out.splitlines()) == (2 if command[0] == "extract" else 1)


def test_adding_twice_changes_nothing_and_removing_takes_all_away(ready: Path, texts: Path, run: Run) -> None:
    del ready
    assert run("add", texts).out == "2 added, 0 unchanged, 0 failed\n"
    first = run("status").out
    assert "Documents   2 (1 en, 1 fr)" in first or "Documents   2 (1 fr, 1 en)" in first
    assert run("add", texts).out == "0 added, 2 unchanged, 0 failed\n"
    assert run("status").out == first
    for line in first.splitlines()[-2:]:
        assert run("remove", line.split()[0]).out.startswith(f"removed {line.split()[0]}")
    empty = run("status").out
    assert "Documents   0" in empty
    assert "Mentions    0" in empty


def test_status_tells_what_went_wrong(ready: Path, texts: Path, run: Run) -> None:
    del ready
    (texts / "empty.txt").write_bytes(b"")
    result = run("add", texts)
    assert result.code == 1
    assert result.out == "2 added, 0 unchanged, 1 failed\n"
    assert "Trouble     1\n  EmptyDocument: " in run("status").out


def test_explain_leads_from_event_and_fact_to_sentence_rule_and_place(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    with Store.open() as store:
        fact = next(fact for fact in store.facts() if fact.layer == "incident" and fact.places)
        event = next(event for event in store.events() if fact.id in event.fact_ids)
        document = store.document(fact.document_id)
    told = run("explain", fact.id[:8]).out
    for part in (fact.rule, f"[{document.text[fact.trigger_start : fact.trigger_end]}]", "Gao", "a_fr.txt", "score"):
        assert part in told
    assert f"Event {event.id}" in run("explain", event.id).out
    assert fact.id in run("explain", event.id).out
    assert fact.id[:10] in run("explain", document.id).out


@pytest.mark.parametrize(("layer", "words"), [("withdrawal", "Leaves        NE"), ("membership", "leave, ECOWAS")])
def test_explain_tells_what_each_layer_states(layer: str, words: str, ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    with Store.open() as store:
        fact = next(fact for fact in store.facts() if fact.layer == layer)
    told = run("explain", fact.id).out
    assert told.startswith(f"{layer.capitalize()} {fact.id}")
    assert words in told


def test_a_mistake_of_the_program_stops_no_other_file_and_shows_where_when_asked(
    ready: Path,
    texts: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    del ready

    def fail(document: Document, *_: object) -> list[Fact]:
        if document.language == "fr":
            raise ZeroDivisionError("a rule divided by zero")
        return []

    monkeypatch.setattr("geodata.pipeline.state", fail)
    monkeypatch.setenv("LIPTAKO_DEBUG", "1")
    caplog.set_level(logging.DEBUG, logger="geodata")  # so that the level is put back afterwards
    result = run("extract", "--jsonl", texts)
    assert result.code == 1
    assert [row["document"] for row in result.lines] == ["b_en.md"]
    assert "a_fr.txt: ZeroDivisionError: a rule divided by zero (a mistake in Liptako" in result.err
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("command", ["explain", "remove"])
def test_an_id_that_is_unknown_is_named(command: str, home: Path, run: Run) -> None:
    del home
    result = run(command, "ffffffff")
    assert (result.code, result.out) == (1, "")
    assert "ffffffff" in result.err


def test_locate_places_given_names(ready: Path, tmp_path: Path, run: Run) -> None:
    del ready
    file = tmp_path / "spans.jsonl"
    rows: list[dict[str, object]] = [
        {"id": "1", "text": "Fighting near Gao, Mali.", "spans": [{"start": 14, "end": 17}, {"start": 19, "end": 23}]},
        {"id": "2", "text": "Qwxyzzy", "spans": [{"start": 0, "end": 7}]},
    ]
    file.write_text("\n".join(map(json.dumps, rows)) + "\nno json\n", encoding="utf-8")
    result = run("locate", "--jsonl", file)
    assert result.code == 1
    assert "line 3 cannot be used" in result.err
    first, second = result.lines
    assert first["id"] == "1"
    spans, unknown = first["spans"], second["spans"]
    assert isinstance(spans, list)
    assert isinstance(unknown, list)
    assert [span["country"] for span in spans] == ["ML", "ML"]
    assert abs(spans[0]["lat"] - 16.27) < 0.1
    assert unknown[0]["lat"] is None


def test_snapshot_writes_a_picture_and_never_replaces_one_unasked(ready: Path, texts: Path, run: Run) -> None:
    del ready
    run("add", texts)
    out = texts / "map.png"
    result = run("snapshot", "--out", out, "--language", "fr")
    assert (result.code, result.err) == (0, "")
    assert out.read_bytes().startswith(b"\x89PNG")
    before = out.stat().st_mtime_ns
    again = run("snapshot", "--out", out)
    assert again.code == 1
    assert "map.png exists" in again.err
    assert "--force" in again.err
    assert out.stat().st_mtime_ns == before
    assert run("snapshot", "--out", out, "--force").code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--out", "map.docx"], "docx"),
        (["--out", "map.png", "--layer", "weather"], "no layer weather"),
        (["--out", "map.png", "--from", "soon"], "'soon' is no day"),
    ],
)
def test_a_picture_that_makes_no_sense_is_refused(
    options: list[str], message: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del home
    monkeypatch.chdir(tmp_path)
    result = run("snapshot", *options)
    assert (result.code, result.out) == (1, "")
    assert message in result.err
    assert not list(tmp_path.glob("map.*"))


def test_a_port_in_use_is_named_before_anything_is_read(home: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("run", "--no-browser", "--port", str(port))
    assert result.code == 1
    assert str(port) in result.err
    assert "--port" in result.err
    assert not (home / "liptako.sqlite").exists()


def test_run_reads_the_seeds_at_hand_and_serves(
    ready: Path, texts: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    del ready
    served: list[object] = []
    monkeypatch.setattr("dashboard.server.serve", lambda *arguments: served.append(arguments))
    texts.rename(texts.parent / "seeds")
    monkeypatch.chdir(texts.parent)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = run("run", "--no-browser", "--port", str(port))
    assert result.code == 0, result.err
    assert "2 added" in result.out
    assert served == [("127.0.0.1", port, False)]


def test_seeds_are_those_at_hand_or_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = find_seeds()
    assert found is not None
    assert found.is_absolute()
    (tmp_path / "seeds").mkdir()
    assert find_seeds() == Path("seeds")


def test_a_store_of_another_version_is_named_and_left_alone(home: Path, run: Run) -> None:
    run("status")
    with sqlite3.connect(home / "liptako.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    for command in (["status"], ["remove", "ffffffff"], ["explain", "ffffffff"]):
        result = run(*command)
        assert (result.code, result.out) == (1, "")
        assert "written by another version of Liptako" in result.err
        assert result.err.count("\n") == 1


def test_a_home_that_cannot_be_made_is_named(home: Path, run: Run) -> None:
    home.write_text("a file in the place of the folder", encoding="utf-8")
    result = run("status")
    assert (result.code, result.out) == (1, "")
    assert "cannot make the folder" in result.err
    assert "LIPTAKO_HOME" in result.err


def test_a_closed_pipe_ends_the_program_without_a_word(ready: Path, texts: Path) -> None:
    code = "from dashboard.cli import main; main()"
    # So many that it still writes when the pipe is closed.
    many = [str(texts / "a_fr.txt")] * 100
    command = [sys.executable, "-c", code, "extract", "--jsonl", *many]
    environment = os.environ | {"LIPTAKO_HOME": str(ready)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert err == b""
    assert process.returncode in {0, 1}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scope", "XX"], "no place has the id"),
        (["--from", "2025-01-01", "--to", "2024-01-01"], "runs backwards"),
        (["--organisation", "NOPE"], "no document speaks of"),
    ],
)
def test_a_view_that_makes_no_sense_is_refused_and_nothing_written(
    ready: Path, tmp_path: Path, run: Run, words: list[str], said: str
) -> None:
    del ready
    result = run("snapshot", "--out", tmp_path / "map.png", *words)
    assert result.code != 0
    assert said in result.err
    assert not (tmp_path / "map.png").exists()


def test_an_empty_folder_is_told_and_counts_as_trouble(ready: Path, tmp_path: Path, run: Run) -> None:
    del ready
    (tmp_path / "empty").mkdir()
    result = run("add", tmp_path / "empty")
    assert result.code == 1
    assert "no .txt or .md file" in result.err

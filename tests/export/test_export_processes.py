"""The same view gives the same bytes in any process, and a command that is stopped leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.errors import PublishError
from geodata.export import FORMATS, export, frame
from geodata.export.ahead import ahead
from tests.export.export_sample import ready

ROOT = Path(__file__).resolve().parent.parent.parent
ALL = """
from pathlib import Path
from geodata.export import FORMATS, export
from tests.export.export_sample import ready
import sys
for extension in FORMATS:
    for unit in ("event", "fact"):
        made = export(ready(), Path(sys.argv[1]) / f"{unit}{extension}", unit=unit, language="fr", made_on="2026-11-22")
        print(unit, extension, made.manifest.sha256)
"""
ENDLESS = """
import sys, time
from pathlib import Path
from geodata.export import export
from tests.export.export_sample import ready

def wait(done, total):
    print("writing", flush=True)
    time.sleep(60)

export(ready(), Path(sys.argv[1]), progress=wait)
"""


def run(code: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    # A shell that runs the tests in the background has them, and what they start, ignore Ctrl+C.
    heeds = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command = [sys.executable, "-c", heeds + code, *map(str, arguments)]
    return subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_every_format_has_the_same_bytes_in_another_process_and_another_part_of_the_world(tmp_path: Path) -> None:
    told = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        folder = tmp_path / seed
        folder.mkdir()
        out, err = run(ALL, folder, PYTHONHASHSEED=seed, TZ=zone).communicate(timeout=120)
        assert out, err
        told.append(out)
    assert told[0] == told[1]
    assert told[0].count("\n") == 2 * len(FORMATS)


@pytest.mark.slow
@pytest.mark.parametrize("extension", [".csv", ".parquet", ".gpkg", ".xlsx"])
def test_a_command_that_is_stopped_leaves_no_half_file(extension: str, tmp_path: Path) -> None:
    process = run(ENDLESS, tmp_path / f"all{extension}")
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode != 0
    assert list(tmp_path.iterdir()) == []


COMMAND = """
import sys, time
from pathlib import Path
import typer
from geodata.cli.console import main
from geodata.writing import whole_file

app = typer.Typer()

@app.command()
def write(path: Path) -> None:
    with whole_file(path) as beside:
        beside.write_text("half")
        print("writing", flush=True)
        time.sleep(60)

main(app, [sys.argv[1]])
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_told_to_end_removes_what_is_half_written(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    process = run(COMMAND, tmp_path / "all.csv")
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    assert list(tmp_path.iterdir()) != []
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert list(tmp_path.iterdir()) == []
    if number is signal.SIGINT:
        assert err == "liptako: stopped; files are written whole or not at all\n"


FULL = """
import resource, signal, sys
from pathlib import Path
from geodata.export import FORMATS, export
from tests.export.export_sample import ready

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
for extension in FORMATS:
    try:
        export(ready(), Path(sys.argv[1]) / f"all{extension}")
    except Exception as error:
        print(extension, type(error).__name__, error)
"""


@pytest.mark.slow
def test_no_room_for_a_file_is_told_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    out, err = run(FULL, tmp_path).communicate(timeout=60)
    lines = out.splitlines()
    assert len(lines) == len(FORMATS), err
    assert all(" PublishError " in line and "cannot be written" in line for line in lines)
    assert list(tmp_path.iterdir()) == []


def test_an_error_while_rows_are_read_ahead_comes_where_they_are_taken() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise PublishError("the store is gone.", "Look for it.")

    with pytest.raises(PublishError, match="is gone"), ahead(items()) as taken:
        assert list(taken) == [1]


def test_rows_that_nobody_takes_any_more_are_no_longer_read() -> None:
    ended = []

    def items() -> Iterator[int]:
        try:
            yield from range(1000)
        finally:
            ended.append(time.monotonic())

    with ahead(items()) as taken:
        assert next(taken) == 0
    assert ended


def test_a_progress_that_stops_the_work_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt(done, total)

    with pytest.raises(KeyboardInterrupt):
        export(ready(), tmp_path / "all.csv", progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert len(frame(ready()))

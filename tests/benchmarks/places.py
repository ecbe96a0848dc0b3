"""How well and how fast names are found and placed: `make bench-places`.

Everything is measured twice, each time in a home of its own: with the default install, and with the GeoNames country
files of the folder that ``LIPTAKO_SHARED`` names added. Recognition and resolution are scored on its gold texts and
seed texts, the placing of given names on its three corpora under both protocols. Speed is taken on one core on texts
of about 600 words made of the seed briefs. Without the folder only size and speed of the default install are measured.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.placing import SHARED, measure_corpora, measure_texts, reliability_lines
from tests.benchmarks.reading import LIPTAKO, texts_of_600_words

Figures = dict[str, float]
MEGABYTE_KB = 1024


def child(command: list[str], home: Path) -> tuple[float, float]:
    """Run a command in a home and return its seconds and its largest resident size in MB."""
    began = time.perf_counter()
    with subprocess.Popen(command, env=os.environ | {"LIPTAKO_HOME": str(home)}, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed ({process.returncode})")
    return time.perf_counter() - began, usage.ru_maxrss / MEGABYTE_KB


def measure_build(home: Path, *, full: bool) -> Figures:
    """Build the index of a fresh home; with country files, the time to add them is told apart."""
    figures: Figures = {}
    if full:
        seconds, peak = child([str(LIPTAKO), "places", "add", "--from", str(SHARED / "data" / "geonames")], home)
        figures = {"add_s": seconds, "add_peak_mb": peak}
        for path in (home / "index" / "places").glob("*"):
            path.unlink()
    seconds, peak = child([str(LIPTAKO), "index"], home)
    return figures | {"build_s": seconds, "build_peak_mb": peak}


def measure_speed(count: int) -> Figures:
    """Open the index, read `count` texts, and return opening time, texts a second and resident size in MB."""
    from geodata.gazetteer import open_gazetteer
    from geodata.mentions import recognise
    from geodata.placement import place

    began = time.perf_counter()
    gazetteer = open_gazetteer()
    opened = time.perf_counter() - began
    documents = texts_of_600_words(count)
    place(documents[0], recognise(documents[0], gazetteer), gazetteer)
    ready = time.perf_counter() - began
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for document in documents:
            place(document, recognise(document, gazetteer), gazetteer)
        best = min(best, time.process_time() - began)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE_KB
    return {"open_s": opened, "first_answer_s": ready, "documents_per_s": count / best, "resident_mb": resident}


def measure_install(count: int) -> None:
    """Measure in the home that LIPTAKO_HOME names and print one line of JSON."""
    figures = measure_speed(count)
    bands: list[list[float]] = []
    if SHARED.is_dir():
        figures |= measure_texts()
        marks, bands = measure_corpora()
        figures |= marks
    print(json.dumps({"figures": figures, "bands": bands}))


def run(count: int) -> Figures:
    """Measure both installs, print the tables and return all figures by flat names."""
    everything: Figures = {}
    for install in ("default", "full"):
        if install == "full" and not SHARED.is_dir():
            print(f"no folder {SHARED}: marks and country files are left out (set LIPTAKO_SHARED)")
            continue
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            figures = measure_build(home, full=install == "full")
            command = [sys.executable, __file__, "--install", "--documents", str(count)]
            done = subprocess.run(command, env=os.environ | {"LIPTAKO_HOME": folder}, capture_output=True, check=True)
            row = json.loads(done.stdout.splitlines()[-1])
            figures |= row["figures"]
        print(f"\n{install} install")
        for name, value in figures.items():
            print(f"  {name:32} {value:10.4f}")
        print("\n".join(reliability_lines(row["bands"])))
        everything |= {f"{install}_{name}": round(value, 4) for name, value in figures.items()}
    return everything


def main() -> None:
    """Print the tables, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200, help="texts that the speed is taken on")
    parser.add_argument("--install", action="store_true", help="measure the home at hand only (used by itself)")
    arguments = parser.parse_args()
    if arguments.install:
        measure_install(arguments.documents)
    else:
        print(json.dumps(run(arguments.documents)))


if __name__ == "__main__":
    main()

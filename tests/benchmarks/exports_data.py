"""How long data files take and how much memory, beside plain geopandas: a part of `make bench-export`.

Each is written in a process of its own that first writes one of another view, so that what is timed is warm: the
columns of the store are there, as they are while the dashboard runs. Peak memory is that of the process, told with and
without the pages of mapped files. Then the file is read back by another program and compared with the rows. The usual
way writes the frame that geopandas was given, made beforehand and not timed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.memory import peak_mb, watched
from tests.benchmarks.ways import run

# Seconds after which a way is given up; the first makes columns, and keeps reports.
LONGEST = 900
# What a million rows are written to: the others are for fewer. Of rows a fact only the quickest.
LARGE, LARGE_FORMATS, LARGE_FACTS = 1_000_000, (".parquet", ".csv", ".geojsonl"), (".parquet",)
# Excel at most so many here: it takes minutes.
MOST_EXCEL = 20_000
# Rows of a million that are read back: a frame of all of them takes gigabytes, and is not what is measured.
READ_BACK = 50_000
COMPARED = ("event_id", "notes", "event_date", "fatalities", "aggregate")
USUAL = {".parquet": "to_parquet", ".csv": "to_csv", ".geojson": "GeoJSON", ".gpkg": "GPKG", ".geojsonl": "GeoJSONSeq"}


def timed(make: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor seconds."""
    wall, work = time.perf_counter(), time.process_time()
    make()
    return time.perf_counter() - wall, time.process_time() - work


def measure(extension: str, unit: Any, usual: bool) -> None:
    """Measure one format on the store of LIPTAKO_HOME and print it as JSON."""
    from geodata.boundaries import load_boundaries
    from geodata.export import export, frame
    from geodata.gazetteer import open_gazetteer
    from geodata.model import ViewSpec
    from geodata.publication import prepare
    from geodata.store import Store

    few = ViewSpec(layers=frozenset({"membership"}))
    gazetteer, boundaries = open_gazetteer(), load_boundaries()
    with Store.open() as store, tempfile.TemporaryDirectory() as folder:
        small, ready = (prepare(store, spec, gazetteer, boundaries, marks=False) for spec in (few, ViewSpec()))
        path = Path(folder) / f"all{extension}"
        if usual:
            rows = frame(ready, unit)
            with watched() as memory:
                wall, work = timed(lambda: _usual(rows, path))
            told: dict[str, Any] = {"rows": len(rows)}
        else:
            export(small, Path(folder) / f"small{extension}", unit=unit)
            with watched() as memory:
                wall, work = timed(lambda: export(ready, path, unit=unit))
            told = {"rows": json.loads(Path(f"{path}.manifest.json").read_text(encoding="utf-8"))["rows"]}
        told |= {"wall": wall, "work": work, "bytes": path.stat().st_size, "mb": peak_mb(), "own": memory.own_mb}
        if not usual and unit == "event":
            first = READ_BACK if told["rows"] >= LARGE else None
            told |= {"equal": _same(path, frame(ready, unit, first=first)[list(COMPARED)], first), "compared": first}
        print(json.dumps(told))


def _usual(rows: Any, path: Path) -> None:
    how = USUAL[path.suffix]
    if how.startswith("to_"):
        getattr(rows, how)(path)
    else:
        rows.to_file(path, driver=how)


def _same(path: Path, expected: Any, first: int | None) -> bool:
    """Read a file, or its first rows, with another program, and tell whether it says the same."""
    import pandas as pd

    found = _read(path, first)
    told, known = (_plain(each) for each in (found[list(COMPARED)], expected))
    # Layers of a GeoPackage part the rows.
    told, known = (each.sort_values("event_id", ignore_index=True) for each in (told, known))
    try:
        pd.testing.assert_frame_equal(told, known)
    except AssertionError:
        return False
    return True


def _read(path: Path, first: int | None) -> Any:
    import pandas as pd
    import pyogrio

    if path.suffix == ".parquet":
        import duckdb

        # Without its geometry, which DuckDB reads as well, but for which pandas has no name.
        rows = duckdb.read_parquet(str(path)).select(", ".join(COMPARED))
        return (rows.limit(first) if first else rows).df()
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype={"fatalities": "Int64"}, nrows=first, low_memory=False)
    if path.suffix == ".xlsx":
        return pd.read_excel(path)
    layers = [name for name, _ in pyogrio.list_layers(path)] if path.suffix == ".gpkg" else [None]
    wanted = [name for name in layers if name in {None, "points", "areas", "without_place"}]
    read = [pyogrio.read_dataframe(path, layer=name, read_geometry=False, max_features=first) for name in wanted]
    return pd.concat(read)


def _plain(rows: Any) -> Any:
    """Return rows as text, days as days and numbers as numbers, however a reader types them."""
    import pandas as pd

    days = pd.to_datetime(rows["event_date"].astype(object)).dt.strftime("%Y-%m-%d")
    tolls = pd.to_numeric(rows["fatalities"]).astype("Int64")
    flags = rows["aggregate"].astype(str).str.lower().isin({"true", "1"})
    texts = rows[["event_id", "notes"]].astype(object)
    plain = pd.DataFrame({"days": days, "tolls": tolls, "flags": flags}).assign(**texts)
    return plain.astype(str).reset_index(drop=True)


def measure_size(events: int, home: Path) -> dict[str, Any]:
    """Print the rows of a store of so many events, which is made, and return them flat."""
    from geodata.export import FORMATS

    first, _ = timed(lambda: run(__file__, home, LONGEST, "--one", ".csv"))
    flat: dict[str, Any] = {f"data_first_s_{events}": round(first, 1)}
    print(f"\n{events:,} events as data (the first file, for which reports are kept: {first:.1f} s)")
    print(f"{'':26}{'rows':>10}{'seconds':>9}{'cpu':>7}{'MB':>8}{'MB/s':>7}{'peak':>7}{'own':>7}", flush=True)
    for extension in LARGE_FORMATS if events >= LARGE else FORMATS:
        if extension == ".xlsx" and events > MOST_EXCEL:
            continue
        for name, options in _ways(extension, events):
            flat |= _told(f"{name}_{events}", run(__file__, home, LONGEST, *options))
    return flat


def _ways(extension: str, events: int) -> Sequence[tuple[str, tuple[str, ...]]]:
    bare = extension.removeprefix(".")
    ways: list[tuple[str, tuple[str, ...]]] = [(f"data_{bare}", ("--one", extension))]
    if extension in (LARGE_FACTS if events >= LARGE else LARGE_FORMATS):
        ways.append((f"data_{bare}_facts", ("--one", extension, "--unit", "fact")))
    if extension in USUAL and events < LARGE:
        ways.append((f"usual_{bare}", ("--one", extension, "--usual")))
    return ways


def _told(name: str, found: dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(found, str):
        print(f"{name:26}  not possible: {found}", flush=True)
        return {f"{name}_possible": 0}
    size = found["bytes"] / 1e6
    equal = {True: "read back equal", False: "READ BACK DIFFERENT"}.get(found.get("equal"), "")  # type: ignore[arg-type]
    equal += f" ({found['compared']:,} rows)" if found.get("compared") else ""
    print(
        f"{name:26}{found['rows']:10,}{found['wall']:9.2f}{found['work']:7.2f}{size:8.1f}{size / found['wall']:7.1f}"
        f"{found['mb']:7.0f}{found['own']:7.0f}  {equal}",
        flush=True,
    )
    flat = {
        "s": round(found["wall"], 3), "cpu_s": round(found["work"], 3), "file_bytes": found["bytes"],
        "mb_s": round(size / found["wall"], 2), "mb": round(found["mb"]), "own_mb": round(found["own"]),
        "rows": found["rows"],
    }  # fmt: skip
    if "equal" in found:
        flat["equal"] = int(found["equal"])
    return {f"{name}_{key}": value for key, value in flat.items()}


def main() -> None:
    """Measure one way and print it as one line of JSON; `tests.benchmarks.export` asks for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", required=True, help="extension of the file")
    parser.add_argument("--unit", default="event")
    parser.add_argument("--usual", action="store_true")
    asked = parser.parse_args()
    measure(asked.one, asked.unit, asked.usual)


if __name__ == "__main__":
    main()

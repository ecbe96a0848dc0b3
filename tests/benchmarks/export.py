"""How long pictures, briefings, pages and data take, beside the usual ways: `make bench-export`.

Each is made in a process of its own that first makes one of another view, so that what is timed is warm; then the same
by the command line, cold. The first one of each process is timed apart, with all that it loads. Peak memory is that of
the process. The usual ways draw the same points: folium's own `_to_png`, a plain geopandas plot, and a screenshot of
the stand-alone page in Chromium. What stands on what on the picture is counted from the boxes as they are drawn.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks import exports_data
from tests.benchmarks.memory import peak_mb, watched
from tests.benchmarks.ways import run

SIZES = (1_000, 100_000, 1_000_000)
# Seconds after which a way is given up, and after which the command line is: it makes the columns when first run.
LONGEST, LONGEST_COMMAND = 90, 900
# The command is run so often, and the quickest run is told: it starts from nothing, and the machine does other things.
RUNS = 3
# Of so many events it is run once.
LARGE = 1_000_000
# A browser draws a page of more events for minutes, or ends; the usual ways are asked for no more than that.
MOST = {"usual_chromium": 100_000, "usual_folium": 1_000}
LIPTAKO = Path(sys.executable).with_name("liptako")
Row = tuple[str, str, float, float, int]


def timed(make: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return wall seconds, processor seconds, and what was made."""
    wall, work = time.perf_counter(), time.process_time()
    made = make()
    return time.perf_counter() - wall, time.process_time() - work, made


def measure(what: str) -> None:
    """Measure one way in this process, on the store of LIPTAKO_HOME, and print it as JSON."""
    from dashboard.data import Library
    from geodata.gazetteer import open_gazetteer
    from geodata.model import ViewSpec
    from geodata.store import Store

    library = Library(Store.open(), open_gazetteer())
    library.view(ViewSpec())
    make = WAYS[what](library)
    first, _, _ = timed(lambda: make(ViewSpec(scope="NE", layers=frozenset({"incident"}))))
    with watched() as memory:
        wall, work, made = timed(lambda: make(ViewSpec()))
    told = {
        "first": first, "wall": wall, "work": work, "bytes": len(made), "mb": peak_mb(), "own": memory.own_mb,
    }  # fmt: skip
    if what == "picture_a4_300":
        told["overlaps"] = _overlaps(library)
    print(json.dumps(told))


def _overlaps(library: Any) -> int:
    """Return how often text stands on text, a name on a mark, or anything beyond the page."""
    from geodata.model import ViewSpec
    from geodata.snapshot import Request, compose
    from tests.snapshot.golden_views import clashes

    view = library.view(ViewSpec())
    layers = library.layers(view)
    return sum(
        len(clashes(compose(view, layers, library.boundaries, Request(size=size, language=language))))
        for size, language in (("a4", "fr"), ("a4-portrait", "both"), ("slide", "en"))
    )


def _picture(library: Any) -> Callable[[Any], bytes]:
    from geodata.snapshot import Request, render

    asked = Request(size="a4", dpi=300, language="fr")

    def make(spec: Any) -> bytes:
        view = library.view(spec)
        made: bytes = render(view, library.layers(view), library.boundaries, asked)
        return made

    return make


def _briefing(library: Any) -> Callable[[Any], bytes]:
    from dashboard.briefing import make_briefing

    return lambda spec: make_briefing(library, replace(spec, scope=spec.scope or "ML"), "fr").pdf


def _page(library: Any) -> Callable[[Any], bytes]:
    from dashboard.standalone import make_page

    return lambda spec: make_page(library, spec, "fr")


def _geopandas(library: Any) -> Callable[[Any], bytes]:
    """Return the plainest way: countries and points, no legend, no names."""
    import geopandas as gpd
    from matplotlib.figure import Figure

    def make(spec: Any) -> bytes:
        points = library.layers(library.view(spec)).points
        frame = gpd.GeoDataFrame(
            geometry=gpd.points_from_xy([one.lon for one in points], [one.lat for one in points]), crs="EPSG:4326"
        )
        figure = Figure(figsize=(11.69, 8.27), dpi=300)
        axes = figure.add_subplot()
        library.boundaries.countries.plot(ax=axes, color="#F5F2EB", edgecolor="#8C877C")
        frame.plot(ax=axes, color="#D55E00", markersize=8)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
        return buffer.getvalue()

    return make


def _chromium(library: Any) -> Callable[[Any], bytes]:
    """Return a screenshot of the stand-alone page."""
    from playwright.sync_api import sync_playwright

    from dashboard.standalone import make_page
    from tests.browser.app import launch

    def make(spec: Any) -> bytes:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, launch(playwright) as browser:
            file = Path(folder) / "page.html"
            file.write_bytes(make_page(library, spec, "fr"))
            page = browser.new_page(viewport={"width": 1754, "height": 1240}, device_scale_factor=2)
            page.goto(file.as_uri())
            page.wait_for_selector("#map[data-ready]")
            return page.screenshot()

    return make


def _folium(library: Any) -> Callable[[Any], bytes]:
    """Return folium's own way; it needs Selenium and a driver, which few have."""
    import folium

    # Without it a map of all points would be made for nothing.
    import_module("selenium")

    def make(spec: Any) -> bytes:
        leaflet = folium.Map(location=(15.5, 1.5), zoom_start=5, tiles=None)
        for one in library.layers(library.view(spec)).points:
            folium.CircleMarker((one.lat, one.lon), radius=4).add_to(leaflet)
        made: bytes = leaflet._to_png(delay=1)
        return made

    return make


WAYS: dict[str, Callable[[Any], Callable[[Any], bytes]]] = {
    "picture_a4_300": _picture,
    "briefing": _briefing,
    "page": _page,
    "usual_geopandas": _geopandas,
    "usual_chromium": _chromium,
    "usual_folium": _folium,
}


def by_command(home: Path) -> tuple[float, float]:
    """Return wall and processor seconds from typing `liptako snapshot` to the file."""
    environment = {**os.environ, "LIPTAKO_HOME": str(home)}
    environment.pop("LIPTAKO_STORE", None)
    with tempfile.TemporaryDirectory() as folder:
        command = [str(LIPTAKO), "snapshot", "--size", "a4", "--dpi", "300", "--out", f"{folder}/map.png"]
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=LONGEST_COMMAND)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_size(events: int, home: Path) -> dict[str, float]:
    """Print the rows of a store of so many events, and return them flat."""
    from geodata.paths import index_folder
    from tests.benchmarks.stores import make_store

    home.mkdir(parents=True, exist_ok=True)
    if not (home / "index").exists():
        (home / "index").symlink_to(index_folder())
    make_store(home, events)
    # What is made when a store is first looked at is part of no figure.
    first, _ = by_command(home)
    print(f"\n{events:,} events (the first command, which makes columns and the like: {first:.1f} s)")
    print(f"{'':26}{'first s':>9}{'warm s':>9}{'cpu s':>9}{'MB file':>9}{'peak':>7}{'own':>7}", flush=True)
    flat = {f"command_first_s_{events}": round(first, 3)}
    for what in WAYS:
        if events > MOST.get(what, events):
            print(f"{what:26}  not asked for beyond {MOST[what]:,} events", flush=True)
            continue
        flat |= _told(what, events, run(__file__, home, LONGEST, "--one", what))
    wall, work = min(by_command(home) for _ in range(1 if events >= LARGE else RUNS))
    print(f"{'command, a4 300 dpi':26}{'':9}{wall:9.2f}{work:9.2f}", flush=True)
    flat |= {f"command_a4_300_s_{events}": round(wall, 3), f"command_a4_300_cpu_s_{events}": round(work, 3)}
    return flat | exports_data.measure_size(events, home)


def _told(what: str, events: int, found: dict[str, Any] | str) -> dict[str, float]:
    """Print the row of one way, and return it flat."""
    if isinstance(found, str):
        print(f"{what:26}  not possible: {found}", flush=True)
        return {f"{what}_possible_{events}": 0}
    print(
        f"{what:26}{found['first']:9.2f}{found['wall']:9.2f}{found['work']:9.2f}{found['bytes'] / 1e6:9.2f}"
        f"{found['mb']:7.0f}{found['own']:7.0f}",
        flush=True,
    )
    flat = {
        "first_s": round(found["first"], 3), "s": round(found["wall"], 3), "cpu_s": round(found["work"], 3),
        "mb": round(found["mb"]), "own_mb": round(found["own"]), "file_bytes": found["bytes"],
    }  # fmt: skip
    if "overlaps" in found:
        print(f"{'text on text, on marks':26}{found['overlaps']:9}", flush=True)
        flat["overlaps"] = found["overlaps"]
    return {f"{what}_{key}_{events}": value for key, value in flat.items()}


def main() -> None:
    """Print tables for each size, then one line of JSON with all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, action="append", help="1,000, 100,000 and 1,000,000 by default")
    parser.add_argument("--kept", type=Path, help="folder where stores are kept for the next time")
    parser.add_argument("--one", choices=list(WAYS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        measure(asked.one)
        return
    flat: dict[str, float] = {}
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for events in asked.events or SIZES:
            try:
                flat |= measure_size(events, (asked.kept or Path(folder)) / f"events_{events}")
            except (subprocess.SubprocessError, OSError) as error:
                # The figures of the other sizes are not lost with it.
                print(f"{events:,} events are not possible: {error}", flush=True)
                flat[f"all_possible_{events}"] = 0
    flat["whole_s"] = round(time.monotonic() - began)
    print(json.dumps(flat))


if __name__ == "__main__":
    main()

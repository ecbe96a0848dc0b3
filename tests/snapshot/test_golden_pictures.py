"""Golden pictures: no text on text, no name over a mark, nothing cut off; and no change of what they hold unseen."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from geodata.snapshot.basemap import Pen
from geodata.snapshot.crowds import APART, gather
from geodata.snapshot.projection import Chart
from geodata.snapshot.sheet import Box, Sheet
from geodata.snapshot.sizes import find_size
from tests.snapshot.golden_views import FOLDER, LANGUAGES, SIZES, THEMES, VIEWS, clashes, drawn, inventory, made

ROOT = Path(__file__).resolve().parents[2]
# What is compared by structure: every view, size, language and theme is among them.
GOLDEN: dict[str, tuple[str, dict[str, Any]]] = {
    "sahel_fr": ("sahel", {"language": "fr", "size": "a4-landscape"}),
    "compared_both_grey": ("compared", {"language": "both", "size": "square", "theme": "grey"}),
    "shaded_en_dark": ("shaded", {"language": "en", "size": "slide", "theme": "dark"}),
    "gathered_en": ("gathered", {"language": "en", "size": "a4-portrait"}),
    "filtered_both": ("filtered", {"language": "both", "size": "screen"}),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_picture_holds_what_it_held_and_nothing_overlaps(name: str) -> None:
    view, options = GOLDEN[name]
    figure = drawn(view, **options)
    assert not clashes(figure)
    golden, now = (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), inventory(figure)
    changes = difflib.unified_diff(golden.splitlines(), now.splitlines(), "golden", "now", lineterm="", n=0)
    assert golden == now, "\n".join(["look at the picture, then `make golden`", *changes])


def test_names_keep_clear_of_marks_where_they_are_many() -> None:
    assert not clashes(drawn("crowded", language="fr", size="a4-landscape", dpi=300))


def test_a_gathered_picture_counts_every_event_that_it_holds() -> None:
    layers = made("gathered")[1]
    sheet = Sheet(find_size("a4"), 150)
    pen = Pen(sheet, Chart(layers.bounds, Box(20, 60, 620, 500)))
    crowds = gather(pen, layers.points)
    inside = pen.chart.holds(layers.points)
    assert sum(crowd.count for crowd in crowds) == sum(
        mark.count for mark, held in zip(layers.points, inside, strict=True) if held
    )
    spots = [(crowd.x, crowd.y) for crowd in crowds]
    nearest = min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for n, (x, y) in enumerate(spots) for a, b in spots[:n])
    assert nearest >= APART * sheet.body


@pytest.mark.slow
def test_any_process_makes_the_same_bytes() -> None:
    """Hashes of texts differ from process to process, and with them the order of sets."""
    script = (
        "import hashlib; from geodata.boundaries import load_boundaries; from geodata.snapshot import Request, render;"
        "from tests.snapshot.golden_views import made; view, layers = made('filtered');"
        "draw = lambda fmt: render(view, layers, load_boundaries(), Request(language='both', size='a4'), fmt=fmt);"
        "print([hashlib.sha256(draw(fmt)).hexdigest() for fmt in ('png', 'svg', 'pdf')])"
    )
    made_by = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone,
            "PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(made_by) == 1


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_overlaps_on_any_golden_view(view: str, size: str) -> None:
    found = {language: clashes(drawn(view, language=language, size=size)) for language in LANGUAGES}
    found |= {theme: clashes(drawn(view, theme=theme, size=size, dpi=200)) for theme in THEMES[1:]}
    assert not any(found.values()), found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for golden_name, (golden_view, golden_options) in GOLDEN.items():
        text = inventory(drawn(golden_view, **golden_options))
        (FOLDER / f"{golden_name}.txt").write_text(text, encoding="utf-8")

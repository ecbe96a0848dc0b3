"""Views whose pictures are compared by structure, and measured for text over text and names over marks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from geodata.boundaries import load_boundaries
from geodata.model import Layers, View, ViewSpec
from geodata.snapshot import Request, compose
from geodata.snapshot.marks import MARK
from geodata.snapshot.sheet import HALO
from geodata.snapshot.sizes import POINTS_PER_INCH
from tests.snapshot.snapshot_sample import DAY, SAHEL, sample

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "pictures"
MALI = (10.1, -12.3, 25.0, 4.3)
YEAR = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
BEFORE = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
STYLES = ("Battles", "Protests", "Riots", "Violence against civilians", "coup")
# Pixels that two boxes may reach into each other: rounding.
TOUCH = 0.6

Point = tuple[str, float, float, str, int, float | None]


def crowd(places: int) -> tuple[Point, ...]:
    """Return marks of so many places, spread without order over the middle of the Sahel."""
    return tuple(
        (f"Lieu {n}", 10 + (n * 7919 % 1000) / 90, -10 + (n * 104_729 % 1000) / 48, style, 1 + n % 3, None)
        for n in range(places)
        for style in STYLES[: 1 + n % 3]
    )


def _request(**fields: Any) -> ViewSpec:
    return ViewSpec(**fields)


# Name, and how the view and its marks are made.
VIEWS: dict[str, dict[str, Any]] = {
    "sahel": {},
    "mali": {"bounds": MALI, "spec": _request(scope="ML", start=YEAR[0], end=YEAR[1], as_of=YEAR[1])},
    "shaded": {"spec": _request(measure="events", heat=True)},
    "compared": {"bounds": MALI, "spec": _request(start=YEAR[0], end=YEAR[1], compare=BEFORE)},
    "crowded": {"points": crowd(120), "bounds": MALI},
    "gathered": {"points": crowd(900), "areas": (), "badges": ()},
    "filtered": {
        "spec": _request(
            layers=frozenset({"incident", "withdrawal"}), start=YEAR[0], end=YEAR[1], event_types=frozenset({"Riots"}),
            statuses=frozenset({"occurred", "claimed"}), precisions=frozenset({1, 2}), told_in=frozenset({"fr"}),
            least_sources=2, actors=frozenset({"JNIM", "EIGS"}), publishers=frozenset({"Agence A"}), text="marché",
            reviewed="only",
        )
    },
    "empty": {"points": (), "areas": (), "badges": (), "shades": False},
    "fiji": {"points": (("Suva", -18.14, 178.44, "Battles", 1, None),), "areas": (), "badges": (),
             "bounds": (-25, 170, -5, -165)},
    "pole": {"points": (), "areas": (), "badges": (("RU", "Russia", 66.0, 100.0, ("coup",), 1),),
             "bounds": (60, -180, 90, 180)},
}  # fmt: skip
SIZES = ("a4-landscape", "a4-portrait", "slide", "square", "screen")
LANGUAGES = ("fr", "en", "both")
THEMES = ("light", "grey", "dark")


@cache
def made(name: str) -> tuple[View, Layers]:
    """Return a view and its marks."""
    return sample(**{"bounds": SAHEL, **VIEWS[name]})


def drawn(name: str, **options: Any) -> Figure:
    """Return its picture, before it is written."""
    view, layers = made(name)
    told = {"made_on": DAY, "digest": "3f9a1c07", "link": "https://maps.example.org/?place=ML", **options}
    return compose(view, layers, load_boundaries(), Request(**told))


def texts(figure: Figure) -> list[Text]:
    """Return what is written, halos left out."""
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_gid() != HALO]


def clashes(figure: Figure) -> list[str]:
    """Return what stands on something else, or beyond the page, by the boxes as they are drawn."""
    renderer: Any = figure.canvas.get_renderer()  # type: ignore[attr-defined]  # the Agg canvas has one
    placed = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
    page = figure.bbox
    found = [
        f"{text!r} leaves the page"
        for text, box in placed
        if box.x0 < 0 or box.y0 < 0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    found += [f"{one!r} on {other!r}" for (one, a), (other, b) in combinations(placed, 2) if _overlap(a, b) > TOUCH]
    marks = np.array([box.extents for box in _marks(figure)]).reshape(-1, 4)
    for text, box in _names(figure, renderer):
        depth = np.minimum(
            np.minimum(marks[:, 2], box.x1) - np.maximum(marks[:, 0], box.x0),
            np.minimum(marks[:, 3], box.y1) - np.maximum(marks[:, 1], box.y0),
        )
        if (depth > TOUCH).any():
            found.append(f"{text!r} on a mark")
    return found


def _overlap(one: Bbox, other: Bbox) -> float:
    """Return by how many pixels two boxes reach into each other, in the direction where it is less."""
    return float(min(min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)))


def _names(figure: Figure, renderer: Any) -> Iterator[tuple[str, Bbox]]:
    """Yield the names on the map: only they have halos."""
    haloed = {(text.get_text(), text.get_position()) for text in figure.findobj(Text) if text.get_gid() == HALO}
    for text in texts(figure):
        if (text.get_text(), text.get_position()) in haloed:
            yield text.get_text(), text.get_window_extent(renderer)


def _marks(figure: Figure) -> Iterator[Bbox]:
    """Yield the boxes of the symbols on the map."""
    for collection in figure.findobj(PathCollection):
        if collection.get_zorder() == MARK and collection.get_clip_path() is not None:
            transform = collection.get_transform()
            yield from (path.get_extents(transform) for path in collection.get_paths())


def inventory(figure: Figure) -> str:
    """Return what a picture is made of: each line of text where it stands, in points, and shapes by kind and order."""
    per_point = figure.dpi / POINTS_PER_INCH
    lines = []
    for text in texts(figure):
        x, y = text.get_transform().transform(text.get_position()) / per_point
        lines.append((-round(y), round(x), text.get_text()))
    shapes = Counter(
        f"{type(one).__name__} {one.get_zorder():.1f}" for one in figure.get_children() if not isinstance(one, Text)
    )
    symbols = Counter(len(one.get_paths()) for one in figure.findobj(PathCollection) if one.get_zorder() == MARK)
    written = [f"{x:5} {-y:5}  {said}" for y, x, said in sorted(lines)]
    drawn_shapes = [f"{count:5}  {name}" for name, count in sorted(shapes.items())]
    marks = [f"{times:5}  collection of {count} paths" for count, times in sorted(symbols.items())]
    return "\n".join([*written, "", *drawn_shapes, "", *marks, ""])

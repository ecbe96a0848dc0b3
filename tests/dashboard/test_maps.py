from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard import assets, maps, marking
from dashboard.data import Library
from dashboard.words import Words
from geodata import symbols
from geodata.model import ViewSpec
from geodata.symbols import symbol


def data(library: Library, words: Words, spec: ViewSpec | None = None) -> dict[str, Any]:
    spec = spec or ViewSpec()
    view, layers = library.wide(spec)
    inside = library.view(spec)
    return maps.map_data(layers, view, words, name_of=library.teller(words).name_of, inside=inside)


def test_every_drawn_event_stands_at_its_kind_of_mark(library: Library, words: Words) -> None:
    drawn = data(library, words)
    assert {mark["id"] for mark in drawn["areas"]} == {"ML-7", "ML-9", "area:liptako-gourma"}
    assert {mark["country"] for mark in drawn["badges"]} == {"ML", "NE"}
    assert {mark["id"] for mark in drawn["points"]} == {"gn:2457163", "gn:2461003", "x:hostile"}
    assert drawn["shades"] == {"BF": "member", "ML": "member", "NE": "member"}


def test_a_place_known_roughly_gets_a_ring_of_its_radius(library: Library, words: Words) -> None:
    near = next(mark for mark in data(library, words)["points"] if mark["id"] == "gn:2461003")
    assert near["radius"] == 15
    assert "15" in near["hint"]


def test_marks_of_one_spot_stand_side_by_side(library: Library, words: Words) -> None:
    shifts = sorted(mark["shift"] for mark in data(library, words)["points"] if mark["id"] == "gn:2457163")
    assert shifts == [-1.0, 0.0, 1.0]


def test_every_mark_says_which_units_hold_it_so_that_a_scope_can_dim_the_rest(library: Library) -> None:
    drawn = marking.answer(library, marking.read({}))
    points = {mark["id"]: mark["chain"] for mark in drawn["points"]}
    assert points["gn:2457163"][:2] == ["ML", "ML-7"]
    assert all(mark["chain"] for kind in ("points", "areas", "badges") for mark in drawn[kind])


def test_the_legend_counts_each_drawn_event_once(library: Library, words: Words) -> None:
    drawn = data(library, words)
    events = {event for kind in ("points", "areas", "badges") for mark in drawn[kind] for event in mark["events"]}
    rows = drawn["legend"][0]["rows"]
    assert sum(int(row["count"]) for row in rows) == len(events)
    assert [row["label"] for row in rows] == [symbol(row["style"]).label(words.language) for row in rows]


def test_the_constant_part_is_the_same_for_every_view_and_carries_no_marks() -> None:
    digest, page = maps.page("/liptako/ground/abc.json")
    maps.page.cache_clear()
    assert maps.page("/liptako/ground/abc.json") == (digest, page)
    assert b"liptako.start(" in page


def test_no_address_outside_the_application_is_asked_for() -> None:
    page = maps.page("/x.json")[1].decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page)
    assert assets.leaflet_script() in page


def test_hostile_text_reaches_the_browser_as_data_only(library: Library) -> None:
    told = json.loads(gzip.decompress(marking.packed(library, marking.read({}))))
    hostile = next(mark for mark in told["points"] if mark["id"] == "x:hostile")
    assert "<script>" in hostile["hint"]
    assert b"<script>window" not in maps.page("/x.json")[1]


def test_online_tiles_are_asked_for_only_when_switched_on(library: Library, words: Words) -> None:
    assert data(library, words)["online"] is False
    assert data(library, words, ViewSpec(basemap="online"))["online"] is True


def test_the_ground_is_whole_labelled_and_small(library: Library) -> None:
    ground = library.ground
    content = json.loads(gzip.decompress(ground.packed))
    countries = {row["properties"]["id"]: row["properties"] for row in content["countries"]["features"]}
    assert countries["ML"]["core"] is True
    assert countries["FR"]["core"] is False
    assert len(content["admin1"]["features"]) == len(library.boundaries.admin1)
    assert all(row["properties"]["fr"] for row in content["admin1"]["features"])
    assert len(ground.packed) < 500_000


def test_ground_of_equal_content_has_an_equal_address(library: Library) -> None:
    again = replace(library)
    assert again.ground.digest == library.ground.digest


@pytest.mark.parametrize("name", ["map.js", "map.css", "app.css", "block.js", "logo.svg"])
def test_shipped_files_name_no_other_host(name: str) -> None:
    text = (Path(assets.STATIC_FOLDER) / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "http" not in text
    assert "//cdn" not in text


def test_every_style_has_an_outline_that_the_browser_can_draw() -> None:
    for row in symbols.styles().values():
        assert row.shape == "circle" or len(symbols.outline(row.shape)) >= 3

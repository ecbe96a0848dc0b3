from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest

from dashboard import gathering, marking, regions
from dashboard.data import Library
from dashboard.marking import Asked
from dashboard.words import Words
from geodata.errors import ViewError
from geodata.layers.heat import points_of
from geodata.layers.shading import CHANGES, populations
from geodata.model import ViewSpec

BOX = (10.0, -6.0, 20.0, 6.0)


def test_scope_selection_and_theme_leave_the_address_of_the_marks_alone() -> None:
    plain = marking.query(ViewSpec(text="Gao"))
    assert plain == marking.query(ViewSpec(text="Gao", scope="ML-7", selected="e1", theme="dark", basemap="online"))
    assert plain != marking.query(ViewSpec(text="Djibo"))


def test_an_address_reads_back_as_the_view_that_made_it() -> None:
    spec = ViewSpec(start=dt.date(2024, 1, 1), event_types=frozenset({"Riots"}), language="fr", measure="events")
    params = dict(pair.split("=") for pair in marking.query(spec).split("&"))
    assert marking.read({**params, "zoom": "7", "box": "10,-6,20,6"}) == Asked(spec, 7.0, BOX)


@pytest.mark.parametrize("params", [{"zoom": "near"}, {"box": "1,2,3"}, {"box": "1,2,3,nan"}, {"zoom": "inf"}])
def test_a_zoom_or_box_that_is_no_number_is_refused(params: dict[str, str]) -> None:
    with pytest.raises(ViewError):
        marking.read(params)


@pytest.mark.parametrize("zoom", [4.0, 5.0, 7.0, 11.0])
def test_gathered_marks_count_the_events_of_a_crowded_view(
    library: Library, monkeypatch: pytest.MonkeyPatch, zoom: float
) -> None:
    monkeypatch.setattr(gathering, "LIMIT", 0)
    monkeypatch.setattr(gathering, "SINGLE", 0)
    told = marking.answer(library, Asked(ViewSpec(language="fr"), zoom, marking.WORLD))
    assert told["whole"] is False
    assert told["groups"]
    assert all(sum(n for _, n in group["styles"]) == group["n"] for group in told["groups"])
    view, counts = library.counted(ViewSpec(language="fr"))
    points = points_of(counts)
    if zoom >= gathering.UNIT_ZOOM:
        assert sum(group["n"] for group in told["groups"]) == points.count.sum()
    assert view.counts.events >= max(group["n"] for group in told["groups"])
    json.dumps(told, allow_nan=False)


def test_from_afar_a_region_counts_what_is_known_to_the_region_only(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "LIMIT", 0)
    told = marking.answer(library, Asked(ViewSpec(), 5.0, marking.WORLD))
    gao = next(group for group in told["groups"] if group["id"] == "ML-7")
    inside = library.view(ViewSpec(scope="ML-7"))
    assert gao["kind"] == "unit"
    assert gao["n"] == sum(1 for row in inside.events if row.event.layer != "membership")
    assert {mark["id"] for mark in told["areas"]} == {"area:liptako-gourma"}
    assert {badge["country"] for badge in told["badges"]} == {"ML", "NE"}


def test_close_by_only_marks_of_the_part_that_is_seen_are_sent(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "LIMIT", 0)
    told = marking.answer(library, Asked(ViewSpec(), 9.0, (16.0, -0.5, 16.5, 0.3)))
    assert {mark["id"] for mark in told["points"]} == {"gn:2457163"}
    assert told["groups"] == []


def test_regions_are_shaded_by_events_and_told_in_words(library: Library, words: Words) -> None:
    view = library.open_view(ViewSpec(measure="events"))
    shading = regions.shading(library, view, words)
    assert {"ML-7", "ML-9"} <= set(shading.fills)
    assert sum(int(row["count"]) for row in shading.legend[0]["rows"]) == len(shading.fills)
    assert regions.shading(library, library.open_view(ViewSpec()), words).fills == {}


def test_rates_are_given_only_where_inhabitants_are_known(library: Library, words: Words) -> None:
    view = library.open_view(ViewSpec(measure="per_100k"))
    shading = regions.shading(library, view, words)
    known = {unit for unit, row in shading.fills.items() if row["fill"] != regions.UNKNOWN}
    assert known <= set(populations())
    assert not {unit for unit in shading.fills if unit not in known} & set(populations())


def test_two_periods_are_compared_region_by_region(library: Library, words: Words) -> None:
    spec = ViewSpec(
        start=dt.date(2025, 5, 1), end=dt.date(2025, 5, 31), compare=(dt.date(2025, 3, 1), dt.date(2025, 4, 30))
    )
    fills = regions.shading(library, library.open_view(spec), words).fills
    assert fills["ML-9"]["text"].startswith("0")
    assert fills["ML-9"]["fill"] == CHANGES[-1]


@pytest.mark.parametrize(("country", "total"), [("ML", None), ("BF", 20_487_979), ("NE", 17_138_707)])
def test_inhabitants_of_regions_add_up_to_the_census(country: str, total: int | None) -> None:
    rows = {unit: people for unit, (people, _) in populations().items() if unit.startswith(country)}
    assert all(people > 10_000 for people in rows.values())
    if total is not None:
        assert sum(rows.values()) == total


def test_the_answer_is_packed_and_the_same_bytes_each_time(library: Library) -> None:
    asked = marking.read({"lang": "fr"})
    assert marking.packed(library, asked) == marking.packed(library, asked)
    assert json.loads(gzip.decompress(library.marks(asked)))["language"] == "fr"

"""What a view leaves out stands on its picture in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest

from geodata.model import Counts, ViewSpec
from geodata.snapshot.filters import MOST_NAMES, filters_in_words, hidden_in_words
from geodata.snapshot.wording import Words
from tests.snapshot.snapshot_sample import sample

SET: dict[str, Any] = {
    "layers": frozenset({"incident"}),
    "event_types": frozenset({"Riots"}),
    "actors": frozenset({"JNIM"}),
    "statuses": frozenset({"denied"}),
    "precisions": frozenset({2}),
    "publishers": frozenset({"Radio Sable"}),
    "told_in": frozenset({"fr"}),
    "least_sources": 3,
    "text": "marché",
    "as_of": dt.date(2024, 5, 1),
    "reviewed": "only",
    "compare": (dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
}
# Said elsewhere on the picture: by title, legend, drawing or language; or no part of what is shown.
ELSEWHERE = {"start", "end", "scope", "organisation", "measure", "heat", "language", "theme", "basemap", "selected"}
# Of `geodata.columns.filters`.
HIDING = (
    "layer", "period", "as_of", "type", "text", "scope", "actor", "status", "precision", "publisher", "told_in",
    "sources", "reviewed", "rejected",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SET)
def test_each_filter_that_is_set_is_said_and_no_other(name: str, language: str) -> None:
    words = Words(language)
    assert filters_in_words(ViewSpec(), words) == []
    (said,) = filters_in_words(replace(ViewSpec(), **{name: SET[name]}), words)
    assert said
    assert "{" not in said


def test_no_field_of_a_request_is_forgotten() -> None:
    assert {field.name for field in fields(ViewSpec)} == set(SET) | ELSEWHERE


def test_long_lists_are_counted() -> None:
    spec = ViewSpec(actors=frozenset(f"A{n:02}" for n in range(20)))
    (said,) = filters_in_words(spec, Words("en"))
    assert said.endswith(f"and {20 - MOST_NAMES} more")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_each_filter_hides_has_words(language: str) -> None:
    view = sample()[0]
    counts: Counts = replace(view.counts, hidden=dict.fromkeys(HIDING, 7))
    assert hidden_in_words(replace(view, counts=counts), Words(language)).count("7") == len(HIDING)

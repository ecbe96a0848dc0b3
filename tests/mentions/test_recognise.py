from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.mentions import recognise, recognise_text
from geodata.model import Document

TEXTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"))

RELATIONS = {"near", "offset", "between"}


@pytest.mark.parametrize("row", TEXTS, ids=[row["shows"] for row in TEXTS])
def test_finds_the_places_of(row: dict[str, Any], gazetteer: Gazetteer) -> None:
    found = recognise_text(row["text"], gazetteer)
    assert [mention.text for mention in found] == [place[0] for place in row["places"]]
    assert [mention.literal for mention in found] == ["nl" not in place for place in row["places"]]
    wanted = [
        next((mark for mark in place[2:] if mark in {"near", "offset", "between"}), None) for place in row["places"]
    ]
    assert [mention.qualifier and mention.qualifier.relation for mention in found] == wanted


def test_there_are_enough_texts_of_both_languages() -> None:
    assert len(TEXTS) >= 300


def test_offsets_are_those_of_the_document(gazetteer: Gazetteer) -> None:
    text = "Vu de l’Aïr : Agadez, Niger.\n\nÀ Gao, le fleuve est haut."
    for mention in recognise(Document(id="x", text=text, source="x"), gazetteer):
        assert text[mention.start : mention.end] == mention.text


def test_a_long_text_gives_what_its_parts_give(gazetteer: Gazetteer) -> None:
    part = "Les forces du Mali ont quitté Kidal pour Gao. " * 40
    whole = "\n\n".join([part] * 60)
    found = recognise_text(whole, gazetteer)
    assert len(found) == 60 * len(recognise_text(part, gazetteer))
    assert all(whole[mention.start : mention.end] == mention.text for mention in found)


def test_a_distance_and_its_bearing_are_read(gazetteer: Gazetteer) -> None:
    (mention,) = recognise_text("About 12.5 miles south-west of Kidal they stopped.", gazetteer)
    assert mention.qualifier is not None
    assert mention.qualifier.distance_km == pytest.approx(20.117, abs=0.001)
    assert mention.qualifier.bearing == 225


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Malinger ÉéÀ'’-.,\n\u00a0«»0123456789XyzGo", max_size=200))
def test_mentions_never_overlap_and_lie_in_the_text(text: str) -> None:
    found = recognise_text(text, open_gazetteer())
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(before.end <= after.start for before, after in pairwise(found))

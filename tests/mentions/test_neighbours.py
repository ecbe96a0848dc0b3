"""Villages, quarters and camps beyond the central Sahel are found and placed; ordinary words like them are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata.gazetteer import Gazetteer
from geodata.mentions import recognise
from geodata.model import Document
from geodata.placement import place

TEXTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "neighbours.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TEXTS, ids=[row["shows"] for row in TEXTS])
def test_finds_and_places_what_news_of_the_neighbours_names(row: dict[str, Any], gazetteer: Gazetteer) -> None:
    document = Document(id="x", text=row["text"], source="x")
    found = place(document, recognise(document, gazetteer), gazetteer)
    assert [[one.mention.text, one.place.place_id if one.place else "-"] for one in found] == row["places"]

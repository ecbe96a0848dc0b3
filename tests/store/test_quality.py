"""What the page Quality counts is what the filters show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geodata.documents import read_text
from geodata.hierarchy import default_hierarchy
from geodata.model import Fact, FactPlace, ViewSpec
from geodata.store import Store
from geodata.views import select
from tests.facts_by_hand import GAO, incident


@pytest.mark.parametrize(("role", "unplaced"), [("site", 0), ("carried", 0), ("named", 1)])
def test_a_place_that_is_merely_named_is_none_for_count_and_filter(role: str, unplaced: int, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    document = read_text("Rien ne s'est passé à Gao.", "a.txt")
    place: FactPlace = replace(GAO, role=role)
    fact: Fact = incident("a", "2025-01-02", place, document_id=document.id)
    store.add(document, [], [fact])
    assert store.quality().facts_unplaced == unplaced
    assert select(store, ViewSpec(precisions=frozenset({0})), default_hierarchy()).counts.events == unplaced

"""Names that a view asks for and no document has come with those that could have been meant."""

from __future__ import annotations

from geodata.columns.known import UnknownName, nearest, unknown_names
from geodata.hierarchy import Hierarchy
from geodata.model import Actor, ViewSpec
from geodata.views import select
from tests.facts_by_hand import GAO, InMemory, incident


def test_spellings_parts_and_slips_are_near() -> None:
    known = ["Forces armées maliennes", "JNIM", "JNIM et alliés", "État islamique"]
    assert nearest("jnim", known) == ("JNIM", "JNIM et alliés")
    assert nearest("etat islamique", known) == ("État islamique",)
    assert nearest("Forces armees malienes", known) == ("Forces armées maliennes",)
    assert nearest("zz", known) == ()


def test_only_names_that_no_document_has_are_told(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("a", "2025-01-02", GAO, actors=(Actor("JNIM", "armed_group"),)),))
    spec = ViewSpec(actors=frozenset({"JNIM", "jnim"}), publishers=frozenset({"Publisher", "Publishers"}))
    columns = select(store, spec, hierarchy).columns
    assert columns is not None
    assert unknown_names(columns, spec) == (
        UnknownName("actors", "jnim", ("JNIM",)),
        UnknownName("publishers", "Publishers", ("Publisher",)),
    )


def test_a_text_without_a_word_hides_nothing(hierarchy: Hierarchy) -> None:
    store = InMemory((incident("a", "2025-01-02", GAO),))
    assert select(store, ViewSpec(text="?! …"), hierarchy).counts.events == 1

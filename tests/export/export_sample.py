"""A small store in memory with all that a data file has trouble with, and the view of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from geodata.boundaries import load_boundaries
from geodata.gazetteer import open_gazetteer
from geodata.model import Actor, FactPlace, Precision, ViewSpec
from geodata.publication import Publication, prepare
from tests.facts_by_hand import GAO, GAO_REGION, LIPTAKO, MALI, NIGER, InMemory, incident, membership, withdrawal

NEAR_GAO = FactPlace("gn:2457161", "Gao", "settlement", "ML", 16.4, -0.1, Precision.NEAR, radius_km=15.0)
HOSTILE = ("=HYPERLINK(\"http://x\")", "+1", "-2+3", "@SUM(A1)", "\tx", "<script>alert(1)</script>", "a\x00b\x0bc",
           "\u202eRTL مالي 🚁", "'; DROP TABLE points; --", "{{layer}} ${x} `y` \\")  # fmt: skip
PEOPLE = (Actor("JNIM", "armed_group"), Actor("FAMa", "state_forces", "ML"), Actor("civilians", "civilians"))


def facts() -> list[Any]:
    return [
        incident("a", "2025-03-02", GAO, excerpt="À Gao, Ibrahim Diallo a vu 14 morts.", fatalities=14,
                 fatalities_low=14, fatalities_high=14, actors=PEOPLE, sub_event_type="Armed clash"),
        incident("b", "2025-03", NEAR_GAO, excerpt="Une embuscade près de Gao.", document_id="doc2"),
        incident("c", "2025", GAO_REGION, excerpt="Attaques dans la région de Gao."),
        incident("d", None, LIPTAKO, excerpt="Violence in the tri-border area."),
        incident("e", "2024-05-06", MALI, excerpt="Somewhere in Mali."),
        incident("f", "2024-05-07", excerpt="Nowhere at all."),
        withdrawal("g", "2023-12-31", NIGER, contributor="FR", force="Barkhane", troops=1400, host=("NE",)),
        membership("h", "2025-01-29", "BF", "ML", "NE", organisation="ECOWAS", action="leave"),
        *(incident(f"x{at}", f"2022-01-{at + 1:02}", GAO, excerpt=text) for at, text in enumerate(HOSTILE)),
    ]  # fmt: skip


@cache
def ready(**spec: Any) -> Publication:
    return prepare(
        InMemory(tuple(facts()), (("a", "b"),)),
        ViewSpec(**spec),
        open_gazetteer(),
        load_boundaries(),
        digest="0123abcd",
    )

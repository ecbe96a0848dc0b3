"""Data files tell what people made of events: what, who, when and why, and what the rules had read before."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from geodata.boundaries import load_boundaries
from geodata.documents import read_text
from geodata.export import FORMATS, export
from geodata.gazetteer import open_gazetteer
from geodata.model import DateSpan, ViewSpec
from geodata.publication import Publication, prepare
from geodata.reviewing import make_review, spot_at
from geodata.store import Store
from tests.export.test_export_public import all_of
from tests.facts_by_hand import GAO, incident

WHEN = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('corrected') / 'store.sqlite'}")
    for day in ("2025-03-02", "2025-03-09"):
        document = read_text(f"Attaque à Gao le {day}.", f"{day}.txt")
        store.add(document, [], [incident(day, day, GAO, document_id=document.id)])
    event = next(event for event in store.events() if event.fact_ids == ("2025-03-02",))
    later = WHEN + dt.timedelta(hours=1)
    store.review(make_review("redate", event, who="Awa Traoré", why="a year early", date=DateSpan.parse("2026-03-02"),
                             when=WHEN))  # fmt: skip
    store.review(make_review("move", event, who="Bintou", why="Awa Traoré was there", place=spot_at(13.5, 2.1, "NE"),
                             when=later))  # fmt: skip
    return prepare(store, ViewSpec(), open_gazetteer(), load_boundaries())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_corrected_event_says_what_who_when_why_and_what_was_read(corrected: Publication, tmp_path: Path) -> None:
    export(corrected, tmp_path / "all.csv")
    changed, untouched = rows(tmp_path / "all.csv")
    assert (changed["event_date"], changed["review"], changed["review_kind"]) == (
        "2026-03-02", "reviewed", "redate; move",
    )  # fmt: skip
    assert changed["review_by"] == "Awa Traoré; Bintou"
    assert changed["review_time"] == "2026-11-22T09:30:00+00:00; 2026-11-22T10:30:00+00:00"
    assert changed["review_reason"] == "a year early; Awa Traoré was there"
    assert (changed["read_date"], changed["read_location"]) == ("2025-03-02", f"Gao [{GAO.place_id}]")
    assert not any(text for name, text in untouched.items() if name.startswith(("review_", "read_")))


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_tells_the_reason_and_a_public_file_names_nobody(
    extension: str, corrected: Publication, tmp_path: Path
) -> None:
    export(corrected, tmp_path / f"full{extension}")
    assert "a year early" in all_of(tmp_path / f"full{extension}")
    export(corrected, tmp_path / f"public{extension}", mode="public-admin2")
    told = all_of(tmp_path / f"public{extension}")
    assert "a year early" in told
    assert [name for name in ("Awa", "Traoré", "Bintou", str(GAO.place_id)) if name in told] == []

"""Corrections in the store outlive what they are about, and change what a view shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.documents import read_text
from geodata.errors import NotFound
from geodata.model import DateSpan, Document, FactPlace, Incident, Precision
from geodata.reviewing import make_review
from geodata.store import Store

TEXT = "Des hommes armés ont attaqué un convoi près de Gao dimanche."
GAO = FactPlace("gn:2457161", "Gao", "settlement", "ML", 16.27, -0.04, Precision.SETTLEMENT)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'reviews.sqlite'}") as opened:
        yield opened


def stated(document: Document, rule: str = "first") -> Incident:
    return Incident(
        id=f"{rule}-{document.id[:12]}", document_id=document.id, start=0, end=len(document.text),
        excerpt=document.text, trigger_start=0, trigger_end=3, status="occurred", date=DateSpan.parse("2024-05-05"),
        places=(GAO,), acled_event_type="Battles", rule=rule,
    )  # fmt: skip


def add(store: Store, rule: str = "first") -> Document:
    document = read_text(TEXT, "a.txt")
    store.add(document, [], [stated(document, rule)], versions={"vocabulary": rule, "gazetteer": "g"})
    return document


def test_a_review_is_found_by_its_event_and_changes_the_digest(kept: Store) -> None:
    add(kept)
    before = kept.digest()
    event = kept.events()[0]
    review = kept.review(make_review("reject", event, who="Awa", why="told twice"))
    assert kept.reviews().by_event == {event.id: (review,)}
    assert kept.digest() != before


def test_a_review_outlives_its_document_and_meets_it_again(kept: Store) -> None:
    document = add(kept)
    event = kept.events()[0]
    review = kept.review(make_review("confirm", event, who="Awa"))
    kept.remove(document.id)
    assert kept.reviews().lost == (review,)
    add(kept)
    assert kept.reviews().by_event == {event.id: (review,)}


def test_a_review_follows_its_event_through_another_vocabulary(kept: Store) -> None:
    add(kept, "first")
    review = kept.review(make_review("confirm", kept.events()[0], who="Awa"))
    add(kept, "second")
    assert kept.reviews().by_event == {kept.events()[0].id: (review,)}


def test_a_review_follows_its_report_where_the_event_has_another_id(kept: Store) -> None:
    document = add(kept)
    event = kept.events()[0]
    review = kept.review(make_review("confirm", event, who="Awa"))
    other = replace(stated(document), date=DateSpan.parse("2024-06-05"))
    kept.add(document, [], [other], versions={"vocabulary": "later", "gazetteer": "g"})
    assert kept.events()[0].id != event.id
    assert kept.reviews().by_event == {kept.events()[0].id: (review,)}


def test_taking_back_keeps_both_and_brings_back_neither_verdict(kept: Store) -> None:
    add(kept)
    review = kept.review(make_review("reject", kept.events()[0], who="Awa"))
    undo = kept.undo(review.id[:8], who="Bintou", why="it did happen")
    assert [told.kind for told in kept.reviews().by_event[kept.events()[0].id]] == ["reject", "undo"]
    assert undo.undoes == review.id
    with pytest.raises(NotFound, match="no correction"):
        kept.undo("ffffffff", who="Awa")

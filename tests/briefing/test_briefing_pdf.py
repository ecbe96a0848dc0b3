"""The briefing as a file: tagged, searchable, of two to four pages, the same bytes every time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from dashboard.briefing import make_briefing as make
from dashboard.briefing import making
from dashboard.data import Library
from geodata.errors import PublishError
from geodata.model import View, ViewSpec
from tests.dashboard.sample_view import HOSTILE

DAY = dt.date(2026, 11, 22)
MALI = ViewSpec(scope="ML", start=dt.date(2020, 1, 1), end=dt.date(2025, 12, 31))


def make_briefing(library: Library, spec: ViewSpec, language: str, **options: Any) -> bytes:
    return make(library, spec, language, **options).pdf


def read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(
    ("language", "sections"),
    [
        ("en", ("Key figures", "Chronology", "Actors", "Withdrawals", "Memberships", "How this was made")),
        (
            "fr",
            ("Chiffres clés", "Chronologie", "Acteurs", "Retraits", "Appartenances", "Comment cette note est faite"),
        ),
    ],
)
def test_a_briefing_has_its_sections_as_text_and_as_bookmarks(
    library: Library, language: str, sections: tuple[str, ...]
) -> None:
    pdf = make_briefing(library, MALI, language, made_on=DAY)
    said = read(pdf)
    bookmarks = [item.get_title() for item in pypdfium2.PdfDocument(pdf).get_toc()]
    for section in sections:
        assert section in said
        assert any(section in title for title in bookmarks)
    assert 2 <= pages(pdf) <= making.MOST_PAGES


def test_a_briefing_is_tagged_and_says_its_language(library: Library) -> None:
    pdf = make_briefing(library, MALI, "fr", made_on=DAY)
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf
    assert pypdfium2.PdfDocument(pdf).get_metadata_dict()["Title"] == "Mali\u00a0: note de situation"


def test_the_chronology_quotes_the_documents_with_their_sources(library: Library) -> None:
    said = read(make_briefing(library, MALI, "en", made_on=DAY))
    assert "killed 14 soldiers" in said
    assert "Wire A" in said


def test_words_on_the_map_can_be_searched(library: Library) -> None:
    assert "NIGER" in read(make_briefing(library, replace(MALI, start=None, end=None), "en"))


def test_the_same_data_gives_the_same_bytes_and_only_the_day_differs(library: Library) -> None:
    assert make_briefing(library, MALI, "fr", made_on=DAY) == make_briefing(library, MALI, "fr", made_on=DAY)
    undated = make_briefing(library, MALI, "fr")
    assert undated == make_briefing(library, MALI, "fr")
    assert "22 nov. 2026" not in read(undated)


def test_hostile_text_is_set_as_it_stands(library: Library) -> None:
    said = read(make_briefing(library, ViewSpec(), "en", title='#panic("out") $x$ *b* \\ ' + HOSTILE[:60]))
    assert '#panic("out") $x$ *b* \\' in said
    assert "<script>window.hacked=1</script>" in said


def test_an_empty_view_says_so_and_that_silence_proves_nothing(library: Library) -> None:
    pdf = make_briefing(library, replace(MALI, start=dt.date(1990, 1, 1), end=dt.date(1990, 2, 1)), "en")
    assert "That does not mean that nothing happened" in read(pdf)
    assert pages(pdf) <= making.MOST_PAGES


def test_without_a_period_nothing_is_compared(library: Library) -> None:
    assert "compared with" not in read(make_briefing(library, ViewSpec(scope="ML"), "en"))
    assert "compared with 2014–2019" in read(make_briefing(library, MALI, "en"))


def test_many_events_are_cut_to_the_weightiest_on_four_pages(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Library.view

    def crowded(self: Library, spec: ViewSpec) -> View:
        view = real(self, spec)
        rows = tuple(
            replace(row, event=replace(row.event, id=f"{row.event.id}-{number}"))
            for number in range(40)
            for row in view.events
        )
        return replace(view, events=rows, counts=replace(view.counts, events=len(rows)), columns=None, rows=None)

    monkeypatch.setattr(Library, "view", crowded)
    pdf = make_briefing(library, ViewSpec(), "en")
    assert pages(pdf) <= making.MOST_PAGES
    assert "events with most deaths, then most sources" in read(pdf)


def test_what_the_typesetter_refuses_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "draw_map", lambda *_: b"no picture")
    with pytest.raises(PublishError, match="cannot be set"):
        make_briefing(library, MALI, "en")


def test_pages_can_be_seen_before_they_are_taken(library: Library) -> None:
    made = make(library, MALI, "en", preview=True)
    assert len(made.previews) == made.pages
    assert all(page.startswith(b"\x89PNG") for page in made.previews)

"""The types that travel: dates, offsets, ids."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import DateSpan, DocumentInfo, Fact, Incident, OffsetMap, publisher_of, stable_id

DAY = dt.date(2022, 2, 17)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2022", dt.date(2022, 1, 1), dt.date(2022, 12, 31), "year"),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month"),
        ("2023-09-16", dt.date(2023, 9, 16), dt.date(2023, 9, 16), "day"),
    ],
)
def test_a_date_is_as_wide_as_its_words(text: str, start: dt.date, end: dt.date, precision: str) -> None:
    span = DateSpan.parse(text)
    assert (span.start, span.end, span.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["", "22", "2022-13", "2023-02-30", "2022-1-1", "2022/01/01", "hier", "²²²²"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        DateSpan.parse(text)


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        DateSpan(DAY, DAY - dt.timedelta(1), "interval")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["day", "month", "year"]))
def test_iso_form_reads_back(day: dt.date, precision: str) -> None:
    made = {
        "day": DateSpan.day(day),
        "month": DateSpan.month(day.year, day.month),
        "year": DateSpan.year(day.year),
    }
    assert DateSpan.parse(made[precision].isoformat()) == made[precision]


def test_an_open_period_overlaps_on_its_open_side() -> None:
    span = DateSpan.month(2022, 2)
    assert span.overlaps(None, None)
    assert span.overlaps(DAY, None)
    assert span.overlaps(None, DAY)
    assert not span.overlaps(dt.date(2022, 3, 1), None)
    assert not span.overlaps(None, dt.date(2022, 1, 31))


def test_ids_tell_parts_apart() -> None:
    assert stable_id("ab", "c") != stable_id("a", "bc")
    assert stable_id("Gao", 1) == stable_id("Gao", "1")


def test_offsets_lead_back_past_what_was_left_out() -> None:
    # Ten characters of front matter, then one dropped character after five.
    back = OffsetMap((0, 5), (10, 11))
    assert back.original(0) == 10
    assert back.original(4) == 14
    assert back.original(5) == 16
    assert back.original_span(3, 6) == (13, 17)


def test_without_entries_offsets_stay() -> None:
    assert OffsetMap().original_span(3, 9) == (3, 9)
    assert OffsetMap().original_span(4, 4) == (4, 4)


def test_only_a_layer_s_own_class_knows_its_layer() -> None:
    words = {"id": "x", "document_id": "d", "excerpt": "", "status": "occurred"}
    spans = {"start": 0, "end": 0, "trigger_start": 0, "trigger_end": 0}
    assert Incident(**words, **spans).layer == "incident"  # type: ignore[arg-type]  # two dicts of plain fields
    with pytest.raises(TypeError, match="Incident"):
        _ = Fact(**words, **spans).layer  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("/home/awa/notes/2025-03-11_gao.txt", "2025-03-11_gao.txt"),
        ("C:\\Users\\awa\\gao.txt", "gao.txt"),
        ("https://example.org/a/b", "https://example.org/a/b"),
        ("gao.txt", "gao.txt"),
    ],
)
def test_a_source_without_a_name_is_told_by_its_file_and_never_by_its_folder(source: str, told: str) -> None:
    assert publisher_of(DocumentInfo("d", "T", None, None, source, "en", None)) == told

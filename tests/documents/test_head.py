from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents.head import find_title, read_head
from geodata.model import DateSpan

FULL = """---
title: "Gao : le marché rouvre"
publisher: Liptako briefs
reports_on: Un article
published: 2024-05-06
language: fr
brief_of: kept, not used
url: https://example.org/gao
sources:
  - Mairie de Gao, mai 2024
  - Radio, mai 2024
---

Corps.
"""


def test_front_matter_gives_the_metadata_and_is_no_part_of_the_body() -> None:
    head = read_head(FULL, "a.md")
    assert FULL[head.length :] == "\nCorps.\n"
    assert head.title == "Gao : le marché rouvre"
    assert (head.publisher, head.reports_on, head.language) == ("Liptako briefs", "Un article", "fr")
    assert head.url == "https://example.org/gao"
    assert head.published == DateSpan.day(dt.date(2024, 5, 6))
    assert head.citations == ("Mairie de Gao, mai 2024", "Radio, mai 2024")
    assert not head.trouble


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-06", "2024-05-06"),
        ("'2024-05-06'", "2024-05-06"),
        ("2024-05-06 07:08:09", "2024-05-06"),
        ("2024-05-06T23:30:00+02:00", "2024-05-06"),
    ],
)
@pytest.mark.parametrize("key", ["published", "date", "Date"])
def test_a_date_is_read_as_precisely_as_it_is_given(key: str, value: str, date: str) -> None:
    head = read_head(f"---\n{key}: {value}\n---\nCorps.", "a.md")
    assert head.published is not None
    assert head.published.isoformat() == date
    assert not head.trouble


def test_a_date_that_does_not_exist_is_left_out_and_named() -> None:
    head = read_head("---\ntitle: A\npublished: 2024-13-45\n---\nCorps.", "a.md")
    assert (head.title, head.published) == ("A", None)
    assert "2024-13-45" in str(head.trouble[0])


def test_front_matter_that_does_not_parse_is_read_line_by_line() -> None:
    text = "---\ntitle: Gao : le marché\npublished: 2024-05-06\nsources: [a\n---\nCorps.\n"
    head = read_head(text, "a.md")
    assert text[head.length :] == "Corps.\n"
    assert head.title == "Gao : le marché"
    assert head.published == DateSpan.day(dt.date(2024, 5, 6))
    assert "a.md: the front matter does not parse" in str(head.trouble[0])
    assert "title, published was used" in str(head.trouble[0])


def test_front_matter_that_is_a_list_is_named() -> None:
    head = read_head("---\n- a\n- b\n---\nCorps.", "a.md")
    assert "it is a list" in str(head.trouble[0])


def test_a_fence_that_never_closes_leaves_the_text_whole() -> None:
    text = "---\ntitle: Gao\n\nCorps.\n"
    head = read_head(text, "a.md")
    assert head.length == 0
    assert "never closes" in str(head.trouble[0])


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    assert not read_head("---\n\nCorps.\n", "a.md").trouble
    assert read_head("--- Corps.\n---\n", "a.md").length == 0


@pytest.mark.parametrize(
    ("text", "date", "body"),
    [
        (" date 2026-01-28 Corps.", "2026-01-28", "Corps."),
        ("date: 2026-01-28\nCorps.", "2026-01-28", "\nCorps."),
        ("\nDate 2026-01\n\nCorps.", "2026-01", "\n\nCorps."),
        ("date 2026\nCorps.", "2026", "\nCorps."),
    ],
)
def test_a_date_line_is_no_part_of_the_body(text: str, date: str, body: str) -> None:
    head = read_head(text, "a.txt")
    assert head.published is not None
    assert head.published.isoformat() == date
    assert text[head.length :] == body


@pytest.mark.parametrize(
    "text", ["Date 2020 will be remembered.", "Dates 2020-01-02", "date 2026-01-281 x", "up to date 2020-01-02"]
)
def test_prose_about_dates_is_no_date_line(text: str) -> None:
    assert read_head(text, "a.txt").published is None
    assert read_head(text, "a.txt").length == 0


def test_a_date_line_with_an_impossible_day_stays_in_the_text() -> None:
    head = read_head("date 2026-02-30 Corps.", "a.txt")
    assert head.length == 0
    assert "left in the text" in str(head.trouble[0])


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# Gao rouvre\n\nCorps.", "Gao rouvre"),
        ("\n\n# Gao rouvre #\nCorps.", "Gao rouvre"),
        ("Gao rouvre son marché\n\nLe marché a rouvert.", "Gao rouvre son marché"),
        ("Que se passe-t-il à Gao ?\nCorps.", "Que se passe-t-il à Gao ?"),
        ("Le marché a rouvert.\n\nCorps.", None),
        ("Le marché a rouvert. Photo AFP\n\nCorps.", None),
        ("Le marché a rouvert", None),
        ("A la une :\nCorps.", None),
        ("mot " * 80 + "\nCorps.", None),
        ("***\nCorps.", None),
        ("", None),
    ],
)
def test_a_title_is_a_heading_or_a_headline_and_never_prose(body: str, title: str | None) -> None:
    assert find_title(body) == title


@given(st.text(max_size=200))
def test_any_head_is_read_and_leaves_a_body(text: str) -> None:
    for candidate in (text, f"---\n{text}\n---\nCorps."):
        head = read_head(candidate, "a.txt")
        assert 0 <= head.length <= len(candidate)

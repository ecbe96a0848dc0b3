"""What the page and the script tell each other of where they are."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from dashboard import marking, room
from dashboard.data import Library
from geodata.addresses import PAGE_PARTS, PARTS
from geodata.model import ViewSpec


@given(st.dictionaries(st.sampled_from([part.name for part in PARTS] + list(room.PAGE_PARTS)), st.text(max_size=30)))
def test_what_is_written_is_read_back_and_written_alike(params: dict[str, str]) -> None:
    asked = room.read(params)
    assert room.read(dict(parse_qsl(room.query(asked)))) == asked
    assert room.query(room.read(dict(parse_qsl(room.query(asked))))) == room.query(asked)


def test_parts_of_the_room_are_parts_of_the_page_and_change_no_marks() -> None:
    assert set(room.PAGE_PARTS) <= set(PAGE_PARTS)
    assert marking.query(room.read({"cards": "2", "doc": "a"}).spec) == ""


def test_an_address_of_cards_shows_that_page_of_them(library: Library) -> None:
    first, second = (room.answer(library, room.read({"cards": number})) for number in ("1", "2"))
    assert first["panel"]["subject"] != second["panel"]["subject"]
    assert room.answer(library, room.read({}))["panel"]["html"] == first["panel"]["html"]


def test_an_open_document_stands_in_the_place_of_the_cards(library: Library) -> None:
    known = next(iter(library.documents_by_id()))
    told = room.answer(library, room.read({"doc": known, "at": "12", "lang": "fr"}))["panel"]
    assert (told["subject"], told["target"], told["language"]) == (known, "at-12", "fr")
    gone = room.answer(library, room.read({"doc": "nobody"}))["panel"]["html"]
    assert "not in the store" in gone


def test_documents_just_added_are_marked_as_new(library: Library) -> None:
    known = ",".join(library.documents_by_id())
    assert "lk-chip new" in room.answer(library, room.read({"new": known}))["panel"]["html"]
    assert "lk-chip new" not in room.answer(library, room.read({}))["panel"]["html"]


def test_a_place_that_is_not_known_is_left_out(library: Library) -> None:
    spec = ViewSpec(scope="ZZ-77", selected="nobody", start=dt.date(2020, 1, 1))
    assert room.existing(library, spec) == ViewSpec(start=dt.date(2020, 1, 1))

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents.normalise import INVISIBLE, LONE_SURROGATE, NEWLINE, cut_head, normalise

# Texts rich in what is left out, composed, reordered or replaced; Å and \u0958 are replaced by other characters.
TRICKY = st.text(
    st.sampled_from("aeéA \n\r\t\x0b\x85\u2028\xad\u200b\ufeff\u202e\x00e\u0301\u0302\u0327\u0344\u212b\u0958\u093c")
    | st.sampled_from("\u1100\u1161\u11a8\uac00\u0627\u0651\u064b\U0001f600\u200d\U000e0041")
    | st.characters(),
    max_size=40,
)
REMOVED = "\xad\u200b\ufeff\u202e\x00"


def test_plain_text_is_left_alone() -> None:
    text, offsets = normalise("Gao, à l'aube.\n\tFin.")
    assert text == "Gao, à l'aube.\n\tFin."
    assert offsets.original_span(5, 6) == (5, 6)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("Me\u0301naka", "Ménaka"),
        ("Mé\xadnaka\u200b", "Ménaka"),
        ("e\u200b\u0301", "é"),
        ("\ufeff\u202aGao\u202c\x00", "Gao"),
        ("\u212bland", "Åland"),
        ("a\u2028b\x0cc", "a\nb\nc"),
        ("\udc80", "\ufffd"),
    ],
)
def test_what_a_reader_does_not_see_is_left_out(raw: str, text: str) -> None:
    assert normalise(raw)[0] == text


def test_a_span_leads_back_to_all_its_characters_and_to_no_other() -> None:
    raw = "\ufeffA\u0300 Me\u0301naka\u0301\u200b,\r\nGao"
    text, offsets = normalise(raw)
    assert text == "À Ménaká,\nGao"
    start, end = offsets.original_span(2, 8)
    assert raw[start:end] == "Me\u0301naka\u0301"
    start, end = offsets.original_span(9, 13)
    assert raw[start:end] == "\r\nGao"


@given(TRICKY)
def test_normalising_gives_nfc_without_invisible_characters(raw: str) -> None:
    text, _ = normalise(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert not set(text) & set(REMOVED)


@given(TRICKY)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    text, _ = normalise(raw)
    again, offsets = normalise(text)
    assert again == text
    assert not offsets.positions


@given(TRICKY)
def test_it_is_nfc_of_what_is_visible(raw: str) -> None:
    visible = re.sub(f"[{INVISIBLE}]", "", re.sub(NEWLINE, "\n", LONE_SURROGATE.sub("\ufffd", raw)))
    assert normalise(raw)[0] == unicodedata.normalize("NFC", visible)


@given(TRICKY, st.data())
def test_the_original_of_any_span_normalises_to_the_span(raw: str, data: st.DataObject) -> None:
    text, offsets = normalise(raw)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = offsets.original_span(start, end)
    assert 0 <= first <= last <= len(raw)
    got = normalise(raw[first:last])[0]
    # A span may cut what one original character became (\u0958 is two); then the whole of it comes back.
    assert text[start:end] in got
    if unicodedata.is_normalized("NFC", raw) or unicodedata.is_normalized("NFD", raw):
        assert got == text[start:end]


@given(TRICKY, st.integers(0, 40))
def test_cutting_the_head_keeps_the_way_back(raw: str, length: int) -> None:
    text, offsets = normalise(raw)
    length = min(length, len(text))
    body, moved = cut_head(text, offsets, length)
    assert body == text[length:]
    for at in range(len(body)):
        assert moved.original_span(at, at + 1) == offsets.original_span(at + length, at + length + 1)


@pytest.mark.slow
def test_five_megabytes_of_decomposed_text_take_seconds_not_minutes() -> None:
    raw = unicodedata.normalize("NFD", "Les combats ont repris près de Ménaka, à l'été. ") * 100_000
    start = time.process_time()
    normalise(raw)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("M&eacute;naka", "Ménaka"),
        ("Fada&nbsp;N&#39;Gourma", "Fada\u00a0N'Gourma"),
        ("In&#x2011;At&egrave;s", "In\u2011Atès"),
        ("Tom&shy;bouctou", "Tombouctou"),
        ("R&amp;D, &lt;b&gt; et &inconnu;", "R&amp;D, &lt;b&gt; et &inconnu;"),
    ],
)
def test_character_references_are_read_and_lead_back(raw: str, wanted: str) -> None:
    text, offsets = normalise(raw)
    assert text == wanted
    assert offsets.original_span(0, len(text)) == (0, len(raw))

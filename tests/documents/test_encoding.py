from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.documents.encoding import decode
from geodata.errors import NotText

FRENCH = "L’armée a évacué la région de Ménaka ; trois blessés, où ça ? « Très tôt », dit-il. Coût : 5 €.\r\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_text_that_says_its_encoding_is_read_without_a_note(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), "a.txt") == (FRENCH, "")


def test_a_utf8_mark_stays_a_character_so_that_offsets_count_it() -> None:
    assert decode(FRENCH.encode("utf-8-sig"), "a.txt") == ("\ufeff" + FRENCH, "")


@pytest.mark.parametrize(
    ("encoding", "named"), [("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
)
def test_a_guessed_encoding_is_named(encoding: str, named: str) -> None:
    text, note = decode(FRENCH.encode(encoding), "a.txt")
    assert text == FRENCH
    assert named in note


def test_other_encodings_are_left_to_charset_normalizer() -> None:
    russian = "Военные покинули город Гао ночью, сообщили жители по телефону. " * 20
    text, note = decode(russian.encode("koi8-r"), "a.txt")
    assert text == russian
    assert "koi8" in note


def test_a_few_damaged_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    text, note = decode(FRENCH.encode("utf-8") + b"\xc3", "a.txt")
    assert text == FRENCH + "\ufffd"
    assert note.startswith("1 damaged")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
        b"PK\x03\x04" + random.Random(1).randbytes(5000),
        b"%PDF-1.7\n" + random.Random(2).randbytes(5000),
        b"\x00" * 100,
        b"\xff\xfe\x00\xd8",
        bytes(range(1, 32)) * 20,
    ],
    ids=["png", "zip", "pdf", "zeros", "broken utf-16", "controls"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(NotText, match=r"a\.txt .*UTF-8"):
        decode(data, "a.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "a.txt")
    except NotText:
        return
    assert isinstance(text, str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.txt")[0] == text

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.folding import fold, key, words


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MÉNAKA", "menaka"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("Guinée‑Bissau", "guinee-bissau"),
        ("Burkina\u00a0Faso", "burkina faso"),
        ("Burkina\nFaso", "burkina faso"),
        ("Łódź, Tromsø", "lodz, tromso"),
        ("Ɓoni", "boni"),
        ("مالي", "مالي"),
        ("", ""),
    ],
)
def test_folds_accents_case_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("name", ["Fada N'Gourma", "FADA N’GOURMA", "Fada-N'Gourma", "fada n gourma"])
def test_spellings_of_one_name_have_one_key(name: str) -> None:
    assert key(name) == "fada n gourma"


def test_a_decomposed_accent_has_the_key_of_the_composed_one() -> None:
    assert key("Me\u0301naka") == key("Ménaka")


def test_words_leave_punctuation_out() -> None:
    assert words("L'eau, à Gao (Mali) !") == ["l", "eau", "a", "gao", "mali"]

"""Sentences: where they end, where they do not, and their offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.facts.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for one in split_sentences(text)]


SPLITS = [
    ("Il pleut. Il vente.", ["Il pleut.", "Il vente."]),
    ("M. Keïta parle. Le Dr. Sow écoute.", ["M. Keïta parle.", "Le Dr. Sow écoute."]),
    ("The U.S. Army left. It was late.", ["The U.S. Army left.", "It was late."]),
    ("Le général J. A. Diop est arrivé.", ["Le général J. A. Diop est arrivé."]),
    ("Il a dit : « Nous partons. » Puis il est parti.", ["Il a dit : « Nous partons. »", "Puis il est parti."]),
    ('"We leave," he said. "Now."', ['"We leave," he said.', '"Now."']),
    ("Un titre sans point\nLe texte commence ici.", ["Un titre sans point", "Le texte commence ici."]),
    ("Le prix est de 3.5 euros. Cher !", ["Le prix est de 3.5 euros.", "Cher !"]),
    ("C'est fini.Bien qu'il pleuve, on part.", ["C'est fini.", "Bien qu'il pleuve, on part."]),
    ("Vraiment ? Oui… Non.", ["Vraiment ?", "Oui…", "Non."]),
    ("- un point\n- un autre", ["un point", "un autre"]),
    ("\n \n...\n", []),
    (
        "Tout va bien. Lire aussi : Le marché de la ville rouvre après deux mois Les clients sont revenus.",
        ["Tout va bien.", "Le marché de la ville rouvre après deux mois", "Les clients sont revenus."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_of_a_wrapped_text_do_not_end_sentences() -> None:
    line = "the column moved on through the dry valley and the dust of the plain"
    text = "\n".join([line.capitalize(), *[line] * 8]) + "."
    assert len(sentences(text)) == 1


@given(st.text(max_size=400))
def test_sentences_are_in_order_apart_and_inside(text: str) -> None:
    end = 0
    for one in split_sentences(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        end = one.end


def test_time_grows_with_the_length_only() -> None:
    def took(size: int) -> float:
        text = "Le marché de la ville est ouvert, dit M. Sow « hier ». Read more: " * size
        start = time.process_time()
        split_sentences(text)
        return time.process_time() - start

    took(10)
    # Eight times the length: a straight line takes 8 times as long, a square 64 times.
    assert min(took(4000), took(4000)) < 40 * max(took(500), took(500))

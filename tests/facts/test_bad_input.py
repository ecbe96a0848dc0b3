"""Texts that are no prose: no crash, no hang, no fact that nobody told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.facts.text import TextView
from geodata.model import Document, Fact
from geodata.vocabulary.patterns import PatternSet
from geodata.vocabulary.rules import all_patterns, compiled

PIECES = [
    "tué", "killed", "12", "0", "99999999999", "le 31 février 2024", "31/02/2024", "on 30 February", "mort", "de",
    "des",
    "soldats", "soldiers", "et", "and", ",", ";", ".", "\n", "«", "»", "(", ")", "au moins", "at least", "Mali", "Gao",
    "كيدال", "\u202e", "\u200b", "l'", "d'", "…", "-", "|", "\t", "attaque", "attack", "village", "coup",
    "lundi", "Monday",
]  # fmt: skip
NOTHING_TOLD = [
    "Nous utilisons des cookies pour mesurer l'audience. Accepter tout. Refuser. Paramétrer.",
    "We use cookies to improve your experience. Accept all. Reject all. Manage preferences.",
    "Par Awa Traoré, à Bamako | Publié le 31/02/2024 à 25h61 | 3 min de lecture",
    "By Jane Doe in Bamako | Updated 31 February 2024 | Share | Tweet | Print",
    "Ville;Population;Altitude\nGao;86 633;260\nKidal;25 969;458\nMopti;114 296;271",
    "- Politique\n- Économie\n- Sport\n- Culture\n- Mali\n- Niger",
    "مالي والنيجر وبوركينا فاسو في اجتماع اليوم",
    "0xDEADBEEF 999999999999999999 %%% ### §§§",
]


@pytest.mark.parametrize("text", NOTHING_TOLD)
def test_what_is_no_prose_states_nothing(text: str, read: Callable[..., list[Fact]]) -> None:
    assert not read(text, published="2025-03-12", language="fr")
    assert not read(text, published="2025-03-12", language="en")


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60), language=st.sampled_from(["fr", "en", None]))
def test_words_in_any_order_are_read_to_the_end(
    pieces: list[str], language: str | None, read: Callable[..., list[Fact]]
) -> None:
    text = " ".join(pieces)
    for fact in read(text, published="2025-03-12", language=language):
        assert text[fact.start : fact.end] == fact.excerpt


def test_a_sentence_of_ten_thousand_words_is_read_in_pieces(read: Callable[..., list[Fact]]) -> None:
    text = "Douze soldats ont été tués à Gao " + "et des " * 10_000 + "villageois sont partis."
    facts = [fact for fact in read(text, language="fr") if fact.layer == "incident"]
    assert facts
    assert max(fact.end - fact.start for fact in facts) <= 2_000


def test_a_text_that_repeats_itself_gives_each_fact_its_own_id(read: Callable[..., list[Fact]]) -> None:
    facts = read("Des jihadistes ont tué douze soldats à Gao. " * 50, language="fr")
    assert len({fact.id for fact in facts}) == len(facts) == 50


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_pattern_tries_more_than_its_gaps_allow(language: str, nations: object) -> None:
    patterns = PatternSet([(text, text) for text, _ in all_patterns()[language]], compiled)
    words = (
        "soldats tués attaque de du la village par des hommes armés soldiers killed attack of the village by armed men"
    )
    text = " ".join([words] * 40)
    view = TextView(Document("d", text, "t", language=language), [], nations)  # type: ignore[arg-type]  # a stub will do
    for sentence in view.sentences:
        for match in patterns.find(view.folded, view.tokens(sentence), sentence.end):
            assert match.end <= sentence.end

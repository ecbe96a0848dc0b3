"""The pattern language: what it matches, what it refuses, and that it never runs away."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import VocabularyError
from geodata.folding import fold
from geodata.vocabulary.patterns import PatternSet, Words, compile_pattern

LISTS = {"troops": ("soldat*", "casques bleus"), "bad": ("<none>",)}


def tokens(folded: str) -> Words:
    spans = [match.span() for match in re.finditer(r"[^\W_]+", folded)]
    return Words(spans, [folded[start:end] for start, end in spans])


def found(pattern: str, text: str) -> list[str]:
    folded = fold(text)
    patterns = PatternSet([(pattern, "x")], lambda one: compile_pattern(one, LISTS))
    return [text[m.start : m.end] for m in patterns.find(folded, tokens(folded), len(text))]


MATCHES = [
    ("coup d'état", "Un COUP D’ÉTAT a eu lieu", ["COUP D’ÉTAT"]),
    ("attaqu*", "Ils attaquaient, elle attaque", ["attaquaient", "attaque"]),
    ("attaque", "Ils attaquaient", []),
    ("gunm*n", "a gunman and gunmen", ["gunman", "gunmen"]),
    ("(tué|mort) par", "mort par balle", ["mort par"]),
    ("a ... quitté", "il a enfin bel et bien quitté", ["a enfin bel et bien quitté"]),
    ("a ...2 quitté", "il a enfin bel et bien quitté", []),
    ("a [déjà] quitté", "il a quitté ; elle a déjà quitté", ["a quitté", "a déjà quitté"]),
    ("<troops> blessé", "un soldat blessé", ["soldat blessé"]),
    ("<troops> tués", "des Casques-bleus tués", ["Casques-bleus tués"]),
    ("un ... deux", "un ; deux", []),
    ("est-africain", "le bloc est africain", ["est africain"]),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), MATCHES)
def test_a_pattern_matches_as_it_reads(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["", "...", "a ...", "[a] b", "<unknown> b", "<bad>", "()", "a (b", "| b"])
def test_a_pattern_that_makes_no_sense_is_refused(pattern: str) -> None:
    with pytest.raises(VocabularyError):
        compile_pattern(pattern, LISTS)


def test_a_match_ends_within_its_sentence() -> None:
    folded = fold("il a. quitté")
    patterns = PatternSet([("a ... quitté", 1)], lambda one: compile_pattern(one, LISTS))
    assert patterns.find(folded, tokens(folded[:5]), 5) == []


@given(st.text(alphabet="ab |()[]<>.*'é1", max_size=25), st.text(alphabet="ab é1 ", max_size=40))
def test_any_pattern_compiles_or_is_refused(pattern: str, text: str) -> None:
    refusal = ""
    try:
        found(pattern, text)
    except VocabularyError as refused:
        refusal = str(refused)
    assert not refusal or "pattern" in refusal


def test_no_pattern_runs_away_on_repeated_words() -> None:
    from geodata.vocabulary.rules import trigger_patterns

    def took(size: int) -> float:
        folded = fold("les soldats ont attaqué et quitté le retrait de la CEDEAO annoncé " * size)
        words = tokens(folded)
        start = time.process_time()
        trigger_patterns("fr").find(folded, words, len(folded))
        return time.process_time() - start

    took(5)
    # Eight times the length: a straight line takes 8 times as long, a square 64 times.
    assert min(took(1600), took(1600)) < 40 * max(took(200), took(200))

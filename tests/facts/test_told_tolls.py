"""What sentences say of the dead, as a careful reader takes them: ``told_tolls.txt``, one sentence a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.facts.adding import Toll
from geodata.facts.sentences import split_sentences
from geodata.facts.tolls import dead
from geodata.folding import fold

LINES = Path(__file__).with_name("told_tolls.txt").read_text(encoding="utf-8").splitlines()
TOLD = [tuple(line.split(" | ", 1)) for line in LINES if line and not line.startswith("#")]


def written(toll: Toll | None) -> str:
    """Write a toll as the file does."""
    if toll is None:
        return "-"
    if toll.low is None:
        return f"~{toll.best}" if toll.high is None else f"<={toll.high}"
    if toll.high is None:
        return f">={toll.low}"
    return f"{toll.best}" if toll.low == toll.high else f"{toll.low}..{toll.high}"


@pytest.mark.parametrize(("wanted", "text"), TOLD)
def test_the_dead_are_those_that_the_sentence_tells(wanted: str, text: str) -> None:
    folded, sentence = fold(text), split_sentences(text)[0]
    found = dead(text, folded, sentence.tokens(folded), sentence.end)
    assert written(found) == wanted
    assert found is None or all(part in text for part in found.text.split("; "))

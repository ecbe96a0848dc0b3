"""Every rule of the vocabulary states a fact of the sentences it must match and none of those it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geodata.facts.making import hits
from geodata.facts.text import TextView
from geodata.model import Document, Fact
from geodata.vocabulary.rules import Rule, rules

CONTEXT = {
    "fr": "Le Mali et la région affrontent des groupes armés et des jihadistes depuis des années. "
    "La junte et les soldats du gouvernement sont au centre de ce récit. Le G5 Sahel et l'Union africaine suivent. ",
    "en": "Mali and the region face armed groups and jihadists. The junta and the soldiers of the government are "
    "at the centre of this account. The G5 Sahel and the African Union follow it. ",
}
FRENCH = set("éèêàùçîôœ")


def language_of(text: str) -> str:
    words = set(text.casefold().replace("'", " ").replace("’", " ").split())
    french = words & {"le", "la", "les", "des", "une", "un", "du", "et", "ont", "de", "d", "l", "se", "est"}
    return "fr" if french or set(text) & FRENCH else "en"


def cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{number}")
        for rule in rules()
        for number, text in enumerate(getattr(rule.examples, kind))
    ]


@pytest.mark.parametrize(("rule", "text"), cases("must_match"))
def test_a_rule_matches_its_example(rule: Rule, text: str, read: Callable[..., list[Fact]], nations: object) -> None:
    language = language_of(text)
    if rule.form == "general":
        assert not [fact for fact in read(text, language=language) if fact.layer == rule.layer]
        return
    full = CONTEXT[language] + text
    facts = [fact for fact in read(full, language=language) if fact.start >= len(CONTEXT[language])]
    assert [fact for fact in facts if fact.layer == rule.layer], "no fact is stated"
    view = TextView(Document("d", full, "t", language=language), [], nations)  # type: ignore[arg-type]  # a stub will do
    found = {hit.rule.id for sentence in view.sentences for hit in hits(view.triggers(sentence), rule.layer)}
    assert rule.id in found, "the rule's own patterns do not match"


@pytest.mark.parametrize(("rule", "text"), cases("must_not"))
def test_a_rule_leaves_its_counterexample_alone(rule: Rule, text: str, read: Callable[..., list[Fact]]) -> None:
    facts = read(text, language=language_of(text))
    assert not [fact for fact in facts if fact.layer == rule.layer]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_examples_of_both_kinds(rule: Rule) -> None:
    assert rule.examples.must_match
    assert rule.examples.must_not

"""The YAML tables: they load, they are whole, and their errors name file, entry and field."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata import vocabulary
from geodata.errors import VocabularyError
from geodata.facts.numberwords import number_words, read_words
from geodata.folding import fold
from geodata.vocabulary import loading
from geodata.vocabulary.grammar import any_of, word_list
from geodata.vocabulary.loading import Entry, entries, load
from geodata.vocabulary.rules import ACTIONS, EVENT_TYPES, SAME, contexts, rules, word_lists

STATES = {"ECOWAS", "AES", "ICC", "OIF", "G5 Sahel", "African Union", "East African Community"}


def test_organisations_have_the_names_that_others_expect() -> None:
    names = {one.name for one in vocabulary.organisations() if one.states}
    assert names >= STATES
    assert vocabulary.organisation("MINUSMA").hosts == ("ML",)
    assert vocabulary.organisation("AES").founders == ("BF", "ML", "NE")
    with pytest.raises(VocabularyError, match="Narnia"):
        vocabulary.organisation("Narnia")


def test_every_acronym_means_one_organisation() -> None:
    acronyms = [a for one in vocabulary.organisations() for a in (*one.acronyms, *one.case_acronyms)]
    assert len(acronyms) == len(set(acronyms))


@pytest.mark.parametrize("name", [
    "G5 Sahel", "État islamique dans le Grand Sahara", "Charte du Liptako-Gourma", "Africa Corps", "BBC Afrique",
    "Economic Community of West African States", "Jeune Afrique", "CEDEAO", "Front de libération du Macina",
])  # fmt: skip
def test_names_that_hold_places_are_masked(name: str) -> None:
    assert name in vocabulary.mask_terms()


def test_masked_names_hide_no_short_words() -> None:
    assert all(len(term) > 2 for term in vocabulary.mask_terms())
    assert vocabulary.mask_terms() == vocabulary.mask_terms()


def test_every_action_and_type_of_the_contract_has_a_rule() -> None:
    assert {rule.action for rule in rules() if rule.layer == "membership"} == {*ACTIONS, SAME}
    types = {rule.event_type for rule in rules() if rule.layer == "incident"}
    assert types >= set(EVENT_TYPES) - {"battle"}
    assert "battle" in types


def test_every_context_that_a_rule_needs_exists() -> None:
    needed = {rule.needs for rule in rules() if rule.layer == "incident"} - {""}
    assert needed <= set(contexts())


def test_both_languages_have_patterns_in_every_rule() -> None:
    for layer in ("incidents", "withdrawals", "memberships", "statuses"):
        for row in load(f"{layer}.yaml"):
            assert row["fr"], row["id"]
            assert row["en"], row["id"]


def test_no_text_of_a_table_is_a_yaml_surprise() -> None:
    """Unquoted yes, no and on are booleans to YAML and would silently match nothing."""

    def walk(node: object, path: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, f"{path}.{key}")
        elif isinstance(node, list):
            assert not [one for one in node if isinstance(one, bool)], path
            for one in node:
                walk(one, path)

    for path in loading.files():
        walk(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)


def test_the_version_changes_with_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = loading.version()
    (tmp_path / "one.yaml").write_text("a: 1", encoding="utf-8")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    loading.version.cache_clear()
    try:
        assert loading.version() != before
    finally:
        loading.version.cache_clear()


def test_word_lists_hold_words() -> None:
    assert all(words for words in word_lists().values())
    assert fold("ÉVACU* LE") in word_list("before_host")
    with pytest.raises(VocabularyError, match="no list"):
        any_of("nonsense")


def numbers_without(name: str) -> dict[str, object]:
    raw: dict[str, Any] = load("numbers.yaml")
    table = raw["dead"] if name.startswith("dead.") else raw
    del table[name.removeprefix("dead.")]
    return raw


@pytest.mark.parametrize(
    "name", ["objects", "from", "of_whom", "toll", "about_after", "units", "between", "dead.whole"]
)
def test_a_list_that_numbers_lack_is_named(name: str) -> None:
    field = name.removeprefix("dead.")
    with pytest.raises(VocabularyError, match=rf"numbers\.yaml, .*field '{field}'"):
        read_words(numbers_without(name))


def test_a_list_of_numbers_that_nothing_reads_is_named() -> None:
    with pytest.raises(VocabularyError, match="field 'ojbects'"):
        read_words(load("numbers.yaml") | {"ojbects": ["him"]})


def test_words_around_numbers_are_folded_and_phrases_are_cut_at_the_apostrophe() -> None:
    words = number_words()
    assert {"agees", "ete", "a"} <= words.aged | words.passives | words.to
    assert {("d", "eux"), ("of", "whom")} <= words.of_whom
    assert {"a", "an", "un", "une", "one", "le", "her"} <= words.articles


def test_lists_that_are_looked_up_word_by_word_hold_single_words() -> None:
    """In such a list a phrase or a hyphen matches nothing; four older lists hold some that wait for a reader."""
    words, older = number_words(), {"people", "one_person", "dead_after", "at_first"}
    lists = {field.name: getattr(words, field.name) for field in fields(words) if field.type == "frozenset[str]"}
    assert not {name: word for name in lists.keys() - older for word in lists[name] if not word.isalnum()}


def test_every_list_of_grammar_is_read() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in loading.FOLDER.parent.rglob("*.py"))
    names = list(load("grammar.yaml"))
    assert not [name for name in names if f'"{name}"' not in sources and f"'{name}'" not in sources]
    assert all(word_list(name) for name in names)


ENTRY = {"id": "a", "n": 3, "flag": True, "words": ["x"], "none": None}


def test_an_entry_gives_its_fields_by_type() -> None:
    entry = Entry("f.yaml", "a", ENTRY)
    assert (entry.text("id"), entry.number("n"), entry.flag("flag"), entry.texts("words")) == ("a", 3, True, ("x",))
    assert entry.optional("none") is None
    entry.done()


@pytest.mark.parametrize(("fields", "take"), [
    ({"id": 3}, lambda e: e.text("id")), ({"n": "3"}, lambda e: e.number("n")), ({"n": True}, lambda e: e.number("n")),
    ({"flag": "yes"}, lambda e: e.flag("flag")), ({"words": "x"}, lambda e: e.texts("words")),
    ({"words": [False]}, lambda e: e.texts("words")), ({"kind": "z"}, lambda e: e.choice("kind", ("a", "b"))),
    ({"table": []}, lambda e: e.mapping("table")), ({"spare": 1}, lambda e: e.done()), ({}, lambda e: e.text("id")),
    ({"country": True}, lambda e: e.optional("country")),
])  # fmt: skip
def test_a_wrong_field_is_named_with_file_and_entry(fields: dict[str, object], take: object) -> None:
    with pytest.raises(VocabularyError, match=r"f\.yaml, rule-7, field"):
        take(Entry("f.yaml", "rule-7", fields))  # type: ignore[operator]  # the lambdas above


def test_a_file_that_is_no_yaml_or_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("a: [1", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"bad\.yaml is no valid YAML"):
        load("bad.yaml", tmp_path)
    with pytest.raises(VocabularyError, match=r"gone\.yaml cannot be read"):
        load("gone.yaml", tmp_path)
    with pytest.raises(VocabularyError, match=r"list of entries"):
        list(entries("f.yaml", "id", {"a": 1}))
    with pytest.raises(VocabularyError, match=r"no mapping"):
        list(entries("f.yaml", "id", ["a"]))

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import escape
from dashboard.panels.markup import Markup, tag

HOSTILE = ["<script>x</script>", "${alert(1)}", "`+x+`", "\\", "</script>", "{{ x }}", "\u2028", "'\"", "_a1b2c3"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_map_text_leaves_nothing_that_script_or_markup_would_act_on(text: str) -> None:
    assert not re.search(r"[<>`\\${}'\"\n]", escape.map_text(text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_map_text_reads_as_the_text_it_was(text: str) -> None:
    assert html.unescape(escape.map_text(text)) == text


@given(JSON)
def test_script_data_means_the_same_and_holds_only_harmless_characters(value: Any) -> None:
    told = escape.script_data(value)
    assert json.loads(told) == value
    assert not re.search(r"[<>`$'&_\u2028\u2029\n]", told)
    assert "{{" not in told


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\x00", "\x1b", "\u200f"])
def test_marks_that_turn_or_hide_text_are_made_visible(mark: str) -> None:
    assert escape.html(f"a{mark}b") == "a\ufffdb"


def test_a_tag_escapes_children_and_attributes_but_not_what_it_built() -> None:
    inner = tag("b", "<i>")
    assert tag("p", inner, 'x"y', title='"><script>') == (
        '<p title="&quot;&gt;&lt;script&gt;"><b>&lt;i&gt;</b>x&quot;y</p>'
    )
    assert isinstance(inner, Markup)


def test_long_text_is_cut_at_a_word() -> None:
    assert escape.shorten("one two three", 9) == "one two…"
    assert escape.shorten("short", 9) == "short"
    assert len(escape.shorten("x" * 10_000, 140)) == 140

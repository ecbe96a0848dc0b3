"""The small words of grammar.yaml as regular expressions over folded text."""

from __future__ import annotations

import re
from functools import cache

from geodata.errors import VocabularyError
from geodata.folding import fold
from geodata.vocabulary.loading import Entry, load


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    names = list(load("grammar.yaml"))
    entry = Entry("grammar.yaml", "lists", load("grammar.yaml"))
    return {name: entry.texts(name) for name in names}


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the folded words of a list.

    Raises
    ------
    VocabularyError
        If grammar.yaml has no such list.
    """
    if name not in _lists():
        raise VocabularyError(f"grammar.yaml has no list {name!r}.", f"It has: {', '.join(_lists())}.")
    return frozenset(fold(word) for word in _lists()[name])


def any_of(name: str) -> str:
    """Return a regular expression for any entry of a list, the longest first, without its edges."""
    words = sorted(word_list(name), key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\*", r"\w*").replace("\\ ", r"\s").replace("'", r"'\s?") for word in words)
        + ")"
    )


@cache
def anywhere(name: str) -> re.Pattern[str]:
    """Return what finds a whole word of a list."""
    return re.compile(rf"(?<!\w){any_of(name)}(?!\w)")


@cache
def at_end(name: str, between: str = "") -> re.Pattern[str]:
    """Return what tells whether a text ends with a word of a list, so that a name follows it.

    Parameters
    ----------
    between : str
        Another list of which a word may stand between, as "eastern" in "from eastern Congo".
    """
    optional = rf"(?:{any_of(between)}\s)?" if between else ""
    return re.compile(rf"(?<!\w){any_of(name)}\s?{optional}$")

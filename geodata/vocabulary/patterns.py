"""The pattern language of the rules, and the search for many patterns at once.

A pattern is written as the words stand in the text, without minding accents, case, hyphens and apostrophes::

    coup d'État            these words, one after the other
    attaqu*                any word that begins so; `gunm*n` for an inflection inside
    (tué|tuée|mort) par    one of several; an alternative may have several words
    [très] grave           a word that may be missing
    a ... quitté           a gap of up to five words; `...9` up to nine
    <troops>               a word list of words.yaml

Every pattern becomes one regular expression with bounded gaps and without nested repetition, tried only where
a word stands with which it can begin, and only if the sentence holds each of its other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from geodata.errors import VocabularyError
from geodata.folding import words as folded_words

T = TypeVar("T")

GAP = 5
_BREAK = r"[^\w;]{1,4}"
_PIECE = re.compile(r"\.\.\.(\d*)|\(([^()]*)\)|\[([^\[\]]*)\]|<([a-z_]+)>|([^\s()\[\]<>|]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its folded form and its offsets in the document."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Where a pattern matched, in document offsets, and what it stands for."""

    start: int
    end: int
    means: T


@dataclass(frozen=True, slots=True)
class _Compiled(Generic[T]):
    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    means: T


def _star(word: str) -> str:
    """Return the regular expression of one word of a pattern, already folded but for its stars."""
    parts = [re.escape(part) for part in word.split("*")]
    return r"\w*".join(parts) + ("" if word.endswith("*") else r"(?!\w)")


def _fold_word(text: str) -> list[str]:
    """Split what stands between blanks into folded words, keeping stars."""
    return ["*".join(folded_words(part)[0] if folded_words(part) else "" for part in word.split("*"))
            for word in re.split(r"[-'’\s]+", text) if word]  # fmt: skip


def _alternatives(text: str, lists: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the word sequences of ``a b|c|<list>``."""
    found: list[list[str]] = []
    for option in text.split("|"):
        named = re.fullmatch(r"\s*<([a-z_]+)>\s*", option)
        if named:
            if named[1] not in lists:
                raise VocabularyError(f"no word list <{named[1]}>.", "words.yaml lists the known ones.")
            found += [seq for entry in lists[named[1]] for seq in _alternatives(entry, lists)]
        elif option.strip():
            found.append(_fold_word(option))
    return found


def _sequence(words: Sequence[str]) -> str:
    return _BREAK.join(_star(word) for word in words)


def _group(alternatives: list[list[str]]) -> str:
    longest_first = sorted({_sequence(seq): len(" ".join(seq)) for seq in alternatives}.items(), key=lambda i: -i[1])
    return "(?:" + "|".join(expression for expression, _ in longest_first) + ")"


def compile_pattern(
    text: str, lists: Mapping[str, Sequence[str]]
) -> tuple[re.Pattern[str], tuple[frozenset[str], ...]]:
    """Compile one pattern to a regular expression and the word sets of which each must be present.

    Raises
    ------
    VocabularyError
        If the pattern is empty, begins or ends with a gap, or names a list that does not exist.
    """
    expression, needs, gap, at = "", [], 0, 0
    for piece in _PIECE.finditer(text):
        if text[at : piece.start()].strip():
            raise VocabularyError(f"pattern {text!r}: {text[at : piece.start()].strip()!r} is not understood.")
        at = piece.end()
        if piece[0].startswith("..."):
            gap = int(piece[1] or GAP)
            continue
        source = piece[2] if piece[2] is not None else piece[3] if piece[3] is not None else piece[5]
        alternatives = _alternatives(f"<{piece[4]}>" if piece[4] else source, lists)
        if not alternatives:
            raise VocabularyError(f"pattern {text!r} has an empty group.")
        group = _group(alternatives)
        before = (rf"(?:{_BREAK}\w+){{0,{gap}}}?" if gap else "") + (_BREAK if expression else "")
        if piece[3] is not None:
            if not expression:
                raise VocabularyError(f"pattern {text!r} begins with an optional word.", "Leave it out.")
            expression += f"(?:{before}{group})?"
        else:
            expression += before + group
            needs.append(frozenset(seq[0] for seq in alternatives))
        gap = 0
    if gap or not needs or text[at:].strip():
        raise VocabularyError(f"pattern {text!r} is empty, ends with a gap, or is not understood.")
    return re.compile(expression), tuple(needs)


class PatternSet(Generic[T]):
    """Many patterns, searched together.

    Parameters
    ----------
    patterns : iterable of (str, object)
        A pattern and what it stands for; the order settles ties between equally long matches.
    lists : mapping
        The word lists that patterns may name.
    """

    def __init__(self, patterns: Iterable[tuple[str, T]], lists: Mapping[str, Sequence[str]]) -> None:
        self._compiled: list[_Compiled[T]] = []
        sets: dict[frozenset[str], int] = {}
        self._needs: list[tuple[int, ...]] = []
        for text, means in patterns:
            regex, needs = compile_pattern(text, lists)
            self._compiled.append(_Compiled(regex, needs, means))
            self._needs.append(tuple(sets.setdefault(one, len(sets)) for one in needs))
        self._exact: dict[str, set[int]] = {}
        self._stems: dict[str, set[int]] = {}
        for words, number in sets.items():
            for word in words:
                stem, star, _ = word.partition("*")
                (self._stems if star else self._exact).setdefault(stem, set()).add(number)
        self._first: dict[int, list[int]] = {}
        for at, numbers in enumerate(self._needs):
            self._first.setdefault(numbers[0], []).append(at)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._of_word = lru_cache(maxsize=20_000)(self._sets_of)

    def _sets_of(self, word: str) -> frozenset[int]:
        found = set(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found |= self._stems.get(word[:length], set())
        return frozenset(found)

    def find(self, text: str, tokens: Sequence[Token], end: int) -> list[Match[T]]:
        """Return every match that begins at one of the tokens and ends by `end`.

        Parameters
        ----------
        text : str
            The folded document.
        tokens : sequence of Token
            The words of one sentence.
        end : int
            Where the sentence ends.
        """
        of_word = self._of_word
        starts = [(token, sets) for token in tokens if (sets := of_word(token.word))]
        if not starts:
            return []
        present = frozenset[int]().union(*(sets for _, sets in starts))
        found = []
        for token, sets in starts:
            for number in sets:
                for at in self._first.get(number, ()):
                    if all(need in present for need in self._needs[at]):
                        match = self._compiled[at].regex.match(text, token.start, end)
                        if match:
                            found.append((match.start(), -match.end(), at))
        found.sort()
        return [Match(start, -minus_end, self._compiled[at].means) for start, minus_end, at in found]

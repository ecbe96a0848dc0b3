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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar, overload

from geodata.errors import VocabularyError
from geodata.folding import words as folded_words

T = TypeVar("T")

Compiled = tuple[re.Pattern[str], tuple[frozenset[str], ...]]
Compiler = Callable[[str], Compiled]

GAP = 5
_BREAK = r"[^\w;]{1,4}"
_PIECE = re.compile(r"\.\.\.(\d*)|\(([^()]*)\)|\[([^\[\]]*)\]|<([a-z_]+)>|([^\s()\[\]<>|]+)")


class Token(NamedTuple):
    """A word of a sentence: its folded form and its offsets in the document."""

    start: int
    end: int
    word: str


class Words(Sequence[Token]):
    """The words of one sentence; a `Token` is made when it is asked for, since most are only compared by their form.

    Parameters
    ----------
    spans : list of (int, int)
        Where the words stand in the document.
    forms : list of str
        Their folded forms.
    """

    __slots__ = ("_made", "forms", "spans")

    def __init__(self, spans: list[tuple[int, int]], forms: list[str]) -> None:
        self.spans, self.forms = spans, forms
        self._made: list[Token] | None = None

    @property
    def _tokens(self) -> list[Token]:
        if self._made is None:
            self._made = [Token(start, end, form) for (start, end), form in zip(self.spans, self.forms, strict=True)]
        return self._made

    def __len__(self) -> int:
        return len(self.forms)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        return self._tokens[at]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)


class Match(NamedTuple, Generic[T]):
    """Where a pattern matched, in document offsets, and what it stands for."""

    start: int
    end: int
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
        else:
            words = [word for word in _fold_word(option) if word]
            found += [words] if words else []
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


def plain(text: str) -> Compiled:
    """Compile a pattern that names no word list."""
    return compile_pattern(text, {})


class _SetsOfWord(dict[str, tuple[int, ...]]):
    """The numbers of the word sets that a word belongs to; found once and remembered."""

    _MOST = 50_000  # words remembered; a language has about as many

    def __init__(self, exact: Mapping[str, set[int]], stems: Mapping[str, set[int]]) -> None:
        super().__init__()
        self._exact, self._stems = exact, stems
        self._lengths = sorted({len(stem) for stem in stems})

    def __missing__(self, word: str) -> tuple[int, ...]:
        found = set(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found |= self._stems.get(word[:length], set())
        if len(self) >= self._MOST:
            self.clear()
        self[word] = numbers = tuple(sorted(found))
        return numbers


def _by_rarest(
    rows: Sequence[tuple[int, Sequence[int]]],
) -> dict[int, list[tuple[frozenset[int], int, list[int]]]]:
    """Sort patterns by that of their word sets which the fewest patterns need, so that "a" and "the" call up none.

    Parameters
    ----------
    rows : sequence of (int, sequence of int)
        A pattern and the numbers of its word sets, in their order.

    Returns
    -------
    dict
        From a word set to the sets that are needed besides, the first of all, and the patterns.
    """
    uses = Counter(number for _, numbers in rows for number in set(numbers))
    found: dict[int, dict[tuple[frozenset[int], int], list[int]]] = {}
    for at, numbers in rows:
        rarest = min(numbers, key=lambda number: (uses[number], number))
        besides = frozenset(numbers) - {rarest}
        found.setdefault(rarest, {}).setdefault((besides, numbers[0]), []).append(at)
    return {one: [(besides, first, ats) for (besides, first), ats in rows.items()] for one, rows in found.items()}


class PatternSet(Generic[T]):
    """Many patterns, searched together.

    Parameters
    ----------
    patterns : iterable of (str, object)
        A pattern and what it stands for; the order settles ties between equally long matches.
    compiler : callable
        Compiles one pattern; `plain` for patterns that name no word list.
    """

    def __init__(self, patterns: Iterable[tuple[str, T]], compiler: Compiler) -> None:
        sets: dict[frozenset[str], int] = {}
        compiled: list[tuple[re.Pattern[str], T]] = []
        rows: list[tuple[int, list[int]]] = []
        for at, (text, means) in enumerate(patterns):
            regex, needs = compiler(text)
            compiled.append((regex, means))
            rows.append((at, [sets.setdefault(one, len(sets)) for one in needs]))
        self._compiled = compiled
        self._by_rarest = _by_rarest(rows)
        self._rare = frozenset(self._by_rarest)
        exact: dict[str, set[int]] = {}
        stems: dict[str, set[int]] = {}
        for words, number in sets.items():
            for word in words:
                stem, star, _ = word.partition("*")
                (stems if star else exact).setdefault(stem, set()).add(number)
        self._of_word = _SetsOfWord(exact, stems)

    def _possible(self, present: set[int]) -> dict[int, list[int]]:
        """Return for each first word set the patterns of which all words are present."""
        possible: dict[int, list[int]] = {}
        for rare in present & self._rare:
            for besides, first, ats in self._by_rarest[rare]:
                if besides <= present:
                    possible.setdefault(first, []).extend(ats)
        return possible

    def find(self, text: str, tokens: Words, end: int) -> list[Match[T]]:
        """Return every match that begins at one of the tokens and ends by `end`.

        Parameters
        ----------
        text : str
            The folded document.
        tokens : Words
            Those of one sentence.
        end : int
            Where the sentence ends.
        """
        sets = list(map(self._of_word.__getitem__, tokens.forms))
        present = set(chain.from_iterable(sets))
        possible = self._possible(present)
        if not possible:
            return []
        found = []
        for (start, _), numbers in zip(tokens.spans, sets, strict=True):
            for number in numbers:
                for at in possible.get(number, ()):
                    match = self._compiled[at][0].match(text, start, end)
                    if match:
                        found.append((match.start(), -match.end(), at))
        found.sort()
        return [Match(start, -minus_end, self._compiled[at][1]) for start, minus_end, at in found]

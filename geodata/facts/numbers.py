"""Whole numbers of a sentence, in digits and words, with what the words beside them make of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geodata.facts.numberwords import number_words
from geodata.folding import fold
from geodata.vocabulary.patterns import Match, Token, Words

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+")
_DECIMAL = re.compile(r"[.,]\d")
_LARGEST = 1_000_000
_ROUND = (100, 1000)
_BEHIND = 3
_PLAIN_GAP = re.compile(r"[^\w,;:.()]{1,4}")
_COMPANION = 7


@dataclass(frozen=True, slots=True)
class Number:
    """A number at its place; `first` and `last` index the words of the sentence.

    Parameters
    ----------
    bound : {"", "least", "most", "about"}
        What the words beside it say.
    vague : bool
        "dozens", "des centaines": no figure is given.
    article : bool
        "un", "a": one only where a person follows.
    told : (int, int)
        The first and last word with those that bound it: "at least 12", "12 at most".
    """

    start: int
    end: int
    first: int
    last: int
    value: int
    bound: str = ""
    vague: bool = False
    article: bool = False
    told: tuple[int, int] = (0, 0)


def _tail(word: str, current: int) -> bool:
    """Tell whether a number word can follow inside the same number ("vingt et un", "cent douze")."""
    value = number_words().units.get(word, 0)
    if current % 100 in (60, 80):
        return 0 < value < 20
    return 0 < value < (10 if current % 100 else 100) and current % 10 == 0


def _joins(tokens: Sequence[Token], at: int, current: int) -> bool:
    """Tell whether "et" or "and" goes on with the number, as in "vingt et un"."""
    joint = tokens[at].word in number_words().and_words and current >= 20
    return joint and at + 1 < len(tokens) and _tail(tokens[at + 1].word, current)


def _in_words(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the value of the number words from `at` on and how many words they are; (0, 0) if none."""
    units = number_words().units
    total = current = size = 0
    while at + size < len(tokens):
        value = units.get(tokens[at + size].word)
        if value is None:
            if not (size and _joins(tokens, at + size, current)):
                break
        elif value == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif value == 100:
            current = max(1, current) * 100
        elif value == 20 and current % 100 == 4:
            current += 76
        elif size and current and not _tail(tokens[at + size].word, current):
            break
        else:
            current += value
        size += 1
    return total + current, size


def _in_digits(folded: str, tokens: Sequence[Token], at: int, end: int) -> tuple[int, int]:
    """Return the value of a number in digits and how many words it takes; (-1, 0) if it is none."""
    match = _DIGITS.match(folded, tokens[at].start, end)
    if match is None or len(match[0]) > 11:
        return -1, 0
    stop = match.end()
    if stop < end and (folded[stop].isalpha() or _DECIMAL.match(folded, stop, end)):
        return -1, 0
    size = sum(1 for token in tokens[at : at + 4] if token.start < stop)
    return int(re.sub(r"\D", "", match[0])), size


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb of killing, "and", a comma or "et à" stands before a word, so that its noun is counted."""
    words, before = number_words(), tuple(token.word for token in tokens[max(0, at - 2) : at])
    apart = at > 0 and tokens[at].start - tokens[at - 1].end == 2
    joined = before[-1:] and (before[-1] in words.dead_killing or before[-1] in words.and_words)
    return apart or bool(joined) or before in words.and_to


def _read(folded: str, tokens: Sequence[Token], at: int, end: int) -> tuple[int, int, str, bool] | None:
    """Return value, index of the last word, bound and vagueness of the number at a word, if it is one."""
    words, word = number_words(), tokens[at].word
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in words.vague:
        return words.vague[word], at, "", True
    if word in words.vague_singular and at and _vaguely(tokens, at):
        return words.vague_singular[word], at, "", True
    if word in words.halves:
        return _half(tokens, at)
    if word in words.articles and following in words.halves:
        return _half(tokens, at + 1)
    if word in words.approximate:
        return words.approximate[word], at, "about", False
    if word[0].isdecimal() and word.isascii():
        value, size = _in_digits(folded, tokens, at, end)
        many = _many(tokens, at + size) if value > 0 else 0
        if many:
            return value * many, at + size, "about", False
        return (value, at + size - 1, "", False) if value >= 0 else None
    if word in words.a_an and (following in words.approximate or words.units.get(following, 0) in _ROUND):
        return _read(folded, tokens, at + 1, end)
    article = word in words.a_an or word in words.definite
    if article or (word in words.possessives and _goes_on(tokens, at)):
        return (1, at, "", False) if _is_one_person(tokens, at) else None
    if word not in words.units:
        return None
    value, size = _in_words(tokens, at)
    if not (size and value):
        return None
    many = _many(tokens, at + size)
    return (value * many, at + size, "about", False) if many else (value, at + size - 1, "", False)


def _is_one_person(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an article is that of one person, and not of whose it is: "a soldier", not "a soldier's car"."""
    words, beside = number_words(), [token.word for token in tokens[at + 1 : at + 4]]
    if tokens[at].word in words.definite:
        return _has_companion(tokens, at)
    owner = any(word in words.one_person and beside[step + 1 : step + 2] == ["s"] for step, word in enumerate(beside))
    return not owner and not words.one_person.isdisjoint(beside[:2]) and beside[0] not in words.no_nouns


def _vaguely(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "several", "a few", "a couple of" stands before a word."""
    of = 1 if tokens[at - 1].word == "of" and at > 1 else 0
    return tokens[at - 1 - of].word in number_words().vague_before


def _half(tokens: Sequence[Token], at: int) -> tuple[int, int, str, bool] | None:
    """Return "half a dozen", "demi-douzaine" from the word for half on, as `_read` does."""
    words = number_words()
    last = at + 2 if at + 1 < len(tokens) and tokens[at + 1].word in words.a_an else at + 1
    value = words.approximate.get(tokens[last].word, 0) if last < len(tokens) else 0
    return (value // 2, last, "about", False) if value else None


def _has_companion(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "the mayor" is one of a pair: "the mayor of the town and his bodyguard"."""
    words, beside = number_words(), [token.word for token in tokens[at + 1 : at + 1 + _COMPANION]]
    if words.one_person.isdisjoint(beside[:2]):
        return False
    return any(joint in words.and_words and whose in words.possessives for joint, whose in pairwise(beside))


def _many(tokens: Sequence[Token], at: int) -> int:
    """Return what a number is multiplied with: "two dozen", "deux douzaines", "une vingtaine"; 0 for nothing."""
    words, word = number_words(), tokens[at].word if at < len(tokens) else ""
    return words.approximate.get(word, 0) or words.vague.get(word, 0)


def counts_vaguely(text: str) -> bool:
    """Tell whether the words of a count are a plural without a figure, such as "dozens of civilians".

    Parameters
    ----------
    text : str
        As `Incident.fatalities_text` has it.
    """
    folded = fold(text)
    spans = [match.span() for match in _WORD.finditer(folded)]
    words = Words(spans, [folded[start:end] for start, end in spans])
    return any(number.vague for number in find_numbers(folded, words, len(folded)))


def find_numbers(folded: str, sentence: Words, end: int) -> list[Number]:
    """Return the whole numbers of a sentence, in order, none above a million.

    Parameters
    ----------
    folded : str
        The folded document.
    sentence : Words
        Its words, which ends at `end`.
    """
    words = number_words()
    bounds = _Bounds(folded, sentence, end)
    found, at, tokens = [], 0, sentence[:]
    while at < len(tokens):
        read = _read(folded, tokens, at, end)
        if read is None:
            at += 1
            continue
        value, last, bound, vague = read
        if last + 1 < len(tokens) and tokens[last + 1].word in words.multipliers:
            at = last + 2
            continue
        said, told = bounds.of(tokens, at, last)
        if value <= _LARGEST:
            article = tokens[at].word in words.articles and last == at
            found.append(
                Number(tokens[at].start, tokens[last].end, at, last, value, said or bound, vague, article, told)
            )
        at = last + 1
    return found


class _Bounds:
    """What the words of a sentence say about how exact its numbers are; made of what `find_numbers` is given."""

    def __init__(self, folded: str, sentence: Words, end: int) -> None:
        words, self._folded = number_words(), folded
        self._before: dict[int, Match[str]] = {}
        self._most: dict[int, Match[str]] = {}
        for match in words.bounds.find(folded, sentence, end):
            held = self._before.get(match.end)
            if held is None or match.start < held.start:  # "no fewer than", not "fewer than"
                self._before[match.end] = match
            if match.means == "most":
                self._most[match.start] = match
        self._after: dict[int, Match[str]] = {}
        for match in words.bounds_after.find(folded, sentence, end):
            held = self._after.get(match.start)
            if held is None or match.end > held.end:
                self._after[match.start] = match

    def of(self, tokens: Sequence[Token], first: int, last: int) -> tuple[str, tuple[int, int]]:
        """Return the bound of the number in some words, and the first and last word with those that say so."""
        before = self._before.get(tokens[first - 1].end) if first else None
        if before:
            return before.means, (self._index(tokens, before.start, first), last)
        after = self._behind(tokens, last)
        if after:
            end = next(at for at in range(last, len(tokens)) if tokens[at].end >= after.end)
            return after.means, (first, end)
        vague = first > 0 and tokens[first - 1].word in number_words().vague_before
        return "", (first - 1 if vague else first, last)

    @staticmethod
    def _index(tokens: Sequence[Token], start: int, first: int) -> int:
        return next(at for at in range(first - 1, -1, -1) if tokens[at].start <= start)

    def _behind(self, tokens: Sequence[Token], last: int) -> Match[str] | None:
        """Return the words that bound a number from behind: "a dozen soldiers at least", "seven at most"."""
        for at in range(last + 1, min(last + 2 + _BEHIND, len(tokens))):
            gap = self._folded[tokens[at - 1].end : tokens[at].start]
            match = self._after.get(tokens[at].start)
            aside = match is not None and self._folded[match.end : match.end + 1] == ","
            apart = gap == ", " and (aside or tokens[at].word in number_words().if_not)
            if not (apart or _PLAIN_GAP.fullmatch(gap)) or (at > last + 1 and _numeral(tokens[at].word)):
                return None
            match = match or (self._most.get(tokens[at].start) if at == last + 1 else None)
            if match:
                following = next((token.word for token in tokens[at:] if token.start >= match.end), "")
                return None if _numeral(following) else match
        return None


def _numeral(word: str) -> bool:
    """Tell whether a word is or begins a number: what stands before it may bound that one."""
    words = number_words()
    return word[:1].isdecimal() or word in words.a_an or word in words.units or word in words.approximate

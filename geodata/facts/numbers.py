"""Numbers of a sentence, in digits and words, and the dead and the troops among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geodata.folding import fold
from geodata.vocabulary.loading import Entry, load
from geodata.vocabulary.patterns import PatternSet, Token

_DIGITS = re.compile(r"\d{1,3}(?:[  .,\u202f]\d{3})+(?![\d])|\d+")
_DECIMAL = re.compile(r"[.,]\d+\s+(?:million|milliard|billion)")
_LARGEST = 1_000_000
_WINDOW = 7


@dataclass(frozen=True, slots=True)
class Number:
    """A number at its place; `first` and `last` index the words of the sentence.

    Parameters
    ----------
    bound : {"", "least", "most", "about"}
        What the words before it say.
    vague : bool
        "dozens", "des centaines": no figure is given.
    """

    start: int
    end: int
    first: int
    last: int
    value: int
    bound: str = ""
    vague: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class Toll:
    """Dead of a sentence: low, best, high, and the words."""

    low: int | None
    best: int | None
    high: int | None
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    multipliers: dict[str, int]
    approximate: dict[str, int]
    vague: dict[str, int]
    bounds: PatternSet[str]
    dead_after: frozenset[str]
    dead_before: frozenset[str]
    other: frozenset[str]
    people: frozenset[str]
    subset: frozenset[str]
    not_people: frozenset[str]


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


@cache
def _words() -> _Words:
    entry = Entry("numbers.yaml", "numbers", load("numbers.yaml"))
    dead = Entry("numbers.yaml", "dead", entry.mapping("dead"))
    bounds = [
        (text, bound)
        for name, bound in (("at_least", "least"), ("at_most", "most"), ("about", "about"))
        for text in entry.texts(name)
    ]
    tables = [
        {fold(word): value for word, value in entry.mapping(name).items()}
        for name in ("units", "multipliers", "approximate", "vague")
    ]
    return _Words(
        *tables, PatternSet(bounds, {}), _folded(dead.texts("after")), _folded(dead.texts("before")),
        _folded(entry.texts("other")), _folded(entry.texts("people")), _folded(entry.texts("subset")),
        _folded(entry.texts("units_not_people")),
    )  # fmt: skip


def _in_words(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the value of the number words from `at` on and how many words they are; (0, 0) if none."""
    units = _words().units
    total = current = size = 0
    for token in tokens[at:]:
        value = units.get(token.word)
        if value is None:
            if (
                size
                and token.word in ("et", "and")
                and at + size + 1 < len(tokens)
                and current >= 20
                and _tail(tokens[at + size + 1].word, current)
            ):
                size += 1
                continue
            break
        if value == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif value == 100:
            current = max(1, current) * 100
        elif value == 20 and current % 100 == 4:
            current += 76
        elif size and not _tail(token.word, current):
            break
        else:
            current += value
        size += 1
    return total + current, size


def _tail(word: str, current: int) -> bool:
    """Tell whether a number word can follow inside the same number ("vingt et un", "cent douze")."""
    value = _words().units.get(word, 0)
    if current % 100 in (60, 80):
        return 0 < value < 20
    return 0 < value < (10 if current % 100 else 100) and current % 10 == 0


def _digits(folded: str, tokens: Sequence[Token], at: int, end: int) -> tuple[int, int, int]:
    """Return value, end offset and how many words a number in digits takes; value -1 if it is none."""
    match = _DIGITS.match(folded, tokens[at].start, end)
    if match is None or match.end() > end:
        return -1, 0, 0
    stop = match.end()
    if stop < len(folded) and folded[stop].isalpha():
        return -1, 0, 0
    if _DECIMAL.match(folded, stop):
        return -1, 0, 0
    size = sum(1 for token in tokens[at:] if token.start < stop)
    digits = re.sub(r"\D", "", match[0])
    if len(digits) > 9:
        return -1, 0, 0
    return int(digits), stop, size


def find_numbers(folded: str, tokens: Sequence[Token], end: int) -> list[Number]:
    """Return the whole numbers of a sentence, in order, none above a million."""
    words = _words()
    bounds = {match.end: match.means for match in words.bounds.find(folded, tokens, end)}
    found, at = [], 0
    while at < len(tokens):
        one = _number(folded, tokens, at, end)
        if one is None:
            at += 1
            continue
        value, last, vague, kind = one
        follow = tokens[last + 1].word if last + 1 < len(tokens) else ""
        if follow in words.multipliers:
            at = last + 2
            continue
        opener = tokens[at - 1].end if at else -1
        bound = bounds.get(opener, "") or kind
        if value <= _LARGEST:
            article = tokens[at].word in ("un", "une", "one") and last == at
            found.append(Number(tokens[at].start, tokens[last].end, at, last, value, bound, vague, article))
        at = last + 1
    return found


def _number(folded: str, tokens: Sequence[Token], at: int, end: int) -> tuple[int, int, bool, str] | None:
    words, word = _words(), tokens[at].word
    if word in words.vague:
        return words.vague[word], at, True, ""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in words.approximate and word != "score":
        return words.approximate[word], at, False, "about"
    if word[0].isdigit():
        value, stop, size = _digits(folded, tokens, at, end)
        return (value, at + size - 1, False, "") if value >= 0 and stop else None
    if word in words.units:
        if following in words.approximate:
            return words.approximate[following], at + 1, False, "about"
        value, size = _in_words(tokens, at)
        if size and value > 0 and tokens[min(at + size, len(tokens) - 1)].word not in words.approximate:
            return value, at + size - 1, False, ""
    return None


def _stop_between(text: str, left: Token, right: Token) -> bool:
    return any(char in text[left.end : right.start] for char in ';:()«»“”"') or ". " in text[left.end : right.start]


def _kind_after(text: str, tokens: Sequence[Token], number: Number, taken: frozenset[int]) -> str:
    """Tell what the words after a number make of it: dead, other, next (as the next number), people, unit or ''."""
    words, people, resume = _words(), False, 0
    for at in range(number.last + 1, min(number.last + 1 + 2 * _WINDOW, len(tokens))):
        word = tokens[at].word
        if at < resume:
            continue
        if word in words.subset and "," in text[tokens[at - 1].end : tokens[at].start]:
            resume = _after_aside(text, tokens, at)
            if not resume:
                break
            continue
        if word in words.other and word.endswith(("ing", "ant")):
            break
        if at - number.last > _WINDOW + 2 and not resume:
            break
        if _stop_between(text, tokens[at - 1], tokens[at]):
            break
        if word in words.not_people and at == number.last + 1:
            return "unit"
        if word in words.other:
            return "other"
        if word in words.dead_after and not (
            word in ("corps", "victimes", "pertes") and not people and at > number.last + 2
        ):
            return "dead"
        if at in taken:
            if at == number.last + 2 and tokens[at - 1].word in ("et", "a", "and", "to"):
                return "next"
            return "next" if people and tokens[at - 1].word not in ("a",) else "people" if people else ""
        if "," in text[tokens[at - 1].end : tokens[at].start] and at > number.last + 1 and at != resume:
            break
        people = people or word in words.people
    return "people" if people else ""


def _after_aside(text: str, tokens: Sequence[Token], at: int) -> int:
    """Return the index of the word after ", including 31 women,"; 0 if no comma ends the aside."""
    for index in range(at + 1, min(at + 9, len(tokens))):
        if "," in text[tokens[index - 1].end : tokens[index].start]:
            return index
    return 0


def _kind_before(text: str, tokens: Sequence[Token], number: Number) -> str:
    words = _words()
    for at in range(number.first - 1, max(-1, number.first - 1 - _WINDOW), -1):
        if _stop_between(text, tokens[at], tokens[at + 1]):
            return ""
        if tokens[at].word in words.other:
            return "other"
        if tokens[at].word in words.dead_before:
            return "dead"
    return ""


def _kinds(text: str, tokens: Sequence[Token], numbers: Sequence[Number]) -> list[str]:
    """Tell for each number whether it counts the dead."""
    taken = frozenset(number.first for number in numbers)
    kinds = [_kind_after(text, tokens, number, taken) for number in numbers]
    for at in range(len(numbers) - 1, -1, -1):
        if kinds[at] == "next":
            kinds[at] = kinds[at + 1] if at + 1 < len(numbers) and kinds[at + 1] in ("dead", "other") else "people"
    for at, number in enumerate(numbers):
        if kinds[at] in ("people", "") and not (kinds[at] == "" and number.article):
            before = _kind_before(text, tokens, number)
            if kinds[at] == "people" or _bare(tokens, number) or before == "other":
                kinds[at] = before or kinds[at]
    return kinds


def _bare(tokens: Sequence[Token], number: Number) -> bool:
    """Tell whether nothing is counted after the number: "tué plus de 8 000 en 2022"."""
    follow = tokens[number.last + 1].word if number.last + 1 < len(tokens) else ""
    return (
        (follow in ("", "en", "in", "a", "dans", "depuis", "since", "last", "on", "selon", "et", "and", "at", "lundi")
        and number.value < 1900)
        or (follow in ("en", "in")
        and number.value > 2100)
    )


def _is_subset(tokens: Sequence[Token], number: Number) -> bool:
    return any(token.word in _words().subset for token in tokens[max(0, number.first - 4) : number.first])


def _superseded(tokens: Sequence[Token], numbers: Sequence[Number], at: int) -> bool:
    """Tell whether a later number corrects this one: "passe de 71 à 89 morts", "from 3 to 5"."""
    if at + 1 >= len(numbers):
        return False
    before = tokens[numbers[at].first - 1].word if numbers[at].first else ""
    between = [token.word for token in tokens[numbers[at].last + 1 : numbers[at + 1].first]]
    return before in ("de", "from") and between[-1:] in (["a"], ["to"]) and len(between) <= 3


def dead(
    text: str, folded: str, tokens: Sequence[Token], end: int, skip: Sequence[tuple[int, int]] = ()
) -> Toll | None:
    """Return the dead that a sentence counts, all sides added; None if it counts none.

    Parameters
    ----------
    text, folded : str
        The document.
    tokens : sequence of Token
        The words of the sentence, which ends at `end`.
    skip : sequence of (int, int)
        Spans that are dates, so no counts.
    """
    numbers = [n for n in find_numbers(folded, tokens, end) if not any(s <= n.start and n.end <= e for s, e in skip)]
    kinds = _kinds(text, tokens, numbers)
    counted = [n for at, (n, kind) in enumerate(zip(numbers, kinds, strict=True))
               if kind == "dead" and not _is_subset(tokens, n) and not _superseded(tokens, numbers, at)]  # fmt: skip
    exact = [n for n in counted if not n.vague] or counted
    if not exact:
        return None
    if len(exact) == 2 and _ranged(tokens, exact):
        low, high = sorted(n.value for n in exact)
        return Toll(low, low, high, text[exact[0].start : exact[1].end])
    best = sum(n.value for n in exact)
    bounds = {n.bound for n in exact}
    vague = len(exact) < len(counted) or any(n.vague for n in exact)
    high = None if vague or bounds & {"least", "about"} else best
    low = None if bounds & {"most", "about"} and "least" not in bounds else best
    return Toll(low, best, high, "; ".join(_quote(text, tokens, n) for n in exact))


def _ranged(tokens: Sequence[Token], pair: Sequence[Number]) -> bool:
    between = [token.word for token in tokens[pair[0].last + 1 : pair[1].first]]
    before = tokens[pair[0].first - 1].word if pair[0].first else ""
    return between in (["a"], ["to"], []) or (before, between) in (("entre", ["et"]), ("between", ["and"]))


def _quote(text: str, tokens: Sequence[Token], number: Number) -> str:
    last = min(number.last + 2, len(tokens) - 1)
    first = max(0, number.first - (2 if number.bound in ("least", "most", "about") else 0))
    return text[tokens[first].start : tokens[last].end]


def troops(
    folded: str,
    tokens: Sequence[Token],
    end: int,
    nouns: Sequence[tuple[int, int]],
    skip: Sequence[tuple[int, int]] = (),
) -> int | None:
    """Return the strength that stands right before one of the nouns for a force; None if none is given.

    Parameters
    ----------
    nouns : sequence of (int, int)
        Spans of words for soldiers, nearest to the trigger first.
    """
    numbers = [n for n in find_numbers(folded, tokens, end) if not n.vague and not n.article]
    numbers = [n for n in numbers if not any(s <= n.start and n.end <= e for s, e in skip)]
    for start, _ in nouns:
        for number in numbers:
            between = [token.word for token in tokens if number.end <= token.start < start]
            if number.end <= start and len(between) <= 2 and not set(between) & _words().not_people:
                return number.value
    return None

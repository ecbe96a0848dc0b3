"""Sentences of a text at exact offsets, in one pass.

A sentence ends at a full stop, question or exclamation mark or ellipsis that a blank and the beginning of
another sentence follow, and at the end of a line. Lines of a hard-wrapped text do not end sentences. What runs on
for more than two thousand characters is cut, so that work and quotes stay bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geodata.folding import fold
from geodata.vocabulary.loading import Entry, load
from geodata.vocabulary.patterns import Words

_STOP = re.compile(
    r"(?P<line>[ \t]*\n\s*)"
    r"|[.!?…]+(?:\s?»|[\"'”’)\]])*(?P<gap>\s+)(?=[\"'“‘«(\[—–-]*\s?[^\W_a-zß-öø-ÿ])"
    r"|(?<=[a-zà-ÿ]{2})\.(?=[A-ZÀ-Ý][a-zà-ÿ'’])"
)
_LAST_WORD = re.compile(r"[^\s(«“\"]*$")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 2_000
_MARKS = "-•*–—|#>"
_WRAP_WIDTH = (50, 100)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``document.text[start:end]``, without blanks around it.

    Parameters
    ----------
    paragraph : int
        Number of its line, from 0.
    title : bool
        It stands alone on its line and ends without a full stop.
    """

    index: int
    start: int
    end: int
    paragraph: int
    title: bool = False

    def tokens(self, folded: str) -> Words:
        """Return the words of the sentence, from the folded document."""
        spans = [match.span() for match in _WORD.finditer(folded, self.start, self.end)]
        return Words(spans, [folded[start:end] for start, end in spans])


@dataclass(frozen=True, slots=True)
class _Words:
    abbreviations: frozenset[str]
    read_also: re.Pattern[str]
    opener: re.Pattern[str]


@cache
def _words() -> _Words:
    entry = Entry("sentences.yaml", "sentences", load("sentences.yaml"))
    read_also = "|".join(sorted(map(re.escape, entry.texts("read_also")), key=len, reverse=True))
    openers = "|".join(entry.texts("openers"))
    return _Words(
        frozenset(entry.texts("abbreviations")),
        re.compile(rf"(?:{read_also})\s?:\s*"),
        re.compile(rf"(?<=[\wÀ-ÿ»”\"])\s+(?=(?:{openers})(?:\s|['’]))"),
    )


def _hard_wrapped(text: str) -> bool:
    """Tell whether single line breaks are typesetting: most lines are of page width and end amid a sentence."""
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    low, high = _WRAP_WIDTH
    amid = sum(low <= len(line) <= high and line.rstrip()[-1:] not in '.!?…:»”"' for line in lines)
    return len(lines) >= 6 and amid * 2 > len(lines)


_ARTICLE_NEXT = re.compile(r"\.\s+(?:Le|La|Les|Il|Elle|Ils|Ce|Cette|Un|Une|The|This|It|In|He|She|They)\s")


_YEAR_NEXT = re.compile(r"\.\s+(?:19|20)\d\d(?!\d)")


def _abbreviation(text: str, start: int, stop: int) -> bool:
    if not text.startswith(".", stop) or text.startswith("..", stop):
        return False
    word = _LAST_WORD.search(text, max(start, stop - 12), stop)
    last = word[0] if word else ""
    return (
        last in _words().abbreviations
        or (last.capitalize() in _words().abbreviations and bool(_YEAR_NEXT.match(text, stop)))
        or (len(last) == 1 and last.isupper() and not _ARTICLE_NEXT.match(text, stop))
        or bool(re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", last))
    )


def _run_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split off "Lire aussi : headline" and what follows the headline without a full stop."""
    words = _words()
    cue = words.read_also.search(text, start, end)
    if cue is None:
        yield start, end
        return
    if cue.start() > start:
        yield start, cue.start()
    opener = next((m for m in words.opener.finditer(text, cue.end(), end) if m.start() - cue.end() > 25), None)
    if opener is None:
        yield cue.end(), end
        return
    yield cue.end(), opener.start()
    yield from _run_in(text, opener.end(), end)


def _pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield raw spans with their paragraph."""
    wrapped = _hard_wrapped(text)
    start = paragraph = 0
    for match in _STOP.finditer(text):
        newline = match["line"] is not None
        if newline and wrapped and match[0].count("\n") == 1:
            continue
        if not newline and _abbreviation(text, start, match.start()):
            continue
        stop = match.start() if newline else match.start("gap") if match["gap"] else match.end()
        yield start, stop, paragraph
        start = match.end()
        breaks = (match["gap"] or match[0]).count("\n") if not newline else 1
        paragraph += 1 if breaks else 0
    yield start, len(text), paragraph


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what nobody would write as one sentence (tables, lists without points) at commas or blanks."""
    while end - start > _LONGEST:
        breaks = [text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in (";", ",", " ", "\n")]
        at = next((found + 1 for found in breaks if found > 0), start + _LONGEST)
        yield start, at
        start = at
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without blanks around it and list marks before it."""
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of the text, in order, without overlap.

    Parameters
    ----------
    text : str
        Normalised text of a document.

    Examples
    --------
    >>> [s.start for s in split_sentences("Le Col. Diallo parle. Il part.")]
    [0, 22]
    """
    found: list[Sentence] = []
    for raw_start, raw_end, paragraph in _pieces(text):
        pieces = [cut for start, end in _run_in(text, raw_start, raw_end) for cut in _cut(text, start, end)]
        for piece_start, piece_end in pieces:
            start, end = _trimmed(text, piece_start, piece_end)
            if _WORD.search(text, start, end):
                title = text[end - 1] not in '.!?…»”"' and end - start < 200
                found.append(Sentence(len(found), start, end, paragraph, title))
    return found


def folded_tokens(text: str) -> list[str]:
    """Return the folded words of a short text."""
    return _WORD.findall(fold(text))

"""Quotes cut to a length that a page can bear: always the document's own words, with marks where some are left out."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.panels.telling import Teller
from geodata.model import DocumentInfo, Fact

LONGEST = 340
BEFORE = 110
ELLIPSIS = "[…]"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Three runs of a sentence: before the words that state the fact, those words, and after them."""

    before: str
    words: str
    after: str


def plain(text: str) -> str:
    r"""Return text on one line, without control characters or marks that turn its direction.

    Examples
    --------
    >>> plain("a\n\u202eb")
    'a b'
    """
    return " ".join(part for part in _UNSEEN.sub(" ", text).split(" ") if part)


def quote(fact: Fact, longest: int = LONGEST) -> Quote:
    """Return the sentence of a fact around the words that state it.

    Parameters
    ----------
    fact : Fact
    longest : int
        Characters, roughly; words are not cut.
    """
    start = min(max(fact.trigger_start - fact.start, 0), len(fact.excerpt))
    end = min(max(fact.trigger_end - fact.start, start), len(fact.excerpt), start + longest)
    before, words, after = fact.excerpt[:start], fact.excerpt[start:end], fact.excerpt[end:]
    room = longest - len(words)
    if len(before) + len(after) > room:
        head = min(len(before), max(BEFORE, room - len(after)))
        before = before if head == len(before) else f"{ELLIPSIS} {_tail(before, head)}"
        left = max(room - head, 0)
        after = after if len(after) <= left else f"{_head(after, left)} {ELLIPSIS}"
    return Quote(_run(before), _run(words), _run(after))


def quoted(fact: Fact, info: DocumentInfo, teller: Teller, longest: int = LONGEST) -> dict[str, Any]:
    """Return a quote with its source and its language, as plain values."""
    source = plain(teller.source_line(info))
    return {**asdict(quote(fact, longest)), "source": source, "language": info.language or teller.words.language}


def _head(text: str, most: int) -> str:
    cut = text[:most]
    return cut.rpartition(" ")[0] or cut


def _tail(text: str, most: int) -> str:
    cut = text[len(text) - most :]
    return cut.partition(" ")[2] or cut


def _run(text: str) -> str:
    """Return a run with its outer spaces, which part it from the next."""
    return re.sub(" +", " ", _UNSEEN.sub(" ", text))

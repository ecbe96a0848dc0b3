"""Text with some of its words marked: spans may overlap, the text stays exactly as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dashboard.panels.markup import Markup, join, tag


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from `start` to `end` (exclusive) that carry a class.

    Parameters
    ----------
    start, end : int
    cls : str
    hint : str
        Shown on hover.
    anchor : str
        Id of the spot, to scroll to.
    """

    start: int
    end: int
    cls: str
    hint: str = ""
    anchor: str = ""


def marked(text: str, spans: Iterable[Span], offset: int = 0) -> Markup:
    """Return the text with its spans marked.

    Parameters
    ----------
    text : str
    spans : iterable of Span
        In the document's offsets; what lies outside the text is left out.
    offset : int
        Where the text begins in the document.
    """
    inside = [
        Span(max(0, span.start - offset), min(len(text), span.end - offset), span.cls, span.hint, span.anchor)
        for span in spans
    ]
    inside = [span for span in inside if span.start < span.end]
    cuts = sorted({0, len(text), *(span.start for span in inside), *(span.end for span in inside)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [span for span in inside if span.start <= start and end <= span.end]
        pieces.append(_piece(text[start:end], start, over))
    return join(pieces)


def _piece(text: str, start: int, over: list[Span]) -> str:
    if not over:
        return text
    classes = " ".join(dict.fromkeys(span.cls for span in over))
    hints = "; ".join(dict.fromkeys(span.hint for span in over if span.hint))
    anchor = next((span.anchor for span in over if span.anchor and span.start == start), None)
    return tag("mark", text, cls=classes, title=hints or None, id=anchor)

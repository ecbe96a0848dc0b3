"""A text cut into words, with what recognition asks of each."""

from __future__ import annotations

import re
from functools import cached_property

from geodata.folding import fold

_WORD = re.compile(r"[^\W_]+")
_GLUE = frozenset((" ", "-", "'", "’", "\u00a0", "\t", "\n", " \n", "\n ", "‑", "‐", "\u202f", "ʼ", "‘", "`", "  "))
_STOP = re.compile(r"[.!?…\n]|[:;]\s|[«»“”\"–—•|]|\s-\s?|^\s*[-–]\s")
_LIST_GAP = re.compile(r"\s*,\s*|\s+")


class Tokens:
    """Words of one stretch of text; positions count characters of that stretch.

    Parameters
    ----------
    text : str
        The stretch, as it stands in the document.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = folded = fold(text)
        spans = [match.span() for match in _WORD.finditer(folded)]  # a letter apostrophe parts words too
        self.starts = starts = [start for start, _ in spans]
        self.ends = ends = [end for _, end in spans]
        self.words = [folded[start:end] for start, end in spans]
        self.size = len(spans)
        self.capital = [text[start].isupper() for start in starts]
        gaps = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
        self.gaps = ["", *gaps] if spans else []
        self.glued = [gap in _GLUE for gap in self.gaps]

    def __len__(self) -> int:
        return self.size

    def gap(self, at: int) -> str:
        """Return what stands between token `at` and the one before."""
        return self.gaps[at] if at < self.size else "\n"

    def joined(self, at: int) -> bool:
        """Tell whether token `at` and the one before can belong to one name."""
        if self.glued[at]:
            return True
        gap = self.gaps[at]
        return gap in {". ", "."} and self.ends[at - 1] - self.starts[at - 1] <= 3 and self.capital[at - 1]

    def adjacent(self, at: int) -> bool:
        """Tell whether only a blank, hyphen or line break stands before token `at`."""
        return 0 < at < self.size and self.glued[at]

    def initial(self, at: int) -> bool:
        """Tell whether token `at` begins a sentence, a line or a quotation."""
        return at == 0 or (not self.joined(at) and _STOP.search(self.gaps[at]) is not None)

    def listed(self, at: int) -> bool:
        """Tell whether only a comma or a blank stands before token `at`."""
        return at > 0 and _LIST_GAP.fullmatch(self.gap(at)) is not None

    def original(self, first: int, last: int) -> str:
        """Return the text of tokens `first` to `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def in_capitals(self, at: int) -> bool:
        """Tell whether token `at` stands in a line that is all capitals, as headlines are."""
        written = self.text[self.starts[at] : self.ends[at]]
        if written != written.upper():
            return False
        line = self._line(at)
        return len(line) > 2 and line.isupper() and " " in line.strip()

    def _line(self, at: int) -> str:
        start = self.text.rfind("\n", 0, self.starts[at]) + 1
        end = self.text.find("\n", self.ends[at])
        stop = len(self.text) if end < 0 else end
        return self.text[max(start, self.starts[at] - 60) : min(stop, self.ends[at] + 60)]

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that stand somewhere in the text with a small letter."""
        return frozenset(word for word, capital in zip(self.words, self.capital, strict=True) if not capital)

"""Pages of a long list: where we are in it, and the way to its other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.panels.markup import Markup, action, tag
from dashboard.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    Parameters
    ----------
    number : int
        From 0; one beyond the last counts as the last.
    size : int
        Rows of a page.
    total : int
        Rows of the list.

    Examples
    --------
    >>> Page.of(9, 20, 45)
    Page(number=2, size=20, total=45)
    """

    number: int
    size: int
    total: int

    @classmethod
    def of(cls, number: int, size: int, total: int) -> Page:
        """Return a page that there is."""
        return cls(max(0, min(number, (total - 1) // size)), size, total)

    @property
    def start(self) -> int:
        """Position of its first row."""
        return self.number * self.size

    @property
    def stop(self) -> int:
        """Position after its last row."""
        return min(self.total, self.start + self.size)


def pager(page: Page, said: Callable[[str, str], str], words: Words) -> Markup | str:
    """Return the links to the pages around one; nothing where one page holds all.

    Parameters
    ----------
    page : Page
    said : callable
        From the range ("1–20") and the total to words, such as "1–20 of 300 events".
    words : Words
    """
    if page.total <= page.size:
        return ""
    told = said(words.span(page.start + 1, page.stop), words.number(page.total))
    last = (page.total - 1) // page.size
    return tag(
        "nav",
        _step("«", words.text("First page"), 0, page.number > 0),
        _step("‹", words.text("Page before"), page.number - 1, page.number > 0),
        tag("span", told),
        _step("›", words.text("Next page"), page.number + 1, page.number < last),
        _step("»", words.text("Last page"), last, page.number < last),
        cls="lk-pager",
        aria_label=words.text("Pages"),
    )


def _step(sign: str, name: str, number: int, possible: bool) -> Markup:
    if not possible:
        return tag("button", sign, type="button", cls="step", disabled=True, aria_label=name)
    return action(sign, "page", str(number), "step", name, aria_label=name)

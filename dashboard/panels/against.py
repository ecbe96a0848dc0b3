"""Two periods side by side in figures: events, the dead and each type, now, then, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.panels.markup import Markup, join, mark, tag
from dashboard.words import Words
from geodata import symbols
from geodata.columns.breakdown import Breakdown
from geodata.model import Counts

Period = tuple[dt.date, dt.date]
# Name of a row, and its figure in the first and in the second period; None where nothing is told.
Row = tuple[Markup, int | None, int | None]

# Below, a share says less than the figures; above, "so many times" says more.
LEAST_FOR_SHARE, MOST_AS_SHARE = 10, 3


def panel(
    periods: tuple[Period, Period], counted: tuple[Counts, Counts], told: tuple[Breakdown, Breakdown], words: Words
) -> Markup:
    """Return the table of two periods.

    Parameters
    ----------
    periods : ((start, end), (start, end))
        The period looked at, and the one that it is compared with.
    counted, told : pair of Counts, pair of Breakdown
        Of the one and of the other.
    words : Words
    """
    caption = words.text("Two periods compared")
    totals = _table(_totals(counted, words), periods, words, caption)
    types = _types(told, words)
    more = tag("details", tag("summary", words.text("By type")), _table(types, periods, words), data_keep="against")
    return tag("section", totals, more if types else "", cls="lk-against", aria_label=caption)


def _table(rows: Sequence[Row], periods: tuple[Period, Period], words: Words, caption: str = "") -> Markup:
    heads = [tag("th", _named(period, words), scope="col", cls="number") for period in periods]
    head = tag("tr", tag("td"), *heads, tag("th", words.text("Change"), scope="col", cls="number"))
    body = [
        tag("tr", tag("th", name, scope="row"), *(tag("td", _figure(n, words), cls="number") for n in (now, before)),
            tag("td", change(now, before, words), cls="number"))
        for name, now, before in rows
    ]  # fmt: skip
    title = tag("caption", caption) if caption else ""
    return tag("div", tag("table", title, tag("thead", head), tag("tbody", *body)), cls="lk-table")


def change(now: int | None, before: int | None, words: Words) -> str:
    """Return the difference with its sign; as a share too, where the figures are large enough for it."""
    if now is None and before is None:
        return words.text("not told")
    later, earlier = now or 0, before or 0
    by = later - earlier
    if by == 0:
        return "="
    said = f"{'▲ +' if by > 0 else '▼ −'}{words.number(abs(by))}"
    if earlier < LEAST_FOR_SHARE:
        return said
    if later > MOST_AS_SHARE * earlier:
        return f"{said} (×{words.number(round(later / earlier, 1))})"
    return f"{said} ({words.percent(by / earlier)})"


def _totals(counted: tuple[Counts, Counts], words: Words) -> list[Row]:
    now, before = counted
    rows: list[Row] = [(tag("b", words.text("Events")), now.events, before.events)]
    if now.deaths_low is not None or before.deaths_low is not None:
        rows.append((tag("b", words.text("Dead, lowest figures")), now.deaths_low, before.deaths_low))
    return rows


def _types(told: tuple[Breakdown, Breakdown], words: Words) -> list[Row]:
    now, before = ({row.key: row.events for row in side.types} for side in told)
    known = symbols.styles()
    keys: Sequence[str] = [key for key in dict.fromkeys((*now, *before)) if key in known]
    return [
        (join([mark(key, 14), tag("span", known[key].label(words.language))], " "), now.get(key, 0), before.get(key, 0))
        for key in keys
    ]


def _named(period: Period, words: Words) -> str:
    start, end = period
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if whole:
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    return words.text("{start} to {end}", start=words.day(start), end=words.day(end))


def _figure(n: int | None, words: Words) -> str:
    return "–" if n is None else words.number(n)

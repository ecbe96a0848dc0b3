"""What happened at this level, in figures: by type, by actor, against the period before, and in the places below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard import labels
from dashboard.escape import shorten
from dashboard.panels.markup import Markup, action, join, mark, tag
from dashboard.panels.telling import TITLE_LIMIT, Teller
from dashboard.words import Words
from geodata import symbols
from geodata.columns.breakdown import Breakdown, Tally, Trend

# Which events of a unit are listed: all, those known to the unit only, those with a place in it.
LISTS = ("all", "here", "below")


def panel(told: Breakdown, scope: str | None, shown: str, teller: Teller, recent: bool = False) -> Markup:
    """Return the summary of a level.

    Parameters
    ----------
    told : Breakdown
    scope : str or None
        The level: a unit, or the whole Sahel.
    shown : {"all", "here", "below"}
        Which of its events the cards are of.
    teller : Teller
    recent : bool
        Whether the trend is that of the last year known, since no period is chosen.
    """
    words = teller.words
    more = [
        _section(words.text("Actors"), _tallies(told.actors, None, words)),
        _section(words.text("Places below"), _places(told.units, teller)),
        _section(words.text("Against the period before"), _trend(told.trend, recent, words)),
    ]
    fold = tag("details", tag("summary", words.text("In figures")), *more, data_keep="figures") if any(more) else ""
    return tag("section", _types(told.types, words), _lists(told, scope, shown, words), fold, cls="lk-summary",
               aria_label=words.text("What happened here"))  # fmt: skip


def _section(title: str, body: Markup | str) -> Markup | str:
    return join([tag("h4", title), body]) if body else ""


def _types(types: Sequence[Tally], words: Words) -> Markup | str:
    if not types:
        return ""
    known = symbols.styles()
    rows = [
        tag(
            "li",
            mark(row.key, 14),
            tag("span", known[row.key].label(words.language)),
            tag("b", words.number(row.events)),
        )
        for row in types
        if row.key in known
    ]
    return tag("ul", *rows, cls="kinds")


def _lists(told: Breakdown, scope: str | None, shown: str, words: Words) -> Markup | str:
    """Return the choice between events known to the unit only and those with a place in it."""
    if scope is None or not (told.here.events and told.below.events):
        return ""
    total = told.here.events + told.below.events
    named = {
        "all": words.plural("All: {n} event", "All: {n} events", total),
        "here": words.plural("Known at this level only: {n}", "Known at this level only: {n}", told.here.events),
        "below": words.plural("With a place within: {n}", "With a place within: {n}", told.below.events),
    }
    buttons = [
        action(said, "list", name, "button small", aria_pressed="true" if name == shown else "false")
        for name, said in named.items()
    ]
    return tag("div", *buttons, cls="lists", role="group", aria_label=words.text("Which events are listed"))


def _places(units: Sequence[Tally], teller: Teller) -> Markup | str:
    def named(row: Tally) -> Markup:
        return action(shorten(teller.name_of(row.key, row.name), TITLE_LIMIT), "scope", row.key)

    return _tallies(units, named, teller.words)


def _tallies(rows: Sequence[Tally], named: Callable[[Tally], Markup] | None, words: Words) -> Markup | str:
    if not rows:
        return ""
    most = max(row.events for row in rows)
    lines = []
    for row in rows:
        name = named(row) if named else tag("bdi", labels.organisation(row.name, words))
        width = f"--share:{100 * row.events / most:.0f}%"
        figures = [words.plural("{n} event", "{n} events", row.events)]
        if row.deaths_low is not None and row.deaths_high is not None and row.deaths_high:
            figures.append(words.dead(row.deaths_low, row.deaths_high, is_open=row.deaths_open))
        lines.append(tag("li", name, tag("span", " · ".join(figures)), style=width))
    return tag("ul", *lines, cls="tallies")


def _trend(told: Trend | None, recent: bool, words: Words) -> Markup | str:
    if told is None:
        return ""
    rows = [
        (words.text("Events"), told.before.events, told.now.events),
        (words.text("Dead, lowest figures"), told.before.deaths_low, told.now.deaths_low),
    ]
    lines = [tag("li", tag("span", name), tag("span", _change(before, now, words))) for name, before, now in rows]
    spans = tuple(
        words.text("{start} to {end}", start=words.day(start), end=words.day(end))
        for start, end in ((told.start, told.end), (told.before_start, told.before_end))
    )
    note = words.text("{now}, against {before}", now=spans[0], before=spans[1])
    if recent:
        note = words.text("The last year known: {what}", what=note)
    return join([tag("p", note, cls="lk-count"), tag("ul", *lines, cls="trend")])


def _change(before: int | None, now: int | None, words: Words) -> str:
    if before is None and now is None:
        return words.text("not told")
    old, new = before or 0, now or 0
    sign = "▲ +" if new > old else "▼ −" if new < old else "= "
    return f"{words.number(old)} → {words.number(new)}  ({sign}{words.number(abs(new - old))})"

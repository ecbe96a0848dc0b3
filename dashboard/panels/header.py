"""Breadcrumb and counts: where we are, and what the figures count."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.panels.markup import Markup, action, join, tag
from dashboard.words import Words
from geodata.model import View


def bar(path: Sequence[tuple[str, str]], view: View, words: Words) -> Markup:
    """Return the bar over map and panel.

    Parameters
    ----------
    path : sequence of (place_id, name)
        Units from the widest to the one drilled into.
    view : View
    words : Words
    """
    steps = [("", words.text("Sahel")), *path]
    crumbs = [action(name, "scope", place_id, "crumb") for place_id, name in steps[:-1]]
    crumbs.append(tag("span", steps[-1][1], cls="crumb here", aria_current="location"))
    trail = tag("nav", join(crumbs, " › "), cls="lk-crumbs", aria_label=words.text("Where you are"))
    return join([trail, tag("div", counts(view, words), cls="lk-counts", role="status")])


def counts(view: View, words: Words) -> Markup:
    """Return the figures of a view, each with the name of what it counts."""
    held = view.counts
    parts = [
        words.plural("{n} event", "{n} events", held.events),
        words.plural("{n} report", "{n} reports", held.facts),
        words.plural("{n} document", "{n} documents", held.documents),
        words.plural("{n} source", "{n} sources", held.publishers),
    ]
    if held.deaths_low is not None and held.deaths_high is not None:
        parts.insert(1, words.dead(held.deaths_low, held.deaths_high, is_open=held.deaths_open))
    if held.events < held.events_total:
        total = words.number(held.events_total)
        parts[0] = words.plural("{n} of {total} events", "{n} of {total} events", held.events, total=total)
    return join([tag("span", part) for part in parts], " · ")

"""What is not on the map, and why: names without a place, reports that differ, documents that were refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import labels
from dashboard.escape import shorten
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.panels.tables import table
from dashboard.panels.telling import TITLE_LIMIT, Teller
from dashboard.words import Words
from geodata.model import EventView, MembershipState, Precision, Problem
from geodata.store import Quality

# Rows of a list on this page; the rest is counted.
LISTED = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store holds, and on what it rests.

    Parameters
    ----------
    quality : Quality
    events, events_unplaced : int
        All, and those that the filter by precision 0 shows.
    problems : sequence of Problem
    differing : sequence of EventView
        Events whose reports differ on the dead or the day.
    conflicts : sequence of MembershipState
        On which sources disagree.
    versions : mapping of str to str
        ``vocabulary`` and ``gazetteer`` now in use.
    vintage : mapping
        Of the boundary layers, as `Boundaries.vintage` gives it.
    """

    quality: Quality
    events: int
    events_unplaced: int
    problems: Sequence[Problem]
    differing: Sequence[EventView]
    conflicts: Sequence[MembershipState]
    versions: Mapping[str, str]
    vintage: Mapping[str, Any]


def page(standing: Standing, teller: Teller) -> Markup:
    """Return the page."""
    words = teller.words
    return join(
        [
            tag("h2", words.text("Quality")),
            tag(
                "p", words.text("What was read, what of it stands on the map, and what does not, each with its reason.")
            ),
            _section(words.text("From document to event"), _stages(standing, words)),
            _section(words.text("Names without a place"), _unlocated(standing.quality, words)),
            _section(words.text("Reports of one event that differ"), _differing(standing.differing, teller)),
            _section(words.text("Memberships on which sources disagree"), _conflicts(standing.conflicts, teller)),
            _section(words.text("Trouble with documents"), _problems(standing.problems, words)),
            _section(words.text("What it rests on"), _versions(standing, words)),
        ]
    )


def _section(title: str, body: Markup) -> Markup:
    return tag("section", tag("h3", title), body)


def _stages(standing: Standing, words: Words) -> Markup:
    held = standing.quality
    documents, mentions, facts = (sum(counts.values()) for counts in (held.documents, held.mentions, held.facts))
    unlocated = held.mentions.get(int(Precision.UNLOCATED), 0)
    by_language = _parts(held.documents, {**labels.LANGUAGE_NAMES, "": labels.OTHER_LANGUAGE}, words)
    by_precision = _parts(
        {int(key): n for key, n in sorted(held.mentions.items()) if key},
        {int(key): text for key, text in labels.PRECISIONS.items()},
        words,
    )
    rows = [
        [words.text("Documents"), words.number(documents), by_language],
        [words.text("Place names found"), words.number(mentions), by_precision],
        [words.text("of these without a place"), words.number(unlocated), _share(unlocated, mentions, words)],
        [words.text("Reports (sentences that state something)"), words.number(facts),
         _parts(held.facts, labels.LAYER_NAMES, words)],
        [words.text("of these without a date"), words.number(held.facts_undated),
         _share(held.facts_undated, facts, words)],
        [words.text("of these without a located place"), words.number(held.facts_unplaced),
         _share(held.facts_unplaced, facts, words)],
        [words.text("Events (reports of one happening merged)"), words.number(standing.events), ""],
        [words.text("of these without a located place"), words.number(standing.events_unplaced),
         join([_share(standing.events_unplaced, standing.events, words),
               action(words.text("show them"), "unplaced", "") if standing.events_unplaced else ""], " · ")],
    ]  # fmt: skip
    told = words.text("A place that a sentence only names, and where nothing happened, is no place of its report.")
    titles = [words.text("Stage"), words.text("Number"), words.text("of which")]
    return join([table(titles, rows), tag("p", told, cls="lk-count")])


def _parts(counts: Mapping[Any, int], names: Mapping[Any, str], words: Words) -> str:
    return ", ".join(f"{words.text(names.get(key, str(key)))} {words.number(n)}" for key, n in counts.items())


def _share(part: int, whole: int, words: Words) -> str:
    return words.text("{n} %", n=words.number(round(100 * part / whole, 1))) if whole else ""


def _unlocated(held: Quality, words: Words) -> Markup:
    if not held.unlocated:
        return tag("p", words.text("Every name was located."))
    rows = [
        [
            tag("bdi", shorten(row.name, TITLE_LIMIT)),
            words.number(row.count),
            labels.retold(row.reason, words),
            action(words.text("read it there"), "open", f"{row.document_id}@{row.start}"),
        ]
        for row in held.unlocated[:LISTED]
    ]
    titles = [words.text("Name"), words.text("How often"), words.text("Why"), words.text("For example")]
    return join([table(titles, rows), _left(len(held.unlocated), words)])


def _differing(rows: Sequence[EventView], teller: Teller) -> Markup:
    words = teller.words
    if not rows:
        return tag("p", words.text("No reports of one event differ on the dead or the day."))
    lines = []
    for row in rows[:LISTED]:
        told = "; ".join(teller.differences(row))
        where = teller.whereabouts(row)
        name = " · ".join(part for part in (teller.heading(row), where, words.date(row.event.date)) if part)
        lines.append(tag("li", join([action(name, "event", row.event.id), told], " — ")))
    return join([tag("ul", *lines), _left(len(rows), words)])


def _conflicts(states: Sequence[MembershipState], teller: Teller) -> Markup:
    words = teller.words
    if not states:
        return tag("p", words.text("No sources disagree on a membership."))
    lines = [
        tag("li", action(f"{teller.country(state.country)} · {labels.organisation(state.organisation, words)}", "cell",
                         f"{state.organisation}|{state.country}"))
        for state in states
    ]  # fmt: skip
    return tag("ul", *lines)


def _problems(problems: Sequence[Problem], words: Words) -> Markup:
    if not problems:
        return tag("p", words.text("No document gave trouble."))
    rows = [
        [words.text(labels.TROUBLES[problem.what]) if problem.what in labels.TROUBLES else problem.what,
         tag("bdi", shorten(problem.where, TITLE_LIMIT)), tag("span", shorten(problem.why, 400), lang="en")]
        for problem in problems[:LISTED]
    ]  # fmt: skip
    titles = [words.text("What"), words.text("Where"), words.text("Why, and what to do")]
    return join([table(titles, rows), _left(len(problems), words)])


def _left(total: int, words: Words) -> Markup | str:
    left = total - LISTED
    return tag("p", words.plural("and {n} more", "and {n} more", left), cls="lk-count") if left > 0 else ""


def _versions(standing: Standing, words: Words) -> Markup:
    now = (standing.versions.get("vocabulary", ""), standing.versions.get("gazetteer", ""))
    older = sum(n for pair, n in standing.quality.versions.items() if pair != now)
    lines = [
        words.text("Version of the vocabulary: {version}", version=now[0]),
        words.text("Version of the place table: {version}", version=now[1]),
    ]
    if older:
        lines.append(
            words.plural(
                "{n} document was read with other versions; the command liptako rebuild reads it again.",
                "{n} documents were read with other versions; the command liptako rebuild reads them again.",
                older,
            )
        )
    return join([tag("ul", *(tag("li", line) for line in lines)), tag("h4", words.text("Boundaries")),
                 vintage(standing.vintage)])  # fmt: skip


def vintage(layers: Mapping[str, Any]) -> Markup:
    """Return source, version and day of each boundary layer."""
    lines = []
    for layer, row in layers.items():
        if isinstance(row, Mapping):
            told = "; ".join(f"{key}: {value}" for key, value in row.items() if isinstance(value, str | int | float))
            lines.append(tag("li", tag("b", str(layer)), " — ", told))
    return tag("ul", *lines)

"""What the three layers share when they make a fact of a trigger."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.facts.dates import NO_PUBLICATION, DateMention
from geodata.facts.scope import crosses_clause
from geodata.facts.sentences import Sentence
from geodata.facts.text import TextView
from geodata.model import DateSpan
from geodata.vocabulary.grammar import anywhere, at_end
from geodata.vocabulary.patterns import Match
from geodata.vocabulary.rules import Rule, Trigger

_ACROSS_CLAUSE = 70
_ACROSS_AND, _OPENING, _HEAD = 15, 25, 30
_SPOKEN = 400
REPORT_DATE = "the date is that of a report, not of what it tells"
_EARLIER = re.compile(r"(?<!\w)(?:after\s[^.;]{0,60}?\shad\s|apres que\s|apres avoir\s)")
_YEAR = re.compile(r"\d{4}")
_DAYS_OF_A_YEAR = 366
_DATELINE = re.compile(r"\s?(?:\([^()]{2,20}\)\s?)?-\s")
_RIGHT_BEHIND = re.compile(r",?\s(?:on|le|en|in|ce|au)\s|,\s")


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger of one rule that no veto took away."""

    start: int
    end: int
    rule: Rule
    match: Match[Trigger]


def hits(matches: Sequence[Match[Trigger]], layer: str) -> list[Hit]:
    """Return the triggers of a layer, without those that a veto of their rule overlaps."""
    vetoes = [(m.start, m.end, m.means.rule) for m in matches if m.means.veto]
    found = []
    for match in matches:
        rule = match.means.rule
        if rule is None or match.means.veto or rule.layer != layer:
            continue
        if not any(veto is rule and start < match.end and match.start < end for start, end, veto in vetoes):
            found.append(Hit(match.start, match.end, rule, match))
    return found


def nearest_date(
    view: TextView,
    sentence: Sentence,
    dates: Sequence[DateMention],
    start: int,
    end: int,
    founding: bool = False,
    reported: bool = False,
) -> DateMention | None:
    """Return the date that belongs to a trigger: the nearest, those of its own clause first.

    A date that opens the sentence speaks for all its clauses. One that says since when an incident is the worst,
    or when an organisation was founded, belongs to neither. With `reported`, the day on which somebody spoke
    gives way to any other.
    """
    best: tuple[int, DateMention] | None = None
    dates = [date for date in dates if date.span] or dates
    for date in dates:
        if len(dates) > 1 and _DATELINE.match(view.folded, date.end) and date.start - sentence.start < _HEAD:
            continue
        before = view.folded[max(sentence.start, date.start - 60) : date.start]
        if (date.since and anywhere("superlatives").search(before)) or (
            not founding and at_end("before_founding_date").search(before)
        ):
            continue
        low, high = (date.end, start) if date.end <= start else (end, date.start)
        distance = max(0, high - low)
        opens = date.start - sentence.start < _OPENING
        apposed = low == end and _RIGHT_BEHIND.fullmatch(view.folded, low, high)
        if distance and not opens and not apposed and crosses_clause(view.text, view.folded, low, high):
            distance += _ACROSS_CLAUSE
        if anywhere("and_words").search(view.folded, low, high):
            distance += _ACROSS_AND
        if reported and date.end <= start and _EARLIER.search(view.folded, date.end, end):
            continue
        if reported and speech_date(view.folded, sentence.start, date.start):
            distance += _SPOKEN
        if best is None or distance < best[0]:
            best = (distance, date)
    return best[1] if best else None


def speech_date(folded: str, start: int, at: int) -> bool:
    """Tell whether a date says when somebody spoke: "said on Sunday"."""
    return at_end("speech_verbs", "before_speech_date").search(folded, max(start, at - 60), at) is not None


def date_fields(date: DateMention | None) -> tuple[DateSpan | None, str, tuple[str, ...]]:
    """Return span, words and notes of a fact's date."""
    if date is None:
        return None, "", ()
    if date.span is None:
        return None, date.text, (NO_PUBLICATION,) if date.relative else (f"no such date: {date.text}",)
    return date.span, date.text, ()


def ahead(view: TextView, span: DateSpan | None, words: str) -> DateSpan | None:
    """Return the date of what is planned: "by 15 September", without a year, is the next one after publication."""
    published = view.document.published
    if span is None or published is None or span.precision not in ("day", "month") or _YEAR.search(words):
        return span
    if span.end >= published.start or (published.start - span.end).days > _DAYS_OF_A_YEAR:
        return span
    next_year = span.start.year + 1
    if span.precision == "month":
        return DateSpan.month(next_year, span.start.month)
    return DateSpan.day(span.start + dt.timedelta(days=366 if _leap_between(span.start) else 365))


def _leap_between(day: dt.date) -> bool:
    """Tell whether a 29 February lies in the year that follows a day."""
    leap = day.year if day < dt.date(day.year, 3, 1) else day.year + 1
    return calendar.isleap(leap)


def excerpt(view: TextView, sentence: Sentence) -> str:
    """Return the words of the sentence."""
    return view.text[sentence.start : sentence.end]

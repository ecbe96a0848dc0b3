"""Dates of a sentence as intervals, resolved against the day of publication, never finer than the words.

Agency conventions: a weekday is the last one up to and including the day of publication; a month or a day
without a year is the last one that is not in the future; after words such as "by" or "prochain" it is the next.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from geodata.facts.datewords import DateWords, date_words
from geodata.model.dates import DateSpan

NO_PUBLICATION = "relative date left open: the text has no date of publication"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at its place in the document.

    Parameters
    ----------
    span : DateSpan or None
        None for a relative date in a text without a date of publication.
    since : bool
        "since", "depuis": the span runs up to the day of publication.
    relative, future : bool
    point : DateSpan or None
        What the words alone name, without "since".
    """

    start: int
    end: int
    text: str
    span: DateSpan | None
    since: bool = False
    relative: bool = False
    future: bool = False
    point: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """What relative dates are resolved against."""

    words: DateWords
    published: DateSpan | None

    @property
    def today(self) -> dt.date | None:
        return self.published.end if self.published else None


def _day(year: int, month: int, day: int) -> DateSpan | None:
    """Return the day, or its month where no such day exists."""
    if not 1 <= month <= 12 or not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    if 1 <= day <= calendar.monthrange(year, month)[1]:
        return DateSpan.day(dt.date(year, month, day))
    return None


def _shift_month(day: dt.date, offset: int) -> DateSpan:
    at = day.year * 12 + day.month - 1 + offset
    return DateSpan.month(at // 12, at % 12 + 1)


def _week(day: dt.date, offset: int) -> DateSpan:
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=offset)
    return DateSpan(monday, monday + dt.timedelta(days=6), "week")


def _year_for(clock: _Clock, month: int, day: int, future: bool) -> int | None:
    """Return the year that a month (or day of it) without one belongs to."""
    today = clock.today
    if today is None:
        return None
    later = (month, day) > (today.month, today.day)
    if future:
        return today.year if later or month == today.month else today.year + 1
    return today.year - 1 if later else today.year


def _named_year(match: re.Match[str], clock: _Clock, absolute: str, relative: str) -> int | None:
    if match[absolute]:
        return int(match[absolute])
    if match[relative] and clock.today:
        return clock.today.year + clock.words.year_offsets[match[relative]]
    return None


def _part_of(span: DateSpan, part: str | None) -> DateSpan:
    """Narrow a year to its early or late months as an interval; a month stays a month."""
    if part is None or span.precision != "year":
        return span
    year = span.start.year
    bounds = {"debut": (1, 4), "early": (1, 4), "start of": (1, 4), "beginning of": (1, 4),
              "mi": (5, 8), "mid": (5, 8), "fin": (9, 12), "late": (9, 12), "end of": (9, 12)}.get(part)  # fmt: skip
    if bounds is None:
        return span
    return DateSpan(dt.date(year, bounds[0], 1), DateSpan.month(year, bounds[1]).end, "interval")


def _weekday(clock: _Clock, number: int, modifier: str | None, future: bool) -> DateSpan | None:
    today = clock.today
    if today is None or (clock.published and clock.published.precision != "day"):
        return None
    back = (today.weekday() - number) % 7
    if future or modifier in ("prochain", "next"):
        return DateSpan.day(today + dt.timedelta(days=(number - today.weekday()) % 7 or 7))
    if modifier and not back:
        back = 7
    return DateSpan.day(today - dt.timedelta(days=back))


def _ago(clock: _Clock, count: str, unit: str) -> DateSpan | None:
    today = clock.today
    if today is None:
        return None
    number = int(count) if count.isdecimal() else clock.words.small[count]
    kind = clock.words.units[unit]
    try:
        if kind == "day":
            return DateSpan.day(today - dt.timedelta(days=number))
        if kind == "week":
            return _week(today, -number)
        if kind == "month":
            return _shift_month(today, -number)
        return DateSpan.year(today.year - number)
    except (OverflowError, ValueError):
        return None


def _absolute(match: re.Match[str]) -> DateSpan | None:
    if match["iso"]:
        year, month, day = match["iso"].split("-")
        return _day(int(year), int(month), int(day))
    day, month, year = match["numeric"].split("/")
    return _day(int(year), int(month), int(day))


def _month_day(match: re.Match[str], clock: _Clock, future: bool) -> DateSpan | None:
    suffix = "f" if match["mf"] else "e"
    month, day = clock.words.months[match["m" + suffix]], int(match["d" + suffix])
    year = _named_year(match, clock, "y" + suffix, "r" + suffix) or _year_for(clock, month, day, future)
    span = _day(year, month, day) if year else None
    first = _day(year, month, int(match["d0"])) if year and match["d0"] else None
    return DateSpan(first.start, span.end, "interval") if first and span and first.start < span.start else span


def _month(match: re.Match[str], clock: _Clock, future: bool) -> DateSpan | None:
    month = clock.words.months[match["mm"] or match["ma"] or match["mb"]]
    year = _named_year(match, clock, "ym", "rm") or _year_for(clock, month, 1, future)
    return DateSpan.month(year, month) if year else None


def _relative(match: re.Match[str], clock: _Clock, future: bool) -> DateSpan | None:
    today, words = clock.today, clock.words
    if match["wd"] or match["wm"]:
        return _weekday(clock, words.weekdays[match["wd"] or match["wm"]], match["wmod"] or match["mod"], future)
    if match["ago"] or match["ago2"]:
        return _ago(clock, match["nf"] or match["ne"], match["uf"] or match["ue"])
    if today is None:
        return None
    if match["days"]:
        if clock.published and clock.published.precision != "day":
            return None
        return DateSpan.day(today + dt.timedelta(days=words.days[match["days"]]))
    if match["weeks"]:
        return _week(today, words.weeks[match["weeks"]])
    if match["monthsrel"]:
        return _shift_month(today, words.month_offsets[match["monthsrel"]])
    return DateSpan.year(today.year + words.year_offsets[match["yearsrel"]])


def _resolve(match: re.Match[str], clock: _Clock, future: bool) -> tuple[DateSpan | None, bool]:
    """Return the span of a match that is no bare year, and whether it rests on the day of publication."""
    if match["iso"] or match["numeric"]:
        return _absolute(match), False
    if match["mf"] or match["me"]:
        suffix = "f" if match["mf"] else "e"
        return _month_day(match, clock, future), not match["y" + suffix]
    if match["mm"] or match["ma"] or match["mb"]:
        return _month(match, clock, future), not match["ym"]
    return _relative(match, clock, future), True


def _since(span: DateSpan | None, clock: _Clock) -> DateSpan | None:
    if span is None or clock.today is None or clock.today <= span.start:
        return span
    return DateSpan(span.start, max(span.end, clock.today), "interval")


def _years(match: re.Match[str], text: str, since: bool, clock: _Clock) -> list[DateMention]:
    found = []
    for name in ("y1", "y2", "y3"):
        if match[name]:
            span = _part_of(DateSpan.year(int(match[name])), match["ypart"] if name == "y1" else None)
            point, span = span, (_since(span, clock) or span) if since else span
            start = match.start() if name == "y1" else match.start(name)
            found.append(
                DateMention(start, match.end(name), text[start : match.end(name)], span, since=since, point=point)
            )
    return found


def _is_quantity(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a bare year is rather a number of things ("2000 soldats")."""
    after = folded[match.end() : match.end() + 14]
    return bool(
        re.match(
            r"\s+(?:soldats|hommes|militaires|troops|soldiers|people|person|combattants|fighters|morts|francs|euros|dollars|km|metres)",
            after,
        )
    )


def find_dates(text: str, folded: str, start: int, end: int, published: DateSpan | None) -> list[DateMention]:
    """Return the dates between two offsets of a document, in order.

    Parameters
    ----------
    text, folded : str
        The document and its folded form, of one length.
    published : DateSpan or None
        Against which relative dates are resolved; without it they have no span.
    """
    words = date_words()
    clock = _Clock(words, published)
    found: list[DateMention] = []
    for match in words.expression.finditer(folded, start, end):
        before = folded[max(start, match.start() - 40) : match.start()]
        since = bool(words.since.search(before[-28:])) or match[0].startswith(("depuis", "since"))
        if match["y1"]:
            if not _is_quantity(folded, match):
                found += _years(match, text, since, clock)
            continue
        if match["mb"] and match["mb"] in words.guarded:
            continue
        future = bool(words.future.search(before)) or match["wmod"] == "prochain" or match["mod"] == "next"
        span, relative = _resolve(match, clock, future)
        point, span = span, _since(span, clock) if since else span
        found.append(
            DateMention(match.start(), match.end(), match_text(text, match), span, since, relative, future, point)
        )
    return _joined(found, folded)


def match_text(text: str, match: re.Match[str]) -> str:
    """Return the words of the document that a match on its folded form covers."""
    return text[match.start() : match.end()]


def _joined(found: list[DateMention], folded: str) -> list[DateMention]:
    """Join "between 2020 and 2023" and "du 3 au 5 mai" to one interval; drop a weekday beside its date."""
    joined: list[DateMention] = []
    for one in found:
        last = joined[-1] if joined else None
        between = folded[last.end : one.start] if last else ""
        if last and last.span and one.span and last.span.start <= one.span.end:
            opener = folded[max(0, last.start - 8) : last.start].split()
            ranged = bool(opener) and (opener[-1], between.strip()) in _RANGES
            if ranged:
                span = DateSpan(last.span.start, one.span.end, "interval")
                joined[-1] = DateMention(
                    last.start, one.end, last.text + between + one.text, span, relative=one.relative, point=span
                )
                continue
        if (
            last
            and last.relative
            and between.strip(" ,(") in ("", "le", "the")
            and len(between) < 8
            and one.span
            and _is_weekday(last)
        ):
            joined[-1] = DateMention(
                last.start,
                one.end,
                last.text + between + one.text,
                one.span,
                one.since,
                one.relative,
                one.future,
                one.point,
            )
            continue
        joined.append(one)
    return joined


_RANGES = {
    ("entre", "et"),
    ("between", "and"),
    ("de", "a"),
    ("from", "to"),
    ("du", "au"),
    ("from", "until"),
    ("de", "jusqu'en"),
}


def _is_weekday(mention: DateMention) -> bool:
    return mention.text.split()[0].casefold() in date_words().weekdays

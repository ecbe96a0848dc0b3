"""Dates of a sentence as intervals, resolved against the day of publication, never finer than the words.

Agency conventions: a weekday is the last one up to and including the day of publication; a month or a day
without a year is the last one that is not in the future; after words such as "by" or "prochain" it is the next.
In an account of past years ("Le 10 décembre 2019 ... Le 24 décembre ...") a date without a year goes on from the
one before it, and "the same day" and "two days later" count from it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from geodata.facts.clock import Clock, DateMention
from geodata.facts.datewords import DateWords, date_words
from geodata.facts.periods import is_period, period
from geodata.folding import fold
from geodata.model.dates import DateSpan
from geodata.vocabulary.grammar import any_of
from geodata.vocabulary.patterns import Words

__all__ = ["NO_PUBLICATION", "Clock", "DateMention", "find_dates"]

NO_PUBLICATION = "relative date left open: the text has no date of publication"
_HAPPENING = re.compile(
    r"\s(?:(?:de |d')?(?:le|la|les|l'|une?|leur|son|sa)|du|des|the|an?|its|his|their|of the)[\s']?\w"
)
_DIGIT = re.compile(r"\d")
_SINCE_WINDOW = 28
_SHORTLY = 31
_SHORT = 4


@cache
def _counted_things() -> re.Pattern[str]:
    """Return what follows a number that is no year: "2000 soldats"."""
    return re.compile(rf"\s+{any_of('counted_things')}(?!\w)")


def _day(year: int, month: int, day: int) -> DateSpan | None:
    """Return the day, or None where no such day exists."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return DateSpan.day(dt.date(year, month, day))
    return None


def _shift_month(day: dt.date, offset: int) -> DateSpan:
    at = day.year * 12 + day.month - 1 + offset
    return DateSpan.month(at // 12, at % 12 + 1)


def _week(day: dt.date, offset: int) -> DateSpan:
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=offset)
    return DateSpan(monday, monday + dt.timedelta(days=6), "week")


def _weekend(day: dt.date, offset: int) -> DateSpan:
    """Return the weekend of a day's week, or the one before it where that one is still to come."""
    saturday = day + dt.timedelta(days=5 - day.weekday())
    if saturday > day or offset < 0:
        saturday -= dt.timedelta(weeks=1)
    return DateSpan(saturday, saturday + dt.timedelta(days=1), "interval")


_LAST = re.compile(r"\s(?:dernier|last)\b")


def _year_for(clock: Clock, month: int, day: int, future: bool) -> int | None:
    """Return the year that a month (or day of it) without one belongs to."""
    today, anchor = clock.today, clock.anchor
    if (month, day) in clock.known_days and not future:
        return clock.known_days[month, day]
    if clock.narrates and anchor and not future and (anchor.precision != "month" or day == 1):
        behind = (anchor.start.month - month) * 31 + anchor.start.day - day
        if clock.looks_back:
            return anchor.start.year - (behind < 0)
        year = anchor.start.year + (behind > (_SHORTLY if clock.beside else 0))
        if today is None or (year, month, day) <= (today.year, today.month, today.day):
            return year
    if today is None:
        return None
    later = (month, day) > (today.month, today.day)
    if future:
        return today.year if later or month == today.month else today.year + 1
    return today.year - 1 if later else today.year


def _named_year(match: re.Match[str], clock: Clock, absolute: str, relative: str) -> int | None:
    if match[absolute]:
        return int(match[absolute])
    if match[relative]:
        return _relative_year(match[relative], clock)
    return None


def _relative_year(word: str, clock: Clock) -> int | None:
    words = date_words()
    if word in words.same_year:
        return clock.anchor.start.year + words.same_year[word] if clock.anchor else None
    return clock.today.year + words.year_offsets[word] if clock.today else None


def _part_of(span: DateSpan, part: str | None) -> DateSpan:
    """Narrow a year to its early, middle or late months; without such a word it stays a year."""
    bounds = date_words().parts.get(part or "")
    if bounds is None or span.precision != "year":
        return span
    year = span.start.year
    return DateSpan(dt.date(year, bounds[0], 1), DateSpan.month(year, bounds[1]).end, "interval")


def _weekday(clock: Clock, number: int, modifier: str | None, future: bool) -> DateSpan | None:
    today = clock.today
    if today is None or not clock.day_known:
        return None
    back = (today.weekday() - number) % 7
    if future or modifier in ("prochain", "next"):
        return DateSpan.day(today + dt.timedelta(days=(number - today.weekday()) % 7 or 7))
    return DateSpan.day(today - dt.timedelta(days=back or (7 if modifier else 0)))


def _counted(start: dt.date | None, count: str, unit: str, direction: int) -> DateSpan | None:
    """Return the day, week, month or year so many units from a day."""
    words = date_words()
    if start is None:
        return None
    number = direction * (int(count) if count.isdecimal() else words.small[count])
    kind = words.units[unit]
    try:
        if kind == "day":
            return DateSpan.day(start + dt.timedelta(days=number))
        if kind == "week":
            return _week(start, number)
        return _shift_month(start, number) if kind == "month" else DateSpan.year(start.year + number)
    except (OverflowError, ValueError):
        return None


def _absolute(match: re.Match[str]) -> DateSpan | None:
    if match["iso"]:
        year, month, day = match["iso"].split("-")
    else:
        day, month, year = re.split("[/.]", match["numeric"])
    return _day(int(year), int(month), int(day))


def _month_day(match: re.Match[str], clock: Clock, future: bool) -> DateSpan | None:
    suffix = "f" if match["mf"] else "e"
    month, day = date_words().months[match["m" + suffix]], int(match["d" + suffix])
    if _LAST.match(match.string, match.end()):  # "le 29 janvier dernier" counts from the day of publication
        clock = replace(clock, narrates=False)
    year = _named_year(match, clock, "y" + suffix, "r" + suffix) or _year_for(clock, month, day, future)
    span = _day(year, month, day) if year else None
    first = _day(year, month, int(match["d0"])) if year and match["d0"] else None
    return DateSpan(first.start, span.end, "interval") if first and span and first.start < span.start else span


def _month(match: re.Match[str], clock: Clock, future: bool) -> DateSpan | None:
    month = date_words().months[match["mm"] or match["ma"] or match["mb"]]
    if match["mamod"] == "dernier" or match["mod2"] == "last":
        clock = replace(clock, narrates=False)
    year = _named_year(match, clock, "ym", "rm") or _year_for(replace(clock, known_days={}), month, 1, future)
    return DateSpan.month(year, month) if year else None


def _from_anchor(match: re.Match[str], clock: Clock) -> DateSpan | None:
    if clock.anchor is None:
        return None
    if match["anchor"] and not date_words().from_anchor[match["anchor"]]:
        return clock.anchor if (clock.anchor.end - clock.anchor.start).days < _SHORT else None
    if match["hence"] and date_words().units[match["uh"]] == "year":
        return _counted(clock.anchor.start, match["nh"], match["uh"], 1)
    if clock.anchor.precision != "day":
        return None
    if match["hence"]:
        return _counted(clock.anchor.start, match["nh"], match["uh"], 1)
    return DateSpan.day(clock.anchor.start + dt.timedelta(days=date_words().from_anchor[match["anchor"]]))


def _relative(match: re.Match[str], clock: Clock, future: bool) -> DateSpan | None:
    today, words = clock.today, date_words()
    if match["wd"] or match["wm"]:
        return _weekday(clock, words.weekdays[match["wd"] or match["wm"]], match["wmod"] or match["mod"], future)
    if match["anchor"] or match["hence"]:
        return _from_anchor(match, clock)
    if match["yearsrel"]:
        year = _relative_year(match["yearsrel"], clock)
        return DateSpan.year(year) if year else None
    if match["ago2"] and clock.near and clock.anchor and clock.anchor.precision == "day" and "ago" not in match[0][-4:]:
        return _counted(clock.anchor.start, match["ne"], match["ue"], -1)
    if match["ago"] or match["ago2"]:
        return _counted(today, match["nf"] or match["ne"], match["uf"] or match["ue"], -1)
    if match["days"] in words.day_parts and clock.near and clock.anchor and clock.anchor.precision == "day":
        return clock.anchor
    if today is None or (match["days"] and not clock.day_known):
        return None
    if match["days"]:
        return DateSpan.day(today + dt.timedelta(days=words.days[match["days"]]))
    if match["weeks"] and "week" in match["weeks"] and match["weeks"].endswith(("end", "end dernier")):
        return _weekend(today, words.weeks[match["weeks"]])
    if match["weeks"]:
        return _week(today, words.weeks[match["weeks"]])
    return _shift_month(today, words.month_offsets[match["monthsrel"]])


def _resolve(match: re.Match[str], clock: Clock, future: bool) -> tuple[DateSpan | None, bool]:
    """Return the span of a match that is no bare year, and whether it rests on another date."""
    if match["iso"] or match["numeric"]:
        return _absolute(match), False
    if is_period(match):
        return period(match, clock.today), bool(match["l1"] or match["l2"])
    if match["mf"] or match["me"]:
        return _month_day(match, clock, future), not match["yf" if match["mf"] else "ye"]
    if match["mm"] or match["ma"] or match["mb"]:
        return _month(match, clock, future), not match["ym"]
    return _relative(match, clock, future), True


def _since(span: DateSpan | None, clock: Clock) -> DateSpan | None:
    if span is None or clock.today is None or clock.today <= span.start:
        return span
    return DateSpan(span.start, max(span.end, clock.today), "interval")


def _years(match: re.Match[str], text: str, since: bool, clock: Clock) -> Iterator[DateMention]:
    for name in ("y1", "y2", "y3"):
        if match[name]:
            point = _part_of(DateSpan.year(int(match[name])), match["ypart"] if name == "y1" else None)
            start = match.start() if name == "y1" else match.start(name)
            span = _since(point, clock) if since else point
            ahead = clock.today is not None and point.start > clock.today
            yield DateMention(start, match.end(name), text[start : match.end(name)], span, since, False, ahead, point)


def _unguarded(match: re.Match[str], words: DateWords, before: str) -> bool:
    """Tell whether a lone month such as "may" or "mars" has no word before it that makes it a month."""
    if not match["ma"] or match["ma"] not in words.guarded or match["mamod"]:
        return False
    if match["ma"] in words.small and not _shortened(match):
        return True
    if match["apart"]:
        return False
    previous = re.findall(r"[^\W_]+'?", before)[-1:]
    return not previous or previous[0] not in words.before_month


def _shortened(match: re.Match[str]) -> bool:
    """Tell whether a point marks a lone "sept" as short for "septembre": "en sept.", but "la mort de sept soldats"."""
    return match.string.startswith(".", match.end()) and bool(match.string[match.end() + 1 : match.endpos].strip())


def _at(match: re.Match[str], text: str, folded: str, start: int, clock: Clock) -> Iterator[DateMention]:
    """Yield the dates of one match."""
    words = date_words()
    before = folded[max(start, match.start() - 40) : match.start()]
    since = bool(words.since.search(before[-_SINCE_WINDOW:]))
    if words.looks_back.search(before):
        clock = replace(clock, looks_back=True)
    if match["y1"]:
        if not _counted_things().match(folded, match.end()):
            yield from _years(match, text, since, clock)
        return
    if _unguarded(match, words, before):
        return
    future = (
        bool(words.future.search(before))
        or match["wmod"] == "prochain"
        or "next" in (match["mod"], match["mod2"])
        or match["mamod"] == "prochain"
    )
    point, relative = _resolve(match, clock, future)
    ahead = point is not None and clock.today is not None and point.start > clock.today
    span = _since(point, clock) if since else point
    yield DateMention(
        match.start(), match.end(), text[match.start() : match.end()], span, since, relative, future or ahead, point
    )


def find_dates(text: str, folded: str, tokens: Words, start: int, end: int, clock: Clock) -> list[DateMention]:
    """Return the dates of a sentence, in order.

    Parameters
    ----------
    text, folded : str
        The document and its folded form, of one length.
    tokens : Words
        The words of the sentence ``text[start:end]``.
    clock : Clock
        What relative dates count from.
    """
    words = date_words()
    found: list[DateMention] = []
    free_from = start
    for token in tokens:
        if token.start < free_from or not (token.word in words.starters or token.word[0].isdecimal()):
            continue
        match = words.expression.match(folded, token.start, end)
        if match:
            counted = _counted_back(match, folded, found[-1] if found else None)
            found += [counted] if counted else _at(match, text, folded, start, clock)
            free_from = match.end()
            clock = _after(clock, found)
    return _joined(found, text, folded)


def _after(clock: Clock, found: Sequence[DateMention]) -> Clock:
    """Let what follows in the sentence count from the day just named."""
    if not found or found[-1].future or found[-1].point is None:
        return clock
    one, last = found[-1], found[-1].point
    if last.precision not in ("day", "month", "year"):
        return clock
    past = clock.published is None or last.start.year < clock.published.start.year
    narrates = past and not one.relative and not one.since and last.precision != "year"
    return replace(clock, anchor=last, near=True, beside=True, narrates=narrates or clock.narrates)


def _counted_back(match: re.Match[str], folded: str, before: DateMention | None) -> DateMention | None:
    """Return the day of the coup in "suspended on 27 October, two days after the coup": it lies before that date.

    A happening follows such words; without one they count on from the date: "two days later".
    """
    if before is None or before.point is None or before.point.precision != "day":
        return None
    day, happening = before.point.start, _HAPPENING.match(folded, match.end())
    told = folded[match.end() : match.end() + 1].isspace()
    if match["hence"] and told and match[0].endswith(("after", "apres")):
        span = _counted(day, match["nh"], match["uh"], -1)
    elif match["anchor"] and happening and (offset := date_words().from_anchor[match["anchor"]]):
        span = DateSpan.day(day - dt.timedelta(days=offset))
    else:
        return None
    return DateMention(match.start(), match.end(), match[0], span, relative=True, point=span)


def _joined(found: Sequence[DateMention], text: str, folded: str) -> list[DateMention]:
    """Join "between 2020 and 2023" to one interval; drop a weekday beside its date."""
    joined: list[DateMention] = []
    for one in found:
        last = joined[-1] if joined else None
        both = _both(last, one, text, folded) if last else None
        if both:
            joined[-1] = both
        else:
            joined.append(one)
    return joined


def _month_before(last: DateMention, one: DateMention) -> DateSpan | None:
    """Return the month that a bare name means before one with its year: "between November and March 2024"."""
    month = date_words().months.get(fold(last.text))
    if month is None or one.span is None or str(one.span.end.year) not in one.text:
        return None
    return DateSpan.month(one.span.end.year - (month > one.span.end.month), month)


def _both(last: DateMention, one: DateMention, text: str, folded: str) -> DateMention | None:
    """Return two neighbouring dates as one, if they are."""
    between = folded[last.end : one.start]
    words = text[last.start : one.end]
    opener = folded[max(0, last.start - 8) : last.start].split()
    if one.span and opener and (opener[-1], between.strip()) in date_words().intervals:
        first = _month_before(last, one) or last.span
        if first and first.start <= one.span.end:
            span = DateSpan(first.start, one.span.end, "interval")
            return DateMention(last.start, one.end, words, span, relative=one.relative, future=one.future, point=span)
    apposed = last.span and last.span.precision == "day" and not last.relative
    if apposed and between.strip(" ,(") in ("", "un", "a") and one.text.split()[0].casefold() in date_words().weekdays:
        return replace(last, end=one.end, text=words)
    weekday = last.text.split()[0].casefold() in date_words().weekdays
    if (
        weekday
        and one.span
        and _DIGIT.search(one.text)
        and len(between) < 8
        and between.strip(" ,(") in ("", "le", "the")
    ):
        return replace(one, start=last.start, text=words)
    return None

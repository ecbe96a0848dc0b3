"""What a text says about itself at its head: front matter, a date line, a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.errors import FrontMatterError
from geodata.model import DateSpan

FENCE = re.compile(r"---[ \t]*\n(?P<yaml>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
OPEN_FENCE = re.compile(r"---[ \t]*\n[A-Za-z_]+[ \t]*:")
SIMPLE_LINE = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]+(?P<value>[^\s|>\[{&*].*?)[ \t]*$", re.MULTILINE)
DATE_LINE = re.compile(
    r"\s*date[ \t]*:?[ \t]*(?P<date>\d{4}(?:-\d\d){1,2}|\d{4}(?=[ \t]*\n))(?![-\w])[ \t]*", re.IGNORECASE
)
HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")
FIRST_LINE = re.compile(r"\s*(?P<title>[^\n]+)\n")
CLOCK = re.compile(r"[ T](?=\d\d:)")
DATE_KEYS = ("published", "date")
SENTENCE_END = re.compile(r"[.…;:,]$|[.!?…][\"»”’)]*\s+\S")
LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Head:
    """What was found at the head of a text, and how many of its characters are not part of the body.

    `trouble` says what could not be used.
    """

    length: int = 0
    title: str | None = None
    publisher: str | None = None
    reports_on: str | None = None
    url: str | None = None
    language: str | None = None
    published: DateSpan | None = None
    citations: tuple[str, ...] = ()
    trouble: tuple[FrontMatterError, ...] = field(default=())


def read_head(text: str, source: str) -> Head:
    """Read front matter, or a date line such as ``date 2026-01-28``, from the head of a normalised text.

    Front matter that does not parse as YAML is read line by line: what stands there as plain ``key: value``
    counts, the rest is named in `trouble`. A fence that never closes leaves the whole text as the body.
    """
    stripped = len(text) - len(text.lstrip())
    if fence := FENCE.match(text, stripped):
        return _front_matter(fence, source)
    if OPEN_FENCE.match(text, stripped):
        what = f"{source}: the front matter opens with '---' and never closes; all of it was read as text."
        return Head(trouble=(FrontMatterError(what, "Close it with a line '---'."),))
    if line := DATE_LINE.match(text):
        try:
            return Head(length=line.end(), published=DateSpan.parse(line["date"]))
        except ValueError as error:
            what = f"{source}: the date at its head cannot be used ({error}); it was left in the text."
            return Head(trouble=(FrontMatterError(what, "Write YYYY-MM-DD."),))
    return Head(length=stripped)


def find_title(body: str) -> str | None:
    """Return the Markdown heading or the headline that a text starts with; None where it starts with prose.

    A headline is a short first line that ends without a full stop and holds one sentence at most.
    """
    if heading := HEADING.match(body):
        return heading["title"]
    line = FIRST_LINE.match(body)
    title = line["title"].strip() if line else ""
    if not any(map(str.isalpha, title)) or len(title) > LONGEST_TITLE or SENTENCE_END.search(title):
        return None
    return title


def _front_matter(fence: re.Match[str], source: str) -> Head:
    import yaml  # noqa: PLC0415 - most texts have none

    trouble: list[FrontMatterError] = []
    try:
        # The base loader leaves every value a string, so that one impossible date does not spoil the rest.
        values = yaml.load(fence["yaml"], Loader=yaml.BaseLoader) or {}  # noqa: S506 - it makes nothing but strings
        if not isinstance(values, Mapping):
            raise FrontMatterError(f"it is a {type(values).__name__}, not a list of 'key: value'")
    except (yaml.YAMLError, ValueError, FrontMatterError, RecursionError) as error:
        values = {line["key"]: line["value"].strip("\"'") for line in SIMPLE_LINE.finditer(fence["yaml"])}
        what = f"{source}: the front matter does not parse ({_short(error)}); of it, {_list(values)} was used."
        trouble.append(FrontMatterError(what, "Put values that contain ': ' or '#' in quotes."))
    known = {str(key).lower(): value for key, value in values.items()}
    published = _published(known, source, trouble)
    return Head(
        length=fence.end(),
        title=_text(known.get("title")),
        publisher=_text(known.get("publisher")),
        reports_on=_text(known.get("reports_on")),
        url=_text(known.get("url")),
        language=_text(known.get("language")),
        published=published,
        citations=_citations(known.get("sources")),
        trouble=tuple(trouble),
    )


def _published(known: Mapping[str, object], source: str, trouble: list[FrontMatterError]) -> DateSpan | None:
    value = next((text for key in DATE_KEYS if (text := _text(known.get(key)))), None)
    if value is None:
        return None
    try:
        return DateSpan.parse(CLOCK.split(value)[0])
    except ValueError as error:
        trouble.append(FrontMatterError(f"{source}: its date {value!r} is left out ({error}).", "Write YYYY-MM-DD."))
        return None


def _citations(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(text for item in values if (text := _text(item)))


def _text(value: object) -> str | None:
    text = "" if value is None else " ".join(str(value).split())
    return text or None


def _short(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    # The mark counts from 0, from the line after the fence.
    where = f", line {mark.line + 2} of the file" if mark else ""
    reason = getattr(error, "problem", None) or str(error).split("\n")[0]
    return f"{reason}{where}"


def _list(values: Mapping[str, object]) -> str:
    return ", ".join(values) or "nothing"

"""What frames the map: title, notes, scale bar, north arrow, and the word that a view is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from geodata.snapshot.contents import Contents
from geodata.snapshot.projection import Chart
from geodata.snapshot.sheet import Box, Sheet, Weight
from geodata.snapshot.wording import Words

# Multiples of the body size; the title takes the first size at which it fits into that many lines.
TITLE_SIZES = ((1.95, 1), (1.7, 2), (1.35, 2), (1.15, 3), (0.95, 6))
SUBTITLE, NOTE, NOTICE = 0.92, 0.68, 1.15
LEADING = 1.35
NICE_STEPS = (1, 2, 5)
STRIP = 2.3
# Many filters at once, in one language.
MOST_SUBTITLE_LINES = 4
# More publishers than these never fit into two lines.
MOST_SOURCES = 60
# Credits in two languages, with what the user added.
MOST_NOTE_LINES = 5
BAR_SHARE = 0.16


@dataclass(frozen=True, slots=True)
class Lines:
    """Wrapped text of one size."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False

    @property
    def height(self) -> float:
        """Points that it takes."""
        return len(self.lines) * LEADING * self.size


def set_header(sheet: Sheet, contents: Contents, width: float) -> list[Lines]:
    """Return title and subtitle as they fit into the width."""
    if not contents.title:
        return []
    return [_title(sheet, contents.title, width), _subtitle(sheet, contents.subtitle, width)]


def _subtitle(sheet: Sheet, text: str, width: float) -> Lines:
    """Return a subtitle, each language on lines of its own."""
    size = SUBTITLE * sheet.body
    parts = [_unbroken(sheet, part, width, size) for part in text.split("\n")]
    wrapped = [line for part in parts for line in sheet.wrap(part, width, size, lines=MOST_SUBTITLE_LINES)]
    return Lines(tuple(line.rstrip("\u00a0· ") for line in wrapped), size)


def _unbroken(sheet: Sheet, text: str, width: float, size: float) -> str:
    """Return a text whose parts, set apart by dots, are broken over lines only where one is longer than a line."""
    parts = text.split(" · ")
    kept = [part.replace(" ", "\u00a0") if sheet.measure(part, size)[0] < 0.95 * width else part for part in parts]
    return "\u00a0· ".join(kept)


def _title(sheet: Sheet, title: str, width: float) -> Lines:
    parts = title.split("\n")
    for factor, most in TITLE_SIZES:
        size = factor * sheet.body
        wrapped = [sheet.wrap(part, width, size, weight="bold", lines=most + 1) for part in parts]
        if all(len(lines) <= most and not any(line.endswith("…") for line in lines) for lines in wrapped):
            return Lines(tuple(line for lines in wrapped for line in lines), size, bold=True)
    factor, most = TITLE_SIZES[-1]
    size = factor * sheet.body
    cut = [line for part in parts for line in sheet.wrap(part, width, size, weight="bold", lines=most)]
    return Lines(tuple(cut), size, bold=True)


def set_notes(sheet: Sheet, contents: Contents, words: Words, width: float) -> list[Lines]:
    """Return sources, credits and the note on boundaries as they fit into the width."""
    size = NOTE * sheet.body
    texts = [_source_line(sheet, contents.sources, words, width, size), contents.credits, contents.endorsement]
    notes = [Lines(sheet.wrap(text, width, size, lines=MOST_NOTE_LINES), size) for text in texts if text]
    if contents.link:
        notes.append(Lines(sheet.chop(words.lead.say("link", link=contents.link), width, size, lines=2), size))
    return notes


def _source_line(sheet: Sheet, names: Sequence[str], words: Words, width: float, size: float) -> str:
    """Name as many publishers as two lines hold, and say how many are left."""

    def line(kept: int) -> str:
        left = [words.count("more", len(names) - kept)] if kept < len(names) else []
        return words.lead.say("sources", names="; ".join([*names[:kept], *left]))

    low, high = 0, min(len(names), MOST_SOURCES)
    while low < high:
        middle = (low + high + 1) // 2
        fits = sheet.measure(line(middle), size)[0] < 1.85 * width
        low, high = (middle, high) if fits else (low, middle - 1)
    return line(low) if low else ""


def write_lines(sheet: Sheet, blocks: Sequence[Lines], left: float, top: float, colour: str) -> float:
    """Write blocks from the top down, and return where the last one ends."""
    for block in blocks:
        for line in block.lines:
            top -= LEADING * block.size
            baseline = top + 0.31 * LEADING * block.size
            ink = sheet.colours["text" if block.bold else colour]
            sheet.write(left, baseline, line, size=block.size, weight=weight_of(block.bold), colour=ink)
    return top


def draw_strip(sheet: Sheet, chart: Chart, words: Words, imprint: str) -> None:
    """Draw north arrow and scale bar in the strip below the map, and the imprint at its right end."""
    middle = chart.box.bottom - 0.5 * STRIP * sheet.body
    right = chart.box.left - 0.5 * sheet.body
    if abs(chart.lat_0) < 90:
        # Seen from above a pole, north is everywhere or nowhere.
        right = _draw_north(sheet, words, chart.box.left + 0.5 * sheet.body, middle)
    right = _draw_bar(sheet, chart, words, right + 1.3 * sheet.body, middle)
    size = NOTE * sheet.body
    name = words.each(lambda one: one.say("projection", name=one.say(f"projections.{chart.name}")))
    space = chart.box.right - right - 1.5 * sheet.body
    for text in (f"{name} {imprint}", imprint):
        if sheet.measure(text, size)[0] <= space:
            break
    sheet.write(
        chart.box.right,
        middle - 0.36 * size,
        sheet.fit(text, space, size),
        size=size,
        colour=sheet.colours["muted"],
        align="right",
    )


def _draw_north(sheet: Sheet, words: Words, x: float, middle: float) -> float:
    body, ink = sheet.body, sheet.colours["text"]
    low, high = middle - 0.75 * body, middle + 0.75 * body
    corners = [(x, high), (x + 0.42 * body, low), (x, low + 0.38 * body), (x - 0.42 * body, low)]
    sheet.add(Polygon(corners, closed=True, facecolor=ink, edgecolor="none", transform=sheet.points), 10)
    label = words.say("north")
    box = sheet.write(x + 0.65 * body, middle - 0.3 * body, label, size=0.84 * body, weight="bold")
    return box.right


def nice_length(longest_km: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20 ... that is not above `longest_km`.

    Examples
    --------
    >>> nice_length(432)
    200
    """
    power = 1e-3
    while power * 10 <= longest_km:
        power *= 10
    steps = [step * power for step in NICE_STEPS if step * power <= longest_km]
    length = max(steps, default=power)
    return round(length) if length >= 1 else round(length, 3)


def _draw_bar(sheet: Sheet, chart: Chart, words: Words, left: float, middle: float) -> float:
    scale, body = chart.points_per_km(), sheet.body
    length = nice_length(BAR_SHARE * chart.box.width / scale)
    width, height = length * scale, 0.36 * body
    bottom = middle - 0.62 * body
    for side, colour in enumerate((sheet.colours["text"], sheet.colours["page"])):
        bar = Rectangle(
            (left + side * width / 2, bottom),
            width / 2,
            height,
            facecolor=colour,
            edgecolor=sheet.colours["text"],
            linewidth=0.07 * body,
            transform=sheet.points,
        )
        sheet.add(bar, 10)
    size, baseline = 0.74 * body, bottom + height + 0.28 * body
    sheet.write(left, baseline, "0", size=size, align="center")
    half = words.number(length / 2)
    sheet.write(left + width / 2, baseline, half, size=size, align="center")
    number = words.number(length)
    box = sheet.write(left + width, baseline, number, size=size, align="center")
    unit = words.say("kilometres", n="").strip()
    return sheet.write(box.right + 0.35 * body, baseline, unit, size=size).right


def notice_box(sheet: Sheet, frame: Box, lines: Sequence[str]) -> Box:
    """Return the room in the middle of the map that the word takes."""
    size = NOTICE * sheet.body
    width = max(sheet.measure(sheet.fit(line, 0.85 * frame.width, size), size, "bold")[0] for line in lines) + 3 * size
    height = len(lines) * 1.5 * size + 1.6 * size
    x, y = (frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def draw_notice(sheet: Sheet, frame: Box, lines: Sequence[str]) -> None:
    """Say in the middle of the map that there is nothing to see."""
    size, box = NOTICE * sheet.body, notice_box(sheet, frame, lines)
    plate = FancyBboxPatch(
        (box.left, box.bottom),
        box.width,
        box.height,
        boxstyle=f"round,pad=0,rounding_size={0.4 * size}",
        facecolor=sheet.colours["page"],
        edgecolor=sheet.colours["border"],
        linewidth=0.08 * sheet.body,
        transform=sheet.points,
    )
    sheet.add(plate, 18)
    for number, line in enumerate(lines):
        baseline = box.top - 0.8 * size - (number + 0.5) * 1.5 * size - 0.36 * size
        first = number == 0
        ink, said = sheet.colours["text" if first else "muted"], sheet.fit(line, 0.85 * frame.width, size)
        middle = (box.left + box.right) / 2
        sheet.write(middle, baseline, said, size=size, weight=weight_of(first), colour=ink, align="center")


def weight_of(bold: bool) -> Weight:
    """Return the weight of a font."""
    return "bold" if bold else "regular"

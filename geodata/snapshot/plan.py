"""Where on the page header, map, panel and notes stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geodata.snapshot.code import SIDE, is_public
from geodata.snapshot.contents import Contents
from geodata.snapshot.furniture import STRIP, Lines, set_header, set_notes
from geodata.snapshot.panel import Block, Panel
from geodata.snapshot.sheet import Box, Sheet
from geodata.snapshot.wording import Words

# Multiples of the body size.
MARGIN, BARE_MARGIN, PANEL_WIDTH, GUTTER = 1.9, 0.25, 22.0, 1.7
HEADER_GAP, STRIP_GAP, NOTES_GAP = 0.6, 0.3, 0.8
COLUMNS_BELOW = 3
# Share of the page that a panel below the map takes.
BELOW_SHARE = (0.12, 0.42)
# The text of a panel that is too full shrinks by these steps.
SHRINKS = (1.0, 0.94, 0.88)
# A map above the panel is at most so many times higher than its extent asks for, and at least so high for its width.
TALLEST, SQUATTEST = 1.25, 0.6

Fill = Callable[[Panel], list[Block]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of the page, in points; `header` and `notes` are written from their tops down."""

    frame: Box
    panel: Panel
    columns: tuple[Box, ...]
    header: list[Lines]
    header_top: float
    notes: list[Lines]
    notes_top: float
    left: float
    code: Box | None = None


def make_plan(sheet: Sheet, contents: Contents, words: Words, fill: Fill, shape: float) -> Plan:
    """Return where everything stands.

    Parameters
    ----------
    fill : callable
        Makes the blocks of a panel, whose width depends on the page.
    shape : float
        Width by height of what the map has to show.
    """
    margin = (MARGIN if contents.title else BARE_MARGIN) * sheet.body
    inner = Box(margin, 0.75 * margin, sheet.page.right - margin, sheet.page.top - 0.85 * margin)
    header = set_header(sheet, contents, inner.width)
    top = inner.top - sum(block.height for block in header) - HEADER_GAP * sheet.body
    rest = Box(inner.left, inner.bottom, inner.right, top)
    if sheet.size.panel == "side":
        frame, panel, columns, notes, notes_top = _side(sheet, contents, words, rest, fill)
    else:
        frame, panel, columns, notes, notes_top = _below(sheet, contents, words, rest, fill, shape)
    side = _code_side(sheet, contents)
    code = Box(frame.right - side, rest.bottom, frame.right, rest.bottom + side) if side else None
    return Plan(frame, panel, columns, header, inner.top, notes, notes_top, inner.left, code)


def _code_side(sheet: Sheet, contents: Contents) -> float:
    return SIDE * sheet.body if is_public(contents.link) else 0.0


def _notes(sheet: Sheet, contents: Contents, words: Words, width: float, bottom: float) -> tuple[list[Lines], float]:
    """Return the notes, beside the code of the link, and where they begin."""
    side = _code_side(sheet, contents)
    notes = set_notes(sheet, contents, words, width - side - (GUTTER * sheet.body if side else 0))
    return notes, bottom + max(sum(block.height for block in notes), side)


_Arranged = tuple[Box, Panel, tuple[Box, ...], list[Lines], float]


def _side(sheet: Sheet, contents: Contents, words: Words, rest: Box, fill: Fill) -> _Arranged:
    body = sheet.body
    edge = rest.right - PANEL_WIDTH * body
    map_right = edge - GUTTER * body
    notes, notes_top = _notes(sheet, contents, words, map_right - rest.left, rest.bottom)
    frame = Box(rest.left, notes_top + (STRIP_GAP + STRIP) * body, map_right, rest.top)
    columns = (Box(edge, rest.bottom, rest.right, rest.top),)
    for shrink in SHRINKS:
        panel = Panel(sheet, words, rest.right - edge, shrink)
        if panel.fits(fill(panel), columns, without_extras=True):
            break
    return frame, panel, columns, notes, notes_top


def _below(sheet: Sheet, contents: Contents, words: Words, rest: Box, fill: Fill, shape: float) -> _Arranged:
    """Set the panel in columns just high enough below a map that is not much higher than what it has to show."""
    notes, notes_top = _notes(sheet, contents, words, rest.width, rest.bottom)
    least = notes_top + NOTES_GAP * sheet.body
    for shrink in SHRINKS:
        panel, height = _high_enough(sheet, words, rest.width, fill, shrink)
        if panel.fits(fill(panel), _columns(sheet, rest, least, height), without_extras=True):
            break
    strip = (STRIP_GAP + STRIP) * sheet.body
    highest = max(TALLEST * rest.width / shape, SQUATTEST * rest.width)
    frame = Box(rest.left, max(least + height + strip, rest.top - highest), rest.right, rest.top)
    columns = _columns(sheet, rest, frame.bottom - strip - height, height)
    return frame, panel, columns, notes, notes_top


def _high_enough(sheet: Sheet, words: Words, width: float, fill: Fill, shrink: float) -> tuple[Panel, float]:
    rest = Box(0, 0, width, 0)
    panel = Panel(sheet, words, _columns(sheet, rest, 0, 0)[0].width, shrink)
    blocks = fill(panel)
    height, most = (share * sheet.page.height for share in BELOW_SHARE)
    while height < most and not panel.fits(blocks, _columns(sheet, rest, 0, height)):
        height += 0.5 * sheet.body
    return panel, height


def _columns(sheet: Sheet, rest: Box, bottom: float, height: float) -> tuple[Box, ...]:
    gap = GUTTER * sheet.body
    width = (rest.width - gap * (COLUMNS_BELOW - 1)) / COLUMNS_BELOW
    lefts = [rest.left + number * (width + gap) for number in range(COLUMNS_BELOW)]
    return tuple(Box(x, bottom, x + width, bottom + height) for x in lefts)

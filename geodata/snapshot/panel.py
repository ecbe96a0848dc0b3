"""The panel beside or below the map: counts, legend, membership states, lists of what has no exact spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from geodata.snapshot.contents import ClassRow, Contents, ListRow, StateRow
from geodata.snapshot.density import Density, class_style
from geodata.snapshot.keys import draw_fill_key, draw_reading_key, draw_size_key, draw_state_key
from geodata.snapshot.marks import Scale, draw_key
from geodata.snapshot.sheet import Box, Sheet, Weight
from geodata.snapshot.wording import Words

# Multiples of the body size.
TEXT, SMALL, HEADING = 0.86, 0.76, 0.86
LEADING = 1.36
KEY_WIDTH, SWATCH_INDENT = 1.75, 2.35
LOCATOR_HEIGHT, LOCATOR_SHAPE = 8.5, 1.35
BLOCK_GAP = 0.95
MOST_LIST_ROWS = 60
MOST_LINES = 3
# A dozen filters in two languages.
MOST_HIDDEN_LINES = 9

Painter = Callable[[float, float, float], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a block; `paint` gets left, right and top."""

    height: float
    paint: Painter


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together; of a `list` rows may be left out and counted, an `extra` goes before any row does."""

    rows: tuple[Row, ...]
    heading: Row | None = None
    kind: Literal["fixed", "list", "extra"] = "fixed"
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Legend:
    """What the panel explains of the map.

    Parameters
    ----------
    scale : Scale
    counts : sequence of int
        Events of each mark.
    reading : sequence of str
        Which explanations are needed, keys of ``reading`` in the words.
    locator : callable, optional
        Draws a locator map into a box.
    density : Density
    """

    scale: Scale
    counts: Sequence[int]
    reading: Sequence[str]
    locator: Callable[[Box], None] | None = None
    density: Density = field(default_factory=Density)


class Panel:
    """Builds the blocks of the panel and sets them in columns.

    Parameters
    ----------
    sheet : Sheet
    words : Words
    width : float
        Of one column, in points.
    shrink : float
        Text is this much smaller than elsewhere on the page.
    """

    def __init__(self, sheet: Sheet, words: Words, width: float, shrink: float = 1.0) -> None:
        self.sheet = sheet
        self.words = words
        self.width = width
        self.body = shrink * sheet.body

    def blocks(self, contents: Contents, legend: Legend) -> list[Block]:
        """Return what there is to say, in reading order."""
        say = self.words.say
        found = [
            self._summary(contents),
            self._list(say("heading.types"), contents.types, kind="fixed"),
            self._regions(contents, legend.density),
            self._states(contents),
            self._list(say("heading.areas"), contents.areas),
            self._list(say("heading.countries"), contents.countries),
            self._list(say("heading.undrawn"), contents.undrawn, kind="fixed"),
            self._reading(legend.reading, legend.scale, legend.counts),
            self._locator(legend),
        ]
        return [block for block in found if block.rows]

    def _line(
        self,
        text: str,
        *,
        size: float = TEXT,
        weight: Weight = "regular",
        colour: str = "text",
        indent: float = 0.0,
        lines: int = MOST_LINES,
        right: str = "",
    ) -> Row:
        """Return a wrapped text, with a number at the right edge of its first line."""
        sheet, points = self.sheet, size * self.body
        reserved = sheet.measure(right, points, weight)[0] + 0.6 * self.body if right else 0.0
        width = self.width - indent - reserved
        parts = text.split("\n")
        wrapped = [one for part in parts for one in sheet.wrap(part, width, points, weight=weight, lines=lines)]
        step = LEADING * points

        def paint(left: float, edge: float, top: float) -> None:
            for number, line in enumerate(wrapped):
                baseline = top - number * step - 0.5 * step - 0.36 * points
                sheet.write(left + indent, baseline, line, size=points, weight=weight, colour=sheet.colours[colour])
            if right:
                baseline = top - 0.5 * step - 0.36 * points
                sheet.write(edge, baseline, right, size=points, weight=weight, align="right")

        return Row(step * max(len(wrapped), 1), paint)

    def _heading(self, text: str) -> Row:
        row = self._line(text, size=HEADING, weight="bold", lines=2)
        return replace(row, height=row.height + 0.15 * self.body)

    def _summary(self, contents: Contents) -> Block:
        rows = [self._line(contents.shown, size=1.1, weight="bold", lines=2)]
        rows += [self._line(text, size=TEXT) for text in (contents.basis, contents.deaths, contents.compared) if text]
        if contents.hidden:
            rows.append(self._line(contents.hidden, size=SMALL, colour="muted", lines=MOST_HIDDEN_LINES))
        return Block(tuple(rows))

    def _list(self, heading: str, items: Sequence[ListRow], kind: Literal["fixed", "list"] = "list") -> Block:
        rows = tuple(self._item(item) for item in items[:MOST_LIST_ROWS])
        return Block(rows, self._heading(heading), kind, left_out=len(items) - len(rows))

    def _item(self, item: ListRow) -> Row:
        """Return a row with the symbols before its name, as far as there are any."""
        key = 0.36 * self.body
        shown = item.symbols[:4]
        indent = max(KEY_WIDTH * self.body, (2.3 * len(shown) + 1.5) * key) if shown else 0.0
        number = self.words.number(item.count) if item.count is not None else ""
        line = self._line(item.name, indent=indent, right=number, lines=2)

        def paint(left: float, edge: float, top: float) -> None:
            middle = top - 0.5 * LEADING * TEXT * self.body
            for number, row in enumerate(shown):
                draw_key(self.sheet, row, left + key * (1.4 + 2.3 * number), middle, key)
            line.paint(left, edge, top)

        return Row(line.height, paint)

    def _regions(self, contents: Contents, density: Density) -> Block:
        rows = [self._class(row, density) for row in contents.regions]
        if rows and contents.regions_note:
            rows.append(self._line(contents.regions_note, size=SMALL, colour="muted"))
        return Block(tuple(rows), self._heading(contents.regions_heading))

    def _class(self, row: ClassRow, density: Density) -> Row:
        number = self.words.number(row.count)
        line = self._line(row.text, indent=SWATCH_INDENT * self.sheet.body, right=number, lines=2)

        def paint(left: float, edge: float, top: float) -> None:
            if density.shading:
                style = class_style(self.sheet, density.shading, row.number)
                draw_fill_key(self.sheet, style, left, top - 0.5 * LEADING * TEXT * self.body)
            line.paint(left, edge, top)

        return Row(line.height, paint)

    def _states(self, contents: Contents) -> Block:
        rows = tuple(self._state(state) for state in contents.states)
        return Block(rows, self._heading(contents.states_heading))

    def _state(self, state: StateRow) -> Row:
        line = self._line(state.text, indent=SWATCH_INDENT * self.sheet.body)

        def paint(left: float, edge: float, top: float) -> None:
            draw_state_key(self.sheet, state.symbol, left, top - 0.5 * LEADING * TEXT * self.body)
            line.paint(left, edge, top)

        return Row(line.height, paint)

    def _reading(self, keys: Sequence[str], scale: Scale, counts: Sequence[int]) -> Block:
        rows = [self._key(key) for key in keys]
        if max(counts, default=1) > 1:
            rows.append(self._sizes(scale, counts))
        return Block(tuple(rows), self._heading(self.words.say("heading.reading")))

    def _key(self, key: str) -> Row:
        line = self._line(self.words.say(f"reading.{key}"), indent=SWATCH_INDENT * self.sheet.body)

        def paint(left: float, edge: float, top: float) -> None:
            draw_reading_key(self.sheet, key, left, top - 0.5 * LEADING * TEXT * self.body)
            line.paint(left, edge, top)

        return Row(line.height, paint)

    def _sizes(self, scale: Scale, counts: Sequence[int]) -> Row:
        most = max(counts)
        steps = sorted({1, most} | ({max(2, round(most / 4))} if most > 4 else set()))
        line = self._line(self.words.say("reading.size"), lines=1)
        height = 2 * scale.radius(most) + 0.4 * self.body

        def paint(left: float, edge: float, top: float) -> None:
            line.paint(left, edge, top)
            labels = [self.words.number(step) for step in steps]
            draw_size_key(self.sheet, scale, steps, labels, left, top - line.height - height / 2)

        return Row(line.height + height, paint)

    def _locator(self, legend: Legend) -> Block:
        if legend.locator is None:
            return Block(())
        draw, height = legend.locator, LOCATOR_HEIGHT * self.body

        def paint(left: float, edge: float, top: float) -> None:
            draw(Box(left, top - height, min(left + LOCATOR_SHAPE * height, edge), top))

        return Block((Row(height, paint),), kind="extra")

    def trimmed(self, blocks: Sequence[Block], columns: Sequence[Box]) -> list[Block]:
        """Return the blocks with as many list rows left out, from the longest list, as it takes to fit."""
        kept = list(blocks)
        while not self.fits(kept, columns):
            if kept[-1].kind == "extra":
                kept.pop()
                continue
            lists = [at for at, block in enumerate(kept) if block.kind == "list" and block.rows]
            if lists:
                at = max(lists, key=lambda at: len(kept[at].rows))
                block = kept[at]
                kept[at] = replace(block, rows=block.rows[:-1], left_out=block.left_out + 1)
            elif len(kept) > 1:
                kept.pop()
            else:
                break
        return kept

    def fits(self, blocks: Sequence[Block], columns: Sequence[Box], *, without_extras: bool = False) -> bool:
        """Tell whether all rows find room."""
        return self._set([b for b in blocks if not (without_extras and b.kind == "extra")], columns) is not None

    def paint(self, blocks: Sequence[Block], columns: Sequence[Box]) -> None:
        """Draw the blocks, trimmed to the columns."""
        for row, left, right, top in self._set(self.trimmed(blocks, columns), columns) or []:
            row.paint(left, right, top)

    def _set(self, blocks: Sequence[Block], columns: Sequence[Box]) -> list[tuple[Row, float, float, float]] | None:
        """Return where each row goes, or None where they do not fit; a block is never broken over two columns."""
        placed: list[tuple[Row, float, float, float]] = []
        remaining = list(columns)
        top = remaining[0].top
        for block in blocks:
            rows = self._rows(block)
            height = sum(row.height for row in rows)
            while top - height < remaining[0].bottom - 0.01:
                remaining.pop(0)
                if not remaining:
                    return None
                top = remaining[0].top
            for row in rows:
                placed.append((row, remaining[0].left, remaining[0].right, top))
                top -= row.height
            top -= BLOCK_GAP * self.body
        return placed

    def _rows(self, block: Block) -> list[Row]:
        rows = [block.heading] if block.heading else []
        rows += block.rows
        if block.left_out:
            rows.append(self._line(self.words.count("more", block.left_out), size=SMALL, colour="muted"))
        return rows

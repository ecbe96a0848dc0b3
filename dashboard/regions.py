"""Regions shaded by a measure, or by the change between two periods: fills, words and legend for the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.labels import N_
from dashboard.words import Words
from geodata.layers.shading import Shading as Classes
from geodata.layers.shading import shade_regions
from geodata.model import View

if TYPE_CHECKING:
    from dashboard.data import Library

MEASURES: dict[str, str] = {
    "none": N_("none"),
    "events": N_("events"),
    "deaths": N_("deaths (lowest figures)"),
    "per_100k": N_("events per 100,000 inhabitants"),
}
# Fill of a region that has events and no figure: hatched, so that nobody takes it for none.
UNKNOWN = "unknown"
_UNKNOWN = {"deaths": N_("no lowest figure told"), "per_100k": N_("inhabitants not known")}


@dataclass(frozen=True, slots=True)
class Shading:
    """Fill and words of each region, and what the legend says of them."""

    fills: dict[str, dict[str, str]] = field(default_factory=dict)
    legend: list[dict[str, Any]] = field(default_factory=list)


def shading(library: Library, view: View, words: Words) -> Shading:
    """Return how the regions of a view are shaded; nothing where no measure is chosen.

    Parameters
    ----------
    library : Library
    view : View
        Not narrowed to a scope.
    words : Words
    """
    found = shade_regions(view, library.divisions)
    if found is None or not (found.classes or found.unknown):
        return Shading()
    said = _change if found.compared else _said
    fills = {
        unit: {"fill": found.colours[number], "text": said(found.values[unit], found.measure, words)}
        for unit, number in found.classes.items()
    }
    fills |= {unit: {"fill": UNKNOWN, "text": words.text(_UNKNOWN[found.measure])} for unit in found.unknown}
    return Shading(fills, [{"title": _title(found, words), "rows": _rows(found, words)}])


def _title(found: Classes, words: Words) -> str:
    measure = words.text(MEASURES[found.measure])
    if found.compared:
        return words.text("Change against the second period: {measure}", measure=measure)
    return words.text("Regions by {measure}", measure=measure)


def _rows(found: Classes, words: Words) -> list[dict[str, str]]:
    labels = _changes(words) if found.compared else _ranges(found.bounds, words)
    rows = [
        {"fill": colour, "label": label, "count": words.number(found.count(number))}
        for number, (colour, label) in enumerate(zip(found.colours, labels, strict=True))
        if not found.compared or found.count(number)
    ]
    if found.unknown:
        label = words.text(_UNKNOWN[found.measure])
        rows.append({"fill": UNKNOWN, "label": label, "count": words.number(len(found.unknown))})
    return rows


def _changes(words: Words) -> list[str]:
    return [
        words.text("half or less"), words.text("fewer"), words.text("about the same"), words.text("more"),
        words.text("twice or more"),
    ]  # fmt: skip


def _ranges(bounds: Sequence[float], words: Words) -> list[str]:
    return [_from_to(low, high, words) for low, high in zip(bounds, [*bounds[1:], None], strict=True)]


def _from_to(low: float, high: float | None, words: Words) -> str:
    if high is None:
        return words.text("{low} and more", low=words.number(low))
    return words.text("{low} to less than {high}", low=words.number(low), high=words.number(high))


def _said(values: Sequence[float], measure: str, words: Words) -> str:
    (value,) = values
    number = words.number(round(value, 1) if measure == "per_100k" else int(value))
    return words.text("{measure}: {number}", measure=words.text(MEASURES[measure]), number=number)


def _change(values: Sequence[float], measure: str, words: Words) -> str:
    del measure
    before, now = values
    change = f"{'+' if now >= before else '−'}{words.number(round(abs(now - before), 1))}"
    first, second = words.number(round(before, 1)), words.number(round(now, 1))
    return words.text("{before} before, {now} now ({change})", before=first, now=second, change=change)

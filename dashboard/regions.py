"""Regions shaded by a measure, or by the change between two periods: fills, words and legend for the map."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dashboard.labels import N_
from dashboard.words import Words
from geodata.columns.breakdown import Tally, period_view, unit_tallies
from geodata.model import View

if TYPE_CHECKING:
    from dashboard.data import Library

# Light to dark in one hue, told apart also in grey; and less to more over white for changes.
# ColorBrewer's YlOrBr and PuOr, five classes each (Cynthia Brewer, colorbrewer2.org).
STEPS = ("#FFFFD4", "#FED98E", "#FE9929", "#D95F0E", "#993404")
CHANGES = ("#5E3C99", "#B2ABD2", "#F7F7F7", "#FDB863", "#E66101")
MEASURES: dict[str, str] = {
    "none": N_("none"),
    "events": N_("events"),
    "deaths": N_("deaths (lowest figures)"),
    "per_100k": N_("events per 100,000 inhabitants"),
}
# Fill of a region that has events and no figure: hatched, so that nobody takes it for none.
UNKNOWN = "unknown"
_UNKNOWN = {"deaths": N_("no toll told"), "per_100k": N_("inhabitants not known")}
# A change of less than a tenth is none.
SLIGHT = 0.1
PER = 100_000
# Round lower bounds of classes are these times a power of ten.
ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)


@dataclass(frozen=True, slots=True)
class Shading:
    """Fill and words of each region, and what the legend says of them."""

    fills: dict[str, dict[str, str]] = field(default_factory=dict)
    legend: list[dict[str, Any]] = field(default_factory=list)


@cache
def populations() -> dict[str, tuple[int, int]]:
    """Return inhabitants and year of the census of each region that is known, from ``populations.csv``."""
    lines = files("dashboard").joinpath("populations.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["place_id"]: (int(row["inhabitants"]), int(row["year"])) for row in rows}


def shading(library: Library, view: View, words: Words) -> Shading:
    """Return how the regions of a view are shaded; nothing where no measure is chosen.

    Parameters
    ----------
    library : Library
    view : View
        Not narrowed to a scope.
    words : Words
    """
    spec = view.spec
    if spec.measure == "none" and spec.compare is None:
        return Shading()
    now = unit_tallies(view, library.divisions)
    measure = spec.measure if spec.measure != "none" else "events"
    if spec.compare is not None:
        before = unit_tallies(period_view(view, spec.compare), library.divisions)
        return _changes(now, before, measure, words)
    return _levels(now, measure, words)


def value_of(tally: Tally | None, unit: str, measure: str) -> float | None:
    """Return the measure of a region; None where deaths or inhabitants are not known."""
    if measure == "deaths":
        return None if tally is None else tally.deaths_low
    events = tally.events if tally else 0
    if measure == "events":
        return events
    known = populations().get(unit)
    return events * PER / known[0] if known else None


def breaks(values: Sequence[float], classes: int = len(STEPS)) -> list[float]:
    """Return round lower bounds of at most so many classes with about equally many values each.

    Examples
    --------
    >>> breaks([1, 2, 3, 10, 40, 55, 200, 900, 1500, 4000])
    [1.0, 3.0, 30.0, 200.0, 1500.0]
    """
    ordered = sorted(value for value in values if value > 0)
    if not ordered:
        return []
    cuts = [ordered[len(ordered) * at // classes] for at in range(classes)]
    return sorted({_round_down(cut) for cut in cuts})


def _round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return float(f"{max(step for step in ROUND if step * power <= value * (1 + 1e-9)) * power:.6g}")


def _levels(now: Mapping[str, Tally], measure: str, words: Words) -> Shading:
    values = {unit: value for unit, tally in now.items() if (value := value_of(tally, unit, measure)) is not None}
    bounds = breaks(list(values.values()))
    if not bounds:
        return Shading()
    colours = STEPS[len(STEPS) - len(bounds) :]
    fills = {
        unit: {"fill": colours[sum(value >= bound for bound in bounds) - 1], "text": _said(value, measure, words)}
        for unit, value in values.items()
        if value >= bounds[0]
    }
    unknown = [unit for unit, tally in now.items() if tally.events and value_of(tally, unit, measure) is None]
    fills |= {unit: {"fill": UNKNOWN, "text": words.text(_UNKNOWN[measure])} for unit in unknown if measure in _UNKNOWN}
    rows = [
        {"fill": colour, "label": _from_to(low, high, words),
         "count": words.number(sum(fill["fill"] == colour for fill in fills.values()))}
        for colour, low, high in zip(colours, bounds, [*bounds[1:], None], strict=True)
    ]  # fmt: skip
    if unknown and measure in _UNKNOWN:
        rows.append({"fill": UNKNOWN, "label": words.text(_UNKNOWN[measure]), "count": words.number(len(unknown))})
    title = words.text("Regions by {measure}", measure=words.text(MEASURES[measure]))
    return Shading(fills, [{"title": title, "rows": rows}])


def _from_to(low: float, high: float | None, words: Words) -> str:
    if high is None:
        return words.text("{low} and more", low=words.number(low))
    return words.text("{low} to less than {high}", low=words.number(low), high=words.number(high))


def _said(value: float, measure: str, words: Words) -> str:
    number = words.number(round(value, 1) if measure == "per_100k" else int(value))
    return words.text("{measure}: {number}", measure=words.text(MEASURES[measure]), number=number)


def _changes(now: Mapping[str, Tally], before: Mapping[str, Tally], measure: str, words: Words) -> Shading:
    fills: dict[str, dict[str, str]] = {}
    classes = [0] * len(CHANGES)
    for unit in sorted({*now, *before}):
        later, earlier = (value_of(side.get(unit), unit, measure) for side in (now, before))
        if later is None and earlier is None:
            continue
        step = change_class(later or 0, earlier or 0)
        classes[step] += 1
        fills[unit] = {"fill": CHANGES[step], "text": _change(later or 0, earlier or 0, words)}
    labels = (
        words.text("half or less"), words.text("fewer"), words.text("about the same"), words.text("more"),
        words.text("twice or more"),
    )  # fmt: skip
    rows = [
        {"fill": colour, "label": label, "count": words.number(n)}
        for colour, label, n in zip(CHANGES, labels, classes, strict=True)
        if n
    ]
    title = words.text("Change against the second period: {measure}", measure=words.text(MEASURES[measure]))
    return Shading(fills, [{"title": title, "rows": rows}] if rows else [])


def change_class(now: float, before: float) -> int:
    """Return which of the five classes of change two values make: 0 half or less, 2 about the same, 4 twice or more.

    Examples
    --------
    >>> [change_class(*pair) for pair in ((1, 4), (7, 10), (10, 10), (13, 10), (20, 10), (3, 0))]
    [0, 1, 2, 3, 4, 4]
    """
    tests: tuple[Callable[[], bool], ...] = (
        lambda: now <= before / 2 and now < before,
        lambda: now < before * (1 - SLIGHT),
        lambda: now <= before * (1 + SLIGHT),
        lambda: now < before * 2,
    )
    return next((step for step, holds in enumerate(tests) if holds()), 4)


def _change(now: float, before: float, words: Words) -> str:
    change = f"{'+' if now >= before else '−'}{words.number(round(abs(now - before), 1))}"
    first, second = words.number(round(before, 1)), words.number(round(now, 1))
    return words.text("{before} before, {now} now ({change})", before=first, now=second, change=change)

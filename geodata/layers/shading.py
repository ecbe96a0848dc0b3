"""Regions shaded by a measure, or by the change between two periods: which class each falls into.

Map, picture and their legends take the classes from here and say them in their own words.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from geodata.columns.breakdown import Tally, period_view, unit_tallies
from geodata.model import View

# Light to dark in one hue, told apart also in grey; and less to more over white for changes.
# ColorBrewer's YlOrBr and PuOr, five classes each (Cynthia Brewer, colorbrewer2.org).
STEPS = ("#FFFFD4", "#FED98E", "#FE9929", "#D95F0E", "#993404")
CHANGES = ("#5E3C99", "#B2ABD2", "#F7F7F7", "#FDB863", "#E66101")
# A change of less than a tenth is none.
SLIGHT = 0.1
PER = 100_000
# Round lower bounds of classes are these times a power of ten.
ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)


@dataclass(frozen=True, slots=True)
class Shading:
    """The class of each region.

    Parameters
    ----------
    measure : {"events", "deaths", "per_100k"}
    compared : bool
        Whether the classes are those of a change: 0 half or less, 2 about the same, 4 twice or more.
    bounds : tuple of float
        Lower bounds of the classes; empty for changes.
    classes : dict of str to int
        By `place_id`; regions that nothing is known of are left out.
    values : dict of str to tuple of float
        The measure of each region; before and now where two periods are compared.
    unknown : frozenset of str
        Regions that have events and no figure: hatched, so that nobody takes them for regions without any.
    """

    measure: str
    compared: bool = False
    bounds: tuple[float, ...] = ()
    classes: dict[str, int] = field(default_factory=dict)
    values: dict[str, tuple[float, ...]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    @property
    def colours(self) -> tuple[str, ...]:
        """The fill of each class."""
        return CHANGES if self.compared else STEPS[len(STEPS) - len(self.bounds) :]

    def count(self, number: int) -> int:
        """Return how many regions are of a class."""
        return sum(one == number for one in self.classes.values())


def shade_regions(view: View, units: Iterable[str]) -> Shading | None:
    """Return how the regions of a view are shaded; None where the view asks for no measure and compares nothing.

    Parameters
    ----------
    view : View
        Not narrowed to a scope, so that regions are shaded alike wherever one looks.
    units : iterable of str
        Ids of the regions that have outlines.
    """
    spec = view.spec
    if spec.measure == "none" and spec.compare is None:
        return None
    wanted = frozenset(units)
    now = unit_tallies(view, wanted)
    measure = spec.measure if spec.measure != "none" else "events"
    if spec.compare is None:
        return _levels(now, measure)
    return _changes(now, unit_tallies(period_view(view, spec.compare), wanted), measure)


@cache
def populations() -> dict[str, tuple[int, int]]:
    """Return inhabitants and year of the census of each region that is known, from ``populations.csv``."""
    lines = files("geodata").joinpath("layers", "populations.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["place_id"]: (int(row["inhabitants"]), int(row["year"])) for row in rows}


def value_of(tally: Tally | None, unit: str, measure: str) -> float | None:
    """Return the measure of a region; None where deaths or inhabitants are not known.

    Of deaths that are only told as a most ("up to 30") the least is not known: the region is not one without deaths.
    """
    if measure == "deaths":
        return None if tally is None or (not tally.deaths_low and tally.deaths_high) else tally.deaths_low
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


def _levels(now: Mapping[str, Tally], measure: str) -> Shading:
    values = {unit: value for unit, tally in now.items() if (value := value_of(tally, unit, measure)) is not None}
    bounds = breaks(list(values.values()))
    shaded = {unit: value for unit, value in values.items() if bounds and value >= bounds[0]}
    classes = {unit: sum(value >= bound for bound in bounds) - 1 for unit, value in shaded.items()}
    unknown = frozenset(unit for unit, tally in now.items() if tally.events and unit not in values)
    return Shading(measure, False, tuple(bounds), classes, {unit: (value,) for unit, value in shaded.items()}, unknown)


def _changes(now: Mapping[str, Tally], before: Mapping[str, Tally], measure: str) -> Shading:
    values: dict[str, tuple[float, ...]] = {}
    for unit in sorted({*now, *before}):
        later, earlier = (value_of(side.get(unit), unit, measure) for side in (now, before))
        if later is not None or earlier is not None:
            values[unit] = (earlier or 0, later or 0)
    return Shading(measure, True, (), {unit: change_class(b, a) for unit, (a, b) in values.items()}, values)


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

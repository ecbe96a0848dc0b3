"""Whether two facts of one kind can be of one happening: by place, day and number of dead."""

from __future__ import annotations

from collections.abc import Callable, Collection

from geodata.events.keys import Level, Sketch, days_of
from geodata.model import FactPlace, Precision

Holders = Callable[[FactPlace], Collection[str]]

_SAME, _SAME_COUNTED = 3, 6
NEAR_DEGREES = 0.12
# A plural without a figure is told until the next larger one fits: dozens until hundreds.
_OPEN = 10
_VAGUE_DAYS = 3


def dates_agree(one: Sketch, other: Sketch) -> bool:
    """Tell whether two dates overlap, or one is missing."""
    if one.span is None or other.span is None:
        return True
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def near(one: FactPlace, other: FactPlace) -> bool:
    """Tell whether two places of one country are the same, or some kilometres apart."""
    if one.country != other.country:
        return False
    if one.place_id == other.place_id:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    if Precision.COUNTRY in (one.precision, other.precision):
        return False
    return abs(one.lat - other.lat) < NEAR_DEGREES and abs(one.lon - other.lon) < NEAR_DEGREES


def _holds(wide: FactPlace, fine: FactPlace, holders: Holders | None) -> bool:
    """Tell whether one place is the country, region, cercle or named area in which the other lies."""
    if wide.country != fine.country or wide.precision <= fine.precision:
        return False
    if wide.precision == Precision.COUNTRY:
        return True
    return wide.place_id in fine.within or (holders is not None and wide.place_id in holders(fine))


def places_agree(one: Sketch, other: Sketch, holders: Holders | None) -> bool:
    """Tell whether two incidents can have one site: the same, a near one, or one inside the other."""
    if not one.sites or not other.sites:
        return False
    if one.of_power and set(one.countries) & set(other.countries):
        return True
    return near(one.sites[0], other.sites[0]) or any(
        _holds(a, b, holders) or _holds(b, a, holders) for a in one.sites for b in other.sites
    )


def tolls_agree(one: Sketch, other: Sketch) -> bool:
    """Tell whether two tolls can be of one happening: a much larger one is another happening.

    "Dozens" agree with any figure below hundreds, "up to 30" with any that is no higher.
    """
    if one.toll is None or other.toll is None:
        return True
    low, high = sorted((one.toll, other.toll))
    if high <= _SAME * max(low, 1) or any(sketch.most and sketch.toll == high for sketch in (one, other)):
        return True
    if any(sketch.vague and sketch.toll == low for sketch in (one, other)):
        return high < _OPEN * low
    return high <= _SAME_COUNTED * max(low, 1) and one.counts and other.counts


def fits(vague: Sketch, fine: Sketch, holders: Holders | None) -> bool:
    """Tell whether a vaguer fact can belong to the happening of a finer one.

    Within a document place and date need only not contradict. Across documents a region and a few days must hold the
    other's, and what is vaguer than that must count the same dead within three days. A status has no place of its own.
    """
    if vague.fact.aggregate or not dates_agree(vague, fine):
        return False
    if vague.fact.layer != "incident":
        return True
    if not places_agree(vague, fine, holders):
        return False
    if vague.fact.document_id == fine.fact.document_id or vague.level is Level.WIDE:
        return tolls_agree(vague, fine)
    if vague.span is None or days_of(vague.span) > _VAGUE_DAYS:
        return False
    return vague.toll is not None and vague.toll == fine.toll

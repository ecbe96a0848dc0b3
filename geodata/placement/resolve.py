"""Choose among the places that a name can mean; sure names first, so that they speak for the others."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.gazetteer import Gazetteer, Named
from geodata.model import Candidate, PlaceKind
from geodata.placement.features import Context, features

_SHOWN = 5  # candidates kept for explanations
_METHOD = ("chain", "kind", "near", "region", "focus", "prominence", "people")


@dataclass(slots=True)
class Name:
    """One occurrence of a name that is to be resolved.

    Parameters
    ----------
    bearers : tuple of Named
        What it can mean.
    holder : Name or None
        The name right behind it that may be the unit holding it ("Boni, Mali").
    """

    key: str
    hint: PlaceKind | None
    bearers: tuple[Named, ...]
    holder: Name | None = None
    ranked: tuple[Candidate, ...] = field(default=())


def resolve(names: Sequence[Name], gazetteer: Gazetteer) -> None:
    """Rank the bearers of every name, best first, in `Name.ranked`.

    Three rounds: names with one dominant bearer give the first picture of where the text is; with that all are
    ranked; then once more with every choice that is clear taken as an anchor.
    """
    context = Context()
    for share in (0.75, 0.55, 0.0):
        context = _context(names, context, share)
        cache: dict[tuple[str, PlaceKind | None, str], tuple[Candidate, ...]] = {}
        for name in names:
            holder = name.holder.ranked[0].place if name.holder is not None and name.holder.ranked else None
            at = (name.key, name.hint, holder.place_id if holder else "")
            if at not in cache:
                cache[at] = _rank(name, holder, context, gazetteer)
            name.ranked = cache[at]
    _one_sense(names)


def _rank(name: Name, holder: object, context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    from geodata.model import Place

    unit = holder if isinstance(holder, Place) else None
    scored = []
    for named in name.bearers:
        found = features(named, name.key, name.hint, unit, context, gazetteer)
        scored.append((sum(weight for _, weight in found), named.place, tuple(found)))
    scored.sort(key=lambda row: -row[0])
    chances = _chances([row[0] for row in scored])
    rows = zip(scored[:_SHOWN], chances, strict=False)
    return tuple(Candidate(place, chance, found) for (_, place, found), chance in rows)


def _chances(scores: list[float]) -> list[float]:
    """Turn scores into shares of belief; the constant is fitted so that .9 means nine in ten (see the benchmarks)."""
    if not scores:
        return []
    weights = [math.exp(7.0 * (score - scores[0])) for score in scores]
    total = sum(weights) + math.exp(7.0 * (0.25 - scores[0]))
    return [weight / total for weight in weights]


def _context(names: Sequence[Name], _before: Context, threshold: float) -> Context:
    """Count countries and divisions over all names whose foremost bearer is believed beyond the threshold."""
    countries: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    anchors: dict[str, tuple[str, object]] = {}
    for name in names:
        if not name.ranked:
            if len({one.place.country for one in name.bearers}) == 1 or name.bearers and name.bearers[0].place.kind == "country":
                place, belief = name.bearers[0].place, 1.0
            else:
                continue
        else:
            place, belief = name.ranked[0].place, name.ranked[0].score
            if belief < max(threshold, 0.4):
                continue
        if place.country:
            countries[place.country] += 2 if place.kind == "country" else 1
        if place.kind in {"admin1", "admin2"}:
            regions[place.place_id] += 1
        if place.kind == "settlement" and place.parent:
            regions[place.parent] += 1
        if place.kind in {"settlement", "admin1", "admin2", "admin3", "site"}:
            anchors.setdefault(place.place_id, (name.key, place))
    return Context(_shares(countries), _shares(regions), list(anchors.values())[:40])  # type: ignore[arg-type]  # narrowed above


def _shares(counts: Counter[str]) -> dict[str, float]:
    top = max(counts.values(), default=0)
    return {name: math.sqrt(count / top) for name, count in counts.items()}


def _one_sense(names: Sequence[Name]) -> None:
    """Give bare repetitions the meaning of an occurrence that its holder decided."""
    decided: dict[tuple[str, PlaceKind | None], dict[str, tuple[Candidate, ...]]] = defaultdict(dict)
    for name in names:
        if name.ranked and any(feature == "chain" for feature, _ in name.ranked[0].features):
            decided[name.key, name.hint][name.ranked[0].place.place_id] = name.ranked
    for name in names:
        senses = decided.get((name.key, name.hint))
        if senses and len(senses) == 1 and name.holder is None:
            name.ranked = next(iter(senses.values()))


def method(candidates: tuple[Candidate, ...], bearers: int) -> str:
    """Return in one word what decided for the first candidate."""
    if bearers == 1:
        return "unique"
    first = dict(candidates[0].features)
    second = dict(candidates[1].features) if len(candidates) > 1 else {}
    lead = {name: first.get(name, 0.0) - second.get(name, 0.0) for name in _METHOD}
    best = max(lead, key=lambda name: lead[name])
    return best if lead[best] > 0 else "prior"

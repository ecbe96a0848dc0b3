"""What the picture says, before anything is drawn: title, filters, legend rows, lists and notes as plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from geodata.columns import columns_of_view, counting
from geodata.columns.breakdown import period_view
from geodata.layers.shading import Shading
from geodata.model import AreaMark, CountryBadge, Layers, PointMark, View
from geodata.profiles import bound_of
from geodata.snapshot.density import UNKNOWN, class_label, members
from geodata.snapshot.filters import filters_in_words, hidden_in_words, period_in_words
from geodata.snapshot.marks import drawn_areas
from geodata.snapshot.outlines import Names, Outlines, vintage_note
from geodata.snapshot.projection import Chart
from geodata.snapshot.request import Request
from geodata.snapshot.sheet import clean
from geodata.snapshot.wording import Words, in_both
from geodata.symbols import StateSymbol, Symbol, states, styles, symbol


@dataclass(frozen=True, slots=True)
class ListRow:
    """A name with a number, for the lists beside the map; `symbols` are drawn before it."""

    name: str
    count: int | None
    symbols: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class StateRow:
    """A membership state with the countries in it."""

    symbol: StateSymbol
    text: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of shaded regions, with how many regions are in it."""

    number: int
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Every word on the picture that does not stand on the map itself."""

    title: str
    subtitle: str
    shown: str
    basis: str
    deaths: str
    hidden: str
    types: tuple[ListRow, ...]
    states_heading: str
    states: tuple[StateRow, ...]
    areas: tuple[ListRow, ...]
    countries: tuple[ListRow, ...]
    undrawn: tuple[ListRow, ...]
    sources: tuple[str, ...]
    credits: str
    endorsement: str
    imprint: str
    link: str = ""
    compared: str = ""
    regions_heading: str = ""
    regions: tuple[ClassRow, ...] = ()
    regions_note: str = ""


def describe(
    view: View,
    layers: Layers,
    outlines: Outlines,
    names: Names,
    words: Words,
    request: Request,
    *,
    shading: Shading | None = None,
) -> Contents:
    """Return what the picture says about a view; a title without a letter that can be written counts as none."""
    own = clean(request.title or "")
    each = words.each
    return Contents(
        title=own or words.lines(lambda one: _own_title(view, layers, names.within(one), one, request.scope_name)),
        subtitle=words.lines(lambda one: _subtitle(view, one, period_in_title=not own)),
        shown=words.count("shown", view.counts.events, total=view.counts.events_total),
        basis=each(lambda one: _basis(view, one)),
        deaths=_deaths(view, words),
        hidden=words.lines(lambda one: hidden_in_words(view, one)),
        types=_types(view, words),
        states_heading=each(lambda one: _states_heading(view, one)),
        states=_states(layers, names, words),
        areas=_marked(((names.area(mark), mark.styles, mark.count) for mark in layers.areas), words),
        countries=_marked(((names.country(badge), badge.styles, badge.count) for badge in layers.badges), words),
        undrawn=_undrawn(view, layers, words),
        credits=each(lambda one: _credits(layers, outlines, names.within(one), one, request.added)),
        sources=_publishers(view, words),
        endorsement=in_both("endorsement"),
        imprint=each(lambda one: _imprint(request.digest, request.made_on, one)),
        link=request.link,
        compared=_compared(view, words),
        regions_heading=_regions_heading(shading, words) if shading else "",
        regions=_regions(shading, words) if shading else (),
        regions_note=each(lambda one: _regions_note(view, shading, one)) if shading else "",
    )


def _own_title(view: View, layers: Layers, names: Names, words: Words, scope_name: str | Mapping[str, str]) -> str:
    scope = scope_name if isinstance(scope_name, str) else scope_name.get(words.language, "")
    return default_title(view, layers, names, words, scope)


def default_title(view: View, layers: Layers, names: Names, words: Words, scope_name: str = "") -> str:
    """Return a title from the view's scope, layers and period; without a period, the years of the events shown."""
    shown_layers = view.spec.layers
    subject_key = next(iter(shown_layers)) if len(shown_layers) == 1 else "all"
    subject = words.say(f"subject.{subject_key}", organisation=_organisation(view, words))
    scope = scope_name or _scope_name(view, layers, names, words)
    period = period_in_words(view.spec.start, view.spec.end, words) or _years(view)
    return words.say("title_period" if period else "title", scope=scope, subject=subject, period=period)


def _scope_name(view: View, layers: Layers, names: Names, words: Words) -> str:
    scope = view.spec.scope
    if scope is None:
        return words.say("region")
    known = [mark.name for mark in layers.areas if mark.place_id == scope]
    known += [mark.name for mark in layers.points if mark.place_id == scope]
    spots = columns_of_view(view)[0].spots
    known += [spots.names[spots.place_number[scope]]] if scope in spots.place_number else []
    return names.get(scope) or (known[0] if known else words.say("chosen_place"))


def _dated(view: View) -> tuple[dt.date, dt.date] | None:
    return counting.dated(*columns_of_view(view))


def _years(view: View) -> str:
    dated = _dated(view)
    if not dated:
        return ""
    first, last = dated[0].year, dated[1].year
    return str(first) if first == last else f"{first}–{last}"


def _subtitle(view: View, words: Words, *, period_in_title: bool) -> str:
    spec, dated = view.spec, _dated(view)
    stated = period_in_words(spec.start, spec.end, words)
    period = stated or words.say("period.all")
    if dated and not stated:
        period = words.say("period.dated", start=dated[0], end=dated[1])
    parts = [] if stated and period_in_title else [words.say("period.label", period=period)]
    return " · ".join([*parts, *filters_in_words(spec, words)])


def _basis(view: View, words: Words) -> str:
    documents, publishers = view.counts.documents, view.counts.publishers
    return words.listing([words.count("documents", documents), words.count("publishers", publishers)])


def _deaths(view: View, words: Words) -> str:
    low, high, is_open = view.counts.deaths_low, view.counts.deaths_high, view.counts.deaths_open
    if low is None or high is None:
        return ""
    return words.say(f"deaths.{bound_of(low, high, is_open=is_open)}", low=low, high=high)


def _compared(view: View, words: Words) -> str:
    if view.spec.compare is None:
        return ""
    return words.count("compared", period_view(view, view.spec.compare).counts.events)


def _regions_heading(shading: Shading, words: Words) -> str:
    key = "heading.changes" if shading.compared else "heading.regions"
    return words.each(lambda one: one.say(key, measure=one.say(f"measures.{shading.measure}")))


def _regions(shading: Shading, words: Words) -> tuple[ClassRow, ...]:
    each = [number for number in (*range(len(shading.colours)), UNKNOWN) if members(shading, number)]
    return tuple(ClassRow(n, words.each(partial(class_label, shading, n)), len(members(shading, n))) for n in each)


def _regions_note(view: View, shading: Shading, words: Words) -> str:
    notes = [words.say("shading.everywhere")] if view.spec.scope else []
    notes += [words.say("shading.inhabitants")] if shading.measure == "per_100k" else []
    return ". ".join(notes)


def _types(view: View, words: Words) -> tuple[ListRow, ...]:
    found = counting.count_styles(*columns_of_view(view))
    known = [key for key in styles() if key in found]
    return tuple(ListRow(words.label(symbol(key)), found[key], (symbol(key),)) for key in known)


def _organisation(view: View, words: Words) -> str:
    name = view.spec.organisation
    return words.either("organisations", name, otherwise=name)


def _states_heading(view: View, words: Words) -> str:
    organisation = _organisation(view, words)
    if view.spec.as_of:
        return words.say("heading.states", organisation=organisation, day=view.spec.as_of)
    return words.say("heading.states_latest", organisation=organisation)


def _states(layers: Layers, names: Names, words: Words) -> tuple[StateRow, ...]:
    return tuple(
        StateRow(row, words.each(partial(_state_text, row, layers, names)))
        for key, row in states().items()
        if any(shade.state == key for shade in layers.shades)
    )


def _state_text(row: StateSymbol, layers: Layers, names: Names, words: Words) -> str:
    names = names.within(words)
    countries = words.sort(names.get(shade.country) for shade in layers.shades if shade.state == row.key)
    return words.say("state_row", state=words.label(row), countries=words.listing(countries))


def _marked(marks: Iterable[tuple[str, Sequence[str], int]], words: Words) -> tuple[ListRow, ...]:
    rows = [ListRow(name, count, tuple(symbol(key) for key in keys)) for name, keys, count in marks]
    order = {name: number for number, name in enumerate(words.sort(row.name for row in rows))}
    return tuple(sorted(rows, key=lambda row: (-(row.count or 0), order[row.name])))


def _undrawn(view: View, layers: Layers, words: Words) -> tuple[ListRow, ...]:
    memberships = counting.count_layers(*columns_of_view(view)).get("membership", 0)
    counts = {
        "unplaced": len(layers.unplaced),
        "listed": len(layers.listed),
        "faint": sum(mark.count for mark in layers.areas) - sum(mark.count for mark in drawn_areas(layers)),
        "membership": memberships,
    }
    return tuple(ListRow(words.say(f"undrawn.{key}"), count) for key, count in counts.items() if count)


def beyond(layers: Layers, chart: Chart) -> int:
    """Count the events all of whose marks are points that the map does not hold."""
    marks: list[PointMark | AreaMark | CountryBadge] = [*layers.points, *layers.areas, *layers.badges]
    held: Sequence[Iterable[Hashable]] = layers.events or [mark.event_ids for mark in marks]
    seen = [*chart.holds(layers.points).tolist(), *[True] * (len(marks) - len(layers.points))]
    if all(seen):
        return 0
    inside: set[Hashable] = set()
    outside: set[Hashable] = set()
    for is_seen, events in zip(seen, held, strict=True):
        (inside if is_seen else outside).update(events.tolist() if isinstance(events, np.ndarray) else events)
    return len(outside - inside)


def without_frame(contents: Contents) -> Contents:
    """Return the contents without title and notes, for a page that bears them itself."""
    return replace(contents, title="", subtitle="", sources=(), credits="", endorsement="", link="", imprint="")


def with_outside(contents: Contents, count: int, words: Words) -> Contents:
    """Return the contents with the count of events that the frame leaves out among those not drawn."""
    if not count:
        return contents
    return replace(contents, undrawn=(*contents.undrawn, ListRow(words.say("undrawn.outside"), count)))


def _credits(layers: Layers, outlines: Outlines, names: Names, words: Words, added: Sequence[str]) -> str:
    """Return whose borders and names these are, and of which years, for the countries that bear marks or shades."""
    badges = sorted(layers.badges, key=lambda badge: (-badge.count, badge.country))
    codes = [badge.country for badge in badges]
    codes += [mark.place_id.partition("-")[0] for mark in layers.areas if len(mark.place_id.partition("-")[0]) == 2]
    codes += [shade.country for shade in layers.shades]
    told = words.say("credits", vintage=vintage_note(outlines, dict.fromkeys(codes), names, words))
    return f"{told} {words.say('added', names='; '.join(added))}" if added else told


def _publishers(view: View, words: Words) -> tuple[str, ...]:
    names = counting.publisher_names(*columns_of_view(view))
    return tuple(words.sort(name for name in names if name))


def _imprint(digest: str, made_on: dt.date | None, words: Words) -> str:
    made = words.say("made", day=made_on) if made_on else words.say("made_undated")
    return " · ".join(([words.say("digest", digest=digest)] if digest else []) + [made])

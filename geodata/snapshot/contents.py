"""What the picture says, before anything is drawn: title, filters, legend rows, lists and notes as plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from geodata.columns import columns_of_view, counting
from geodata.model import AreaMark, CountryBadge, Layers, PointMark, View
from geodata.snapshot.outlines import Names, Outlines, vintage_note
from geodata.snapshot.sheet import clean
from geodata.snapshot.wording import Words, in_both
from geodata.symbols import StateSymbol, Symbol, layer_symbols, states, styles, symbol


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


def describe(
    view: View,
    layers: Layers,
    outlines: Outlines,
    names: Names,
    words: Words,
    *,
    title: str | None,
    scope_name: str | Mapping[str, str] = "",
    digest: str,
    made_on: dt.date | None,
    link: str = "",
    added: Sequence[str] = (),
) -> Contents:
    """Return what the picture says about a view; a title without a letter that can be written counts as none."""
    own = clean(title or "")
    each = words.each
    return Contents(
        title=own or words.lines(lambda one: _own_title(view, layers, names.within(one), one, scope_name)),
        subtitle=each(lambda one: _subtitle(view, one, period_in_title=not own)),
        shown=words.count("shown", view.counts.events, total=view.counts.events_total),
        basis=each(lambda one: _basis(view, one)),
        deaths=_deaths(view, words),
        hidden=each(lambda one: _hidden(view, one)),
        types=_types(view, words),
        states_heading=each(lambda one: _states_heading(view, one)),
        states=_states(layers, names, words),
        areas=_marked(((names.area(mark), mark.styles, mark.count) for mark in layers.areas), words),
        countries=_marked(((names.country(badge), badge.styles, badge.count) for badge in layers.badges), words),
        undrawn=_undrawn(view, layers, words),
        credits=each(lambda one: _credits(layers, outlines, names.within(one), one, added)),
        sources=_publishers(view, words),
        endorsement=in_both("endorsement"),
        imprint=each(lambda one: _imprint(digest, made_on, one)),
        link=link,
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
    period = _period(view.spec.start, view.spec.end, words) or _years(view)
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


def _period(start: dt.date | None, end: dt.date | None, words: Words) -> str:
    if start and end:
        return words.say("period.day" if start == end else "period.between", start=start, end=end)
    if start:
        return words.say("period.from", start=start)
    return words.say("period.until", end=end) if end else ""


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
    stated = _period(spec.start, spec.end, words)
    period = stated or words.say("period.all")
    if dated and not stated:
        period = words.say("period.dated", start=dated[0], end=dated[1])
    parts = [] if stated and period_in_title else [words.say("period.label", period=period)]
    if len(spec.layers) < len(layer_symbols()):
        names = [words.label(row) for key, row in layer_symbols().items() if key in spec.layers]
        parts.append(words.say("filter.layers", names=words.listing(names)))
    if spec.event_types:
        labels = [words.label(styles()[key]) if key in styles() else key for key in sorted(spec.event_types)]
        parts.append(words.say("filter.types", names=words.listing(labels)))
    if spec.text.strip():
        parts.append(words.say("filter.text", text=spec.text.strip()))
    if spec.as_of:
        parts.append(words.say("filter.as_of", day=spec.as_of))
    return " · ".join(parts)


def _basis(view: View, words: Words) -> str:
    documents, publishers = view.counts.documents, view.counts.publishers
    return words.listing([words.count("documents", documents), words.count("publishers", publishers)])


def _deaths(view: View, words: Words) -> str:
    low, high = view.counts.deaths_low, view.counts.deaths_high
    if low is None or high is None:
        return ""
    return words.say("deaths.exact" if low == high else "deaths.range", low=low, high=high)


def _hidden(view: View, words: Words) -> str:
    known = {"period", "layer", "type", "text", "scope", "as_of"}
    parts = [
        words.say(f"hidden_by.{key if key in known else 'other'}", n=count)
        for key, count in view.counts.hidden.items()
        if count
    ]
    return words.say("hidden", list=words.listing(parts)) if parts else ""


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
        "membership": memberships,
    }
    return tuple(ListRow(words.say(f"undrawn.{key}"), count) for key, count in counts.items() if count)


def beyond(layers: Layers, is_seen: Callable[[PointMark], bool]) -> int:
    """Count the events all of whose marks are points that are not seen."""
    marks: list[PointMark | AreaMark | CountryBadge] = [*layers.points, *layers.areas, *layers.badges]
    held: Sequence[Iterable[Hashable]] = layers.events or [mark.event_ids for mark in marks]
    inside: set[Hashable] = set()
    outside: set[Hashable] = set()
    for mark, events in zip(marks, held, strict=True):
        seen = not isinstance(mark, PointMark) or is_seen(mark)
        (inside if seen else outside).update(events.tolist() if isinstance(events, np.ndarray) else events)
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

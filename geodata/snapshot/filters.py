"""The request of a view in words: period, filters, and what each filter hides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from geodata.folding import words as words_of
from geodata.model import Counts, View, ViewSpec
from geodata.publication.periods import whole_in_words
from geodata.snapshot.wording import Words
from geodata.symbols import layer_symbols, styles

# A list of more names is counted: forty actors would fill the page.
MOST_NAMES = 8


def period_in_words(start: dt.date | None, end: dt.date | None, words: Words) -> str:
    """Return a period in words; empty where both sides are open."""
    if start and end:
        whole = words.each(lambda one: whole_in_words(start, end, one.language))
        return whole or words.say("period.day" if start == end else "period.between", start=start, end=end)
    if start:
        return words.say("period.from", start=start)
    return words.say("period.until", end=end) if end else ""


def filters_in_words(spec: ViewSpec, words: Words) -> list[str]:
    """Return what a view leaves out, one sentence a filter that is set, place and period apart.

    Parameters
    ----------
    spec : ViewSpec
    words : Words
        Of one language.
    """
    return [f"{text[:1].upper()}{text[1:]}" for text in _filters(spec, words)]


def _filters(spec: ViewSpec, words: Words) -> Iterator[str]:
    if len(spec.layers) < len(layer_symbols()):
        yield _named("layers", (words.label(row) for key, row in layer_symbols().items() if key in spec.layers), words)
    if spec.event_types:
        labels = (words.label(styles()[key]) if key in styles() else key for key in sorted(spec.event_types))
        yield _named("types", labels, words)
    for key, section, values in (
        ("actors", "organisations", spec.actors),
        ("statuses", "statuses", spec.statuses),
        ("precisions", "precisions", frozenset(str(int(value)) for value in spec.precisions)),
        ("publishers", "", spec.publishers),
        ("told_in", "languages", frozenset(f"in_{value}" for value in spec.told_in)),
    ):
        if values:
            yield _named(key, (_word(section, value, words) for value in sorted(values)), words)
    if spec.least_sources > 1:
        yield words.say("filter.least_sources", n=spec.least_sources)
    if words_of(spec.text):
        yield words.say("filter.text", text=spec.text.strip())
    if spec.as_of:
        yield words.say("filter.as_of", day=spec.as_of)
    if spec.reviewed != "with":
        yield words.say(f"filter.reviewed_{spec.reviewed}")
    if spec.compare:
        yield words.say("filter.compare", period=period_in_words(*spec.compare, words))


def _word(section: str, value: str, words: Words) -> str:
    return words.either(section, value, otherwise=value) if section else value


def _named(key: str, names: Iterable[str], words: Words) -> str:
    known = list(names)
    listed = known[:MOST_NAMES]
    if len(known) > MOST_NAMES:
        listed.append(words.count("more", len(known) - MOST_NAMES))
    return words.say(f"filter.{key}", names=words.listing(listed))


def hidden_in_words(view: View, words: Words) -> str:
    """Return how many events each filter hides by itself; empty where none hides any."""
    told = hidden_by(view.counts, words)
    return words.say("hidden", list=told) if told else ""


def hidden_by(counts: Counts, words: Words) -> str:
    """Return each filter that hides events, with their number; empty where none hides any."""
    return words.listing(words.say(f"hidden_by.{key}", n=count) for key, count in counts.hidden.items() if count)

"""How long views take over stores of a thousand, a hundred thousand and a million events: `make bench-select`.

Each try asks for something that was not asked for before, so that nothing comes from memory but what a server holds.
Generated stores are kept in the temporary folder, or where ``--homes`` says, and used again while nothing that makes
them has changed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geodata.columns import Columns, open_columns
from geodata.columns.breakdown import breakdown
from geodata.columns.histogram import histogram
from geodata.columns.opening import forget_open
from geodata.documents import read_text
from geodata.hierarchy import Hierarchy, default_hierarchy
from geodata.layers import make_layers, place_counts
from geodata.model import DateSpan, View, ViewSpec
from geodata.store import Store
from geodata.views import select
from tests.benchmarks.stores import make_store
from tests.facts_by_hand import GAO, incident

SIZES = (1_000, 100_000, 1_000_000)
TRIES = 20
PAGE = 20
# Documents added and removed again.
WRITTEN = 5
FIRST = dt.date(2012, 1, 1)


@dataclass(frozen=True)
class Bench:
    """A store under measurement."""

    store: Store
    hierarchy: Hierarchy
    columns: Columns
    chance: random.Random

    def view(self, **changes: Any) -> View:
        """Return a view as the screens ask for it."""
        return select(self.store, replace(ViewSpec(), **changes), self.hierarchy)

    def period(self) -> dict[str, dt.date]:
        """Return a period of some months that was hardly asked for before."""
        start = FIRST + dt.timedelta(self.chance.randrange(5_000))
        return {"start": start, "end": start + dt.timedelta(self.chance.randrange(20, 400))}

    def some(self, words: Sequence[str]) -> frozenset[str]:
        """Return some of the words."""
        return frozenset(self.chance.sample(list(words), min(len(words), self.chance.randrange(1, 4))))


def filters(bench: Bench) -> dict[str, Callable[[int], dict[str, Any]]]:
    """Return for each filter what asks for another value of it at each try."""
    columns, chance = bench.columns, bench.chance
    types = [frozenset(pair) for pair in itertools.combinations(columns.event_types, 2)]
    names = sorted({name.split()[0] for name in columns.spots.names if name.isascii()})
    return {
        "period": lambda _: bench.period(),
        "type": lambda at: {"event_types": types[at % len(types)]},
        "actor": lambda _: {"actors": bench.some(columns.actors)},
        "status": lambda _: {"statuses": bench.some(columns.statuses)},
        "precision": lambda at: {"precisions": frozenset({at % 6, at // 6 % 6})},
        "publisher": lambda _: {"publishers": bench.some(columns.publisher_names)},
        "told_in": lambda at: {"told_in": frozenset({("fr", "en")[at % 2]})},
        "sources": lambda at: {"least_sources": 2 + at % 4},
        "as_of": lambda _: {"as_of": FIRST + dt.timedelta(chance.randrange(5_000))},
        "text": lambda _: {"text": chance.choice(names)},
        "text_common": lambda at: {"text": ("army", "attaque", "mine", "police", "dead")[at % 5] + "s"[: at // 5 % 2]},
        "scope": lambda _: {"scope": chance.choice(columns.spots.units)},
    }


@dataclass(frozen=True)
class Taken:
    """Milliseconds (or what the name says) of each try, by the clock and of the processor's time."""

    clock: list[float]
    worked: list[float]


def timed(tries: int, act: Callable[[int], object]) -> Taken:
    """Return the time of each try; the processor's tells the work where other programs share the machine."""
    taken = Taken([], [])
    for at in range(tries):
        began, working = time.perf_counter(), time.process_time()
        act(at)
        taken.worked.append((time.process_time() - working) * 1000)
        taken.clock.append((time.perf_counter() - began) * 1000)
    return taken


def measure(home: Path, tries: int) -> Iterator[tuple[str, Taken]]:
    """Yield what was measured with the milliseconds, or megabytes, of each try."""
    hierarchy = default_hierarchy()
    with Store.open(f"sqlite:///{home / 'liptako.sqlite'}") as store:
        forget_open(store, files=True)
        yield "columns_build", timed(1, lambda _: open_columns(store, hierarchy))
        forget_open(store)
        yield "columns_open", timed(1, lambda _: open_columns(store, hierarchy))
        bench = Bench(store, hierarchy, open_columns(store, hierarchy), random.Random(5))
        yield "digest", timed(tries, lambda _: store.digest())
        yield "select_first", timed(1, lambda _: bench.view())
        for name, ask in filters(bench).items():
            yield f"select_{name}", timed(tries, lambda at, ask=ask: bench.view(**ask(at)))  # type: ignore[misc]  # bound now
        yield from _of_views(bench, tries)
        held = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]
        yield "memory_mb", Taken(held, held)
        yield from _of_writing(store)


def _of_views(bench: Bench, tries: int) -> Iterator[tuple[str, Taken]]:
    whole, columns = bench.view(), bench.columns
    starts = [bench.chance.randrange(max(len(whole.events) - PAGE, 1)) for _ in range(tries)]
    yield "page_of_cards", timed(tries, lambda at: whole.events[starts[at] : starts[at] + PAGE])
    shown = [bench.view(**bench.period()) for _ in range(tries)]
    yield "place_counts_all", timed(tries, lambda _: place_counts(columns, whole.rows))  # type: ignore[arg-type]  # not by hand
    yield "place_counts_period", timed(tries, lambda at: place_counts(columns, shown[at].rows))  # type: ignore[arg-type]  # the same
    yield "histogram_all", timed(tries, lambda _: histogram(whole))
    yield "breakdown_all", timed(3, lambda _: breakdown(whole))
    yield "breakdown_period", timed(tries, lambda at: breakdown(shown[at]))
    gazetteer, boundaries = bench.hierarchy.gazetteer, bench.hierarchy.boundaries
    yield "layers_all", timed(1, lambda _: make_layers(whole, gazetteer, boundaries))


def _of_writing(store: Store) -> Iterator[tuple[str, Taken]]:
    """Add documents that touch what is there, and remove them again."""
    documents = [
        read_text(f"Des hommes armés ont attaqué Gao, texte {number}.", f"{number}.txt") for number in range(5)
    ]

    def add(at: int) -> None:
        document, day = documents[at], FIRST + dt.timedelta(1_000 + 300 * at)
        fact = incident(f"new{document.id[:12]}", None, GAO, excerpt=document.text, event_type="battle")
        store.add(document, [], [replace(fact, document_id=document.id, date=DateSpan.day(day))])

    yield "add_document", timed(len(documents), add)
    yield "remove_document", timed(len(documents), lambda at: store.remove(documents[at].id))


def _flat(name: str, count: int, median: float, most: float, worked: float) -> dict[str, float]:
    if name.endswith("_mb"):
        return {f"{name}_{count}": round(median)}
    told = {"median": median, "p95": most, "work": worked}
    return {f"{name}_{kind}_ms_{count}": round(value, 2) for kind, value in told.items()}


def main() -> None:
    """Print a table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    asked = os.environ.get("EVENTS")
    parser.add_argument("--events", type=int, nargs="*", default=[int(asked)] if asked else SIZES)
    parser.add_argument("--homes", type=Path, default=Path(tempfile.gettempdir()) / "liptako-bench")
    parser.add_argument("--tries", type=int, default=TRIES)
    chosen = parser.parse_args()
    figures: dict[str, float] = {}
    for count in chosen.events:
        home = chosen.homes / str(count)
        figures[f"generate_s_{count}"] = round(make_store(home, count), 1)
        size = sum(path.stat().st_size for path in home.glob("liptako.sqlite*"))
        figures[f"disk_mb_{count}"] = round(size / 1e6)
        print(f"\n{f'{count:,} events':<24}    median      95 %      work")
        for name, taken in measure(home, chosen.tries):
            median, worked = statistics.median(taken.clock), statistics.median(taken.worked)
            most = sorted(taken.clock)[int(0.95 * (len(taken.clock) - 1) + 0.5)]
            print(f"{name:<24}{median:>10.1f}{most:>10.1f}{worked:>10.1f}", flush=True)
            figures |= _flat(name, count, median, most, worked)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""Stores of made-up events at real places, for measuring: `python -m tests.benchmarks.stores 100000 --home FOLDER`.

Facts are told in short French and English reports, several of some events, some vague, some unlocated. A window of days
is told and merged by the program's own rules and written through the store's own functions; more windows are the same
rows moved in time under other ids (`tests.benchmarks.windows`), so that no two of them could merge. The same number and
seed give the same store.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from geodata.events import merge
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.model import (
    Actor,
    DateSpan,
    Document,
    Event,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Mention,
    Place,
    Placement,
    Precision,
    Withdrawal,
    stable_id,
)
from geodata.store import Store, events, marks, queries, records, schema, state
from geodata.store.engine import writing
from geodata.store.remerging import blocks_of
from tests.benchmarks.tales import ACTORS, KINDS, LEAVING, MEMBERS, PUBLISHERS, Kind, Tale, tell
from tests.benchmarks.windows import MARK, repeat

FIRST, LAST = dt.date(2012, 1, 1), dt.date(2026, 10, 31)
# How often the countries are in such news, and how many of their places at most.
COUNTRIES = {
    "ML": 30, "BF": 26, "NE": 18, "NG": 12, "TD": 4, "BJ": 2, "CM": 2, "TG": 1, "CI": 1, "SN": 1, "MR": 1, "GN": 1,
    "GH": 1,
}  # fmt: skip
MOST_PLACES = 900
# So many events are told; the others are these, moved in time.
TOLD = 20_000
REPORTS = ((1, 70), (2, 20), (3, 7), (6, 3))
STATUS_SHARE, MOST_STATUSES = 0.03, 4_000
# So many more happenings are told than events are wanted, since some merge.
SPARE = 1.15
# What ids begin with that stand in no window: withdrawals and memberships, of all years.
STANDING = "s000"
VERSIONS = {"vocabulary": "generated", "gazetteer": "generated"}


@dataclass(frozen=True)
class Ground:
    """Real places with the weight that each has in the news."""

    settlements: Sequence[Place]
    weights: Sequence[float]
    units: Sequence[Place]
    countries: Sequence[Place]

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Ground:
        """Return the places of the Sahel and its neighbours that the gazetteer knows."""
        found: dict[str, list[Place]] = {country: [] for country in COUNTRIES}
        units = []
        for name in gazetteer.names.iterkeys():
            for place in gazetteer.candidates(name):
                if place.country in found and place.kind == "settlement":
                    found[place.country].append(place)
                elif place.country in found and place.kind in {"admin1", "admin2"}:
                    units.append(place)
        settlements, weights = [], []
        for country, places in found.items():
            unique = sorted({place.place_id: place for place in places}.values(), key=lambda place: place.place_id)
            unique.sort(key=lambda place: (-place.prominence, -place.population, place.place_id))
            for rank, place in enumerate(unique[:MOST_PLACES]):
                settlements.append(place)
                weights.append(COUNTRIES[country] / (rank + 8))
        named = sorted({unit.place_id: unit for unit in units}.values(), key=lambda unit: unit.place_id)
        return cls(settlements, list(accumulate(weights)), named, [gazetteer.country(code) for code in COUNTRIES])


@dataclass
class Reporter:
    """Writes reports: several sentences of one publisher and day make a document."""

    chance: random.Random
    ground: Ground
    mark: str = MARK
    told: int = 0
    open: dict[tuple[str, str, dt.date], list[Tale]] = field(default_factory=dict)

    def incidents(self, first: dt.date, last: dt.date) -> Iterator[tuple[Document, list[Placement], list[Fact]]]:
        """Yield the reports of one happening and what is full of earlier ones; end with `flush`."""
        chance, kind = self.chance, self._kind()
        place, precision, radius = self._place()
        span = self._span(first, last)
        low = self._toll(kind)
        high = low + chance.choice((0, 0, 0, 2, 5)) if low is not None else None
        status = "occurred" if chance.random() < 0.96 else chance.choice(("threatened", "denied", "planned"))
        actors = tuple(chance.sample(ACTORS, 2))
        for number in range(chance.choices([n for n, _ in REPORTS], [w for _, w in REPORTS])[0]):
            toll = low if number == 0 or low is None or high is None else chance.randint(low, high)
            yield from self._report(
                Tale(kind, place, precision, radius, span, toll, status, actors, chance.random() < 0.02)
            )

    def statuses(self) -> Iterator[tuple[Document, list[Placement], list[Fact]]]:
        """Yield the reports of one withdrawal or membership."""
        span = self._span(FIRST, LAST)
        host = self.chance.choice(self.ground.countries[:3])
        kind = self.chance.choice((*LEAVING, *MEMBERS))
        yield from self._report(Tale(kind, host, Precision.COUNTRY, None, span, None, kind.status, (), False))

    def flush(self) -> Iterator[tuple[Document, list[Placement], list[Fact]]]:
        """Yield the documents that are still open."""
        for key, tales in self.open.items():
            yield self._document(key, tales)
        self.open.clear()

    def _report(self, tale: Tale) -> Iterator[tuple[Document, list[Placement], list[Fact]]]:
        publisher, language = self.chance.choice(PUBLISHERS)
        day = tale.span.end if tale.span else FIRST
        key = (publisher, language, day)
        tales = self.open.setdefault(key, [])
        tales.append(tale)
        if len(tales) >= self.chance.choice((1, 2, 4)):
            yield self._document(key, self.open.pop(key))

    def _document(
        self, key: tuple[str, str, dt.date], tales: Sequence[Tale]
    ) -> tuple[Document, list[Placement], list[Fact]]:
        publisher, language, day = key
        self.told += 1
        title = f"{publisher} {self.mark}-{self.told}"
        parts, facts, placements, at = [title], list[Fact](), list[Placement](), len(title) + 2
        document_id = marked("document", self.told, mark=self.mark)
        for tale in tales:
            sentence, trigger, where = tell(tale, language, f"{self.mark}-{self.told}-{len(facts)}")
            parts.append(sentence)
            facts.append(_fact(document_id, at, tale, sentence, trigger, where))
            if where:
                placements.append(_placement(tale, sentence, at, where))
            at += len(sentence) + 2
        source = f"generated/{self.mark}-{self.told}.txt"
        text, published = "\n\n".join(parts), DateSpan.day(day)
        document = Document(document_id, text, source, title, publisher, None, None, language, published)
        return document, placements, facts

    def _kind(self) -> Kind:
        return self.chance.choices(KINDS, [kind.weight for kind in KINDS])[0]

    def _place(self) -> tuple[Place | None, Precision, float | None]:
        draw = self.chance.random()
        if draw < 0.03:
            return None, Precision.UNLOCATED, None
        if draw < 0.08:
            country = self.chance.choices(self.ground.countries, list(COUNTRIES.values()))[0]
            return country, Precision.COUNTRY, None
        if draw < 0.18:
            unit = self.chance.choice(self.ground.units)
            return unit, Precision.ADMIN1 if unit.kind == "admin1" else Precision.ADMIN2, None
        place = self.chance.choices(self.ground.settlements, cum_weights=self.ground.weights)[0]
        if draw < 0.30:
            return place, Precision.NEAR, self.chance.choice((10.0, 10.0, 15.0, 25.0))
        return place, Precision.SETTLEMENT, None

    def _span(self, first: dt.date, last: dt.date) -> DateSpan | None:
        draw, day = self.chance.random(), first + dt.timedelta(self.chance.randrange((last - first).days + 1))
        if draw < 0.03:
            return None
        if draw < 0.08:
            end = min(day + dt.timedelta(6), last)
            return DateSpan(day, end, "week")
        if draw < 0.12:
            return DateSpan(day, min(day + dt.timedelta(20), last), "interval")
        return DateSpan.day(day)

    def _toll(self, kind: Kind) -> int | None:
        return min(int(math.exp(self.chance.gauss(1.2, 1.0))), 300) if self.chance.random() < kind.deadly else None


def _fact(document_id: str, at: int, tale: Tale, sentence: str, trigger: str, where: str) -> Fact:
    start = sentence.index(trigger)
    places: tuple[FactPlace, ...] = ()
    if tale.place is not None and where:
        named = at + sentence.index(where)
        role = "site" if tale.kind.layer == "incident" else "host" if tale.kind.layer == "withdrawal" else "member"
        place = tale.place
        places = (
            FactPlace(place.place_id, place.name, place.kind, place.country, place.lat, place.lon, tale.precision,
                      tale.radius, role, named, named + len(where)),
        )  # fmt: skip
    common: dict[str, Any] = {
        "id": marked(document_id, at, mark=document_id[: len(MARK)]),
        "document_id": document_id, "start": at, "end": at + len(sentence),
        "excerpt": sentence, "trigger_start": at + start, "trigger_end": at + start + len(trigger),
        "status": tale.status, "date": tale.span, "places": places, "rule": f"generated.{tale.kind.key}",
    }  # fmt: skip
    country = tale.place.country if tale.place else None
    if tale.kind.layer == "withdrawal":
        return Withdrawal(**common, contributor=tale.kind.party, force="Barkhane", host=(country or "ML",), troops=1000)
    if tale.kind.layer == "membership":
        return Membership(**common, organisation=tale.kind.party, members=(country or "ML",), action=tale.kind.action)
    actors = tuple(Actor(name, kind, country, name) for name, kind in tale.actors)
    return Incident(
        **common, actors=actors, aggregate=tale.aggregate, event_type=tale.kind.key, acled_event_type=tale.kind.acled,
        sub_event_type=tale.kind.sub_type, fatalities=tale.toll,
        fatalities_low=tale.toll, fatalities_high=tale.toll,
    )  # fmt: skip


def _placement(tale: Tale, sentence: str, at: int, where: str) -> Placement:
    named, place = at + sentence.index(where), tale.place
    return Placement(
        Mention(named, named + len(where), where, where.lower()), place, place.lat if place else None,
        place.lon if place else None, tale.precision, tale.radius, "unique", 0.9,
    )  # fmt: skip


def marked(*parts: object, mark: str = MARK) -> str:
    """Return an id that begins with the mark of the first window."""
    return mark + stable_id(*parts)[len(mark) :]


Told = tuple[Document, list[Placement], list[Fact]]


def fill(store: Store, count: int, ground: Ground, seed: int = 1) -> int:
    """Write `count` events."""
    chance = random.Random(seed)
    witness = Reporter(chance, ground, mark=STANDING)
    told = [one for _ in range(min(int(count * STATUS_SHARE), MOST_STATUSES)) for one in witness.statuses()]
    written = _tell(store, [*told, *witness.flush()], 1, count, STANDING)
    reporter = Reporter(chance, ground)
    in_windows = count - written
    windows = max(1, math.ceil(in_windows / TOLD))
    days = (LAST - FIRST).days // windows
    first, last = FIRST, FIRST + dt.timedelta(days - 1)
    told, wanted = [], math.ceil(in_windows / windows)
    for _ in range(int(wanted * SPARE)):
        told += reporter.incidents(first, last)
    base = _tell(store, [*told, *reporter.flush()], written + 1, written + wanted)
    # The file is written without a journal, for which it must be open nowhere else.
    store.close()
    repeat(Path(store.place), windows, days)
    with writing(store._engine) as connection:
        state.count_again(connection)
    return written + base * windows


def _tell(store: Store, told: Sequence[Told], number: int, most: int, mark: str = MARK) -> int:
    """Write the reports of some happenings, merged, numbered from one number up to another; return how many."""
    merged = merge(fact for _, _, facts in told for fact in facts)
    merged.sort(key=lambda event: event.id)
    kept = [replace(event, id=marked(event.id, mark=mark)) for event in merged[: most - number + 1]]
    with writing(store._engine) as connection:
        _write(connection, told, kept, number)
        state.write(connection, VERSIONS)
        state.count_again(connection)
        state.touch(connection)
    return len(kept)


def _write(connection: Connection, told: Sequence[Told], merged: Sequence[Event], number: int) -> None:
    wanted = {fact_id for event in merged for fact_id in event.fact_ids}
    facts: dict[str, Fact] = {}
    documents, mentions, fact_rows, places = [], [], [], []
    for document, placements, stated in told:
        kept = [fact for fact in stated if fact.id in wanted]
        facts.update((fact.id, fact) for fact in kept)
        documents.append(records.document_row(document, kept, VERSIONS))
        mentions += records.mention_rows(document.id, placements)
        fact_rows += records.fact_rows(kept)
        places += records.fact_place_rows(kept)
    queries.insert_rows(connection, schema.documents, documents)
    queries.insert_rows(connection, schema.mentions, mentions)
    queries.insert_rows(connection, schema.facts, fact_rows)
    queries.insert_rows(connection, schema.fact_places, places)
    events.write(
        connection, list(enumerate(merged, number)), facts, {key: blocks_of(fact) for key, fact in facts.items()}
    )


def make_store(home: Path, count: int, seed: int = 1) -> float:
    """Make the store of a home folder hold `count` events, unless it does; return the seconds it took.

    A store that an earlier version made is taken as it is: how its events were merged is no part of what is measured,
    and merging a million anew takes a quarter of an hour.
    """
    home.mkdir(parents=True, exist_ok=True)
    done = home / f".generated-{count}-{seed}-{marks.merging_version()}"
    path = home / "liptako.sqlite"
    if done.exists():
        return 0.0
    if path.exists() and list(home.glob(f".generated-{count}-{seed}-*")):
        _take_over(path)
        done.touch()
        return 0.0
    for leftover in home.glob("liptako.sqlite*"):
        leftover.unlink()
    began = time.perf_counter()
    with Store.open(f"sqlite:///{path}") as store:
        fill(store, count, Ground.of(open_gazetteer()), seed)
    done.touch()
    return time.perf_counter() - began


def _take_over(path: Path) -> None:
    """Let a store say that this version merged its events."""
    with closing(sqlite3.connect(path, timeout=60)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = ?", (marks.merging_version(), marks.MERGED_BY))


def main() -> None:
    """Make one store and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=int)
    parser.add_argument("--home", type=Path, required=True, help="where the store is made, as LIPTAKO_HOME names it")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    seconds = make_store(asked.home, asked.events, asked.seed)
    size = sum(path.stat().st_size for path in asked.home.glob("liptako.sqlite*"))
    print(f"{asked.events:,} events in {asked.home}, {size / 1e6:,.0f} MB, {seconds:.1f} s")


if __name__ == "__main__":
    main()

"""What the screens read: store, gazetteer, boundaries, and the views made of them, kept for all sessions.

Nothing here belongs to one user. A view is remembered until the store's content changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from dashboard import assets, marking, room, spotlight
from dashboard.choices import Choices, choices
from dashboard.ground import Ground, Town, kept_ground, make_ground
from dashboard.labels import UNIT_KINDS
from dashboard.maps import unit_names
from dashboard.marking import Asked
from dashboard.opening import Kept, still_the_same
from dashboard.panels.reader import newest_first, searched
from dashboard.panels.telling import Teller
from dashboard.preparing import Preparation
from dashboard.stores import Store
from dashboard.words import Words
from geodata.boundaries import Boundaries, load_boundaries
from geodata.columns import Columns, columns_of_view
from geodata.columns.breakdown import Breakdown, breakdown, last_year
from geodata.columns.histogram import Histogram, Step, histogram
from geodata.folding import fold
from geodata.hierarchy import Hierarchy
from geodata.layers import PlaceCounts, bounds_of, make_layers, place_counts
from geodata.model import DocumentInfo, Layers, Place, Placement, View, ViewSpec
from geodata.views import select

if TYPE_CHECKING:
    from geodata.model import EventView, Fact, Layer


@dataclass
class Library:
    """Store, gazetteer and boundaries under one roof.

    Parameters
    ----------
    store : Store
    gazetteer : object
        Answers ``get(place_id)`` and ``search(text, limit)``.
    boundaries : Boundaries
    """

    store: Store
    gazetteer: Any
    boundaries: Boundaries = field(default_factory=load_boundaries)
    _run: local = field(default_factory=local, init=False, repr=False)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """Which units hold which."""
        return Hierarchy(self.gazetteer, self.boundaries)

    @cached_property
    def ground(self) -> Ground:
        """The ground of the map, packed once for each version of what it is made of."""
        version = getattr(self.gazetteer, "version", None)
        if version is None:
            return make_ground(self.boundaries, self._towns())
        state = (version, self.boundaries.version, assets.source("towns.yaml"))
        return kept_ground(state, lambda: make_ground(self.boundaries, self._towns()))

    def view(self, spec: ViewSpec) -> View:
        """Return the view of what is asked for."""
        return self._view(self.digest(), spec)

    def wide(self, spec: ViewSpec) -> tuple[View, Layers]:
        """Return the same view without its scope and selection, and its marks: what the map draws."""
        open_spec = replace(spec, scope=None, selected=None)
        view, layers = self._wide(self.digest(), open_spec)
        return view, replace(layers, bounds=bounds_of(spec, self.gazetteer, self.boundaries))

    @cached_property
    def preparation(self) -> Preparation:
        """What makes the columns of a store of many events, where they are not at hand."""
        return Preparation(self.store, self.hierarchy)

    def warm(self, spec: ViewSpec) -> None:
        """Make ahead what the first page of a view shows."""
        view = self.view(spec)
        self.figures(view)
        # Entries are sorted by unit and by event when the first unit is looked at.
        self.figures(self.view(replace(spec, scope="ML")))
        self.histogram(replace(spec, language="en"), None)
        self.choices(view)
        view.events[:20]
        for zoom in (4.0, 5.0):
            self.marks(Asked(spec, zoom, marking.WORLD))

    @contextmanager
    def of_one_state(self) -> Iterator[None]:
        """Let all that one run shows be of one state of the store, which is asked for it once."""
        if getattr(self._run, "digest", None) is not None:
            yield
            return
        self._run.digest = self.store.digest()
        try:
            yield
        finally:
            self._run.digest = None

    def digest(self) -> str:
        """Return the digest of the store: within `of_one_state` that with which the run began."""
        held: str | None = getattr(self._run, "digest", None)
        return held or self.store.digest()

    def layers(self, view: View) -> Layers:
        """Return the marks of a view as it is, narrowed to its scope: what the picture draws."""
        return make_layers(view, self.gazetteer, self.boundaries)

    def open_view(self, spec: ViewSpec) -> View:
        """Return the view without its scope and selection, whose marks the map draws."""
        return self.view(replace(spec, scope=None, selected=None, basemap="offline", theme="light"))

    def counted(self, spec: ViewSpec) -> tuple[View, PlaceCounts]:
        """Return the open view of a spec, and how many of its events are drawn at each spot, remembered."""
        view = self.open_view(spec)
        return view, self._counted(self.digest(), view.spec)

    def marks(self, asked: Asked) -> bytes:
        """Return the packed marks that a map asks for, remembered."""
        return self._marks(self.digest(), asked)

    def content(self, asked: room.Asked, part: str) -> bytes:
        """Return a packed part of the map room, remembered."""
        return self._contents(self.digest(), asked, part)

    @cached_property
    def _contents(self) -> Callable[[str, room.Asked, str], bytes]:
        return lru_cache(256)(lambda _digest, asked, part: room.packed(self, asked, part))

    def lit(self, named: str) -> spotlight.Spotlight:
        """Return the events and places of the documents that an address names, remembered."""
        return self._lit(self.digest(), named)

    @cached_property
    def _lit(self) -> Callable[[str, str], spotlight.Spotlight]:
        return lru_cache(16)(lambda _digest, named: spotlight.light(self, spotlight.documents_of(named)))

    @cached_property
    def _marks(self) -> Callable[[str, Asked], bytes]:
        return lru_cache(256)(lambda _digest, asked: marking.packed(self, asked))

    def histogram(self, spec: ViewSpec, step: Step | None) -> Histogram:
        """Return the events of a view over time, remembered."""
        return self._histogram(self.digest(), replace(spec, basemap="offline", theme="light"), step)

    @cached_property
    def _histogram(self) -> Callable[[str, ViewSpec, Step | None], Histogram]:
        return lru_cache(32)(lambda _digest, spec, step: histogram(self.view(spec), step))

    def columns(self, view: View) -> Columns:
        """Return the columns that a view was made of."""
        return columns_of_view(view, self.hierarchy)[0]

    def bounds(self, spec: ViewSpec) -> tuple[float, float, float, float]:
        """Return south, west, north, east of what a view is narrowed to."""
        return bounds_of(spec, self.gazetteer, self.boundaries)

    @cached_property
    def divisions(self) -> frozenset[str]:
        """Ids of the first-level divisions that have outlines."""
        return frozenset(str(unit) for unit in self.boundaries.admin1["place_id"])

    def label_point(self, unit: str) -> tuple[float, float] | None:
        """Return latitude and longitude of the label of a country or division; None where it has no outline."""
        return self._label_points.get(unit)

    @cached_property
    def _label_points(self) -> dict[str, tuple[float, float]]:
        found = {}
        for frame in (self.boundaries.countries, self.boundaries.admin1, self.boundaries.admin2):
            points = frame.geometry.representative_point()
            for unit, lat, lon in zip(frame["place_id"], points.y, points.x, strict=True):
                found[str(unit)] = (float(lat), float(lon))
        return found

    @cached_property
    def _counted(self) -> Callable[[str, ViewSpec], PlaceCounts]:
        def count(digest: str, spec: ViewSpec) -> PlaceCounts:
            return place_counts(*columns_of_view(self._view(digest, spec), self.hierarchy))

        return lru_cache(16)(count)

    def path(self, scope: str | None) -> tuple[str, ...]:
        """Return the units from the country down to what is drilled into."""
        return self.hierarchy.path(scope) if scope else ()

    def placements(self, document_id: str) -> Sequence[Placement]:
        """Return where the mentions of a document were placed, remembered."""
        return self._placements(self.digest(), document_id)

    def facts_in(self, document_id: str) -> Sequence[Fact]:
        """Return the facts of one document, in the order of its text."""
        return self.store.facts(document_id)

    def facts_of(self, layer: Layer) -> Sequence[Fact]:
        """Return all facts of one layer, remembered; memberships and withdrawals are few."""
        return self._facts_of(self.digest(), layer)

    def documents_by_id(self) -> Mapping[str, DocumentInfo]:
        """Return all documents by their ids, remembered."""
        return self._documents(self.digest())[0]

    def documents_named(self, wanted: str) -> Sequence[DocumentInfo]:
        """Return the documents, newest first, whose title, publisher or source has these words, in any spelling."""
        asked = fold(wanted).split()
        rows = self._documents(self.digest())[1]
        return [info for info, searched in rows if all(word in searched for word in asked)]

    def figures(self, view: View) -> tuple[Breakdown, bool]:
        """Return the figures of a view, and whether their trend is that of the last year since no period is chosen."""
        return self._figures(self.digest(), replace(view.spec, selected=None, language="en", theme="light"))

    def choices(self, view: View) -> Choices:
        """Return what the filters of a view can be set to, remembered."""
        columns = view.columns
        made: Choices = columns.remembered("choices", lambda: choices(columns)) if columns is not None else Choices()
        return made

    def position(self, view: View, event_id: str) -> int | None:
        """Return where an event stands among those of a view; None where it is not one of them."""
        if view.columns is None or view.rows is None:
            return None
        row = view.columns.row_of(event_id)
        at = int(np.searchsorted(view.rows, row)) if row is not None else len(view.rows)
        return at if at < len(view.rows) and view.rows[at] == row else None

    def event_count(self) -> int:
        """Return how many events the store holds."""
        return self.view(ViewSpec()).counts.events_total

    def differing(self, limit: int) -> Sequence[EventView]:
        """Return the newest events whose reports disagree on anything, at most `limit`."""
        return self.store.differing(limit)

    def reports_by_document(self) -> Mapping[str, int]:
        """Return how many reports each document has, remembered."""
        return self._reports(self.digest())

    def names(self, language: str) -> dict[str, str]:
        """Return display names of drawn units by `place_id`."""
        return self._names(language)

    def place_name(self, place_id: str, own: str, language: str) -> str:
        """Return the display name of a place; its `own` where the gazetteer does not know it."""
        place = self.gazetteer.get(place_id)
        if place is not None:
            said: str = place.name_fr if language == "fr" else place.name_en
            return said or place.name
        return self.names(language).get(place_id, own)

    def unit_title(self, place_id: str, words: Words) -> str:
        """Return the name of a unit with its kind, so that a region is told from the town it is named for."""
        name = self.place_name(place_id, place_id, words.language)
        place = self.gazetteer.get(place_id)
        kind = UNIT_KINDS.get(place.kind) if place is not None else None
        return f"{name} ({words.text(kind)})" if kind else name

    def teller(self, words: Words) -> Teller:
        """Return what turns facts into words of one language."""
        language, digest = words.language, self.digest()
        return Teller(
            words,
            lambda place_id, own: self.place_name(place_id, own, language),
            lambda document_id: self._placements(digest, document_id),
            self.store.placements_at,
        )

    def exists(self, place_id: str) -> bool:
        """Tell whether anything of that id can be shown."""
        return self.gazetteer.get(place_id) is not None or self.boundaries.geometry(place_id) is not None

    @cached_property
    def _view(self) -> Callable[[str, ViewSpec], View]:
        return lru_cache(64)(lambda _digest, spec: select(self.store, spec, self.hierarchy))

    @cached_property
    def _figures(self) -> Callable[[str, ViewSpec], tuple[Breakdown, bool]]:
        def make(digest: str, spec: ViewSpec) -> tuple[Breakdown, bool]:
            view = self._view(digest, spec)
            told = breakdown(view)
            if told.trend is not None or spec.start or spec.end:
                return told, False
            return replace(told, trend=last_year(view)), True

        return lru_cache(64)(make)

    @cached_property
    def _wide(self) -> Callable[[str, ViewSpec], tuple[View, Layers]]:
        def make(digest: str, spec: ViewSpec) -> tuple[View, Layers]:
            view = self._view(digest, spec)
            return view, make_layers(view, self.gazetteer, self.boundaries)

        return lru_cache(64)(make)

    @cached_property
    def _facts_of(self) -> Callable[[str, Layer], Sequence[Fact]]:
        return lru_cache(4)(lambda _digest, layer: tuple(self.store.facts(layer=layer)))

    @cached_property
    def _documents(self) -> Callable[[str], tuple[dict[str, DocumentInfo], list[tuple[DocumentInfo, str]]]]:
        def find(_digest: str) -> tuple[dict[str, DocumentInfo], list[tuple[DocumentInfo, str]]]:
            infos = sorted(self.store.documents(), key=newest_first)
            return {info.id: info for info in infos}, [(info, searched(info)) for info in infos]

        return lru_cache(2)(find)

    @cached_property
    def _reports(self) -> Callable[[str], Mapping[str, int]]:
        return lru_cache(2)(lambda _digest: self.store.reports_by_document())

    @cached_property
    def _names(self) -> Callable[[str], dict[str, str]]:
        return cache(lambda language: unit_names(self.boundaries, language))

    @cached_property
    def _placements(self) -> Callable[[str, str], Sequence[Placement]]:
        return lru_cache(512)(lambda _digest, document_id: tuple(self.store.placements(document_id)))

    def _towns(self) -> list[Town]:
        listed: dict[str, list[str]] = yaml.safe_load(assets.source("towns.yaml"))
        towns = []
        for country, names in listed.items():
            for order, name in enumerate(names):
                place = self._town(country, name)
                if place is not None:
                    towns.append(Town(place.name_fr, place.name_en, place.lat, place.lon, order))
        return towns

    def _town(self, country: str, name: str) -> Place | None:
        found = (place for place in self.gazetteer.search(name, 20) if place.country == country)
        return next((place for place in found if place.kind == "settlement"), None)


def _open(before: Library | None) -> Library:
    from geodata.gazetteer import open_gazetteer  # noqa: PLC0415 - heavy, and replaced in tests
    from geodata.store import Store as RealStore  # noqa: PLC0415 - the same

    if before is not None:
        return Library(RealStore.open(), before.gazetteer, before.boundaries)
    return Library(RealStore.open(), open_gazetteer())


def _goes_on(library: Library) -> bool:
    return still_the_same(library.store)


_KEPT = Kept(_open, _goes_on)


def opened() -> Library:
    """Return the library over the user's store, opened once for each file that the store has been."""
    return _KEPT.get()


def opened_already() -> Library | None:
    """Return the library where it is open already; who asks does not wait."""
    return _KEPT.ready()

"""What the screens ask of a store: the real one answers, and a sample of it in tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from geodata.model import Document, DocumentInfo, Event, EventView, Fact, Layer, Placement, Problem, Review
    from geodata.store import Quality


class Store(Protocol):
    """What the screens ask of the store."""

    def facts(self, document_id: str | None = None, *, layer: Layer | None = None) -> Sequence[Fact]:
        """Return all facts, or those of one document or layer."""

    def reports_by_document(self) -> Mapping[str, int]:
        """Return how many facts each document states."""

    def differing(self, limit: int) -> Sequence[EventView]:
        """Return the newest events whose reports disagree on anything."""

    def events(self) -> Sequence[Event]:
        """Return all events."""

    def documents(self) -> Sequence[DocumentInfo]:
        """Return all documents without their texts."""

    def document(self, document_id: str) -> Document:
        """Return one document."""

    def placements(self, document_id: str) -> Sequence[Placement]:
        """Return where the mentions of one document were placed."""

    def placements_at(self, wanted: Mapping[str, Set[int]]) -> Mapping[str, Sequence[Placement]]:
        """Return where the mentions at some offsets were placed, by document."""

    def add(
        self,
        document: Document,
        placements: Sequence[Placement],
        facts: Sequence[Fact],
        problems: Iterable[Problem] = (),
        *,
        versions: Mapping[str, str] | None = None,
    ) -> bool:
        """Write a document with all that was found in it; False if it was there already."""

    def digest(self) -> str:
        """Return what changes when the content does."""

    def event(self, event_id: str) -> Event:
        """Return one event."""

    def event_of_fact(self, fact_id: str) -> Event | None:
        """Return the event to which a fact belongs."""

    def review(self, review: Review) -> Review:
        """Keep a person's review of an event."""

    def undo(self, review_id: str, *, who: str, why: str = "") -> Review:
        """Take a review back."""

    def problems(self) -> Sequence[Problem]:
        """Return the trouble with documents."""

    def quality(self) -> Quality:
        """Return what came of each stage."""

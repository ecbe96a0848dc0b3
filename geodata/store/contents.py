"""What a store holds at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model import DocumentInfo, Event, Fact


@dataclass(frozen=True)
class Contents:
    """All facts, events and documents as one moment had them.

    It answers what `geodata.columns` asks of a source, so that nothing made of it mixes two states.
    """

    digest: str
    all_facts: tuple[Fact, ...]
    all_documents: tuple[DocumentInfo, ...]
    all_events: tuple[Event, ...]

    def facts(self) -> tuple[Fact, ...]:
        """Return all facts, by document and place in the text."""
        return self.all_facts

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Return all documents, oldest publication first, those without a date last."""
        return self.all_documents

    def events(self) -> tuple[Event, ...]:
        """Return the events that the facts report, oldest first, those without a date last."""
        return self.all_events

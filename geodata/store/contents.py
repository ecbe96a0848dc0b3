"""What a store holds at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from geodata.model import DocumentInfo, Event, Fact


@dataclass(frozen=True)
class Contents:
    """All facts, events and documents as one moment had them.

    It answers what `geodata.views.select` asks of a store, so a view of it never mixes two states.
    """

    digest: str
    all_facts: tuple[Fact, ...]
    all_documents: tuple[DocumentInfo, ...]

    def facts(self) -> tuple[Fact, ...]:
        """Return all facts, by document and place in the text."""
        return self.all_facts

    def documents(self) -> tuple[DocumentInfo, ...]:
        """Return all documents, oldest publication first, those without a date last."""
        return self.all_documents

    def events(self) -> tuple[Event, ...]:
        """Return the events that the facts report."""
        return self._events

    @cached_property
    def _events(self) -> tuple[Event, ...]:
        from geodata.events import merge  # noqa: PLC0415 - loads the vocabulary, which most commands do not need

        return tuple(merge(self.all_facts))

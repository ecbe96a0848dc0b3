"""Documents, mentions, facts, problems, and the events merged from the facts, kept in a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from geodata.model import Document, DocumentInfo, Event, EventView, Fact, Layer, Placement, Problem, Review
from geodata.paths import store_url
from geodata.reviewing import make_undo
from geodata.store import events, quality, queries, records, remerging, reviews, scans, schema, search, state, whole
from geodata.store.contents import Contents
from geodata.store.engine import make_engine, place_of, reading, scanned, writing
from geodata.store.upgrade import upgrade

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Engine

# What a document says of itself; the same text under another path is no other document.
DESCRIBED = frozenset({"title", "publisher", "reports_on", "url", "language", "published", "citations"})


class Store:
    """A database of documents and of what was found in them.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Of a store whose tables are those of this version; `Store.open` sees to that.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._contents: Contents | None = None

    @classmethod
    def open(cls, url: str | None = None, progress: whole.MergeProgress | None = None) -> Store:
        """Open a store, make or upgrade its tables and merge its events anew where need be.

        Parameters
        ----------
        url : str, optional
            SQLAlchemy address; LIPTAKO_STORE, or an SQLite file in `geodata.paths.home`, by default.
        progress : callable, optional
            Called with how many facts are merged and how many there are, if another version merged them.

        Raises
        ------
        StoreError
            If it cannot be opened.
        StoreVersionError
            If another version wrote it.
        """
        engine = make_engine(url or store_url())
        try:
            upgrade(engine)
            whole.merge_anew(engine, progress)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def place(self) -> str:
        """Where the store is: its file, or its address without the password."""
        return place_of(self._engine)

    def add(
        self,
        document: Document,
        placements: Sequence[Placement],
        facts: Sequence[Fact],
        problems: Iterable[Problem] = (),
        *,
        versions: Mapping[str, str] | None = None,
    ) -> bool:
        """Write a document with all that was found in it, in whole or not at all.

        Parameters
        ----------
        document, placements, facts, problems
            As `geodata.pipeline.Reader` returns them.
        versions : mapping, optional
            ``vocabulary`` and ``gazetteer``: the versions that were used.

        Returns
        -------
        bool
            False if the store holds the same already, and nothing was written.
        """
        versions = dict(versions or {})
        row = records.document_row(document, facts, versions)
        with writing(self._engine) as connection:
            state.lock(connection)
            if self._is_current(connection, document, row):
                return False
            before = state.written(connection)
            gone = self._take_out(connection, document.id)
            queries.forget_failures(connection, document.source)
            queries.insert_rows(connection, schema.documents, [row])
            queries.insert_rows(connection, schema.mentions, records.mention_rows(document.id, placements))
            queries.insert_rows(connection, schema.facts, records.fact_rows(facts))
            queries.insert_rows(connection, schema.fact_places, records.fact_place_rows(facts))
            queries.insert_rows(connection, schema.problems, records.problem_rows(problems, document.id))
            state.write(connection, versions)
            state.shift(connection, come=[state.part(document.id, row["digest"])])
            touched = remerging.remerge(connection, gone, {fact.id: fact for fact in facts})
            state.note_change(connection, before, touched)
        return True

    def is_current(self, document: Document, versions: Mapping[str, str]) -> bool:
        """Tell whether the store holds this document, says no less of it, and read it with these versions."""
        with reading(self._engine) as connection:
            return self._is_current(connection, document, records.document_row(document, (), versions))

    def complete(self, document: Document) -> Document:
        """Fill what a document does not say of itself from what the store knows of the same text."""
        with reading(self._engine) as connection:
            stored = queries.stored_document(connection, document.id)
        if stored is None:
            return document
        values = {item.name: getattr(document, item.name) for item in fields(document)}
        known = {name: values[name] or getattr(stored, name) for name in DESCRIBED}
        return Document(**(values | known))

    def remove(self, document_id: str) -> DocumentInfo:
        """Remove a document and all that rests on it; return what it was.

        Raises
        ------
        NotFound
            If no document, or more than one, has an id that starts so.
        """
        with writing(self._engine) as connection:
            state.lock(connection)
            row = queries.only(connection, schema.documents, document_id, "document")
            before = state.written(connection)
            touched = remerging.remerge(connection, self._take_out(connection, row.id), {})
            state.note_change(connection, before, touched)
            return records.to_info(row)

    def record_failure(self, where: str, problems: Iterable[Problem]) -> None:
        """Keep why a file or address could not be read; what was kept of it before is replaced."""
        with writing(self._engine) as connection:
            queries.forget_failures(connection, where)
            queries.insert_rows(connection, schema.problems, records.problem_rows(problems, None))

    def contents(self) -> Contents:
        """Return all facts, events and documents of one moment; read anew only after a change."""
        with reading(self._engine) as connection:
            digest = state.digest(connection)
            if self._contents is None or self._contents.digest != digest:
                self._contents = Contents(
                    digest,
                    queries.all_facts(connection),
                    queries.all_documents(connection),
                    events.all_events(connection),
                )
            return self._contents

    def review(self, review: Review) -> Review:
        """Keep a person's review of an event beside what the rules found; `geodata.reviewing` makes one.

        Returns
        -------
        Review
            The one given.
        """
        with writing(self._engine) as connection:
            reviews.write(connection, review)
        return review

    def undo(self, review_id: str, *, who: str, why: str = "") -> Review:
        """Take a review back, by its id or the beginning of it; both stay in the store.

        Raises
        ------
        NotFound
            If no review, or more than one, has such an id.
        """
        with writing(self._engine) as connection:
            undo = make_undo(reviews.one(connection, review_id), who=who, why=why)
            reviews.write(connection, undo)
        return undo

    def reviews(self) -> reviews.Reviews:
        """Return all reviews, by the event that each is about now."""
        with reading(self._engine) as connection:
            return reviews.sorted_out(connection)

    def reviewed_at(self) -> int:
        """Return a mark that changes with every review: how many there are, 0 where nobody has corrected anything."""
        with reading(self._engine) as connection:
            return reviews.count(connection)

    def digest(self) -> str:
        """Return a hash that changes with anything that a view could show."""
        with reading(self._engine) as connection:
            return state.digest(connection)

    def written(self) -> str:
        """Return a mark that changes with every write: numbers of events hold as long as it stays."""
        with reading(self._engine) as connection:
            return state.written(connection)

    def changed_since(self, mark: str) -> frozenset[int] | None:
        """Return the numbers of the events touched since the store bore a mark; None where that is not known."""
        with reading(self._engine) as connection:
            return state.changed_since(connection, mark)

    def counts(self) -> queries.Counts:
        """Return how many documents, facts and events there are."""
        with reading(self._engine) as connection:
            return queries.counts(connection)

    def documents(self) -> list[DocumentInfo]:
        """Return all documents without their texts, oldest publication first, those without a date last."""
        with reading(self._engine) as connection:
            return list(queries.all_documents(connection))

    def facts(self, document_id: str | None = None, *, layer: Layer | None = None) -> list[Fact]:
        """Return all facts, or those of one document or one layer, by document and place in the text."""
        full = None if document_id is None else self.document(document_id).id
        with reading(self._engine) as connection:
            return list(queries.all_facts(connection, document_id=full, layer=layer))

    def events(self) -> list[Event]:
        """Return all events, oldest first, those without a date last; `page` is for a few of them."""
        with reading(self._engine) as connection:
            return list(events.all_events(connection))

    def page(self, numbers: Sequence[int]) -> list[EventView]:
        """Return events with their reports and documents.

        Parameters
        ----------
        numbers : sequence of int
            As `geodata.columns` has them; they hold as long as `written` stays.

        Raises
        ------
        StoreError
            If one of them is gone.
        """
        with reading(self._engine) as connection:
            return events.page(connection, numbers)

    def event_of_fact(self, fact_id: str) -> Event | None:
        """Return the event to which a fact belongs, by the full id of the fact."""
        with reading(self._engine) as connection:
            numbers = events.numbers_of_facts(connection, [fact_id])
            found = events.page(connection, list(numbers))
        return found[0].event if found else None

    def search(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the events in which each word, folded, or one that begins so, stands."""
        with reading(self._engine) as connection:
            return search.numbers(connection, words)

    def scan(self) -> scans.OpenScan:
        """Open a scan of reports of one state of the store."""
        return scanned(self._engine)

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction for several reads of one state."""
        return reading(self._engine)

    def document(self, document_id: str) -> Document:
        """Return a document with its text.

        Parameters
        ----------
        document_id : str
            Its id, or at least six characters of its beginning.

        Raises
        ------
        NotFound
            If no document, or more than one, has an id that starts so.
        """
        with reading(self._engine) as connection:
            row = queries.only(connection, schema.documents, document_id, "document")
        return records.to_document(row.record, row.text)

    def fact(self, fact_id: str) -> Fact:
        """Return a fact by its id or the beginning of it; raises as `document`."""
        with reading(self._engine) as connection:
            row = queries.only(connection, schema.facts, fact_id, "fact")
        return records.to_fact(row.layer, row.record)

    def event(self, event_id: str) -> Event:
        """Return an event by its id or the beginning of it; raises as `document`."""
        with reading(self._engine) as connection:
            row = queries.only(connection, schema.events, event_id, "event")
        return records.to_event(row.record)

    def placements(self, document_id: str) -> list[Placement]:
        """Return where the mentions of a document were placed, in the order of the text."""
        full = self.document(document_id).id
        query = select(schema.mentions.c.record).where(schema.mentions.c.document_id == full)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(schema.mentions.c.position)).scalars().all()
        return [records.to_placement(record) for record in rows]

    def placements_at(self, wanted: Mapping[str, Set[int]]) -> dict[str, list[Placement]]:
        """Return where the mentions at some offsets were placed, by the id of their document.

        Parameters
        ----------
        wanted : mapping of str to set of int
            By the full id of a document, the offsets at which mentions begin.
        """
        with reading(self._engine) as connection:
            found = queries.mentions_at(connection, wanted)
        return {document: [records.to_placement(record) for record in told] for document, told in found.items()}

    def mention_counts(self) -> tuple[int, int]:
        """Return how many mentions were placed, and how many stay unlocated."""
        columns = func.count(schema.mentions.c.lat), func.count()
        with reading(self._engine) as connection:
            placed, total = connection.execute(select(*columns).select_from(schema.mentions)).one()
        return placed, total - placed

    def problems(self, document_id: str | None = None) -> list[Problem]:
        """Return the trouble with all documents and files, or with one document."""
        query = select(schema.problems)
        if document_id is not None:
            query = query.where(schema.problems.c.document_id == self.document(document_id).id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(schema.problems.c.place, schema.problems.c.id)).all()
        return [Problem(row.what, row.place, row.why) for row in rows]

    def quality(self) -> quality.Quality:
        """Return what came of each stage: read, placed, stated, and what was left over."""
        with reading(self._engine) as connection:
            return quality.measure(connection)

    def reports_by_document(self) -> dict[str, int]:
        """Return how many facts each document states."""
        with reading(self._engine) as connection:
            return quality.reports_by_document(connection)

    def differing(self, limit: int) -> list[EventView]:
        """Return the newest events whose reports disagree on anything, with their reports and documents."""
        with reading(self._engine) as connection:
            return events.page(connection, quality.differing(connection, limit))

    def same_source(self, document: Document) -> list[str]:
        """Return the ids of other documents that were read from the same file or address."""
        table = schema.documents.c
        query = select(table.id).where(table.source == document.source, table.id != document.id).order_by(table.id)
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def versions(self) -> dict[str, str]:
        """Return the versions of vocabulary and gazetteer that wrote last."""
        with reading(self._engine) as connection:
            return state.versions(connection)

    @staticmethod
    def _take_out(connection: Connection, document_id: str) -> remerging.Neighbourhood:
        """Delete a document, and return what its facts were merged with."""
        gone = queries.all_facts(connection, document_id=document_id)
        held = remerging.touched_by(connection, gone)
        digest = connection.execute(
            select(schema.documents.c.digest).where(schema.documents.c.id == document_id)
        ).scalar_one_or_none()
        if digest is not None:
            state.shift(connection, gone=[state.part(document_id, digest)])
        queries.delete_document(connection, document_id)
        return held

    @staticmethod
    def _is_current(connection: Connection, document: Document, row: records.Row) -> bool:
        table = schema.documents.c
        stored = connection.execute(select(schema.documents).where(table.id == document.id)).one_or_none()
        if stored is None or (stored.vocabulary, stored.gazetteer) != (row["vocabulary"], row["gazetteer"]):
            return False
        known = records.to_document(stored.record, stored.text)
        said = {name: value for name in DESCRIBED if (value := getattr(document, name))}
        return all(getattr(known, name) == value for name, value in said.items())

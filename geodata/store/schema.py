"""The tables. What is filtered or joined has a column; the whole record stands beside it as JSON.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("reports_on", Text),
    Column("language", String(8)),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("published_precision", String(16)),
    Column("text", Text, nullable=False),
    Column("vocabulary", String(64), nullable=False),
    Column("gazetteer", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", Text, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("place_id", String(128), index=True),
    Column("country", String(2)),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("layer", String(16), nullable=False, index=True),
    Column("status", String(32), nullable=False),
    Column("event_type", String(64)),
    Column("organisation", Text),
    Column("date_start", Date, index=True),
    Column("date_end", Date),
    Column("date_precision", String(16)),
    Column("rule", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_facts_document", "document_id", "position"),
)

fact_places = Table(
    "fact_places",
    metadata,
    Column("fact_id", ForeignKey("facts.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("place_id", String(128), index=True),
    Column("country", String(2), index=True),
    Column("role", String(16), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Integer, nullable=False),
)

# `place` is the file or address at which it happened; a document that could not be read has no id.
problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", ForeignKey("documents.id"), index=True),
    Column("place", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
)

# One row an event, merged when documents come and go. `facets` is JSON of what is counted and filtered: ACLED types,
# actors, documents, and the places at which it could be drawn (see `geodata.store.records.Facets`).
events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("layer", String(16), nullable=False),
    Column("style", String(64), nullable=False),
    Column("status", String(32), nullable=False),
    Column("event_type", String(64)),
    Column("sub_type", String(64)),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("date_precision", String(16)),
    Column("deaths_low", Integer),
    Column("deaths_high", Integer),
    Column("aggregate", Boolean, nullable=False),
    Column("drawn", Boolean, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("facets", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# Every fact belongs to one event; `position` is its order among the event's reports.
event_facts = Table(
    "event_facts",
    metadata,
    # Checked at the end of a transaction: a document that is read again takes its facts out and puts them back.
    Column("fact_id", ForeignKey("facts.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    Column("event", ForeignKey("events.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Index("ix_event_facts_event", "event", "position"),
)

# Hashes of the blocks of an event's facts: events that share none, directly or through others, never merge.
event_blocks = Table(
    "event_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("event", ForeignKey("events.number"), primary_key=True),
    sqlite_with_rowid=False,
)

# What a search for words looks through: excerpts and place names, folded.
event_texts = Table(
    "event_texts",
    metadata,
    Column("event", ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

# What people say of events. No key leads to `events`: a review outlives its event and finds it again.
reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("event_id", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# Versions of the vocabulary and the gazetteer that wrote last, the digest of all documents, the state of the events.
meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

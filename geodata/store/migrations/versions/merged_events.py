"""Keep merged events and the words they are found by; they are merged when the store is next opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of events."""
    op.create_table(
        "events",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("layer", sa.String(16), nullable=False),
        sa.Column("style", sa.String(64), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("event_type", sa.String(64)),
        sa.Column("sub_type", sa.String(64)),
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        sa.Column("date_precision", sa.String(16)),
        sa.Column("deaths_low", sa.Integer),
        sa.Column("deaths_high", sa.Integer),
        sa.Column("aggregate", sa.Boolean, nullable=False),
        sa.Column("drawn", sa.Boolean, nullable=False),
        sa.Column("facts", sa.Integer, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("publishers", sa.Integer, nullable=False),
        sa.Column("facets", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
    )
    op.create_table(
        "event_facts",
        sa.Column("fact_id", sa.String(64), nullable=False),
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("fact_id", name="pk_event_facts"),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["facts.id"], name="fk_event_facts_fact_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name="fk_event_facts_event"),
    )
    op.create_index("ix_event_facts_event", "event_facts", ["event", "position"])
    op.create_table(
        "event_blocks",
        sa.Column("block", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("block", "event", name="pk_event_blocks"),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name="fk_event_blocks_event"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_texts",
        sa.Column("event", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_event_texts"),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name="fk_event_texts_event"),
    )
    dialect = op.get_bind().dialect.name
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(dialect, ()):
        op.execute(statement)


# An index of words beside `event_texts`, which triggers keep in step with it.
SQLITE = (
    "CREATE VIRTUAL TABLE event_words USING fts5(text, content='event_texts', content_rowid='event', detail=none, "
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER event_texts_come AFTER INSERT ON event_texts BEGIN "
    "INSERT INTO event_words(rowid, text) VALUES (new.event, new.text); END",
    "CREATE TRIGGER event_texts_go AFTER DELETE ON event_texts BEGIN "
    "INSERT INTO event_words(event_words, rowid, text) VALUES ('delete', old.event, old.text); END",
)
POSTGRESQL = ("CREATE INDEX ix_event_texts_words ON event_texts USING gin (to_tsvector('simple', text))",)

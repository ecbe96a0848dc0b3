"""Make the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring an empty store to this revision."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("reports_on", sa.Text),
        sa.Column("language", sa.String(8)),
        sa.Column("published_start", sa.Date),
        sa.Column("published_end", sa.Date),
        sa.Column("published_precision", sa.String(16)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("vocabulary", sa.String(64), nullable=False),
        sa.Column("gazetteer", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_source", "documents", ["source"])
    op.create_table(
        "mentions",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place_id", sa.String(128)),
        sa.Column("country", sa.String(2)),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("precision", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_mentions"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_mentions_document_id"),
    )
    op.create_index("ix_mentions_place_id", "mentions", ["place_id"])
    op.create_table(
        "facts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("layer", sa.String(16), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("event_type", sa.String(64)),
        sa.Column("organisation", sa.Text),
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        sa.Column("date_precision", sa.String(16)),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_facts_document_id"),
    )
    op.create_index("ix_facts_document", "facts", ["document_id", "position"])
    op.create_index("ix_facts_layer", "facts", ["layer"])
    op.create_index("ix_facts_date_start", "facts", ["date_start"])
    op.create_table(
        "fact_places",
        sa.Column("fact_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("place_id", sa.String(128)),
        sa.Column("country", sa.String(2)),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("precision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("fact_id", "position", name="pk_fact_places"),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name="fk_fact_places_fact_id"),
    )
    op.create_index("ix_fact_places_place_id", "fact_places", ["place_id"])
    op.create_index("ix_fact_places_country", "fact_places", ["country"])
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(64)),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_problems"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_problems_document_id"),
    )
    op.create_index("ix_problems_document_id", "problems", ["document_id"])
    op.create_table(
        "meta",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )

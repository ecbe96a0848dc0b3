"""Bring a store to the tables of this version: a fresh one is made by the same migrations."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from geodata.errors import StoreError, StoreVersionError
from geodata.store.engine import place_of, reading, writing
from geodata.store.marks import REVISIONS

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(engine: Engine) -> None:
    """Run the migrations that a store lacks.

    Raises
    ------
    StoreVersionError
        If a newer or unknown version wrote it.
    StoreError
        If it holds tables of another program, or cannot be read or written.
    """
    with reading(engine) as connection:
        if _revision(connection) == REVISIONS[-1]:
            return
    with writing(engine) as connection:
        # Asked again: another process may have migrated while this one waited.
        if _revision(connection) != REVISIONS[-1]:
            _migrate(connection)


def _revision(connection: Connection) -> str | None:
    """Return the revision of a store, None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    where = place_of(connection.engine)
    if "alembic_version" not in tables:
        if tables:
            raise StoreError(f"{where} holds tables of another program.", "Set LIPTAKO_HOME to another folder.")
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in REVISIONS:
        raise StoreVersionError(
            f"the store {where} was written by another version of Liptako (tables {revision}, this one "
            f"knows {REVISIONS[-1]}).",
            "Use that version, or set LIPTAKO_HOME to a new folder and add the documents again.",
        )
    return str(revision) if revision is not None else None


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - 0.3 s that only a fresh or old store needs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

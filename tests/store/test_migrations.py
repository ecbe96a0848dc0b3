from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from geodata.store import Store, schema, upgrade
from geodata.store.engine import reading
from geodata.store.marks import REVISIONS


def test_the_migrations_make_the_tables_of_the_schema(home: Path) -> None:
    del home
    with Store.open() as store, reading(store._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_ours})
        assert compare_metadata(context, schema.metadata) == []


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Leave out the index of words, which SQLite keeps in tables of its own."""
    return kind != "table" or not str(name).startswith("event_words")


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in reversed(list(scripts.walk_revisions()))] == list(REVISIONS)


def test_a_store_that_is_up_to_date_is_opened_without_migrating(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del home
    Store.open().close()
    monkeypatch.setattr(upgrade, "_migrate", lambda _: pytest.fail("migrated again"))
    again = Store.open()
    assert list(again.documents()) == []
    again.close()


def test_a_migration_that_breaks_off_leaves_an_empty_store(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del home
    migrate = upgrade._migrate

    def break_off(connection: object) -> None:
        migrate(connection)  # type: ignore[arg-type]  # the connection is passed on as it comes
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "_migrate", break_off)
        with pytest.raises(RuntimeError, match="power cut"):
            Store.open()
    with Store.open() as store:
        assert store.documents() == []

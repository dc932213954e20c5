from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, inspect, text
from training.render_migration import WRITTEN, first_migration

from dateline.store import Store, migrating
from dateline.store.migrations.text_index import INDEXED
from dateline.store.tables import metadata


def differences(connection: Connection) -> list[Any]:
    """What the migrations make otherwise than `tables.py` says, without the full-text index."""

    def is_ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
        index = {f"ix_{table}_words" for table in INDEXED} | {"words"}
        return not (name in index or (kind == "table" and str(name).startswith(tuple(f"{t}_text" for t in INDEXED))))

    options = {"version_table": migrating.VERSION_TABLE, "include_object": is_ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_migrations_make_the_tables(store: Store) -> None:
    with store.reading() as connection:
        assert differences(connection) == []


def test_migrations_make_the_conditions_of_indexes(store: Store) -> None:
    with store.reading() as connection:
        found = {
            index["name"]: index["dialect_options"].get(f"{store.engine.dialect.name}_where")
            for table in metadata.tables
            for index in inspect(connection).get_indexes(table)
            if index.get("dialect_options", {}).get(f"{store.engine.dialect.name}_where") is not None
        }
    wanted = {index.name for table in metadata.tables.values() for index in conditional(table)}
    assert set(found) == wanted
    assert all("retired IS NULL" in str(condition) for condition in found.values())


def conditional(table: Table) -> Iterator[Any]:
    yield from (index for index in table.indexes if index.dialect_options["sqlite"]["where"] is not None)


def test_migrations_end_with_the_version_that_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == migrating.VERSION


def test_first_migration_is_rendered_from_the_tables() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == first_migration(), "run: python -m training.render_migration"


def test_migrating_again_changes_nothing(store: Store) -> None:
    with store.writing() as connection:
        migrating.migrate(connection)
        assert connection.execute(text(f"SELECT * FROM {migrating.VERSION_TABLE}")).all() == [(migrating.VERSION,)]


def test_migration_that_fails_leaves_nothing(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("dateline.store.migrations.text_index.make_text_index", fail)
        with pytest.raises(ZeroDivisionError):
            Store.open(where)
    with Store.open(where) as store, store.reading() as connection:
        assert migrating.version(connection) == migrating.VERSION

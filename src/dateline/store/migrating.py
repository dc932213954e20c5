"""Bring a store's tables up to date when it is opened.

The version of a store is the name of the last migration that ran on it; migrations/versions holds them in order.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from dateline.errors import InputError, RunError
from dateline.store.engines import WRITES, take_turn
from dateline.store.tables import metadata

VERSION = "0001"  # the newest migration
VERSION_TABLE = "dateline_version"
SCRIPTS = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str | None:
    """The version of a store; null where its tables are not made yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return found


def check(connection: Connection, name: str, *, create: bool) -> bool:
    """Whether a store is up to date; False where it is older, or empty and may be made.

    Raises:
        InputError: it is newer than this program, something else, or empty and must not be made.
    """
    found = version(connection)
    if found == VERSION:
        return True
    if found is None:
        _check_empty(connection, name)
        if not create:
            raise InputError("E-STORE", f"there is no store in {name}; `dateline add` makes one")
    elif found > VERSION:
        raise InputError("E-STORE-NEWER", f"the store {name} was written by a newer Dateline (its version is {found}, "
                         f"this program knows {VERSION}); update it: pip install --upgrade dateline")  # fmt: skip
    return False


def upgrade(engine: Engine, name: str, *, create: bool) -> None:
    """Run the migrations that a store lacks; of several processes, one does and the others wait."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        take_turn(connection)
        _check_encoding(connection, name)
        if not check(connection, name, create=create):
            migrate(connection)


def migrate(connection: Connection, target: str = "head") -> None:
    """Run migrations within a transaction of the caller's."""
    from alembic import command  # only stores that lack one need it
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, target)


def _check_empty(connection: Connection, name: str) -> None:
    there = set(inspect(connection).get_table_names())
    foreign = there if connection.dialect.name == "sqlite" else there & set(metadata.tables)
    if foreign:
        some = ", ".join(sorted(foreign)[:3])
        raise InputError("E-STORE", f"{name} is a database of something else (it has the tables {some}); "
                         "give another name or another database")  # fmt: skip


def _check_encoding(connection: Connection, name: str) -> None:
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise RunError("E-STORE", f"the database {name} holds text as {encoding}; a store needs UTF8: "
                       "createdb --encoding UTF8 --template template0 NAME")  # fmt: skip

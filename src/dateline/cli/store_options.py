"""The options of the commands that work on a store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_STORE = "dateline.db"


def db_option(command: F) -> F:
    """`--db`, which names the store."""
    option = click.option(
        "--db",
        envvar="DATELINE_DB",
        default=DEFAULT_STORE,
        show_default=True,
        metavar="PATH_OR_URL",
        help="The store: a SQLite file, or postgresql://user@host/name; DATELINE_DB names it too.",
    )
    return option(command)

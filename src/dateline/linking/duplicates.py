"""Copies, wires and retellings among documents."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection


def update(connection: Connection, fresh: Collection[int]) -> None:
    """Find what new documents copy or retell."""

"""Bring the states up to date."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection


def update(connection: Connection, changed: Collection[int]) -> None:
    """Bring the states up to date with claims that came, went or were judged."""

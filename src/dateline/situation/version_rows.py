"""Rows of `states` read into versions and states. Rows never change, so what was read of one is kept for the next time.

A service is asked for the same rows again and again, on ever other days; to take their JSON apart costs the most.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, cast

from dateline.situation.states import StateVersion
from dateline.situation.update import COLUMNS
from dateline.situation.views import State, as_known, on_day
from dateline.store.tables import states

KEPT = 8_192  # rows, of some kilobytes each

# The columns of a version, its record as text.
VERSION = tuple(cast(states.c[name], Text).label(name) if name == "record" else states.c[name] for name in COLUMNS)


def read_versions(rows: Iterable[Row[Any]]) -> list[StateVersion]:
    """The versions of rows of VERSION."""
    return [_version(tuple(row)) for row in rows]


def read_states(rows: Iterable[Row[Any]], at: str, known: str) -> list[State]:
    """The states of rows of VERSION on a day, of what was known before a moment."""
    return [on_day(_as_known(tuple(row), known), at) for row in rows]


@lru_cache(KEPT)
def _version(row: Sequence[Any]) -> StateVersion:
    values = dict(zip(COLUMNS, row, strict=True))
    return StateVersion(**{**values, "record": json.loads(values["record"])})


@lru_cache(KEPT)
def _as_known(row: Sequence[Any], known: str) -> State:
    return as_known(_version(row), known)

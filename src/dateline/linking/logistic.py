"""Scores that can be read: named features, their weights from `data/weights.toml`, and the reasons in words.

    log-odds = bias + sum of weight x value;   score = 1 / (1 + e ** -log-odds)

A feature that nothing is known of is left out and so counts nothing: missing evidence is no mismatch.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any


def score(log_odds: float) -> float:
    """The probability of log-odds, to three places."""
    return round(1 / (1 + math.exp(-log_odds)), 3)


@functools.cache
def weights(name: str) -> Mapping[str, float]:
    """The weights of a comparison ("story", "incident")."""
    return {key: float(value) for key, value in _file()[name].items()}


@functools.cache
def words(name: str) -> Mapping[str, str]:
    """How the features of a comparison are said in reasons."""
    return dict(_file()["words"][name])


@functools.cache
def settings(name: str) -> Mapping[str, Any]:
    """Thresholds and other tables of the file."""
    return dict(_file()[name])


@functools.cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data/weights.toml").read_text(encoding="utf-8"))

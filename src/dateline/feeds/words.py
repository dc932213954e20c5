"""The words by which feeds and pages give themselves away, from `feeds.toml`, loaded when first asked for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """What `feeds.toml` says."""

    cut_off: tuple[str, ...]
    footers: re.Pattern[str]
    live_posts: tuple[str, ...]


@cache
def words() -> Words:
    """The words of `feeds.toml`."""
    data = tomllib.loads(files(__package__).joinpath("feeds.toml").read_text(encoding="utf-8"))
    return Words(
        cut_off=tuple(data["cut_off"]),
        footers=re.compile("|".join(f"(?:{each})" for each in data["footers"]), re.IGNORECASE),
        live_posts=tuple(data["live_posts"]),
    )

"""What an operator decides about the service. Options enter here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`style` is the URL of a map style in place of the bundled base map, `map_hosts` the origins (https://tiles.example)
    from which the page may load it and what it names.

    `threads` answer requests at the same time; each holds a connection while it reads. `count_to` is how far the items
    of a list are counted, `exports` how many downloads are made at once, `past_claims` how many claims a store may have
    that is made anew for a request as it once stood.
    """

    style: str | None = None
    map_hosts: tuple[str, ...] = ()
    threads: int = 3
    count_to: int = 100_000
    exports: int = 2
    past_claims: int = 5_000

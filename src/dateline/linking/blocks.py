"""Which claims are compared: those that share a block.

A block is a family of types, a week, and two things that a claim says: two parties, a party and a place, a party or a
town and the word for the deed, a town and a day. One thing alone makes no block: "United States" or "Syria" would bring
too many together, and would prove nothing. Claims of one document, and of documents of one story, are compared besides.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dateline.linking.compare import family, is_wide
from dateline.linking.parties import root
from dateline.linking.traits import Party, Spot, Traits

WEEK = 7
PARTIES, PLACES = 5, 3  # that make blocks
LONGEST = 31  # days; a longer time has blocks of its own
AHEAD = 3  # weeks in which what is announced without a date may come to pass


def blocks(traits: Traits) -> set[str]:
    """The blocks of a claim."""
    return {f"{period}|{said}" for said in _said(traits) for period in _periods(traits)}


def _periods(traits: Traits) -> list[int]:
    """The weeks of the time that is told, else of the telling; a long time is counted by its first year, negative."""
    if traits.days is None:
        week = traits.day // WEEK
        return list(range(week, week + AHEAD + 1)) if traits.status == "future" else [week]
    begin, end = traits.days
    if end - begin > LONGEST:
        return [-begin // 366 * 3]  # three apart, so that no two years are neighbours
    return list(range(begin // WEEK, (end - 1) // WEEK + 1))


def _said(traits: Traits) -> Iterator[str]:
    kind = family(traits.type)
    parties = sorted({root(party.id) for party in _named(traits)})[:PARTIES]
    places = sorted({_key(spot) for spot in traits.places if spot.id})[:PLACES]
    towns = sorted({spot.id for spot in traits.places if not is_wide(spot) and spot.lat is not None})[:PLACES]
    for a, b in (*itertools.combinations(parties, 2), *itertools.product(parties, places)):
        yield f"{kind}|{a}|{b}"
    for thing, deed in itertools.product((*parties, *towns), traits.deeds):
        yield f"{kind}|{thing}|{deed}"
    if traits.days and traits.days[1] - traits.days[0] == 1:
        yield from (f"{kind}|{town}|{traits.days[0]}" for town in towns)


def _named(traits: Traits) -> Iterator[Party]:
    return (party for party in (*traits.actors, *traits.recipients) if party.named)


def _key(spot: Spot) -> str:
    return f"in {spot.country}" if is_wide(spot) and spot.country else spot.id

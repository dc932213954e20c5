"""The evidence of a sentence: what its claims say each by itself, and what they say together.

A stronghold that falls was its holder's until then. Who is told to leave an office had the one that the sentence gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.situation.context import held, meant, with_held, with_meant, with_state
from dateline.situation.evidence import Evidence, Spot
from dateline.situation.extract import evidence_of
from dateline.situation.offices import Leaving, leaving
from dateline.situation.when import day_before
from dateline.store.rows import StoredClaim

Piece = tuple[int, Evidence]


def pieces(sentence: Sequence[StoredClaim], unit: str) -> Iterator[Piece]:
    """The evidence of a sentence's claims, with the rows of the claims."""
    named, places = meant(each.claim for each in sentence), held(each.claim for each in sentence)
    told: list[Piece] = []
    for each in sentence:
        claim = with_state(with_held(with_meant(each.claim, named), places))
        read = each if claim is each.claim else StoredClaim(
            each.n, claim, each.document, each.known, each.valid_from, each.valid_to
        )  # fmt: skip
        told += [(each.n, piece) for piece in evidence_of(read, unit)]
    left, fell = leaving(sentence), _falls(told)
    for n, piece in told:
        yield n, _before_fall(_given_up(piece, left), fell)


def _falls(told: Sequence[Piece]) -> Mapping[Spot, str]:
    """The places that fall, and from when on."""
    return {
        piece.place: piece.valid_to
        for _, piece in told
        if piece.predicate == "controls" and piece.effect == "ends" and piece.place and piece.valid_to
    }


def _before_fall(piece: Evidence, fell: Mapping[Spot, str]) -> Evidence:
    """Of "X's stronghold of Y fell in July": X had it the day before."""
    day = fell.get(piece.place) if piece.place else None
    if day is None or piece.predicate != "controls" or piece.effect != "holds" or piece.valid_to or piece.valid_from:
        return piece
    return replace(piece, on=day_before(day)) if piece.status == "actual" else piece


def _given_up(piece: Evidence, left: Mapping[str, Leaving]) -> Evidence:
    """An office whose holder is told to leave it."""
    gone = left.get(piece.subject.id) if piece.subject else None
    if gone is None or piece.predicate != "role" or piece.status != "actual":
        return piece
    return replace(
        piece, effect="ends", valid_from=None, valid_to=gone.day, on=gone.day, precision=gone.precision, rule=gone.rule
    )

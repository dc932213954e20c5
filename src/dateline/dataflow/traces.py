"""What linking needs of a document and of its claims, found where they are coded."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast

from dateline.dataflow.tables import Row
from dateline.linking.blocks import blocks
from dateline.linking.compare import family
from dateline.linking.profiles import Profile, profile_from_row, profile_of, story_bands
from dateline.linking.shingles import bands
from dateline.linking.traits import Traits, traits_from_json, traits_of
from dateline.records import Coded, Document, plain
from dateline.store.moments import day_interval
from dateline.store.rows import StoredClaim

_HELD = 20_000  # that a process keeps unpacked: most are compared many times


def profile_row(n: int, document: Document, known: str, digest: str) -> Row:
    """The row of a document's profile, with the bands under which documents like it find it."""
    told = SimpleNamespace(
        n=n,
        id=document.id,
        known=known,
        title=document.title,
        publisher=document.publisher,
        filed=plain(document.dateline) if document.dateline else None,
        text=document.text,
    )
    profile, hashes = profile_of(cast("Any", told))
    kept = profile.to_row()
    packed = {"shingles": kept["shingles"], "minhash": kept["minhash"].hex(), "terms": kept["terms"]}
    return {
        "n": n,
        "id": document.id,
        "known": known,
        "digest": digest,
        "origin": profile.origin,
        "title": document.title,
        "bands": list(dict.fromkeys([*bands(hashes), *story_bands(profile)])),
        "profile": json.dumps(packed).encode(),
    }


def read_profile(row: Mapping[str, Any]) -> Profile:
    """The profile of a row."""
    return _profile(row["n"], row["id"], row["known"], row["profile"])


@functools.lru_cache(maxsize=_HELD)
def _profile(n: int, ident: str, known: str, packed: bytes) -> Profile:
    told = json.loads(packed)
    values = SimpleNamespace(
        document=n,
        id=ident,
        known=known,
        shingles=told["shingles"],
        minhash=bytes.fromhex(told["minhash"]),
        terms=told["terms"],
    )
    return profile_from_row(cast("Any", values))


def trait_rows(first: int, document: int, coded: Coded, known: str, origin: str | None) -> Iterator[Row]:
    """The rows of a document's events, with the blocks in which claims of the same happening find them."""
    for k, claim in enumerate(coded):
        if claim.kind != "event":
            continue
        begin, end = day_interval(claim.time.from_, claim.time.to) if claim.time else (None, None)
        traits = traits_of(StoredClaim(first + k, claim, document, known, begin, end), origin)
        yield {
            "n": traits.n,
            "id": traits.id,
            "document": document,
            "known": known,
            "document_id": traits.document_id,
            "sentence": traits.sentence,
            "family": family(traits.type),
            "blocks": sorted(blocks(traits)),
            "traits": json.dumps(traits.to_json()).encode(),
        }


def read_traits(row: Mapping[str, Any]) -> Traits:
    """The traits of a row."""
    return _traits(row["n"], row["document"], row["traits"])


@functools.lru_cache(maxsize=_HELD)
def _traits(n: int, document: int, packed: bytes) -> Traits:
    return traits_from_json(n, document, json.loads(packed))

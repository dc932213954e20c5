"""The mentions of a document, for those who need a tagger of actors, places, times and quantities only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Token

from dateline.actors import Candidate
from dateline.coding.fillers import entity_of, make_filler
from dateline.coding.locations import Spot, place_record
from dateline.coding.naming import UNLISTED, Identity
from dateline.coding.resolver import Resolved, Resolver
from dateline.coding.roles import actor_of
from dateline.mentions import find_quantities
from dateline.records import Document, plain

ACTING = frozenset({"nsubj", "nsubj:pass", "obl:agent"})  # where the name of a state is that of an actor
LATER = frozenset({"compound", "flat", "nmod:desc"})


def annotate(doc: Doc, document: Document, resolver: Resolver) -> dict[str, Any]:
    """The JSON object that `dateline annotate` prints for a document."""
    resolved = resolver.resolve(doc, document)
    mentions = [
        *_actors(doc, resolved, resolver),
        *_places(resolved, resolver),
        *_times(resolved),
        *_quantities(resolved),
    ]
    mentions.sort(key=lambda m: (m["start"], m["end"], m["kind"]))
    return {"document": document.facts() | _inferred(resolved), "mentions": mentions}


def _inferred(resolved: Resolved) -> dict[str, Any]:
    """What was inferred of the date of a document that bears none."""
    found = resolved.inferred
    if found is None:
        return {}
    window = {"earliest": found.earliest, "latest": found.latest, "best": found.best, "reasons": list(found.reasons)}
    return {"published_inferred": window}


def _actors(doc: Doc, resolved: Resolved, resolver: Resolver) -> Iterator[dict[str, Any]]:
    for token in doc:
        entity = entity_of(token)
        if entity is not None and (token.i != entity.root.i or (entity.label_ == "LOC" and token.dep_ not in ACTING)):
            continue
        if entity is None and (token.pos_ not in ("NOUN", "PROPN", "PRON") or token.dep_ in LATER):
            continue
        identity = resolved.identities.of(token)
        if identity is None or identity.kind == "place":
            continue
        if entity is not None and (identity.id or "").startswith(UNLISTED) and resolved.locations.at(entity):
            continue  # the tagger takes it for an actor, the gazetteer for a place
        yield _actor(token, identity, resolver)


def _actor(token: Token, identity: Identity, resolver: Resolver) -> dict[str, Any]:
    filler = make_filler(token, resolver.classes, identity)
    return {
        "kind": "actor",
        **plain(actor_of(filler, identity)),
        "actor_kind": identity.kind,
        "score": identity.score,
        "why": identity.why,
        "candidates": [_candidate(c) for c in identity.candidates],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {"id": candidate.entry.id, "name": candidate.entry.name, "score": round(candidate.score, 2)}


def _places(resolved: Resolved, resolver: Resolver) -> Iterator[dict[str, Any]]:
    for spot in resolved.locations.spots:
        if spot.place is not None and spot.place.how == "adjective":
            continue  # a people's name is no place
        described = _place(spot, resolver)
        # `kind` tells mentions apart; a place's own kind moves aside.
        described["place_kind"] = described.pop("kind")
        ranked = [
            {"id": c.id, "name": c.name, "country": c.country, "lat": c.lat, "lon": c.lon, "score": round(p, 3)}
            for c, p in spot.located.ranked
        ]
        nested = spot.located.toponym.nested
        score = round(spot.located.probability, 3) if spot.place is not None else None
        yield {"kind": "place", **described, "score": score, "nested": nested, "candidates": ranked}


def _place(spot: Spot, resolver: Resolver) -> dict[str, Any]:
    toponym, expression = spot.located.toponym, spot.expression
    if spot.place is None or expression is None:
        empty = {"id": None, "name": toponym.text, "country": None, "lat": None, "lon": None, "kind": None}
        span = {"text": toponym.text, "start": toponym.start, "end": toponym.end}
        return span | empty | {"precision": None, "relation": None, "claimants": []}
    record = plain(place_record(toponym.text, toponym.start, toponym.end, spot, None, resolver.viewpoint))
    covering = {"text": expression.text, "start": expression.start, "end": expression.end}
    return record | {"expression": covering, "radius_km": round(expression.radius_km, 1)}


def _times(resolved: Resolved) -> Iterator[dict[str, Any]]:
    for expressions in resolved.times:
        for expression in expressions:
            yield {"kind": "time", **plain(resolved.timeline.resolve(expression))}


def _quantities(resolved: Resolved) -> Iterator[dict[str, Any]]:
    for sentence, times in zip(resolved.sentences, resolved.times, strict=True):
        for found in find_quantities(sentence.text, sentence.start_char, times=times):
            yield {"kind": "quantity", **plain(found.quantity)}

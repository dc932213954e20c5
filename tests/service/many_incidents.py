"""A store of many incidents, as rows: what the map and the timeline have to bear. Nothing in it was linked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from dateline.linking.summary import incident_id
from dateline.linking.traits import Party, Spot, Traits
from dateline.store import Store
from dateline.store.tables import (
    actors,
    claim_actors,
    claim_places,
    claims,
    documents,
    incident_claims,
    incident_documents,
    incidents,
    places,
    sentences,
)

BEGIN, DAYS = date(2016, 1, 1), 1_000
TYPES = ("ASSAULT", "CONSULT", "MOBILIZE", "ACCUSE", "AID", "PROTEST", "COERCE")
STATUSES = ("actual",) * 8 + ("future", "hypothetical", "negated")
KINDS = (("city", "city"), ("town", "city"), ("village", "exact"), ("admin1", "region"), ("country", "country"))
UNDATED = 0.4  # of all incidents
AT_ONCE = 5_000
Rows = Iterator[tuple[str, dict[str, Any]]]
TABLES: Mapping[str, Any] = {
    each.name: each
    for each in (
        actors, places, documents, sentences, claims, claim_actors, claim_places, incidents, incident_claims,
        incident_documents,
    )
}  # fmt: skip


def fill(store: Store, number: int, *, places_in_all: int = 3_000, seed: int = 7) -> None:
    """Put incidents with one to four claims each into an empty store."""
    chance = random.Random(seed)
    with store.writing() as connection:
        spots = [_place(chance, k) for k in range(places_in_all)]
        connection.execute(insert(places), spots)
        connection.execute(insert(actors), [_actor(k) for k in range(200)])
        made = _incidents(chance, spots, number)
        while some := list(islice(made, AT_ONCE)):
            _write(connection, [row for rows in some for row in rows])


def _write(connection: Connection, rows: list[tuple[str, dict[str, Any]]]) -> None:
    for name, table in TABLES.items():
        if own := [row for kind, row in rows if kind == name]:
            has = [name for name in own[0] if name in table.c]
            connection.execute(insert(table), [{name: row[name] for name in has} for row in own])


def _place(chance: random.Random, k: int) -> dict[str, Any]:
    kind, _ = chance.choices(KINDS, (30, 30, 30, 8, 2))[0]
    spread = chance.random() < 0.7
    lat = chance.uniform(29, 38) if spread else chance.uniform(-50, 65)
    lon = chance.uniform(34, 49) if spread else chance.uniform(-179, 179)
    return {"id": f"gn:{k}", "name": f"Place {k}", "country": "SY", "lat": lat, "lon": lon, "kind": kind}


def _actor(k: int) -> dict[str, Any]:
    return {"id": f"actor-{k}", "name": f"Actor {k}", "country": "SYR", "sector": "REB"}


def _incidents(chance: random.Random, spots: list[dict[str, Any]], number: int) -> Iterator[list[tuple[str, Any]]]:
    n = 0
    for _ in range(number):
        told = chance.choices((1, 2, 3, 4), (60, 25, 10, 5))[0]
        yield list(_incident(chance, spots, range(n + 1, n + 1 + told)))
        n += told


def _incident(chance: random.Random, spots: list[dict[str, Any]], ns: range) -> Rows:
    day = BEGIN + timedelta(days=chance.randrange(DAYS))
    known = [f"{day + timedelta(days=1 + later)}T00:00:00Z" for later in range(len(ns))]
    spot = chance.choice(spots) if chance.random() < 0.7 else None
    kind, status, dated = chance.choice(TYPES), chance.choice(STATUSES), chance.random() >= UNDATED
    valid = (str(day), str(day + timedelta(days=1))) if dated else (None, None)
    ident = incident_id(f"c-{ns[0]:020x}")
    who, whom = chance.sample(range(200), 2)
    parties = [{"id": f"actor-{each}", "name": f"Actor {each}", "voices": len(ns)} for each in (who, whom)]
    precision = dict(KINDS)[spot["kind"]] if spot else None
    record = {
        "id": ident, "type": kind, "modes": [], "contexts": ["military"], "status": status, "historical": False,
        "actors": parties[:1], "recipients": parties[1:],
        "place": {**spot, "precision": precision, "relation": "in"} if spot else None,
        "from": valid[0], "to": valid[0], "precision": "day" if dated else None, "quantities": [],
        "claims": [f"c-{n:020x}" for n in ns], "documents": [f"d-{n}" for n in ns], "outlets": ["agencies"],
        "sources": len(ns), "first_known": known[0], "last_known": known[-1], "confidence": 0.8, "disputed": False,
        "disputes": [], "reasons": [],
    }  # fmt: skip
    same = {name: record[name] for name in ("id", "type", "status", "first_known", "last_known", "sources", "disputed")}
    of_place = spot["id"] if spot else None
    counts = {"claims": len(ns), "documents": len(ns), "valid_from": valid[0], "valid_to": valid[1], "place": of_place}
    yield "incidents", {**same, **counts, "record": record}
    for n, at in zip(ns, known, strict=True):
        yield from _document(n, at)
        yield from _claim(n, at, record, (who, whom), spot, valid)
        yield "incident_claims", {"claim": n, "incident": ident, "traits": _traits(n, at, record, spot)}
        yield "incident_documents", {"document": n, "incident": ident}


def _traits(n: int, known: str, incident: dict[str, Any], spot: dict[str, Any] | None) -> list[Any]:
    """What is kept of a claim to sum its incident up."""
    parties = {
        side: tuple(Party(each["id"], each["name"], True) for each in incident[side])
        for side in ("actors", "recipients")
    }
    where = incident["place"]
    days = date.fromisoformat(incident["from"]).toordinal() if incident["from"] else None
    return Traits(
        n=n, id=f"c-{n:020x}", document=n, document_id=f"d-{n}", known=known, sentence=0, type=incident["type"],
        status=incident["status"], historical=False, confidence=0.8, modes=(), contexts=("military",), **parties,
        places=(Spot(**{name: where[name] for name in Spot.__slots__}),) if spot else (),
        time=(incident["from"], incident["to"], "day") if days else None, days=(days, days + 1) if days else None,
        amounts=(), attributed=(), origin=f"outlet {n % 40}", deeds=(), terms={},
        day=date.fromisoformat(known[:10]).toordinal(),
    ).to_json()  # fmt: skip


def _document(n: int, known: str) -> Rows:
    yield "documents", {
        "n": n, "id": f"d-{n}", "digest": f"{n:064x}", "title": f"Dispatch {n}", "publisher": f"Outlet {n % 40}",
        "published": known[:10], "known": known, "url": None, "language": "en", "text": f"Fighters attacked town {n}.",
        "filed": None, "notes": [], "extra": {}, "reasons": [], "coder": "generated", "recorded": known,
    }  # fmt: skip
    text = f"Fighters attacked town {n}."
    yield "sentences", {"n": n, "document": n, "position": 0, "start": 0, "end": len(text), "text": text}


def _claim(
    n: int, known: str, incident: dict[str, Any], who: tuple[int, int], spot: dict[str, Any] | None, valid: Any
) -> Rows:
    ends = [
        {"text": f"Actor {k}", "start": 0, "end": 8, "id": f"actor-{k}", "name": f"Actor {k}", "country": "SYR",
         "sector": "REB"}
        for k in who
    ]  # fmt: skip
    where = [{**spot, "text": spot["name"], "start": 0, "end": 8, "precision": "city", "relation": "in",
              "claimants": []}] if spot else []  # fmt: skip
    time = {"text": "then", "start": 0, "end": 4, "from": valid[0], "to": valid[0], "precision": "day",
            "rule": "generated", "timex": None} if valid[0] else None  # fmt: skip
    record = {
        "id": f"c-{n:020x}", "kind": "event", "type": incident["type"], "modes": [], "contexts": ["military"],
        "status": incident["status"], "historical": False, "trigger": {"text": "attacked", "start": 9, "end": 17},
        "actors": ends[:1], "recipients": ends[1:], "places": where, "time": time, "quantities": [], "sources": [],
        "label": None, "cameo": None, "quad": None, "intensity": None, "confidence": 0.8,
        "reasons": ["generated"], "coder": "generated",
    }  # fmt: skip
    same = {name: record[name] for name in ("id", "kind", "type", "status", "historical", "confidence", "coder")}
    days = {"valid_from": valid[0], "valid_to": valid[1], "known": known, "recorded": known}
    yield "claims", {**same, **days, "n": n, "document": n, "sentence": n, "record": record}
    for role, k in zip(("actor", "recipient"), who, strict=True):
        yield "claim_actors", {"claim": n, "role": role, "position": 0, "actor": f"actor-{k}", "known": known}
    if spot:
        at = {"place": spot["id"], "lat": spot["lat"], "lon": spot["lon"], "known": known}
        yield "claim_places", {"claim": n, "position": 0, **at}

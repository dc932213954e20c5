"""Who and where of claims, as rows that queries find them by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from dateline.records import Actor, Place
from dateline.store.rows import StoredClaim, actor_id, place_id
from dateline.store.tables import actors, claim_actors, claim_places, places
from dateline.store.upsert import insert_lowest, insert_rows

KIND = "kind:"
ROLES = {"actor": "actors", "recipient": "recipients", "source": "sources"}


def insert_parties(connection: Connection, told: Iterable[StoredClaim]) -> None:
    """Insert who and where of claims."""
    who: dict[str, dict[str, Any]] = {}
    where: dict[str, dict[str, Any]] = {}
    actor_rows, place_rows = [], []
    for each in told:
        n, claim, known = each.n, each.claim, each.known
        for role, name in ROLES.items():
            for k, actor in enumerate(getattr(claim, name)):
                _take_lowest(who, _actor_row(actor))
                actor_rows.append({"claim": n, "role": role, "position": k, "actor": actor_id(actor), "known": known})
        for k, place in enumerate(claim.places):
            _take_lowest(where, _place_row(place))
            at = {"place": place_id(place), "lat": place.lat, "lon": place.lon}
            place_rows.append({"claim": n, "position": k, **at, "known": known})
    insert_lowest(connection, actors, list(who.values()))
    insert_lowest(connection, places, list(where.values()))
    insert_rows(connection, claim_actors, actor_rows)
    insert_rows(connection, claim_places, place_rows)


def _take_lowest(rows: dict[str, dict[str, Any]], row: dict[str, Any]) -> None:
    """What mentions say of one actor or place differs; which is kept must not hang on the order of arrival."""
    kept = rows.setdefault(row["id"], row)
    for name, value in row.items():
        if value is not None and (kept[name] is None or value < kept[name]):
            kept[name] = value


def _actor_row(actor: Actor) -> dict[str, Any]:
    ident = actor_id(actor)
    # Of people of a kind, each mention has words of its own ("300,000 people"): the kind's are those of its id.
    kind = ident.removeprefix(KIND).partition(".")[0].replace("-", " ") if ident.startswith(KIND) else None
    return {"id": ident, "name": kind or actor.name or actor.text, "country": actor.country, "sector": actor.sector}


def _place_row(place: Place) -> dict[str, Any]:
    lies_there = place.relation == "in"  # "30 km north of Raqqa" has a point of its own
    return {
        "id": place_id(place),
        "name": place.name or place.text,
        "country": place.country,
        "lat": place.lat if lies_there else None,
        "lon": place.lon if lies_there else None,
        "kind": place.kind if lies_there else None,
    }

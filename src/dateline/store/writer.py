"""Take coded dispatches into the store, in one transaction: their rows, links, the incidents and states they touch.

The same dispatch again changes nothing; another version of it supersedes the older, which stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from dateline.judgements.effective import AtHand
from dateline.judgements.reflecting import reflect
from dateline.judgements.succession import inherit, judged_claims
from dateline.linking import duplicates, incidents
from dateline.records import Claim, Coded
from dateline.situation import update as situation
from dateline.store.among import among
from dateline.store.memory import collecting_later
from dateline.store.opening import Store
from dateline.store.parties import insert_parties
from dateline.store.rows import StoredClaim, claim_row, digest, document_row, sentence_rows
from dateline.store.tables import claims, documents, sentences
from dateline.store.upsert import insert_numbered

Outcome = Literal["added", "unchanged", "superseded", "outdated"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a dispatch; `superseded` when it took the place of an older version, `outdated` when one that was
    published later is there, so that this one is kept and does not count."""

    id: str
    outcome: Outcome
    claims: int = 0


def add(store: Store, coded: Coded, coder: str, recorded: str) -> Added:
    """Add a coded dispatch; when this returns, it is on the disk.

    Args:
        store: Where to.
        coded: The document with its claims and all its sentences.
        coder: The coder's name and version.
        recorded: The moment, in UTC.
    """
    (added,) = add_several(store, [coded], coder, recorded)
    return added


def add_several(store: Store, dispatches: Sequence[Coded], coder: str, recorded: str) -> list[Added]:
    """Add coded dispatches in one transaction, some dozens at a time: that takes half the time.

    When this returns, all are on the disk; when it raises, none is.
    """
    with store.writing() as connection, collecting_later():
        return add_within(connection, dispatches, coder, recorded)


def add_within(
    connection: Connection,
    dispatches: Sequence[Coded],
    coder: str,
    recorded: str,
    updated: Mapping[str, str] = MappingProxyType({}),
) -> list[Added]:
    """The same in a transaction of the caller's; what became of each, in order.

    `updated` has, by id, when a version of a dispatch was published that updates an earlier one (UTC): that is when it
    could be known, and not the publication of the dispatch itself.
    """
    outcomes: list[Added] = []
    came = _Came()
    for run in _without_repetition(dispatches):
        arrived = _arrivals(connection, run, coder, recorded, updated)
        outcomes += [Added(each.id, each.outcome, len(each.coded) if each.counts else 0) for each in arrived]
        _take(connection, [each for each in arrived if each.outcome != "unchanged"], recorded, came)
    link_documents(connection, came.documents, came.changed, came.claims)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A dispatch, its row, and what becomes of it."""

    coded: Coded
    row: Mapping[str, Any]
    outcome: Outcome

    @property
    def id(self) -> str:
        """The dispatch's own."""
        return self.coded.document.id

    @property
    def counts(self) -> bool:
        """Whether its claims count from now on."""
        return self.outcome in ("added", "superseded")


@dataclass(slots=True)
class _Came:
    """Rows that came: of documents that count, claims with their rows, and the rows of claims that came or went."""

    documents: list[int] = field(default_factory=list)
    claims: list[StoredClaim] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)


def _without_repetition(dispatches: Iterable[Coded]) -> Iterator[list[Coded]]:
    """Dispatches in runs in which no id comes twice: a version must find the one before it in the store."""
    run: dict[str, Coded] = {}
    for coded in dispatches:
        if coded.document.id in run:
            yield list(run.values())
            run = {}
        run[coded.document.id] = coded
    yield list(run.values())


def _arrivals(
    connection: Connection, run: Sequence[Coded], coder: str, recorded: str, updated: Mapping[str, str]
) -> list[_Arrival]:
    versions = _versions(connection, [coded.document.id for coded in run])
    rows = [document_row(coded, coder, recorded, updated.get(coded.document.id)) for coded in run]
    return [
        _Arrival(coded, row, _outcome(row, versions.get(row["id"], ()))) for coded, row in zip(run, rows, strict=True)
    ]


def _versions(connection: Connection, idents: Sequence[str]) -> dict[str, list[Any]]:
    """The versions of dispatches that are there."""
    found: dict[str, list[Any]] = {}
    wanted = select(documents.c.id, documents.c.digest, documents.c.known, documents.c.retired)
    if idents:
        for row in connection.execute(wanted.where(among(documents.c.id, idents))):
            found.setdefault(row.id, []).append(row)
    return found


def _outcome(row: Mapping[str, Any], there: Sequence[Any]) -> Outcome:
    """What becomes of a dispatch; which of its versions arrives first must not matter."""
    if any(each.digest == row["digest"] for each in there):
        return "unchanged"
    live = next((each for each in there if each.retired is None), None)
    if live is None:
        return "added"
    return "outdated" if live.known > row["known"] else "superseded"


def _take(connection: Connection, arrived: Sequence[_Arrival], recorded: str, came: _Came) -> None:
    """Take in what is new."""
    newer = [each for each in arrived if each.outcome == "superseded"]
    judged = {each.id: judged_claims(connection, each.id) for each in newer}
    gone = {n for each in newer for n in retire(connection, each.id, recorded)}
    came.changed |= gone
    came.claims = [each for each in came.claims if each.n not in gone]  # of a version that came just before
    rows = [{**each.row, "retired": recorded if each.outcome == "outdated" else None} for each in arrived]
    ns = insert_numbered(connection, documents, rows)
    told = [_Told(n, each.coded if each.counts else _unclaimed(each.coded), each.row["known"])
            for n, each in zip(ns, arrived, strict=True)]  # fmt: skip
    stored = _insert_claims(connection, told, recorded)
    for each in newer:
        inherit(connection, judged[each.id], each.coded)
    came.documents += [n for n, each in zip(ns, arrived, strict=True) if each.counts]
    came.claims += stored
    came.changed.update(each.n for each in stored)


def _unclaimed(coded: Coded) -> Coded:
    return replace(coded, claims=())


def is_known(connection: Connection, coded: Coded) -> bool:
    """Whether this very dispatch, text and facts, was taken in before."""
    same = (documents.c.id == coded.document.id) & (documents.c.digest == digest(coded.document))
    return connection.execute(select(documents.c.n).where(same)).first() is not None


def retire(connection: Connection, ident: str, at: str) -> list[int]:
    """Retire the live version of a dispatch and its claims; the claims' rows are returned."""
    live = documents.c.retired.is_(None) & (documents.c.id == ident)
    n = connection.execute(select(documents.c.n).where(live)).scalar_one()
    connection.execute(update(documents).where(documents.c.n == n).values(retired=at))
    return retire_claims(connection, (claims.c.document == n), at)


def retire_claims(connection: Connection, which: Any, at: str) -> list[int]:
    """Retire live claims that meet a condition; their rows are returned."""
    rows = connection.execute(select(claims.c.n).where(which, claims.c.retired.is_(None))).scalars().all()
    connection.execute(update(claims).where(which, claims.c.retired.is_(None)).values(retired=at))
    return list(rows)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the document in row `n`, known at a moment, says."""

    n: int
    coded: Coded
    known: str


def _insert_claims(connection: Connection, told: Sequence[_Told], recorded: str) -> list[StoredClaim]:
    """Insert documents' sentences and claims."""
    spoken = [{s.index: s for s in (*each.coded.sentences, *(c.sentence for c in each.coded))} for each in told]
    rows = [row for each, said in zip(told, spoken, strict=True) for row in sentence_rows(each.n, said.values())]
    ns = iter(insert_numbered(connection, sentences, rows))
    at = [dict(zip(said, ns, strict=False)) for said in spoken]
    made = [
        (claim, claim_row(claim, each.n, sentence_at[claim.sentence.index], each.known, recorded))
        for each, sentence_at in zip(told, at, strict=True) for claim in each.coded
    ]  # fmt: skip
    return _insert(connection, made)


def insert_rows(
    connection: Connection,
    document: int,
    told: Sequence[Claim],
    sentence_at: Mapping[int, int],
    known: str,
    recorded: str,
) -> list[int]:
    """Insert claims and their parties; `sentence_at` has the rows of sentences. The claims' rows are returned."""
    stored = _insert(connection, [
        (claim, claim_row(claim, document, sentence_at[claim.sentence.index], known, recorded)) for claim in told
    ])  # fmt: skip
    return [each.n for each in stored]


def _insert(connection: Connection, made: Sequence[tuple[Claim, Mapping[str, Any]]]) -> list[StoredClaim]:
    ns = insert_numbered(connection, claims, [row for _, row in made])
    stored = [
        StoredClaim(n, claim, row["document"], row["known"], row["valid_from"], row["valid_to"])
        for n, (claim, row) in zip(ns, made, strict=True)
    ]
    insert_parties(connection, stored)
    return stored


def link_documents(
    connection: Connection, ns: Sequence[int], changed: set[int], inserted: Sequence[StoredClaim] = ()
) -> None:
    """Find what new documents copy or retell, and bring all up to date with the claims that came and went.

    `inserted` are those of the claims that need not be loaded.
    """
    moved = duplicates.update(connection, ns)
    live = select(claims.c.n).where(claims.c.retired.is_(None))
    if moved:
        changed = changed | set(connection.scalars(live.where(among(claims.c.document, moved))))
    relink(connection, changed, inserted)


def relink(connection: Connection, changed: set[int], inserted: Sequence[StoredClaim] = ()) -> None:
    """Bring incidents and states up to date with claims that came, went or were judged."""
    if changed:
        reflect(connection, changed)
        at_hand = AtHand(connection, inserted)
        incidents.update(connection, changed, at_hand)
        situation.update(connection, changed, at_hand)

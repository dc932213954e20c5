"""The claims that a claim is compared with, as the store has them: by blocks, by document, by story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, or_, select

from dateline.linking.blocks import blocks as blocks_of
from dateline.linking.compare import family
from dateline.linking.nearby import Near, Pair, near, pair, rows_of
from dateline.linking.traits import Traits
from dateline.store.among import among
from dateline.store.tables import blocks, claims, copies, documents, incident_claims, sentences

REACH = 24  # claims of a long row of a block that a claim is compared with, to each side
SPAN = 100  # sentences: what stands farther apart in a document, or in two of one story, is not compared


def stories(connection: Connection, ns: Collection[int]) -> dict[int, set[int]]:
    """The documents that some documents copy or retell, and the other way round."""
    found: dict[int, set[int]] = defaultdict(set)
    if ns:
        either = or_(among(copies.c.later, ns), among(copies.c.earlier, ns))
        for row in connection.execute(select(copies.c.later, copies.c.earlier).where(either)):
            found[row.later].add(row.earlier)
            found[row.earlier].add(row.later)
    return found


def beside(connection: Connection, fresh: Mapping[int, Traits], told: Mapping[int, set[int]]) -> set[Pair]:
    """The pairs to compare that stand in one document, or in two that tell one story."""
    pairs: set[Pair] = set()
    wanted = {each.document for each in fresh.values()}
    wanted |= {other for n in wanted for other in told.get(n, ())}
    families: dict[tuple[int, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, document, kind, sentence in _members(connection, wanted, fresh):
        families[document, family(kind)][sentence].append(n)
    for each in fresh.values():
        for document in (each.document, *told.get(each.document, ())):
            told_at = families[document, family(each.type)]
            span = range(each.sentence - SPAN, each.sentence + SPAN + 1)
            for sentence in told_at if len(told_at) < len(span) else span:
                if sentence in told_at and sentence in span:
                    pairs.update(pair(each.n, n) for n in told_at[sentence])
    return {each for each in pairs if each[0] != each[1]}


def _members(
    connection: Connection, told: Collection[int], fresh: Mapping[int, Traits]
) -> Iterator[tuple[int, int, str, int]]:
    """The claims that some documents make, with their documents, types, and sentences' positions."""
    yield from ((each.n, each.document, each.type, each.sentence) for each in fresh.values())
    if told:
        held = select(claims.c.n, claims.c.document, claims.c.type, sentences.c.position)
        held = held.join(incident_claims, incident_claims.c.claim == claims.c.n)
        held = held.join(sentences, sentences.c.n == claims.c.sentence).where(among(claims.c.document, told))
        yield from (tuple(row) for row in connection.execute(held) if row.n not in fresh)


def all_blocks(several: Iterable[Traits]) -> set[str]:
    """The blocks of several claims."""
    return {block for each in several for block in blocks_of(each)}


def standing(connection: Connection, of: Collection[str], about: Collection[int]) -> Near:
    """The neighbours of some claims in the rows of their blocks."""
    rows = {row for block in of for row in rows_of(block, "|")}
    held: dict[str, list[int]] = defaultdict(list)
    if some := {key for row in rows for key in row}:
        for block, n in connection.execute(select(blocks.c.block, blocks.c.claim).where(among(blocks.c.block, some))):
            held[block].append(n)
    return near(rows, held, about, REACH, lambda ns: _order(connection, ns))


def _order(connection: Connection, ns: Collection[int]) -> dict[int, tuple[object, ...]]:
    """What claims are sorted by: when they were known, and where they stand."""
    wanted = select(claims.c.n, claims.c.known, documents.c.id, sentences.c.position, claims.c.id)
    wanted = wanted.join_from(claims, documents, documents.c.n == claims.c.document)
    wanted = wanted.join(sentences, sentences.c.n == claims.c.sentence)
    found: dict[int, tuple[object, ...]] = {}
    if ns:
        found.update((row.n, tuple(row)[1:]) for row in connection.execute(wanted.where(among(claims.c.n, ns))))
    return found

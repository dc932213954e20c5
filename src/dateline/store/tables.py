"""The tables of the store. One schema for SQLite and PostgreSQL.

    documents 1-n sentences 1-n claims n-n actors, places
    claims    -> blocks, links -> incidents      (which happening a claim tells of)
    claims    -> evidence      -> states         (what held when, and since when we could know)
    documents -> bands, copies, stories          (who copied whom, who tells the same story)
    judgements                                   (what people decided; they win over the machine)
    feeds, feed_entries, feed_hosts              (where dispatches are watched for, and how far that is)

What people gave is in `documents`, `sentences`, `claims` and `judgements`; all else is a pure function of them and
can be rebuilt (`dateline verify` does, and compares). Words that are easy to confuse:

  known      when one could know a thing: the publication of the dispatch that says it (UTC)
  recorded   when this store took it in (UTC)
  valid      when it held in the world: days, half-open, null where open
  retired    when a row stopped counting, because a newer version of the dispatch or a newer coder replaced it

Times are text in ISO 8601, so that they sort: days 2017-03-09, moments 2017-03-09T12:00:00Z. Integer keys `n` are the
store's own and differ from store to store; `id` are derived from content and do not.

A change here needs a migration: until the first release `python -m training.render_migration`, then a file more in
`migrations/versions`.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = JSON(none_as_null=True)  # nothing is null in SQL too, and not the JSON word
Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only where the type is INTEGER


def _n() -> Column[int]:
    return Column("n", Key, primary_key=True, autoincrement=True)


def _to(target: str, name: str, **options: object) -> Column[int]:
    return Column(name, Key, ForeignKey(f"{target}.n", ondelete="CASCADE"), nullable=False, **options)  # type: ignore[arg-type]


documents = Table(
    "documents",
    metadata,
    _n(),
    Column("id", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of the text and the facts: the same dispatch again changes nothing
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),  # as the dispatch gives it
    Column("known", String(20), nullable=False),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("filed", Json),  # the line that says where and by whom it was filed
    Column("notes", Json, nullable=False),
    Column("extra", Json, nullable=False),
    Column("reasons", Json, nullable=False),  # why there are no claims, when there are none
    Column("coder", Text, nullable=False),
    Column("recorded", String(20), nullable=False),
    Column("retired", String(20)),
    UniqueConstraint("id", "digest"),
)
Index(
    "ix_documents_live",
    documents.c.id,
    unique=True,
    sqlite_where=documents.c.retired.is_(None),
    postgresql_where=documents.c.retired.is_(None),
)
Index("ix_documents_known", documents.c.known)

sentences = Table(
    "sentences",
    metadata,
    _n(),
    _to("documents", "document"),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("document", "position"),
)

# What the coder said is in `record`; the other columns and the parties are those of the claim as judged, see
# `judgements/reflecting.py`, so that queries find what people corrected.
claims = Table(
    "claims",
    metadata,
    _n(),
    Column("id", String(24), nullable=False),
    _to("documents", "document", index=True),
    _to("sentences", "sentence", index=True),
    Column("kind", String(8), nullable=False),
    Column("type", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("historical", Boolean, nullable=False),
    Column("valid_from", String(10)),  # by the words of its sentence; null where it does not say
    Column("valid_to", String(10)),
    Column("confidence", Float, nullable=False),
    Column("known", String(20), nullable=False),
    Column("recorded", String(20), nullable=False),
    Column("retired", String(20)),
    Column("held", String(20)),  # since when no coder finds it any more and only a judgement keeps it
    Column("coder", Text, nullable=False),
    Column("record", Json, nullable=False),  # the record as `dateline code` prints it, without document and sentence
)
Index("ix_claims_id", claims.c.id)
Index(
    "ix_claims_live",
    claims.c.id,
    unique=True,
    sqlite_where=claims.c.retired.is_(None),
    postgresql_where=claims.c.retired.is_(None),
)
Index("ix_claims_type_known", claims.c.type, claims.c.known)
Index("ix_claims_known", claims.c.known)
Index("ix_claims_valid_from", claims.c.valid_from)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),  # the register's, or "name:" and the folded name where it knows none
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("sector", String(3)),
)

places = Table(
    "places",
    metadata,
    Column("id", Text, primary_key=True),  # the gazetteer's, or "name:" and the folded name where it knows none
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("kind", Text),
)
Index("ix_places_lat_lon", places.c.lat, places.c.lon)
Index("ix_places_country", places.c.country)

claim_actors = Table(
    "claim_actors",
    metadata,
    _to("claims", "claim", primary_key=True),
    Column("role", String(9), primary_key=True),  # actor, recipient, source
    Column("position", Integer, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Column("known", String(20), nullable=False),  # of the claim, so that the newest of many are found without the rest
)
Index(
    "ix_claim_actors_actor_known",
    claim_actors.c.actor,
    claim_actors.c.known,
    claim_actors.c.role,
    claim_actors.c.claim,
)

claim_places = Table(
    "claim_places",
    metadata,
    _to("claims", "claim", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("place", Text, ForeignKey("places.id"), nullable=False),
    Column("lat", Float),  # of the whole expression: "30 km north of Raqqa"
    Column("lon", Float),
    Column("known", String(20), nullable=False),
)
Index("ix_claim_places_place_known", claim_places.c.place, claim_places.c.known, claim_places.c.claim)
Index("ix_claim_places_lat_lon", claim_places.c.lat, claim_places.c.lon)

# --- who copied whom, who tells the same story

signatures = Table(
    "signatures",
    metadata,
    _to("documents", "document", primary_key=True),
    Column("shingles", Integer, nullable=False),  # how many distinct ones: too few say nothing
    Column("minhash", LargeBinary, nullable=False),
    Column("terms", Json, nullable=False),  # the words that characterise it, with their weights
)

bands = Table(
    "bands",
    metadata,
    _to("documents", "document", primary_key=True),
    Column("band", String(20), primary_key=True),  # the band's number and hash, or a term of the story index
)
Index("ix_bands_band", bands.c.band)

copies = Table(
    "copies",
    metadata,
    _to("documents", "later", primary_key=True),
    _to("documents", "earlier", primary_key=True),
    Column("kind", String(8), nullable=False),  # exact, near, wire, story
    Column("similarity", Float, nullable=False),
    Column("reasons", Json, nullable=False),
)
Index("ix_copies_earlier", copies.c.earlier)

# --- incidents

blocks = Table(
    "blocks",
    metadata,
    _to("claims", "claim", primary_key=True),
    Column("block", Text, primary_key=True),  # claims that share one are compared
)
Index("ix_blocks_block", blocks.c.block)

links = Table(
    "links",
    metadata,
    _to("claims", "a", primary_key=True),
    _to("claims", "b", primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", Json, nullable=False),
)
Index("ix_links_b", links.c.b)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("type", Text),  # null: several documents tell of it, and the ontology has no type for it
    Column("status", String(12), nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("place", Text, ForeignKey("places.id")),
    Column("first_known", String(20), nullable=False),
    Column("last_known", String(20), nullable=False),
    Column("claims", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("sources", Integer, nullable=False),  # independent ones
    Column("disputed", Boolean, nullable=False),
    Column("record", Json, nullable=False),
)
Index("ix_incidents_type_known", incidents.c.type, incidents.c.first_known)
Index("ix_incidents_last_known", incidents.c.last_known)
Index("ix_incidents_valid_from", incidents.c.valid_from)
Index("ix_incidents_place", incidents.c.place)

incident_claims = Table(
    "incident_claims",
    metadata,
    _to("claims", "claim", primary_key=True),
    Column("incident", String(24), ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("traits", Json, nullable=False),  # what of the claim is compared and summed up
)

incident_documents = Table(
    "incident_documents",
    metadata,
    Column("incident", String(24), ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True),
    _to("documents", "document", primary_key=True, index=True),
)

# --- states

evidence = Table(
    "evidence",
    metadata,
    _to("claims", "claim", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False),  # what is decided together: who controls a place, a pair's alliance
    Column("known", String(20), nullable=False),
    Column("record", Json, nullable=False),
)
Index("ix_evidence_key_known", evidence.c.key, evidence.c.known)

timelines = Table(  # what a key's evidence has come to, so that a further piece of it needs not all the others
    "timelines",
    metadata,
    Column("key", Text, primary_key=True),
    Column("last", Text, nullable=False),  # the moment up to which evidence was taken
    Column("now", Json, nullable=False),
    Column("since", String(20)),  # `base` holds what was known before this moment
    Column("base", Json),
)

states = Table(
    "states",
    metadata,
    _n(),
    Column("id", String(24), nullable=False, index=True),  # of the state: key and parties; its versions share it
    Column("key", Text, nullable=False, index=True),
    Column("predicate", String(20), nullable=False),
    Column("subject", Text),
    Column("object", Text),
    Column("place", Text),
    Column("country", Text),  # of the place
    Column("status", String(12), nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("known_from", String(20), nullable=False),
    Column("known_to", String(20)),
    Column("confidence", Float, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("record", Json, nullable=False),
)
for _column in ("subject", "object", "place", "country"):
    Index(  # all that says which versions held and are the surest, so that of many only those are read
        f"ix_states_{_column}_known",
        *(states.c[name] for name in (_column, "known_from", "known_to", "valid_from", "valid_to", "confidence")),
        states.c.predicate,
        states.c.n,
    )

# --- what people decided

judgements = Table(
    "judgements",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("action", String(8), nullable=False),  # accept, reject, merge, split, correct
    Column("targets", Json, nullable=False),  # ids of claims
    Column("field", Text),
    Column("value", Json),
    Column("author", Text, nullable=False),
    Column("reason", Text),
    Column("made", String(20), nullable=False),
    Column("revoked", String(20)),
    Column("revoked_by", Text),
    Column("revoked_reason", Text),
)

judgement_targets = Table(
    "judgement_targets",
    metadata,
    Column("judgement", String(24), ForeignKey("judgements.id", ondelete="CASCADE"), primary_key=True),
    Column("target", String(24), primary_key=True, index=True),
    Column("given", String(24), nullable=False),  # what was judged, where a newer coder reads its words as `target`
)

# --- feeds that are watched: what `dateline watch` has to know when it is started again

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),  # as the user or a list gives it
    Column("parent", Text),  # the list or index that names it, which is a row of its own
    Column("address", Text, nullable=False),  # where it is asked for now: it may have moved for good
    Column("status", String(8), nullable=False),  # live, dead (no longer asked), left (its list names it no more)
    Column("kind", Text),
    Column("title", Text),
    Column("etag", Text),
    Column("modified", Text),  # its Last-Modified, as the server writes it
    Column("asked", String(20)),
    Column("succeeded", String(20)),  # when it last answered with a feed, or that nothing changed
    Column("quiet", Json),  # ttl, skipHours and skipDays, which an answer that nothing changed does not repeat
    Column("not_before", String(20)),  # the server asks not to be asked before
    Column("failures", Integer, nullable=False),  # in a row
    Column("failing_since", String(20)),
    Column("problem", Text),  # what is wrong with it, the last time it was asked
    Column("shares_guids", Boolean, nullable=False),  # several of its entries have the same guid, which so says nothing
)

feed_entries = Table(
    "feed_entries",
    metadata,
    _n(),
    Column("feed", Text, ForeignKey("feeds.url", ondelete="CASCADE"), nullable=False),
    Column("guid", Text),
    Column("link", Text),
    Column("title", Text),
    Column("document", Text, nullable=False),  # its id; those of a live blog's posts begin with it
    Column("digest", String(64), nullable=False),  # of the newest version
    Column("version", String(20)),  # when that was published or updated, where the feed says
    Column("seen", String(20), nullable=False),  # when it was first seen
    Column("status", String(8), nullable=False),  # waiting, taken, failed
    Column("due", String(20)),  # of one that waits or goes on (a live blog), when its page may be asked for
    Column("attempts", Integer, nullable=False),
    Column("problem", Text),
    Column("entry", Json),  # what the feed said, as long as that is needed
)
Index("ix_feed_entries_feed_guid", feed_entries.c.feed, feed_entries.c.guid)
Index("ix_feed_entries_feed_link", feed_entries.c.feed, feed_entries.c.link)
Index("ix_feed_entries_document", feed_entries.c.document)
Index("ix_feed_entries_due", feed_entries.c.due)

feed_hosts = Table(
    "feed_hosts",
    metadata,
    Column("origin", Text, primary_key=True),  # https://example.org
    Column("robots", Text),  # its robots.txt; empty where it has none that says anything
    Column("until", String(20)),  # how long that holds
    Column("free", String(20)),  # not before this may it be asked again
)

"""The tables as they were first released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.store.migrations.text_index import make_text_index

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("sector", sa.String(length=3), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )
    op.create_table(
        "documents",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("known", sa.String(length=20), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("notes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("recorded", sa.String(length=20), nullable=False),
        sa.Column("retired", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", "digest", name=op.f("uq_documents_id_digest")),
    )
    op.create_index("ix_documents_known", "documents", ["known"], unique=False)
    op.create_index(
        "ix_documents_live",
        "documents",
        ["id"],
        unique=True,
        sqlite_where=sa.text("retired IS NULL"),
        postgresql_where=sa.text("retired IS NULL"),
    )
    op.create_table(
        "feed_hosts",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("robots", sa.Text(), nullable=True),
        sa.Column("until", sa.String(length=20), nullable=True),
        sa.Column("free", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_feed_hosts")),
    )
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("asked", sa.String(length=20), nullable=True),
        sa.Column("succeeded", sa.String(length=20), nullable=True),
        sa.Column("quiet", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("not_before", sa.String(length=20), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.String(length=20), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("shares_guids", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feeds")),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("targets", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made", sa.String(length=20), nullable=False),
        sa.Column("revoked", sa.String(length=20), nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_index("ix_places_country", "places", ["country"], unique=False)
    op.create_index("ix_places_lat_lon", "places", ["lat", "lon"], unique=False)
    op.create_table(
        "states",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("predicate", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("object", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("known_from", sa.String(length=20), nullable=False),
        sa.Column("known_to", sa.String(length=20), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_states")),
    )
    op.create_index(
        "ix_states_country_known",
        "states",
        ["country", "known_from", "known_to", "valid_from", "valid_to", "confidence", "predicate", "n"],
        unique=False,
    )
    op.create_index(op.f("ix_states_id"), "states", ["id"], unique=False)
    op.create_index(op.f("ix_states_key"), "states", ["key"], unique=False)
    op.create_index(
        "ix_states_object_known",
        "states",
        ["object", "known_from", "known_to", "valid_from", "valid_to", "confidence", "predicate", "n"],
        unique=False,
    )
    op.create_index(
        "ix_states_place_known",
        "states",
        ["place", "known_from", "known_to", "valid_from", "valid_to", "confidence", "predicate", "n"],
        unique=False,
    )
    op.create_index(
        "ix_states_subject_known",
        "states",
        ["subject", "known_from", "known_to", "valid_from", "valid_to", "confidence", "predicate", "n"],
        unique=False,
    )
    op.create_table(
        "timelines",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("now", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=True),
        sa.Column("base", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_timelines")),
    )
    op.create_table(
        "bands",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"], name=op.f("fk_bands_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "band", name=op.f("pk_bands")),
    )
    op.create_index("ix_bands_band", "bands", ["band"], unique=False)
    op.create_table(
        "copies",
        sa.Column("later", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("earlier", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["earlier"], ["documents.n"], name=op.f("fk_copies_earlier"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["later"], ["documents.n"], name=op.f("fk_copies_later"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("later", "earlier", name=op.f("pk_copies")),
    )
    op.create_index("ix_copies_earlier", "copies", ["earlier"], unique=False)
    op.create_table(
        "feed_entries",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=True),
        sa.Column("seen", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("due", sa.String(length=20), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("entry", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["feed"], ["feeds.url"], name=op.f("fk_feed_entries_feed"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_feed_entries")),
    )
    op.create_index("ix_feed_entries_document", "feed_entries", ["document"], unique=False)
    op.create_index("ix_feed_entries_due", "feed_entries", ["due"], unique=False)
    op.create_index("ix_feed_entries_feed_guid", "feed_entries", ["feed", "guid"], unique=False)
    op.create_index("ix_feed_entries_feed_link", "feed_entries", ["feed", "link"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("first_known", sa.String(length=20), nullable=False),
        sa.Column("last_known", sa.String(length=20), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name=op.f("fk_incidents_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_last_known", "incidents", ["last_known"], unique=False)
    op.create_index("ix_incidents_place", "incidents", ["place"], unique=False)
    op.create_index("ix_incidents_type_known", "incidents", ["type", "first_known"], unique=False)
    op.create_index("ix_incidents_valid_from", "incidents", ["valid_from"], unique=False)
    op.create_table(
        "judgement_targets",
        sa.Column("judgement", sa.String(length=24), nullable=False),
        sa.Column("target", sa.String(length=24), nullable=False),
        sa.Column("given", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.id"], name=op.f("fk_judgement_targets_judgement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("judgement", "target", name=op.f("pk_judgement_targets")),
    )
    op.create_index(op.f("ix_judgement_targets_target"), "judgement_targets", ["target"], unique=False)
    op.create_table(
        "sentences",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"], name=op.f("fk_sentences_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_sentences")),
        sa.UniqueConstraint("document", "position", name=op.f("uq_sentences_document_position")),
    )
    op.create_table(
        "signatures",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shingles", sa.Integer(), nullable=False),
        sa.Column("minhash", sa.LargeBinary(), nullable=False),
        sa.Column("terms", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"], name=op.f("fk_signatures_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_signatures")),
    )
    op.create_table(
        "claims",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sentence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("known", sa.String(length=20), nullable=False),
        sa.Column("recorded", sa.String(length=20), nullable=False),
        sa.Column("retired", sa.String(length=20), nullable=True),
        sa.Column("held", sa.String(length=20), nullable=True),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.n"], name=op.f("fk_claims_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sentence"], ["sentences.n"], name=op.f("fk_claims_sentence"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_document"), "claims", ["document"], unique=False)
    op.create_index("ix_claims_id", "claims", ["id"], unique=False)
    op.create_index("ix_claims_known", "claims", ["known"], unique=False)
    op.create_index(
        "ix_claims_live",
        "claims",
        ["id"],
        unique=True,
        sqlite_where=sa.text("retired IS NULL"),
        postgresql_where=sa.text("retired IS NULL"),
    )
    op.create_index(op.f("ix_claims_sentence"), "claims", ["sentence"], unique=False)
    op.create_index("ix_claims_type_known", "claims", ["type", "known"], unique=False)
    op.create_index("ix_claims_valid_from", "claims", ["valid_from"], unique=False)
    op.create_table(
        "incident_documents",
        sa.Column("incident", sa.String(length=24), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.n"], name=op.f("fk_incident_documents_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name=op.f("fk_incident_documents_incident"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident", "document", name=op.f("pk_incident_documents")),
    )
    op.create_index(op.f("ix_incident_documents_document"), "incident_documents", ["document"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_blocks_claim"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "block", name=op.f("pk_blocks")),
    )
    op.create_index("ix_blocks_block", "blocks", ["block"], unique=False)
    op.create_table(
        "claim_actors",
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=9), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("known", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.id"], name=op.f("fk_claim_actors_actor")),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_claim_actors_claim"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "role", "position", name=op.f("pk_claim_actors")),
    )
    op.create_index("ix_claim_actors_actor_known", "claim_actors", ["actor", "known", "role", "claim"], unique=False)
    op.create_table(
        "claim_places",
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("known", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_claim_places_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name=op.f("fk_claim_places_place")),
        sa.PrimaryKeyConstraint("claim", "position", name=op.f("pk_claim_places")),
    )
    op.create_index("ix_claim_places_lat_lon", "claim_places", ["lat", "lon"], unique=False)
    op.create_index("ix_claim_places_place_known", "claim_places", ["place", "known", "claim"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("known", sa.String(length=20), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_evidence_claim"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim", "position", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_key_known", "evidence", ["key", "known"], unique=False)
    op.create_table(
        "incident_claims",
        sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident", sa.String(length=24), nullable=False),
        sa.Column("traits", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_incident_claims_claim"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name=op.f("fk_incident_claims_incident"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_incident_claims")),
    )
    op.create_index(op.f("ix_incident_claims_incident"), "incident_claims", ["incident"], unique=False)
    op.create_table(
        "links",
        sa.Column("a", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("b", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["claims.n"], name=op.f("fk_links_a"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["claims.n"], name=op.f("fk_links_b"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_links")),
    )
    op.create_index("ix_links_b", "links", ["b"], unique=False)
    make_text_index(op.get_bind())

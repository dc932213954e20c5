"""What Alembic runs: the migrations, on the connection that the store hands in, within its transaction."""

from __future__ import annotations

from alembic import context

from dateline.store.migrating import VERSION_TABLE
from dateline.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()

"""Write the first migration anew from `store/tables.py`: `python -m training.render_migration`.

Only until the first release, while no store has to be kept. From then on, a change of the tables is a new file in
`migrations/versions`, and this script goes.
"""

from __future__ import annotations

import subprocess
import sys

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from dateline.store.migrating import SCRIPTS
from dateline.store.tables import metadata

WRITTEN = SCRIPTS / "versions" / "0001_first.py"
HEAD = '''"""The tables as they were first released."""

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
{tables}
    make_text_index(op.get_bind())
'''


def first_migration() -> str:
    """The migration that makes the present tables, as Python."""
    with create_engine("sqlite://").connect() as connection:
        steps = produce_migrations(MigrationContext.configure(connection), metadata).upgrade_ops
    assert steps is not None
    lines = render_python_code(steps).splitlines()
    written = HEAD.format(tables="\n".join(line for line in lines if not line.lstrip().startswith("#")))
    format_it = [sys.executable, "-m", "ruff", "format", "--line-length", "120", "-"]
    return subprocess.run(format_it, input=written, text=True, capture_output=True, check=True).stdout


if __name__ == "__main__":
    WRITTEN.write_text(first_migration(), encoding="utf-8")

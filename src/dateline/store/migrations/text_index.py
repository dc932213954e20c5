"""The full-text index of sentences and titles, which each database has in its own way; `store/search.py` asks it.

It belongs to the tables and yet is none of theirs: the database keeps it in step by itself.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

# Words as SQLite's tokenizer sees them: no letter marks, nothing but letters and digits.
_WORDS = (
    r"to_tsvector('simple', regexp_replace(regexp_replace(normalize({column}, NFKD), '[\u0300-\u036f]', '', 'g'), "
    r"'[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'))"
)
INDEXED = {"sentences": "text", "documents": "title"}  # which column of which table


def make_text_index(connection: Connection) -> None:
    """Make the index, empty."""
    make = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for table, column in INDEXED.items():
        for statement in make(table, column):
            connection.execute(text(statement.replace(":", r"\:")))


def _sqlite(table: str, column: str) -> tuple[str, ...]:
    index, told, gone = f"{table}_text", f"new.n, new.{column}", f"'delete', old.n, old.{column}"
    put = f"INSERT INTO {index} (rowid, {column}) VALUES ({told});"
    drop = f"INSERT INTO {index} ({index}, rowid, {column}) VALUES ({gone});"
    return (
        f"CREATE VIRTUAL TABLE {index} USING fts5 ({column}, content='{table}', content_rowid='n', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_put AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {index}_drop AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {index}_change AFTER UPDATE OF {column} ON {table} BEGIN {drop} {put} END",
    )


def _postgresql(table: str, column: str) -> tuple[str, ...]:
    return (
        f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({_WORDS.format(column=column)}) STORED",
        f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)",
    )

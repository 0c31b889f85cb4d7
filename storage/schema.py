"""The tables, as migrations in order; a test lists them, so that nothing creeps in."""

import sqlite3

from sqlite_utils import Database as Tables
from sqlite_utils import Migrations

migrations = Migrations("porchlight")

FIRST_TABLES = (
    """
    CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE conversations (
        sender BLOB PRIMARY KEY,
        sealed BLOB NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE seen (
        id BLOB PRIMARY KEY,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE counts (
        month TEXT NOT NULL,
        name TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (month, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE pairs (
        number INTEGER PRIMARY KEY,
        public BLOB NOT NULL,
        recovery BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tips (
        id TEXT PRIMARY KEY,
        pair INTEGER NOT NULL REFERENCES pairs (number),
        sealed BLOB NOT NULL,
        salt BLOB NOT NULL,
        receipt BLOB NOT NULL UNIQUE,
        block TEXT,
        day TEXT NOT NULL,
        part TEXT NOT NULL,
        kind TEXT NOT NULL,
        child INTEGER NOT NULL,
        urgent INTEGER NOT NULL,
        first INTEGER NOT NULL,
        status TEXT NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX tips_queue ON tips (first, id)",
    """
    CREATE TABLE members (
        name TEXT PRIMARY KEY,
        roles TEXT NOT NULL,
        public BLOB NOT NULL,
        wrapped BLOB NOT NULL,
        salt BLOB NOT NULL,
        operations INTEGER NOT NULL,
        memory INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE grants (
        pair INTEGER NOT NULL REFERENCES pairs (number),
        member TEXT NOT NULL REFERENCES members (name) ON DELETE CASCADE,
        sealed BLOB NOT NULL,
        PRIMARY KEY (pair, member)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sessions (
        id BLOB PRIMARY KEY,
        member TEXT NOT NULL REFERENCES members (name) ON DELETE CASCADE,
        wrapped BLOB NOT NULL,
        expires_at INTEGER NOT NULL,
        ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE attempts (
        name BLOB PRIMARY KEY,
        failures INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        hour INTEGER NOT NULL,
        actor TEXT NOT NULL,
        verb TEXT NOT NULL,
        about BLOB,
        chain BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)


@migrations()
def the_line_answers(db: Tables) -> None:
    """Make the first tables. None has a rowid, because rowids tell in which order people wrote."""
    for statement in FIRST_TABLES:
        db.execute(statement)


def migrate(connection: sqlite3.Connection, check: bytes) -> bytes:
    """Bring the schema up to date inside the caller's transaction; gives the key check the database was made with."""
    migrations.apply(Tables(connection, execute_plugins=False))
    connection.execute(
        "INSERT INTO settings (name, value) VALUES ('check', :check) ON CONFLICT (name) DO NOTHING",
        {"check": check},
    )
    kept: bytes = connection.execute("SELECT value FROM settings WHERE name = 'check'").fetchone()[0]
    return kept

"""The tables, as migrations in order; a test lists them, so that nothing creeps in."""

import sqlite3

from sqlite_utils import Database as Tables
from sqlite_utils import Migrations

from storage.tables import FIRST_TABLES, TABLES_OF_THE_DIALOGUE

migrations = Migrations("porchlight")


@migrations()
def the_line_answers(db: Tables) -> None:
    """Make the first tables. None has a rowid, because rowids tell in which order people wrote."""
    for statement in FIRST_TABLES:
        db.execute(statement)


@migrations()
def nothing_to_seize(db: Tables) -> None:
    """Make what letters, releases, holds, drafts, nudges and second factors need.

    A pair's ``holder`` is ``intake`` or the name of a partner agency. A tip's ``mailbox`` is the public half of the pair
    that its receipt code opens; tips from before that have none.
    """
    for statement in TABLES_OF_THE_DIALOGUE:
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

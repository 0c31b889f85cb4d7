"""The tables, as migrations in order; a test lists them, so that nothing creeps in."""

import sqlite3
from collections.abc import Collection

from sqlite_utils import Database as Tables
from sqlite_utils import Migrations

from storage.ground.outbox_table import TABLES_OF_THE_OUTBOX
from storage.ground.tables import FIRST_TABLES, TABLES_OF_THE_DIALOGUE

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


@migrations()
def a_line_that_survives(db: Tables) -> None:
    """Make the outbox, and move into it the nudges that are due.

    What a worker of the older release had begun to send may have been sent, and nobody is nudged twice.
    """
    for statement in TABLES_OF_THE_OUTBOX:
        db.execute(statement)


def begin(connection: sqlite3.Connection, names: Collection[str]) -> bool:
    """Make the tables of an older release in a new file: those that these migrations make; False if one is not known."""
    tables = Tables(connection, execute_plugins=False)
    ours = [migration.name for migration in migrations.pending(tables)]
    if list(names) != ours[: len(names)]:
        return False
    migrations.apply(tables, stop_before=ours[len(names) :])
    return True


def applied(connection: sqlite3.Connection) -> list[str]:
    """Name the migrations that a database has had, in order."""
    return [migration.name for migration in migrations.applied(Tables(connection, execute_plugins=False))]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Name a table's columns; none if there is no such table."""
    found = connection.execute("SELECT name FROM pragma_table_info(:table)", {"table": table})
    return [name for (name,) in found]


def migrate(connection: sqlite3.Connection, check: bytes) -> bytes:
    """Bring the schema up to date inside the caller's transaction; gives the key check the database was made with."""
    migrations.apply(Tables(connection, execute_plugins=False))
    connection.execute(
        "INSERT INTO settings (name, value) VALUES ('check', :check) ON CONFLICT (name) DO NOTHING",
        {"check": check},
    )
    kept: bytes = connection.execute("SELECT value FROM settings WHERE name = 'check'").fetchone()[0]
    return kept

"""The tables, as migrations in order; a test lists them, so that nothing creeps in."""

import sqlite3
from collections.abc import Sequence

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


def apply(connection: sqlite3.Connection, *, stop_before: Sequence[str] = ()) -> None:
    """Apply what is pending, in order and inside the caller's transaction; ``stop_before`` these, where they are named."""
    migrations.apply(Tables(connection, execute_plugins=False), stop_before=stop_before)

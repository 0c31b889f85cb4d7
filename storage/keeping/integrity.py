"""Whether the database is whole: what SQLite finds when it reads every page, as sentences for the operator."""

import sqlite3
from collections.abc import Iterator

from storage.ground.database import Database
from storage.ground.errors import Corrupt


class Orphans(Corrupt):
    """Rows of the database refer to rows that are gone, so a program that is not ours has written to it: keep a copy as it is, restore the newest backup, and find out who can write there."""


def faults(database: Database) -> Iterator[str]:
    """Give what is wrong; nothing of what is stored. It reads the whole file, while others write."""
    with database.read() as connection:
        if _damaged(connection):
            yield str(Corrupt())
        elif connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            yield str(Orphans())


def _damaged(connection: sqlite3.Connection) -> bool:
    """Ask for the first thing that is wrong with the pages; its words are SQLite's own, and may quote."""
    found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
    return found != ("ok",)

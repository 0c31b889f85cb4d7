"""Retention: what has expired goes, a little with the turns and the rest with the worker."""

import sqlite3
from typing import NamedTuple

from storage.database import Database

FEW = 20
"""Rows that a turn looks at in each of the two busy tables."""
BATCH = 200
"""Rows that the worker deletes while turns wait: about a millisecond."""


class Transient(NamedTuple):
    """A table whose rows end, as the two statements that end them."""

    find: str
    delete: str


# There is no index by time: it would be one more page to write in every turn, and a list of who wrote when. So rows
# are found by reading the whole table outside the lock, and deleted inside it only if they are still overdue.
_CONVERSATIONS = Transient(
    "SELECT sender FROM conversations WHERE expires_at <= :at",
    "DELETE FROM conversations WHERE sender = :key AND expires_at <= :at",
)
_SEEN = Transient(
    "SELECT id FROM seen WHERE expires_at <= :at",
    "DELETE FROM seen WHERE id = :key AND expires_at <= :at",
)
_TABLES = (
    _CONVERSATIONS,
    _SEEN,
    Transient(
        "SELECT id FROM tips WHERE expires_at <= :at",
        "DELETE FROM tips WHERE id = :key AND expires_at <= :at",
    ),
    Transient(
        "SELECT id FROM sessions WHERE expires_at <= :at",
        "DELETE FROM sessions WHERE id = :key AND expires_at <= :at",
    ),
    Transient(
        "SELECT tip FROM fresh WHERE expires_at <= :at",
        "DELETE FROM fresh WHERE tip = :key AND expires_at <= :at",
    ),
    Transient(
        "SELECT id FROM drafts WHERE expires_at <= :at",
        "DELETE FROM drafts WHERE id = :key AND expires_at <= :at",
    ),
    Transient(
        "SELECT mailbox FROM nudges WHERE expires_at <= :at",
        "DELETE FROM nudges WHERE mailbox = :key AND expires_at <= :at",
    ),
    Transient(
        "SELECT name FROM attempts WHERE expires_at <= :at",
        "DELETE FROM attempts WHERE name = :key AND expires_at <= :at",
    ),
)


class Walk:
    """Goes round and round a busy table, a few rows at a time, and deletes the overdue among them."""

    def __init__(self, look: str, delete: str) -> None:
        self._look, self._delete = look, delete
        self._from = b""

    def step(self, connection: sqlite3.Connection, at: int) -> None:
        """Go on by a few rows; mostly this only reads."""
        rows = connection.execute(self._look, {"start": self._from, "few": FEW}).fetchall()
        self._from = rows[-1][0] if len(rows) == FEW else b""
        overdue = [{"key": key, "at": at} for key, expires_at in rows if expires_at <= at]
        if overdue:
            connection.executemany(self._delete, overdue)


def walks() -> tuple[Walk, ...]:
    """Begin to walk through the tables that every turn writes."""
    return (
        Walk(
            "SELECT sender, expires_at FROM conversations WHERE sender > :start ORDER BY sender LIMIT :few",
            _CONVERSATIONS.delete,
        ),
        Walk("SELECT id, expires_at FROM seen WHERE id > :start ORDER BY id LIMIT :few", _SEEN.delete),
    )


def sweep(database: Database, at: int) -> int:
    """Delete all that has expired, a small batch at a time so that no turn waits long; gives the rows deleted."""
    deleted = 0
    for table in _TABLES:
        with database.read() as connection:
            overdue = [{"key": key, "at": at} for (key,) in connection.execute(table.find, {"at": at})]
        for start in range(0, len(overdue), BATCH):
            with database.write() as connection:
                deleted += connection.executemany(table.delete, overdue[start : start + BATCH]).rowcount
    return deleted

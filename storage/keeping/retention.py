"""Retention: what has expired goes, a little with the turns and the rest with the worker; a brake stops both."""

import sqlite3
from typing import NamedTuple

from storage.ground.database import Database
from storage.ground.days import DAY
from storage.ground.errors import Brake, ClockJumped, TooMany
from storage.ground.house import House
from storage.keeping import old_tips

FEW = 20
"""Rows that a turn looks at in each of the two busy tables."""
BATCH = 200
"""Rows that the worker deletes while turns wait: about a millisecond."""


class Transient(NamedTuple):
    """A table whose rows end, as the two statements that end them.

    There is no index by time: it would be one more page to write in every turn, and a list of who wrote when. So rows
    are found by reading the whole table outside the lock, and deleted inside it only if they are still overdue. What
    would last longer than anything may comes from a clock that ran ahead, and goes too.
    """

    name: str
    find: str
    delete: str
    longest: int = DAY
    """Seconds that no honest row of the table comes near to."""

    def overdue(self, connection: sqlite3.Connection, at: int) -> list[dict[str, object]]:
        """Find what is over, as the values that ``delete`` takes."""
        limits = {"at": at, "latest": at + self.longest}
        return [{"key": key, **limits} for (key,) in connection.execute(self.find, limits)]


_CONVERSATIONS = Transient(
    "conversations",
    "SELECT sender FROM conversations WHERE expires_at <= :at OR expires_at > :latest",
    "DELETE FROM conversations WHERE sender = :key AND (expires_at <= :at OR expires_at > :latest)",
)
_SEEN = Transient(
    "message ids",
    "SELECT id FROM seen WHERE expires_at <= :at OR expires_at > :latest",
    "DELETE FROM seen WHERE id = :key AND (expires_at <= :at OR expires_at > :latest)",
)
_ENDS = "CAST(CAST(substr(value, 1, 10) AS TEXT) AS INTEGER)"
_ANSWERS = f"name = 'answers' AND ({_ENDS} <= :at OR {_ENDS} > :latest)"
"""The window that was counted last is over; its end is written before the number (``storage.line.answers``)."""
_TABLES = (
    _CONVERSATIONS,
    _SEEN,
    Transient(
        "sessions",
        "SELECT id FROM sessions WHERE expires_at <= :at OR expires_at > :latest",
        "DELETE FROM sessions WHERE id = :key AND (expires_at <= :at OR expires_at > :latest)",
    ),
    Transient(
        "marks of fresh reports",
        "SELECT tip FROM fresh WHERE expires_at <= :at OR expires_at > :latest",
        "DELETE FROM fresh WHERE tip = :key AND (expires_at <= :at OR expires_at > :latest)",
    ),
    Transient(
        "unfinished reports",
        "SELECT id FROM drafts WHERE expires_at <= :at OR expires_at > :latest",
        "DELETE FROM drafts WHERE id = :key AND (expires_at <= :at OR expires_at > :latest)",
        2 * DAY,
    ),
    Transient(
        "nudges",
        "SELECT mailbox FROM nudges WHERE expires_at <= :at OR expires_at > :latest",
        "DELETE FROM nudges WHERE mailbox = :key AND (expires_at <= :at OR expires_at > :latest)",
        15 * DAY,
    ),
    Transient(
        "texts in the outbox",
        # The worker has a minute to see what never left; what it does not is over all the same.
        "SELECT DISTINCT who FROM outbox WHERE stale_at + 60 * (state = 'waiting') <= :at OR stale_at > :latest",
        """DELETE FROM outbox
        WHERE who = :key AND (stale_at + 60 * (state = 'waiting') <= :at OR stale_at > :latest)""",
        15 * DAY,
    ),
    Transient(
        "the count of answers",
        f"SELECT name FROM settings WHERE {_ANSWERS}",  # noqa: S608 - made of our own constant
        f"DELETE FROM settings WHERE name = :key AND {_ANSWERS}",  # noqa: S608 - made of our own constant
    ),
    Transient(
        "wrong attempts",
        "SELECT name FROM attempts WHERE expires_at <= :at OR expires_at > :latest",
        "DELETE FROM attempts WHERE name = :key AND (expires_at <= :at OR expires_at > :latest)",
    ),
)


class Walk:
    """Goes round and round a busy table, a few rows at a time, and deletes the overdue among them."""

    def __init__(self, look: str, table: Transient) -> None:
        self._look, self._table = look, table
        self._from = b""

    def step(self, connection: sqlite3.Connection, at: int) -> None:
        """Go on by a few rows; mostly this only reads."""
        rows = connection.execute(self._look, {"start": self._from, "few": FEW}).fetchall()
        self._from = rows[-1][0] if len(rows) == FEW else b""
        latest = at + self._table.longest
        overdue = [{"key": key, "at": at, "latest": latest} for key, expires_at in rows if expires_at <= at]
        if overdue:
            connection.executemany(self._table.delete, overdue)


def walks() -> tuple[Walk, ...]:
    """Begin to walk through the tables that every turn writes."""
    return (
        Walk(
            "SELECT sender, expires_at FROM conversations WHERE sender > :start ORDER BY sender LIMIT :few",
            _CONVERSATIONS,
        ),
        Walk("SELECT id, expires_at FROM seen WHERE id > :start ORDER BY id LIMIT :few", _SEEN),
    )


def forecast(database: Database, at: int) -> dict[str, int]:
    """Give how many rows of each kind a sweep would delete."""
    with database.read() as connection:
        tips = old_tips.find(connection, at)
        found = {table.name: len(table.overdue(connection, at)) for table in _TABLES}
    promised = {
        "reports at their age": len(tips.aged),
        "reports that are junk or taken back": len(tips.promised),
    }
    return promised | found


def brakes(house: House, at: int) -> list[Brake]:
    """Give what would stop a sweep now."""
    with house.database.read() as connection:
        too_many = old_tips.find(connection, at).too_many
    clock = [] if house.clock.trusted(at) else [ClockJumped()]
    return [*clock, *([TooMany()] if too_many else [])]


def sweep(house: House, at: int, *, agreed: bool) -> int:
    """Delete all that has expired, a small batch at a time so that no turn waits long; gives the rows deleted.

    Raises ClockJumped before anything, or TooMany before reports that reached their age; ``agreed`` overrules both.
    """
    _believe(house, at, agreed=agreed)
    deleted = sum(_sweep_table(house.database, table, at) for table in _TABLES)
    try:
        return deleted + old_tips.sweep(house, at, agreed=agreed)
    finally:
        house.database.shrink()


def _believe(house: House, at: int, *, agreed: bool) -> None:
    """Move the clock's mark on, turn the day keys even if nobody texts, and let old tombstones go."""
    with house.database.write():
        if agreed:
            house.clock.agree(at)
        elif not house.clock.trusted(at):
            raise ClockJumped
        house.clock.move_on(at)
        house.day_keys.pair(at)
        house.tombstones.forget(at)


def _sweep_table(database: Database, table: Transient, at: int) -> int:
    """Delete what is over in one table."""
    with database.read() as connection:
        overdue = table.overdue(connection, at)
    deleted = 0
    for start in range(0, len(overdue), BATCH):
        with database.write() as connection:
            deleted += connection.executemany(table.delete, overdue[start : start + BATCH]).rowcount
    return deleted

"""One sender's turn: what was known is loaded, what follows is kept, all of it or nothing."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from itertools import count
from typing import NamedTuple

from storage import retention, sealing, tips
from storage.database import Database
from storage.day_keys import DayKeys
from storage.days import DAY, hour_start, month
from storage.keys import Alias, Keyring, alias
from storage.tips import TipFacts

TIDY_EVERY = 8
"""One turn in so many looks for overdue rows, so that retention does not hang on the worker alone."""

_SEE = """
    INSERT INTO seen (id, expires_at) VALUES (:id, :expires_at)
    ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE seen.expires_at <= :at
"""
_LOAD = "SELECT sealed FROM conversations WHERE sender = :sender AND expires_at > :at"
_SAVE = """
    INSERT INTO conversations (sender, sealed, expires_at) VALUES (:sender, :sealed, :expires_at)
    ON CONFLICT (sender) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at
"""
_FORGET = "DELETE FROM conversations WHERE sender IN (:today, :before)"
_COUNT = """
    INSERT INTO counts (month, name, n) VALUES (:month, :name, :n)
    ON CONFLICT (month, name) DO UPDATE SET n = counts.n + excluded.n
"""


class Sender(NamedTuple):
    """Whose turn it is, with the keys of the two days under which that sender may be known."""

    address: str
    today: bytes
    before: bytes


class Turn:
    """What may be done with what is stored while one sender's message is answered; made by ``Turns``."""

    def __init__(
        self, connection: sqlite3.Connection, keyring: Keyring, sender: Sender, at: int, zone: tzinfo
    ) -> None:
        self._connection, self._keyring, self._sender = connection, keyring, sender
        self._at, self._zone = at, zone
        self._today = alias(sender.address, sender.today)
        self._maybe_before = True  # until we have looked, there may be a row under yesterday's name
        self._counts: Counter[str] = Counter()

    def seen(self, message_id: str) -> bool:
        """Tell whether this sender's message was taken before, within a day (23 to 24 hours); if not, note it now."""
        noted = self._connection.execute(
            _SEE,
            {
                "id": self._keyring.message(self._sender.address, message_id),
                "at": self._at,
                "expires_at": hour_start(self._at) + DAY,  # the second it came is nobody's business
            },
        )
        return noted.rowcount == 0

    def load(self) -> bytes | None:
        """Give the conversation's state; None if there is none, its time is over, or it cannot be opened."""
        found = self._find(self._today)
        if found is not None:
            self._maybe_before = False  # saving leaves one row
            return sealing.open_(found, self._today.key)
        before = self._before()
        found = self._find(before)
        self._maybe_before = found is not None
        return None if found is None else sealing.open_(found, before.key)

    def save(self, state: bytes, expires_at: int) -> None:
        """Keep the conversation's state until a moment, under today's name only."""
        if self._maybe_before:
            self.forget()
        sealed = sealing.close(state, self._today.key)
        row = {"sender": self._today.lookup, "sealed": sealed, "expires_at": expires_at}
        self._connection.execute(_SAVE, row)

    def forget(self) -> None:
        """Delete the conversation, whichever day's name it has."""
        names = {"today": self._today.lookup, "before": self._before().lookup}
        self._connection.execute(_FORGET, names)
        self._maybe_before = False

    def submit(self, tip: bytes, facts: TipFacts) -> str:
        """Seal a tip to those who read tips, and give its receipt code; raises NoIntakeKey if nobody could read it."""
        return tips.submit(self._connection, self._keyring, self._zone, tip, facts, self._at)

    def count(self, name: str) -> None:
        """Add one to a month's counter; it is written last, because every sender shares that row."""
        self._counts[name] += 1

    def finish(self) -> None:
        """Write what every turn shares; the last thing before the transaction is kept."""
        if self._counts:
            of = month(self._at, self._zone)
            rows = [{"month": of, "name": name, "n": n} for name, n in sorted(self._counts.items())]
            self._connection.executemany(_COUNT, rows)

    def _before(self) -> Alias:
        """Give what the sender was called yesterday; rarely needed, so made only then."""
        return alias(self._sender.address, self._sender.before)

    def _find(self, name: Alias) -> bytes | None:
        """Give what is sealed under a name, if its time is not over."""
        row = self._connection.execute(_LOAD, {"sender": name.lookup, "at": self._at}).fetchone()
        return None if row is None else bytes(row[0])


class Turns:
    """Makes turns, one at a time over all threads and processes."""

    def __init__(self, database: Database, keyring: Keyring, day_keys: DayKeys, zone: tzinfo) -> None:
        self._database, self._keyring, self._day_keys, self._zone = database, keyring, day_keys, zone
        self._number = count(1)
        self._walks = retention.walks()

    @contextmanager
    def turn(self, address: str, at: int) -> Iterator[Turn]:
        """Give one sender's exclusive turn; see ``Store.turn``."""
        with self._database.write() as connection:
            sender = Sender(address, *self._day_keys.pair(at))
            turn = Turn(connection, self._keyring, sender, at, self._zone)
            yield turn
            if next(self._number) % TIDY_EVERY == 0:
                for walk in self._walks:
                    walk.step(connection, at)
            turn.finish()

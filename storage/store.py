"""The store: the one object through which the rest of Porchlight remembers anything."""

from contextlib import AbstractContextManager
from datetime import UTC, tzinfo
from pathlib import Path

from storage import retention, schema
from storage.audit import Audit
from storage.database import Database
from storage.day_keys import DayKeys
from storage.errors import WrongSecret
from storage.keys import Keyring
from storage.passphrase import STANDARD, Cost
from storage.staff import Staff
from storage.tip_queue import TipQueue
from storage.turn import Turn, Turns

TIMEOUT = 4.0
"""Seconds to wait for other writers, at the file lock and again at SQLite's: together less than Twilio's 15."""


class Store:
    """A SQLite file, a secret and a file of day keys. Nothing is opened before it is needed, so a Store may be forked.

    Every method may raise a StorageError: its sentence is for the operator, and holds no text and no number.
    """

    def __init__(
        self,
        database: Path,
        secret: bytes,
        day_keys: Path,
        *,
        zone: tzinfo = UTC,
        cost: Cost = STANDARD,
        timeout: float = TIMEOUT,
    ) -> None:
        keyring = Keyring(secret)
        self._keyring = keyring
        self._database = Database(database, keyring.check, timeout)
        self._turns = Turns(self._database, keyring, DayKeys(day_keys, zone, keyring.day), zone)
        self.audit = Audit(self._database, keyring)
        self.staff = Staff(self._database, keyring, self.audit, cost)
        self.tips = TipQueue(self._database, keyring, self.audit, zone)

    def migrate(self) -> None:
        """Make the file and its tables, or bring them up to date; safe to call from several processes at once."""
        with self._database.create() as connection:
            if schema.migrate(connection, self._keyring.check) != self._keyring.check:
                raise WrongSecret

    def check(self) -> None:
        """Open the database and raise what is wrong with it, if anything is."""
        self.counts("")

    def turn(self, address: str, at: int) -> AbstractContextManager[Turn]:
        """Give one sender's exclusive turn in one durable transaction.

        It is kept when the block ends well, and undone when anything is raised. ``address`` is a channel and an
        address, ``sms:+1213…``; it is hashed at once.
        """
        return self._turns.turn(address, at)

    def counts(self, month: str) -> dict[str, int]:
        """Give the counters of a month, ``2026-11``."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT name, n FROM counts WHERE month = :month", {"month": month})
            return dict(rows.fetchall())

    def sweep(self, at: int) -> int:
        """Delete what has expired, in small batches, and give how many rows that were; for the worker."""
        return retention.sweep(self._database, at)

    def checkpoint(self) -> bool:
        """Empty the write-ahead log, where deleted rows live on; False if a reader was in the way. For the worker."""
        return self._database.checkpoint()

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        self._database.close()

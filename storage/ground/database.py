"""The database: two ways in, to read and to write; one writer at a time, and every failure with a name."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from storage.ground.connection import INCREMENTAL, Handle, identity, refuse_old_sqlite, system_errors
from storage.ground.errors import DiskFull, Locked, Missing, StorageError, WrongSecret, named
from storage.ground.reserve import Reserve

PAGES = 100
"""Free pages given back while turns wait."""
INCREMENTAL_MODE = 2
"""What SQLite calls it when it is asked."""
BRIEF = 0.25
"""Seconds that others wait where somebody has just waited in vain, so that no line of people forms behind a lock."""
IN_VAIN = 60
"""Seconds after which somebody waits for the whole time again."""


class Database:
    """A path to SQLite, and the two ways in: ``read`` and ``write``."""

    def __init__(self, path: Path, check: bytes, timeout: float, reserve: Reserve) -> None:
        self.path, self._check, self._timeout, self.reserve = path, check, timeout, reserve
        self._mine = threading.local()
        self._hopeless_until = 0.0

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read from; sqlite3's errors leave as StorageError."""
        with self._naming():
            handle = self._handle()
            handle.wait_for_others(self._patience())
            yield handle.connection

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a connection inside one exclusive, durable transaction: kept if the block ends well, else undone."""
        return self._transaction(self._handle)

    @contextmanager
    def create(self) -> Iterator[sqlite3.Connection]:
        """Give the same as ``write`` to migrations: the file is made if there is none, and need hold nothing yet."""
        self.close()
        refuse_old_sqlite()
        with system_errors():
            self.path.touch(0o600)  # SQLite's own files take the same mode
        with closing(self._connect()) as handle, self._transaction(lambda: handle) as connection:
            yield connection

    @contextmanager
    def _transaction(self, opened: Callable[[], Handle]) -> Iterator[sqlite3.Connection]:
        """Begin as a writer at once: one that begins as a reader may find its snapshot stale, and fail unwaited."""
        with self._naming():
            handle = opened()
            connection = handle.connection
            left = handle.take_lock(self._patience())
            try:
                handle.wait_for_others(left)
                connection.execute("BEGIN IMMEDIATE")
                self._hopeless_until = 0.0
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:  # a full disk has ended it already
                        connection.execute("ROLLBACK")
                    raise
            finally:
                handle.give_lock()

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file and empty it; False if a reader was in the way."""
        with self.read() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # the bulk, while others write
            handle = self._handle()
            handle.take_lock(self._patience())
            try:
                handle.wait_for_others(0)  # else all writers wait for the slowest reader
                busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                handle.give_lock()
            return not busy

    def shrink(self) -> None:
        """Give free pages back to the disk, a few at a time so that no turn waits long."""
        with self.read() as connection:
            free = connection.execute("PRAGMA freelist_count").fetchone()[0]
        for _ in range(0, free, PAGES):
            with self.write() as connection:
                for _ in range(PAGES):  # one page each: sqlite3 takes a single step of this pragma
                    connection.execute("PRAGMA incremental_vacuum(1)").fetchall()

    def compact(self) -> None:
        """Write an older file anew, once, so that it can give pages back; nobody else may write meanwhile."""
        with self.read() as connection:
            if connection.execute("PRAGMA auto_vacuum").fetchone()[0] == INCREMENTAL_MODE:
                return
            handle = self._handle()
            handle.take_lock(self._patience())
            try:
                connection.execute(INCREMENTAL)
                connection.execute("VACUUM")
            finally:
                handle.give_lock()

    def whatever_its_secret(self) -> "Database":
        """Give the same database to somebody who has lost its secret; nothing but a backup is made of it."""
        try:
            with closing(self._connect()) as handle:
                return Database(self.path, _kept_check(handle), self._timeout, self.reserve)
        except sqlite3.Error as error:
            raise named(error) from error

    def close(self) -> None:
        """Close this thread's connection."""
        handle = self._mine.__dict__.pop("handle", None)
        if handle is not None:
            handle.close()

    def _handle(self) -> Handle:
        """Give this thread's connection; a new one after a fork, or when another file stands at the path."""
        handle: Handle | None = getattr(self._mine, "handle", None)
        if handle is None:
            return self._open()
        if handle.process != os.getpid():
            handle.disown()
            return self._open()
        if handle.file == identity(self.path):
            return handle
        self.close()
        return self._open()

    def _open(self) -> Handle:
        """Open, and be sure that it is ours: migrated, and made with this secret."""
        handle = self._connect()
        if _kept_check(handle) != self._check:
            raise WrongSecret
        self._mine.handle = handle
        return handle

    def _connect(self) -> Handle:
        """Connect to the file, which must be there."""
        try:
            with system_errors():
                return Handle(self.path, self._patience())
        except sqlite3.Error as error:
            raise named(error) from error

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """Give sqlite3's errors their own class, begin again with a fresh connection after one, and learn from failures."""
        try:
            yield
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self.close()
            failed = named(error)
            self._learn(failed)
            raise failed from error
        except StorageError as error:
            self._learn(error)
            raise

    def _learn(self, failed: StorageError) -> None:
        """Make room on a full disk, and wait for less where waiting was in vain."""
        if isinstance(failed, DiskFull):
            self.reserve.spend()
        elif isinstance(failed, Locked):
            self._hopeless_until = time.monotonic() + IN_VAIN

    def _patience(self) -> float:
        """Give the seconds to wait for whoever is writing."""
        return self._timeout if time.monotonic() >= self._hopeless_until else min(BRIEF, self._timeout)


def _kept_check(handle: Handle) -> bytes:
    """Give what a database knows its secret by; raises Missing if it was never migrated."""
    row = handle.connection.execute("SELECT value FROM settings WHERE name = 'check'").fetchone()
    if row is None:
        raise Missing
    return bytes(row[0])

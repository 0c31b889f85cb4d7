"""The database: two ways in, to read and to write; one writer at a time, and every failure with a name."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from storage.ground.connection import INCREMENTAL, Handle, identity, refuse_old_sqlite, system_errors
from storage.ground.errors import Missing, StorageError, WrongSecret, named

PAGES = 100
"""Free pages given back while turns wait."""
INCREMENTAL_MODE = 2
"""What SQLite calls it when it is asked."""


class Database:
    """A path to SQLite, and the two ways in: ``read`` and ``write``."""

    def __init__(self, path: Path, check: bytes, timeout: float) -> None:
        self.path, self._check, self._timeout = path, check, timeout
        self._mine = threading.local()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read from; sqlite3's errors leave as StorageError."""
        try:
            yield self._handle().connection
        except sqlite3.Error as error:
            raise self._failed(error) from error

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
        try:
            handle = opened()
            connection = handle.connection
            handle.take_lock(self._timeout)
            try:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:  # a full disk has ended it already
                        connection.execute("ROLLBACK")
                    raise
            finally:
                handle.give_lock()
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file and empty it; False if a reader was in the way."""
        with self.read() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # the bulk, while others write
            handle = self._handle()
            handle.take_lock(self._timeout)
            try:
                connection.execute("PRAGMA busy_timeout = 0")  # else all writers wait for the slowest reader
                busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                handle.give_lock()
                connection.execute(f"PRAGMA busy_timeout = {int(self._timeout * 1000)}")
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
            handle.take_lock(self._timeout)
            try:
                connection.execute(INCREMENTAL)
                connection.execute("VACUUM")
            finally:
                handle.give_lock()

    def whatever_its_secret(self) -> "Database":
        """Give the same database to somebody who has lost its secret; nothing but a backup is made of it."""
        try:
            with closing(self._connect()) as handle:
                return Database(self.path, _kept_check(handle), self._timeout)
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
                return Handle(self.path, self._timeout)
        except sqlite3.Error as error:
            raise named(error) from error

    def _failed(self, error: sqlite3.Error) -> StorageError:
        """Give an error its own class, and begin again with a fresh connection after it."""
        with suppress(sqlite3.Error):
            self.close()
        return named(error)


def _kept_check(handle: Handle) -> bytes:
    """Give what a database knows its secret by; raises Missing if it was never migrated."""
    row = handle.connection.execute("SELECT value FROM settings WHERE name = 'check'").fetchone()
    if row is None:
        raise Missing
    return bytes(row[0])

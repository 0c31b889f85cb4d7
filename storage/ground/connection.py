"""A connection to the SQLite file as it must be: durable, one per thread and process, with its own way to the lock."""

import math
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.ground import waiting
from storage.ground.errors import NotOurs, StorageError, named

OLDEST = (3, 37)
"""SQLite's first version with STRICT tables (sqlite.org/stricttables.html); RETURNING and DROP COLUMN came in 3.35."""

INCREMENTAL = "PRAGMA auto_vacuum = INCREMENTAL"
"""So that the pages of what was deleted can be given back to the disk, a few at a time."""
CACHE = "PRAGMA cache_size = -16384"
"""KiB of pages kept at hand; with SQLite's own two thousand, turns slow down after some thousand reports."""
SAFE = (
    "PRAGMA synchronous = FULL",  # what was answered must outlive a power cut
    "PRAGMA foreign_keys = ON",  # off by default
    "PRAGMA secure_delete = ON",  # not every build of SQLite overwrites what is deleted
    "PRAGMA trusted_schema = OFF",  # nothing stored in the file may run
    "PRAGMA temp_store = MEMORY",  # else pages of what is changed or deleted lie in /var/tmp, which nobody overwrites
)
"""What no connection may go without, and SQLite leaves off."""
_FOREIGN: list["Handle"] = []
"""Connections that came over a fork: to close one in the child could end the parent's locks, so they are kept."""


class OldSQLite(StorageError):
    """SQLite is older than 3.37 here, and cannot hold the tables: install a newer one, or a Python that brings one."""


class Handle:
    """One thread's connection and its own opening of the lock file."""

    def __init__(self, path: Path, timeout: float) -> None:
        self.process = os.getpid()
        refuse_old_sqlite()
        self.file = identity(path)
        if path.stat().st_uid != os.geteuid():  # the files beside it would belong to the wrong user, too
            raise NotOurs
        # A lock of flock belongs to one opening of the file, so it keeps threads apart as well as processes.
        self._lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._patience = math.ceil(timeout * 10)
        self.take_lock(timeout)  # two that turn a new file to WAL at once fail without waiting
        try:
            self.connection = _connect(path, timeout)
        finally:
            self.give_lock()

    def take_lock(self, timeout: float) -> float:
        """Wait in line, which is fair where SQLite's own waiting is not; gives what is left of the time, or raises Locked."""
        asked = time.monotonic()
        waiting.take(self._lock, timeout)
        return timeout - (time.monotonic() - asked)

    def give_lock(self) -> None:
        """Let the next one write."""
        waiting.give(self._lock)

    def wait_for_others(self, seconds: float) -> None:
        """Let SQLite wait so long, to a tenth of a second, for programs that know nothing of our lock."""
        tenths = math.ceil(seconds * 10)
        if tenths != self._patience:
            self.connection.execute(f"PRAGMA busy_timeout = {tenths * 100}")
            self._patience = tenths

    def close(self) -> None:
        """Close both; a second time does nothing."""
        if self._lock >= 0 and self.process == os.getpid():
            if hasattr(self, "connection"):  # else it never opened
                self.connection.close()
            os.close(self._lock)
            self._lock = -1

    def disown(self) -> None:
        """Leave alone what came over a fork, but for the lock file: a parent that dies must not hold it through us."""
        os.close(self._lock)
        self._lock = -1
        _FOREIGN.append(self)

    def __del__(self) -> None:
        if hasattr(self, "_lock"):  # else there was no file
            self.close()


def refuse_old_sqlite() -> None:
    """Raise OldSQLite where the library cannot hold our tables; before a file is made, or one is opened."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise OldSQLite


@contextmanager
def system_errors() -> Iterator[None]:
    """Give the operating system's errors their own class."""
    try:
        yield
    except OSError as error:
        raise named(error) from error


def _connect(path: Path, timeout: float) -> sqlite3.Connection:
    """Connect to a file that is there, with everything that sqlite3 leaves off by default."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=timeout,
        isolation_level=None,  # transactions are ours
        check_same_thread=False,  # each thread has its own; another may only close it, when the thread is gone
    )
    if not path.stat().st_size:
        connection.execute(INCREMENTAL)  # only a new file takes it at once, and only before anything else
    for pragma in ("PRAGMA journal_mode = WAL", CACHE, *SAFE):
        connection.execute(pragma)
    return connection


def identity(path: Path) -> tuple[int, int]:
    """Tell one file from another at the same path, such as one that a restore put there."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - once in every turn, and twice as fast as Path.stat
    except OSError as error:
        raise named(error) from error
    return stat.st_dev, stat.st_ino

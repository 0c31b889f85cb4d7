"""Restoring: a new database is built beside the place of the old one, made safe, and only then put there, all of it.

Safe means (hazard F1): nothing transient is in it, so nobody is texted and nobody is signed in; what was erased since the
backup is erased again; whoever was revoked stays out; what is over its time is gone.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from storage.desk.audit import Audit
from storage.desk.recovery import typed
from storage.ground import schema
from storage.ground.connection import INCREMENTAL, SAFE, system_errors
from storage.ground.days import DAY
from storage.ground.errors import Corrupt, Locked, named
from storage.ground.files import fsync_folder
from storage.ground.house import House
from storage.ground.tombstones import KEPT
from storage.keeping import burial, new_secret, sealed_file
from storage.keeping.backup_errors import (
    ChangedBackup,
    DatabaseExists,
    NewerBackup,
    NoTombstones,
    OtherSecret,
    TooManyWouldGo,
)
from storage.keeping.backup_folder import opened
from storage.keeping.backup_lines import Lines
from storage.keeping.sealed_file import Head

ACTOR = "operator"
_1970 = date(1970, 1, 1).toordinal()
_PRAGMAS = (
    INCREMENTAL,  # before the first table, or never
    "PRAGMA journal_mode = MEMORY",  # nobody else sees the file, and half of one is thrown away
    *SAFE,
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the operator said yes to."""

    clock: bool = False
    """That the clock is right, although much would go by it."""
    without_tombstones: bool = False
    """That what was erased since the backup comes back."""
    new_secret: bool = False
    """That the old secret is lost, and with it the codes that people hold."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back, and what it did not."""

    head: Head
    reports: int
    gone: burial.Gone
    new_secret: bool
    """Whether the database has another secret than its backup."""


class Restore:
    """One restore, of a line that is stopped."""

    def __init__(self, house: House, audit: Audit, agreed: Agreed, at: int) -> None:
        self._house, self._audit, self._agreed, self._at = house, audit, agreed, at

    def run(self, file: Path, recovery_key: str) -> Restored:
        """Build the database from a backup and put it in its place; raises what is wrong, and then nothing is there."""
        private = typed(recovery_key)
        with opened(file) as sealed, _place(self._house.database.path) as new:
            head = sealed_file.head(sealed)
            lines = Lines(sealed_file.opened(sealed, private), self._house.keyring)
            self._must_fit(head, lines)
            with _building(new) as connection:
                return self._build(connection, head, lines)

    def _must_fit(self, head: Head, lines: Lines) -> None:
        """Look at what a backup says of itself before anything is built from it."""
        made = date.fromisoformat(head.day).toordinal() - _1970
        tombstones = self._house.tombstones
        listed = tombstones.name() == lines.first.erased and made * DAY > self._at - KEPT
        if self._other_secret(lines) and not self._agreed.new_secret:
            raise OtherSecret
        if not listed and not self._agreed.without_tombstones:
            raise NoTombstones
        if made > self._at // DAY and not self._agreed.clock:
            raise TooManyWouldGo

    def _other_secret(self, lines: Lines) -> bool:
        return lines.first.check != self._house.keyring.check

    def _build(self, connection: sqlite3.Connection, head: Head, lines: Lines) -> Restored:
        """Make the tables as they were, fill them, bring them up to date, and take out what must not come back."""
        if not schema.begin(connection, lines.first.tables):
            raise NewerBackup
        lines.fill(connection)
        other = self._other_secret(lines)
        if not (lines.genuine or other):
            raise ChangedBackup
        schema.migrate(connection, self._house.keyring.check)
        gone = burial.bury(connection, self._house.tombstones, self._at, agreed=self._agreed.clock)
        self._audit.append(connection, ACTOR, "restored", self._at)
        if other:
            new_secret.adopt(connection, self._audit, ACTOR, self._at)
        reports = connection.execute("SELECT count(*) FROM tips").fetchone()[0]
        return Restored(head, reports, gone, other)


@contextmanager
def _place(database: Path) -> Iterator[Path]:
    """Give a path to build at, alone; what stands there when the block ends well becomes the database, in one step."""
    new = database.with_name(f"{database.name}.restoring")
    with system_errors(), _alone(database):
        if any(Path(f"{database}{end}").exists() for end in ("", "-wal", "-shm")):
            raise DatabaseExists
        new.unlink(missing_ok=True)
        new.touch(0o600)
        try:
            yield new
            os.link(new, database)  # unlike a rename it never replaces one that somebody made meanwhile
            fsync_folder(database)
        except FileExistsError as error:
            raise DatabaseExists from error
        finally:
            new.unlink(missing_ok=True)


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Hold the lock that writers take, so that there is no other restore and no line that runs."""
    lock = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Locked from error
    finally:
        os.close(lock)


@contextmanager
def _building(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to an empty file, inside the one transaction that fills it; then see that it is sound."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Corrupt
    except sqlite3.Error as error:
        raise named(error) from error

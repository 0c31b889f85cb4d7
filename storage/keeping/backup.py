"""Backups: what must last is copied while the line runs, sealed to the recovery key; a `sealed_file` holds it as lines.

Each line is JSON in ASCII. The first is an object: ``tables`` (the migrations that the tables have had, in order),
``secret`` (a hash by which a database knows its secret) and ``erased`` (the name of the list of tombstones that goes with
it). Then, for each table, an object with its name (``table``) and its ``columns``, and its rows as arrays in that order;
bytes are an array of one string in base64. The last is an object, ``sum``: the BLAKE2b hash of all lines before it under
a key made from the secret, by which a line knows its own backups.
"""

import base64
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from storage.desk import audit
from storage.ground import schema
from storage.ground.database import Database
from storage.ground.house import House
from storage.ground.keyholders import recovery_public
from storage.ground.keys import Keyring
from storage.keeping import backup_folder
from storage.keeping.sealed_file import Head, Writer

DURABLE = {
    "settings": "WHERE name IN ('recovery')",
    "pairs": "",
    "members": "",
    "grants": "",
    "factors": "",
    "spare_codes": "",
    "tips": "",
    "letters": "",
    "releases": "",
    "holds": "",
    "counts": "",
    "audit": "",
}
"""What a backup holds, in an order in which rows can be put back, and which rows of each."""
TRANSIENT = frozenset(
    {"attempts", "conversations", "drafts", "fresh", "nudges", "outbox", "seen", "sessions"}
)
"""What no backup may hold: who texted, who waits for a text, who is signed in (hazards D3, F1)."""

_CHECK = "SELECT value FROM settings WHERE name = 'check'"


class Sum:
    """Hashes the lines of a backup one after another, under a key that only the line's secret gives."""

    def __init__(self, keyring: Keyring) -> None:
        self._hash = blake2b(key=keyring.key(b"backup"), digest_size=32, person=b"backup")

    def add(self, line: bytes) -> None:
        """Take in the next line, without its end."""
        self._hash.update(line + b"\n")

    def hex(self) -> str:
        """Give the hash so far."""
        return self._hash.hexdigest()


def write(house: House, folder: Path, at: int, *, lost_secret: bool = False) -> Path:
    """Write a backup into a folder and give its path; raises NotFounded, or what is wrong with the folder.

    With ``lost_secret`` it is made although the secret is not the database's: only ``restore`` under a new one takes it.
    """
    database = house.database.whatever_its_secret() if lost_secret else house.database
    if house.tombstones.name() is None:
        with database.write():
            house.tombstones.named(at)
    with database.read() as connection:
        connection.execute("BEGIN")  # one snapshot for all; whoever writes meanwhile does not wait for it
        try:
            return _write(connection, house, folder, at)
        finally:
            connection.execute("ROLLBACK")
            _close_other(database, house.database)


def _write(connection: sqlite3.Connection, house: House, folder: Path, at: int) -> Path:
    """Write what one snapshot holds."""
    public = recovery_public(connection)
    day = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
    summed = Sum(house.keyring)
    with backup_folder.new_file(folder, at) as (path, file):
        writer = Writer(file, Head(day, *audit.head(connection)), public)
        for told in _told(connection, house.tombstones.name() or ""):
            line = json.dumps(told, default=_blob).encode("ascii")
            summed.add(line)
            writer.write(line + b"\n")
        writer.write(json.dumps({"sum": summed.hex()}).encode("ascii") + b"\n")
        writer.finish()
    return path


def _told(connection: sqlite3.Connection, erased: str) -> Iterator[object]:
    """Tell the first line, then table after table, one row at a time."""
    check: bytes = connection.execute(_CHECK).fetchone()[0]
    yield {"tables": schema.applied(connection), "secret": check.hex(), "erased": erased}
    for table, which in DURABLE.items():
        columns = schema.columns(connection, table)
        if columns:  # an older database may lack the table
            yield {"table": table, "columns": columns}
            yield from connection.execute(f"SELECT {', '.join(columns)} FROM {table} {which}")  # noqa: S608 - our own names


def _blob(value: bytes) -> list[str]:
    """Write bytes as JSON can hold them."""
    return [base64.b64encode(value).decode("ascii")]


def _close_other(database: Database, ours: Database) -> None:
    """Close a connection that was opened for the backup alone."""
    if database is not ours:
        database.close()

"""The lines of a backup as they are read: the first says what belongs to it, the others are rows for a new database."""

import base64
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.ground import schema
from storage.ground.keys import Keyring
from storage.keeping.backup import DURABLE, Sum
from storage.keeping.backup_errors import ChangedBackup

_BROKEN = (AttributeError, KeyError, TypeError, ValueError, StopIteration)
"""What comes of lines that are none of ours; the errors of JSON and of base64 are ValueErrors."""


@dataclass(frozen=True, slots=True)
class First:
    """What the first line says."""

    tables: list[str]
    """The migrations that its tables have had."""
    check: bytes
    """By which a database knows its secret."""
    erased: str
    """The name of the list of tombstones that goes with it."""


class Lines:
    """Everything that a backup says, read once, from its first chunk to its last."""

    def __init__(self, chunks: Iterator[bytes], keyring: Keyring) -> None:
        self._lines, self._sum = _split(chunks), Sum(keyring)
        self._told = self._tell()
        self.genuine = False
        """Whether somebody with this line's secret made it; known at the end."""
        try:
            told = next(self._told)
            self.first = First(list(told["tables"]), bytes.fromhex(told["secret"]), told["erased"])
        except _BROKEN as error:
            raise ChangedBackup from error

    def fill(self, connection: sqlite3.Connection) -> None:
        """Put all rows into the empty tables of a new database; raises ChangedBackup if they do not fit."""
        statement, columns = "", []
        try:
            for told in self._told:
                if isinstance(told, dict):
                    columns = told["columns"]
                    statement = _insert(connection, told["table"], columns)
                else:
                    connection.execute(statement, dict(zip(columns, map(_value, told), strict=True)))
        except (*_BROKEN, OverflowError, sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
            raise ChangedBackup from error

    def _tell(self) -> Iterator[Any]:
        """Give what each line tells, up to the sum, after which there must be nothing."""
        for line in self._lines:
            told = json.loads(line)
            if isinstance(told, dict) and "sum" in told:
                self.genuine = told["sum"] == self._sum.hex()
                if next(self._lines, None) is None:
                    return
                break
            self._sum.add(line)
            yield told
        raise ChangedBackup


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut the chunks into lines, without their ends."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        raise ChangedBackup


def _insert(connection: sqlite3.Connection, table: str, columns: list[str]) -> str:
    """Make the statement for a table's rows; only of names that we know ourselves."""
    if table not in DURABLE or not columns or not set(columns) <= set(schema.columns(connection, table)):
        raise ChangedBackup
    names = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({names})"  # noqa: S608 - our own names


def _value(told: Any) -> Any:  # noqa: ANN401 - whatever a column can hold
    """Read a value: bytes stand in an array of their own."""
    return base64.b64decode(told[0], validate=True) if isinstance(told, list) else told

"""The measure: a bare Flask route that parses the same form and writes as much in one durable SQLite transaction.

It does what no honest line can do without: as many look-ups, as many rows, as large, under the same lock and pragmas.
It understands nothing, seals nothing, checks no signature and always answers the same.
"""

import fcntl
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response, request

PLAN = "BENCH_PLAN"
DATABASE = "BENCH_DATABASE"
ANSWER = "<?xml version='1.0' encoding='UTF-8'?><Response><Message>Thank you. It is written down.</Message></Response>"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
)


@dataclass(frozen=True, slots=True)
class Step:
    """What one text of the conversation asks of the database."""

    selects: int
    writes: list[tuple[str, int]]
    """Rows written, in order: whose they are (``new``, ``sender``, ``shared``; ``gone`` is a delete) and their bytes."""


def app(variables: Mapping[str, str] = os.environ) -> Flask:
    """Make the app: one process, one connection, one route."""
    steps = [Step(**step) for step in json.loads(variables[PLAN])]
    table, bare = Table(Path(variables[DATABASE])), Flask("bare")

    @bare.post("/bare")
    def write() -> Response:
        form = request.form.to_dict()
        table.take(steps[int(request.args["step"])], form["From"])
        return Response(ANSWER, content_type="text/xml")

    return bare


class Table:
    """One SQLite table, written to by one process at a time."""

    def __init__(self, database: Path) -> None:
        self._lock = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self._connection = sqlite3.connect(database, isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS rows (id BLOB PRIMARY KEY, body BLOB) STRICT, WITHOUT ROWID"
        )

    def take(self, step: Step, sender: str) -> None:
        """Do one step's look-ups and writes, all or nothing."""
        mine = blake2b(sender.encode(), digest_size=16).digest()
        with self._transaction() as connection:
            for _ in range(step.selects):
                connection.execute("SELECT body FROM rows WHERE id = :id", {"id": mine}).fetchall()
            for whose, size in step.writes:
                if whose == "gone":
                    connection.execute("DELETE FROM rows WHERE id = :id", {"id": mine})
                    continue
                key = {"new": secrets.token_bytes(16), "sender": mine, "shared": b""}[whose]
                connection.execute(
                    "INSERT INTO rows (id, body) VALUES (:id, :body) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                    {"id": key, "body": bytes(size)},
                )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection
            self._connection.execute("COMMIT")
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

"""Sealing again (D8): what lies under an old pair goes under the newest of its holder, then the old pair is destroyed.

A pair is turned when a member is revoked, who may have kept its private half, or when a partner is added by somebody
who does not hold the agency's key. Whoever signs in next and can open the old pair does the work, a little per page.
The slow part, opening and sealing, happens outside the lock: turns wait only while a batch is written.
"""

import sqlite3
from typing import Any, NamedTuple

from storage.desk.sessions import Session
from storage.ground import sealing
from storage.ground.database import Database
from storage.ground.errors import NotAllowed
from storage.ground.keyholders import Turned, drop_pair, turned_pairs

FEW = 200
"""Rows of one batch: its write takes a few milliseconds."""
BATCHES = 10
"""Batches for one page; a page that takes half a second longer once is no burden."""


class Kind(NamedTuple):
    """A table whose rows are sealed to a pair. A row is named by two columns, of which the second may be idle."""

    find: str
    change: str
    block: int
    start: tuple[Any, Any]
    """What sorts before every name."""


# A row under an old pair is never written again under that pair, so that it still is there says that it is unchanged.
_KINDS = (
    # Drafts first: one that the worker moves on meanwhile is found among the tips.
    Kind(
        "SELECT id, 0, sealed FROM drafts WHERE pair = :old AND id > :one ORDER BY id LIMIT :few",
        "UPDATE drafts SET pair = :new, sealed = :sealed WHERE id = :one AND pair = :old",
        sealing.TIP_BLOCK,
        (b"", 0),
    ),
    Kind(
        "SELECT id, 0, sealed FROM tips WHERE pair = :old AND id > :one ORDER BY id LIMIT :few",
        "UPDATE tips SET pair = :new, sealed = :sealed WHERE id = :one AND pair = :old",
        sealing.TIP_BLOCK,
        ("", 0),
    ),
    Kind(
        """
        SELECT tip, number, sealed FROM letters WHERE pair = :old AND (tip, number) > (:one, :two)
        ORDER BY tip, number LIMIT :few
        """,
        "UPDATE letters SET pair = :new, sealed = :sealed WHERE tip = :one AND number = :two AND pair = :old",
        sealing.LETTER_BLOCK,
        ("", 0),
    ),
    Kind(
        "SELECT tip, 0, sealed FROM holds WHERE pair = :old AND tip > :one ORDER BY tip LIMIT :few",
        "UPDATE holds SET pair = :new, sealed = :sealed WHERE tip = :one AND pair = :old",
        sealing.LETTER_BLOCK,
        ("", 0),
    ),
    Kind(
        """
        SELECT tip, agency, sealed FROM releases WHERE pair = :old AND (tip, agency) > (:one, :two)
        ORDER BY tip, agency LIMIT :few
        """,
        "UPDATE releases SET pair = :new, sealed = :sealed WHERE tip = :one AND agency = :two AND pair = :old",
        sealing.TIP_BLOCK,
        ("", ""),
    ),
)


class Batch(NamedTuple):
    """Rows of one kind under one old pair, as they were found."""

    kind: Kind
    turned: Turned
    rows: list[tuple[Any, Any, bytes]]


class Resealing:
    """Does the work for whoever is signed in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def some(self, session: Session) -> bool:
        """See ``Staff.reseal``."""
        left = BATCHES
        for turned in self._turned():
            key = self._key(session, turned)
            for kind in _KINDS if key else ():
                one, two = kind.start
                while batch := self._batch(kind, turned, one, two):
                    if not left:
                        return True
                    left -= 1
                    self._write(batch, key)
                    one, two, _ = batch.rows[-1]
            self._drop(turned)
        return False

    def _turned(self) -> list[Turned]:
        with self._database.read() as connection:
            return turned_pairs(connection)

    def _key(self, session: Session, turned: Turned) -> bytes:
        """Open an old pair; empty if this member cannot, who then leaves it to one who can."""
        try:
            with self._database.read() as connection:
                return session.key_of(connection, turned.old)
        except NotAllowed:
            return b""

    def _batch(self, kind: Kind, turned: Turned, one: object, two: object) -> Batch | None:
        asked = {"old": turned.old, "one": one, "two": two, "few": FEW}
        with self._database.read() as connection:
            rows = connection.execute(kind.find, asked).fetchall()
        return Batch(kind, turned, rows) if rows else None

    def _write(self, batch: Batch, key: bytes) -> None:
        """Seal a batch again, and write it if the pair it was sealed to still is the newest."""
        turned = batch.turned
        opened = [(one, two, sealing.unseal(sealed, key)) for one, two, sealed in batch.rows]
        changes = [
            {
                "one": one,
                "two": two,
                "old": turned.old,
                "new": turned.new,
                "sealed": sealing.seal(body, turned.public, batch.kind.block),
            }
            for one, two, body in opened
            if body is not None  # a damaged row stays as it is
        ]
        with self._database.write() as connection:
            if turned in turned_pairs(connection):
                connection.executemany(batch.kind.change, changes)

    def _drop(self, turned: Turned) -> None:
        """Destroy an old pair that nothing lies under; asked first without the lock, which it seldom needs."""
        with self._database.read() as connection:
            if not _empty(connection, turned):
                return
        with self._database.write() as connection:
            if _empty(connection, turned):
                drop_pair(connection, turned.old)


def _empty(connection: sqlite3.Connection, turned: Turned) -> bool:
    """Tell whether no row of any kind lies under an old pair."""
    return not any(
        connection.execute(
            kind.find, {"old": turned.old, "one": kind.start[0], "two": kind.start[1], "few": 1}
        ).fetchone()
        for kind in _KINDS
    )

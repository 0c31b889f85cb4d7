"""The outbox: what is still to be sent, put here in the transaction that made it, and sealed with a key in a file.

Each text has a moment after which nobody may send it. A row names its person by a keyed hash and tells nothing else of
them; the key is that of the nudges, so a file beside the day keys is needed to open it. What workers do with the rows
stands in ``dispatch``.
"""

import sqlite3
from typing import Literal

from storage.ground import sealing
from storage.ground.file_key import FileKey
from storage.ground.keys import LOOKUP, as_bytes, keyed

Kind = Literal["answer", "nudge", "recall"]

_POST = """
    INSERT INTO outbox (who, number, kind, sealed, about, state, owner, tries, repeats, posted_at, due_at, lease_at, stale_at)
    VALUES (
        :who, (SELECT coalesce(max(number), 0) + 1 FROM outbox WHERE who = :who), :kind, :sealed, :about,
        'waiting', NULL, 0, 0, :at, :at, 0, :stale_at
    )
"""
_ANY = "SELECT 1 FROM outbox LIMIT 1"
_FORGET = "DELETE FROM outbox WHERE who = :who AND kind <> 'recall'"
_RECALL = """
    UPDATE outbox SET
        kind = 'recall', state = CASE state WHEN 'sent' THEN 'waiting' ELSE state END, due_at = :at, tries = 0
    WHERE who = :who AND kind = 'answer' AND state IN ('sent', 'sending')
"""
_DROP_ABOUT = "DELETE FROM outbox WHERE about = :about AND state = 'waiting'"


def post(
    connection: sqlite3.Connection, key: FileKey, address: str, message: bytes, *, at: int, stale_at: int
) -> None:
    """Put an answer into the outbox, inside the transaction of the turn that it belongs to."""
    opened = key()
    sealed = sealing.close(message, opened, sealing.TIP_BLOCK)
    put(connection, who(opened, address), sealed, kind="answer", at=at, stale_at=stale_at)


def put(
    connection: sqlite3.Connection,
    whose: bytes,
    sealed: bytes,
    *,
    kind: Kind,
    at: int,
    stale_at: int,
    about: bytes | None = None,
) -> None:
    """Put in what is sealed already; ``about`` names the mailbox whose end is its end, too."""
    row = {"who": whose, "sealed": sealed, "kind": kind, "at": at, "stale_at": stale_at, "about": about}
    connection.execute(_POST, row)


def who(key: bytes, address: str) -> bytes:
    """Name a person in the outbox and among the nudges."""
    return keyed(key, b"nudge who", as_bytes(address), LOOKUP)


def forget(connection: sqlite3.Connection, key: FileKey, address: str) -> None:
    """Delete what waits for a person, and what is known of what was sent to them; not what is about to be called back.

    What is just leaving goes too, so that it is not put back if it cannot leave.
    """
    if anything(connection):
        connection.execute(_FORGET, {"who": who(key(), address)})


def recall(connection: sqlite3.Connection, key: FileKey, address: str, at: int) -> None:
    """Have the answers called back that a person got within half an hour, also one that is just leaving."""
    if anything(connection):
        connection.execute(_RECALL, {"who": who(key(), address), "at": at})


def drop_about(connection: sqlite3.Connection, about: bytes) -> None:
    """Delete what waits because of a mailbox that is no more."""
    connection.execute(_DROP_ABOUT, {"about": about})


def anything(connection: sqlite3.Connection) -> bool:
    """Tell whether there is anything; mostly there is not, and then the key need not be read."""
    return connection.execute(_ANY).fetchone() is not None

"""Nudges: whoever asked for it is told once that there is a message, and their address is gone with that.

A row cannot be tied to its report without the key in the file beside the day keys, nor to a number without that file
and the secret; both files together open it, for fourteen days at most.
"""

import sqlite3

from storage.ground import sealing
from storage.ground.days import DAY, hour_start
from storage.ground.file_key import FileKey
from storage.ground.keys import LOOKUP, keyed
from storage.line import outbox

KEPT = 14 * DAY

_KEEP = """
    INSERT INTO nudges (mailbox, who, sealed, expires_at) VALUES (:mailbox, :who, :sealed, :expires_at)
    ON CONFLICT (mailbox) DO UPDATE
    SET who = excluded.who, sealed = excluded.sealed, expires_at = excluded.expires_at
"""
_DROP = "DELETE FROM nudges WHERE who = :who"
_DROP_BOX = "DELETE FROM nudges WHERE mailbox = :mailbox"
_WAKE = "DELETE FROM nudges WHERE mailbox = :mailbox AND expires_at > :at RETURNING who, sealed, expires_at"
_ANY = "SELECT 1 FROM nudges UNION ALL SELECT 1 FROM outbox WHERE kind = 'nudge' LIMIT 1"


def keep(
    connection: sqlite3.Connection, key: FileKey, receipt: bytes, address: str, message: bytes, at: int
) -> None:
    """Keep what the worker needs to nudge whoever asked for it; one for each mailbox, the last who asked."""
    opened = key()
    connection.execute(
        _KEEP,
        {
            "mailbox": _box(opened, receipt),
            "who": outbox.who(opened, address),
            "sealed": sealing.close(message, opened, sealing.TIP_BLOCK),
            "expires_at": hour_start(at) + KEPT,
        },
    )


def drop(connection: sqlite3.Connection, key: FileKey, address: str) -> None:
    """Delete every nudge that a sender asked for: STOP, X and ERASE end them, also on the thirteenth day."""
    if _any(connection):
        connection.execute(_DROP, {"who": outbox.who(key(), address)})


def drop_box(connection: sqlite3.Connection, key: FileKey, receipt: bytes) -> None:
    """Delete the nudge of a report that is gone, also where it is about to be sent."""
    if _any(connection):
        box = _box(key(), receipt)
        connection.execute(_DROP_BOX, {"mailbox": box})
        outbox.drop_about(connection, box)


def make_due(connection: sqlite3.Connection, key: FileKey, receipt: bytes, at: int) -> None:
    """Put a nudge into the outbox, because a letter was written; inside the letter's transaction."""
    if not _any(connection):
        return
    box = _box(key(), receipt)
    for who, sealed, stale_at in connection.execute(_WAKE, {"mailbox": box, "at": at}).fetchall():
        outbox.put(connection, who, sealed, kind="nudge", at=hour_start(at), stale_at=stale_at, about=box)


def _box(key: bytes, receipt: bytes) -> bytes:
    """Name a nudge by the look-up hash of a receipt."""
    return keyed(key, b"nudge box", receipt, LOOKUP)


def _any(connection: sqlite3.Connection) -> bool:
    """Tell whether anybody waits for a nudge; mostly nobody does, and then the key need not be read."""
    return connection.execute(_ANY).fetchone() is not None

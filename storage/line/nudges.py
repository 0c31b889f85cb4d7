"""Nudges: whoever asked for it is told once that there is a message, and their address is gone with that.

A row cannot be tied to its report without the key in the file beside the day keys, nor to a number without that file
and the secret; both files together open it, for fourteen days at most.
"""

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.ground import sealing
from storage.ground.database import Database
from storage.ground.days import DAY, hour_start
from storage.ground.errors import DayKeyTrouble
from storage.ground.files import read_private, write_private
from storage.ground.keys import KEY, LOOKUP, as_bytes, keyed

KEPT = 14 * DAY
WAITING, DUE, SENDING = range(3)

_KEEP = """
    INSERT INTO nudges (mailbox, who, sealed, state, expires_at) VALUES (:mailbox, :who, :sealed, :state, :expires_at)
    ON CONFLICT (mailbox) DO UPDATE
    SET who = excluded.who, sealed = excluded.sealed, state = excluded.state, expires_at = excluded.expires_at
"""
_DROP = "DELETE FROM nudges WHERE who = :who"
_DROP_BOX = "DELETE FROM nudges WHERE mailbox = :mailbox"
_DUE = "UPDATE nudges SET state = :due WHERE mailbox = :mailbox AND state = :waiting"
_CLAIM = """
    UPDATE nudges SET state = :sending
    WHERE mailbox = (SELECT mailbox FROM nudges WHERE state = :due AND expires_at > :at LIMIT 1)
    RETURNING mailbox, sealed
"""
_LEFT = "DELETE FROM nudges WHERE state = :sending"
_AGAIN = "UPDATE nudges SET state = :due WHERE mailbox = :mailbox AND state = :sending"
_ANY = "SELECT 1 FROM nudges LIMIT 1"


class NudgeKey:
    """The key of a file that no backup holds; made when it is first needed. Use it under the database's lock."""

    def __init__(self, path: Path, derive: Callable[[bytes], bytes]) -> None:
        self._path, self._derive = path, derive

    def __call__(self) -> bytes:
        """Give the key, joined with the secret; raises DayKeyTrouble."""
        try:
            kept = read_private(self._path)
            if kept is None or len(kept) != KEY:
                kept = secrets.token_bytes(KEY)
                write_private(self._path, kept)
        except OSError as error:
            raise DayKeyTrouble from error
        return self._derive(kept)


def keep(
    connection: sqlite3.Connection, key: NudgeKey, receipt: bytes, address: str, message: bytes, at: int
) -> None:
    """Keep what the worker needs to nudge whoever asked for it; one for each mailbox, the last who asked."""
    opened = key()
    connection.execute(
        _KEEP,
        {
            "mailbox": _box(opened, receipt),
            "who": _who(opened, address),
            "sealed": sealing.close(message, opened, sealing.LETTER_BLOCK),
            "state": WAITING,
            "expires_at": hour_start(at) + KEPT,
        },
    )


def drop(connection: sqlite3.Connection, key: NudgeKey, address: str) -> None:
    """Delete every nudge that a sender asked for: STOP, X and ERASE end them, also on the thirteenth day."""
    if _any(connection):
        connection.execute(_DROP, {"who": _who(key(), address)})


def drop_box(connection: sqlite3.Connection, key: NudgeKey, receipt: bytes) -> None:
    """Delete the nudge of a report that is gone."""
    if _any(connection):
        connection.execute(_DROP_BOX, {"mailbox": _box(key(), receipt)})


def make_due(connection: sqlite3.Connection, key: NudgeKey, receipt: bytes) -> None:
    """Let the worker nudge whoever asked for it, because a letter was written; inside the letter's transaction."""
    if _any(connection):
        connection.execute(_DUE, {"mailbox": _box(key(), receipt), "due": DUE, "waiting": WAITING})


def _box(key: bytes, receipt: bytes) -> bytes:
    """Name a nudge by the look-up hash of a receipt."""
    return keyed(key, b"nudge box", receipt, LOOKUP)


def _who(key: bytes, address: str) -> bytes:
    return keyed(key, b"nudge who", as_bytes(address), LOOKUP)


def _any(connection: sqlite3.Connection) -> bool:
    """Tell whether anybody waits for a nudge; mostly nobody does, and then the key need not be read."""
    return connection.execute(_ANY).fetchone() is not None


@dataclass(frozen=True, slots=True)
class Nudge:
    """One nudge that the worker has claimed: what ``keep`` was given."""

    id: bytes
    message: bytes


class Nudges:
    """What the worker does with nudges: each is sent once at most, whatever crashes in between."""

    def __init__(self, database: Database, key: NudgeKey) -> None:
        self._database, self._key = database, key

    def claim(self, at: int) -> Nudge | None:
        """Take one that is due. Until ``again`` or ``done``, nobody else can; after a crash nobody ever will."""
        with self._database.write() as connection:
            row = connection.execute(_CLAIM, {"sending": SENDING, "due": DUE, "at": at}).fetchone()
            message = row and sealing.open_(row[1], self._key())
            if row and message is None:  # the key file was lost: whoever it was cannot be written to
                connection.execute(_DROP_BOX, {"mailbox": row[0]})
            return Nudge(row[0], message) if message else None

    def done(self, nudge: Nudge) -> None:
        """Delete a nudge that was sent, or may have been sent."""
        with self._database.write() as connection:
            connection.execute(_DROP_BOX, {"mailbox": nudge.id})

    def again(self, nudge: Nudge) -> None:
        """Put back a nudge that was certainly not sent; not if its sender has stopped it meanwhile."""
        with self._database.write() as connection:
            connection.execute(_AGAIN, {"mailbox": nudge.id, "due": DUE, "sending": SENDING})

    def drop_unsure(self) -> None:
        """Delete what a worker that died had claimed: it may have been sent, and nobody is nudged twice."""
        with self._database.write() as connection:
            connection.execute(_LEFT, {"sending": SENDING})

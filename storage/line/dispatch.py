"""Dispatch: each text of the outbox is taken by one worker, in order for each person, and never sent when it is stale.

A worker says that it takes a text before anything leaves. If it dies before it says how that went, nobody knows whether
the text left: an answer is then sent once more at most, a nudge never. A worker that only stalls keeps what it took
(see ``presence``): after a lease the next text to that person passes it, and by then it may not send its own any more.
"""

import sqlite3
from secrets import token_bytes

from storage.ground import sealing
from storage.ground.database import Database
from storage.ground.days import minute_start
from storage.ground.file_key import FileKey
from storage.ground.presence import Presence
from storage.line.outbox import Kind
from storage.line.parcel import Parcel, Unsent, Waiting

LEASE = 60
"""Seconds after which whoever took a text may not send it any more, and the next to the same person goes on."""
KEPT_SENT = 30 * 60
"""Seconds for which a sent answer can still be called back; no answer waits for longer, either."""
MARK_BLOCK = 256
"""Bytes that the mark of a sent answer is padded to: an address and a time."""

_OPEN = """
    SELECT o.who, o.number, o.kind, o.sealed, o.tries, o.stale_at FROM outbox AS o
    WHERE o.state = 'waiting' AND o.due_at <= :at AND o.stale_at > :at AND (o.kind = 'nudge') = :nudges
        AND NOT EXISTS (
            SELECT 1 FROM outbox AS b
            WHERE b.who = o.who AND b.number < o.number AND b.kind = 'answer' AND o.kind = 'answer'
                AND ((b.state = 'waiting' AND b.stale_at > :at) OR (b.state = 'sending' AND b.lease_at > :at))
        )
    ORDER BY o.kind, o.stale_at, o.number LIMIT 1
"""
_OWNERS = """
    SELECT DISTINCT substr(owner, 1, 16) FROM outbox WHERE state = 'sending' AND substr(owner, 1, 16) <> :me
"""
_LEFT_ONCE_MORE = """
    UPDATE outbox SET state = 'waiting', owner = NULL, repeats = 1, due_at = :at
    WHERE state = 'sending' AND substr(owner, 1, 16) = :dead AND kind <> 'nudge' AND repeats = 0
"""
_LEFT_GIVEN_UP = "DELETE FROM outbox WHERE state = 'sending' AND substr(owner, 1, 16) = :dead"
_GO_PAST = """
    DELETE FROM outbox
    WHERE who = :who AND number < :number AND kind = 'answer' AND state = 'sending' AND lease_at <= :at
"""
_TAKE = "UPDATE outbox SET state = 'sending', owner = :owner, lease_at = :lease_at WHERE who = :who AND number = :number"
_MINE = "SELECT 1 FROM outbox WHERE who = :who AND number = :number AND state = 'sending' AND owner = :owner"
_DONE = "DELETE FROM outbox WHERE who = :who AND number = :number AND state = 'sending'"
_AGAIN = """
    UPDATE outbox SET state = 'waiting', owner = NULL, tries = tries + :tried, due_at = :due_at
    WHERE who = :who AND number = :number
"""
_ONCE_MORE = """
    UPDATE outbox SET state = 'waiting', owner = NULL, repeats = 1, due_at = :due_at
    WHERE who = :who AND number = :number AND kind <> 'nudge' AND repeats = 0
"""
_SENT = """
    UPDATE outbox SET
        state = CASE kind WHEN 'recall' THEN 'waiting' ELSE 'sent' END, owner = NULL, tries = 0, due_at = :at,
        sealed = :sealed, stale_at = :stale_at
    WHERE who = :who AND number = :number
"""
_OVER = """
    SELECT who, number, stale_at FROM outbox
    WHERE kind <> 'nudge' AND (stale_at <= :at OR stale_at > :latest) AND (state <> 'sending' OR lease_at <= :at)
"""
_DROP = """
    DELETE FROM outbox WHERE who = :who AND number = :number AND stale_at = :stale_at
    RETURNING sealed, kind <> 'recall' AND state = 'waiting'
"""
_FOLLOWED = "SELECT 1 FROM outbox WHERE who = :who AND number > :number AND kind = 'answer' LIMIT 1"
_WAITING = (
    "SELECT count(*), coalesce(min(posted_at), :at) FROM outbox WHERE kind = 'answer' AND state <> 'sent'"
)


class Outbox:
    """What workers do with the outbox; any number of them, in any number of threads and processes."""

    def __init__(self, database: Database, key: FileKey, presence: Presence) -> None:
        self._database, self._key, self._presence = database, key, presence

    def claim(self, at: int, *, nudges: bool = False) -> Parcel | None:
        """Take the next answer or recall that is due, or the next nudge; each person's answers come in order.

        None if there is nothing to do. What dead workers had taken is put back once, or given up.
        """
        wanted = {"nudges": nudges, "at": at}
        with self._database.read() as connection:
            owners = connection.execute(_OWNERS, {"me": self._presence.me()}).fetchall()
            dead = [owner for (owner,) in owners if self._presence.gone(owner)]
            if not dead and connection.execute(_OPEN, wanted).fetchone() is None:
                return None
        with self._database.write() as connection:
            for owner in dead:
                connection.execute(_LEFT_ONCE_MORE, {"dead": owner, "at": at})
                connection.execute(_LEFT_GIVEN_UP, {"dead": owner})
            found = connection.execute(_OPEN, wanted).fetchone()
            return None if found is None else self._take(connection, found, at)

    def _take(
        self, connection: sqlite3.Connection, row: tuple[bytes, int, Kind, bytes, int, int], at: int
    ) -> Parcel | None:
        """Say that it is ours, before anything leaves; whoever is written to next must not wait for a stalled one."""
        whose, number, kind, sealed, tries, stale_at = row
        message = sealing.open_(sealed, self._key())
        owner = self._presence.me() + token_bytes(8)
        parcel = Parcel(whose, number, owner, kind, message or b"", tries, at + LEASE, stale_at)
        connection.execute(_GO_PAST, {"who": whose, "number": number, "at": at})
        connection.execute(_TAKE, _named(parcel))
        if message is None:  # the key file was lost: whoever it was for cannot be written to
            connection.execute(_DONE, _named(parcel))
            return None
        return parcel

    def done(self, parcel: Parcel) -> None:
        """Delete what was sent, or what nobody may send again."""
        self._settle(parcel, _DONE)

    def sent(self, parcel: Parcel, mark: bytes, at: int) -> None:
        """Keep of a sent answer what calls it back, for half an hour; if it was to be called back meanwhile, at once."""
        self._settle(parcel, _SENT, mark=mark, at=at, stale_at=minute_start(at) + KEPT_SENT)

    def again(self, parcel: Parcel, due_at: int, *, tried: bool = True) -> None:
        """Put back what certainly did not leave, for a later moment; ``tried``: somebody was asked to take it."""
        self._settle(parcel, _AGAIN, due_at=due_at, tried=tried)

    def doubtful(self, parcel: Parcel, due_at: int) -> None:
        """Put back once what may have left; the second time, and a nudge at once, it is given up."""
        self._settle(parcel, _ONCE_MORE, _DONE, due_at=due_at)

    def _settle(self, parcel: Parcel, *statements: str, mark: bytes = b"", **more: int) -> None:
        """Say how it went, if it is still ours: whoever stalled may find another text in its place."""
        mine = _named(parcel)
        with self._database.write() as connection:
            if connection.execute(_MINE, mine).fetchone() is None:
                return
            sealed = sealing.close(mark, self._key(), MARK_BLOCK) if mark else b""
            for statement in statements:
                connection.execute(statement, mine | more | {"sealed": sealed})

    def followed(self, parcel: Parcel) -> bool:
        """Tell whether another answer to the same person leaves after this one, or did."""
        with self._database.read() as connection:
            return connection.execute(_FOLLOWED, _named(parcel)).fetchone() is not None

    def drop_stale(self, at: int) -> list[Unsent]:
        """Delete the answers that nobody may send any more, and give what never left, as the turns had put it in.

        Nudges, which last for days, go with the sweep: it does not trust every clock.
        """
        with self._database.read() as connection:
            over = connection.execute(_OVER, {"at": at, "latest": at + KEPT_SENT}).fetchall()
        if not over:
            return []
        named = [dict(zip(("who", "number", "stale_at"), row, strict=True)) for row in over]
        with self._database.write() as connection:
            dropped = [(name, connection.execute(_DROP, name).fetchone()) for name in named]
            never = [(name, row[0]) for name, row in dropped if row and row[1]]
            key = self._key()
            return [
                Unsent(
                    sealing.open_(sealed, key) or b"",
                    connection.execute(_FOLLOWED, name).fetchone() is not None,
                )
                for name, sealed in never
            ]

    def waiting(self, at: int) -> Waiting:
        """Tell how many answers wait, and for how long the oldest of them has."""
        with self._database.read() as connection:
            texts, oldest = connection.execute(_WAITING, {"at": at}).fetchone()
        return Waiting(texts, max(0, at - oldest))


def _named(parcel: Parcel) -> dict[str, object]:
    """Name a text as it was taken."""
    named = {"who": parcel.who, "number": parcel.number, "owner": parcel.owner}
    return {**named, "lease_at": parcel.lease_at}

"""The outbox: what is still to be sent, each by one worker, in order for each person, and never when it is stale.

A row is put here in the transaction that made it, and taken by a worker that says so first. If that worker dies before
it says how it went, nobody knows whether the text left: an answer is then sent once more at most, a nudge never. A
worker that only stalls keeps what it took; see ``presence``.

The same key as for the nudges seals what is kept, so a file beside the day keys is needed to open it.
"""

import sqlite3
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from storage.ground import sealing
from storage.ground.database import Database
from storage.ground.days import minute_start
from storage.ground.file_key import FileKey
from storage.ground.keys import LOOKUP, as_bytes, keyed
from storage.ground.presence import Presence

Kind = Literal["answer", "nudge", "recall"]
KINDS: tuple[Kind, ...] = ("answer", "nudge", "recall")
WAITING, SENDING, SENT = range(3)
LEASE = 60
"""Seconds after which whoever took a text may not send it any more, and the next to the same person goes on."""
KEPT_SENT = 30 * 60
"""Seconds for which a sent answer can still be called back; no answer waits for longer, either."""

_POST = """
    INSERT INTO outbox (who, number, kind, sealed, about, state, owner, tries, repeats, posted_at, due_at, lease_at, stale_at)
    VALUES (
        :who, (SELECT coalesce(max(number), 0) + 1 FROM outbox WHERE who = :who), :kind, :sealed, :about,
        :waiting, NULL, 0, 0, :at, :at, 0, :stale_at
    )
"""
_ANY = "SELECT 1 FROM outbox LIMIT 1"
_FORGET = "DELETE FROM outbox WHERE who = :who AND (state = :sent OR (state = :waiting AND kind <> 'recall'))"
_RECALL = """
    UPDATE outbox SET kind = 'recall', state = CASE state WHEN :sent THEN :waiting ELSE state END, due_at = :at, tries = 0
    WHERE who = :who AND kind = 'answer' AND state IN (:sent, :sending)
"""
_DROP_ABOUT = "DELETE FROM outbox WHERE about = :about AND state = :waiting"
_OPEN = """
    SELECT o.who, o.number, o.kind, o.sealed, o.tries, o.posted_at, o.stale_at FROM outbox AS o
    WHERE o.state = :waiting AND o.due_at <= :at AND o.stale_at > :at AND (o.kind = 'nudge' OR o.stale_at <= :latest)
        AND o.kind IN (:first, :second, :third)
        AND NOT EXISTS (
            SELECT 1 FROM outbox AS b
            WHERE b.who = o.who AND b.number < o.number AND b.kind = 'answer' AND o.kind = 'answer'
                AND ((b.state = :waiting AND b.stale_at > :at) OR (b.state = :sending AND b.lease_at > :at))
        )
    ORDER BY o.kind, o.stale_at, o.number LIMIT 1
"""
_LEFT = "SELECT DISTINCT owner FROM outbox WHERE state = :sending AND owner <> :me"
_ONCE_MORE = """
    UPDATE outbox SET state = :waiting, owner = NULL, repeats = 1, due_at = :due_at
    WHERE state = :sending AND owner = :owner AND kind <> 'nudge' AND repeats = 0 AND who = coalesce(:who, who)
        AND number = coalesce(:number, number)
"""
_GIVE_UP = """
    DELETE FROM outbox WHERE state = :sending AND owner = :owner AND who = coalesce(:who, who)
        AND number = coalesce(:number, number)
"""
_TAKE = """
    UPDATE outbox SET state = :sending, owner = :me, lease_at = :lease_at WHERE who = :who AND number = :number
"""
_PASSED = """
    DELETE FROM outbox
    WHERE who = :who AND number < :number AND kind = 'answer' AND state = :sending AND lease_at <= :at
"""
_AGAIN = """
    UPDATE outbox SET state = :waiting, owner = NULL, tries = tries + 1, due_at = :due_at
    WHERE who = :who AND number = :number AND state = :sending AND owner = :me
"""
_SENT = """
    UPDATE outbox SET
        state = CASE kind WHEN 'recall' THEN :waiting ELSE :sent END, owner = NULL, tries = 0, due_at = :at,
        sealed = :sealed, stale_at = :stale_at
    WHERE who = :who AND number = :number AND state = :sending AND owner = :me
"""
_STALE = """
    DELETE FROM outbox
    WHERE (stale_at <= :at OR (kind <> 'nudge' AND stale_at > :latest)) AND (state <> :sending OR lease_at <= :at)
    RETURNING kind, state
"""
_STATES = {"waiting": WAITING, "sending": SENDING, "sent": SENT}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to send, taken by this process."""

    who: bytes = field(repr=False)
    number: int
    kind: Kind
    message: bytes = field(repr=False)
    """What the turn put into it."""
    tries: int
    """How often it certainly did not leave."""
    lease_at: int
    """The second from which on this process may not send it any more."""
    stale_at: int
    """The second from which on nobody may."""


class Waiting(NamedTuple):
    """How much waits to be sent now, and for how long the oldest of it does."""

    texts: int
    oldest: int
    """Seconds."""


def post(
    connection: sqlite3.Connection,
    key: FileKey,
    address: str,
    message: bytes,
    *,
    kind: Kind,
    at: int,
    stale_at: int,
) -> None:
    """Put something into the outbox, inside the transaction of whatever it belongs to."""
    opened = key()
    sealed = sealing.close(message, opened, sealing.TIP_BLOCK)
    put(connection, who(opened, address), sealed, kind=kind, at=at, stale_at=stale_at)


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
    connection.execute(_POST, row | _STATES)


def who(key: bytes, address: str) -> bytes:
    """Name a person in the outbox and among the nudges."""
    return keyed(key, b"nudge who", as_bytes(address), LOOKUP)


def forget(connection: sqlite3.Connection, key: FileKey, address: str) -> None:
    """Delete what waits for a person, and what is known of what was sent to them; not what is about to be called back."""
    if _any(connection):
        connection.execute(_FORGET, {"who": who(key(), address)} | _STATES)


def recall(connection: sqlite3.Connection, key: FileKey, address: str, at: int) -> None:
    """Have the answers called back that a person got within half an hour, also one that is just leaving."""
    if _any(connection):
        connection.execute(_RECALL, {"who": who(key(), address), "at": at} | _STATES)


def drop_about(connection: sqlite3.Connection, about: bytes) -> None:
    """Delete what waits because of a mailbox that is no more."""
    connection.execute(_DROP_ABOUT, {"about": about} | _STATES)


def _any(connection: sqlite3.Connection) -> bool:
    """Tell whether there is anything; mostly there is not, and then the key need not be read."""
    return connection.execute(_ANY).fetchone() is not None


class Outbox:
    """What workers do with it; any number of them, in any number of processes."""

    def __init__(self, database: Database, key: FileKey, presence: Presence) -> None:
        self._database, self._key, self._presence = database, key, presence

    def claim(self, at: int, kinds: tuple[Kind, ...] = KINDS) -> Parcel | None:
        """Take the next that is due: answers first, each person's in order. None if there is nothing to do.

        Of a worker that died, answers are sent once more and nudges are given up.
        """
        first, second, third = (*kinds, *(kinds[-1:] * 3))[:3]
        wanted = {"first": first, "second": second, "third": third, "at": at, "latest": at + KEPT_SENT}
        with self._database.read() as connection:
            left = connection.execute(_LEFT, {"me": self._presence.me()} | _STATES).fetchall()
            dead = [owner for (owner,) in left if self._presence.gone(owner)]
            if not dead and connection.execute(_OPEN, wanted | _STATES).fetchone() is None:
                return None
        with self._database.write() as connection:
            for owner in dead:
                self._settle(connection, {"owner": owner, "who": None, "number": None, "due_at": at})
            found = connection.execute(_OPEN, wanted | _STATES).fetchone()
            return None if found is None else self._take(connection, found, at)

    def _take(
        self, connection: sqlite3.Connection, row: tuple[bytes, int, Kind, bytes, int, int, int], at: int
    ) -> Parcel | None:
        """Say that it is ours, before anything leaves."""
        whose, number, kind, sealed, tries, _, stale_at = row
        named = {"who": whose, "number": number, "me": self._presence.me(), "at": at, "lease_at": at + LEASE}
        connection.execute(_PASSED, named | _STATES)
        connection.execute(_TAKE, named | _STATES)
        message = sealing.open_(sealed, self._key())
        if message is None:  # the key file was lost: whoever it was for cannot be written to
            connection.execute(_GIVE_UP, {"owner": named["me"], **named} | _STATES)
            return None
        return Parcel(whose, number, kind, message, tries, at + LEASE, stale_at)

    def done(self, parcel: Parcel) -> None:
        """Delete what was sent, or what nobody may send again."""
        with self._database.write() as connection:
            connection.execute(_GIVE_UP, self._mine(parcel))

    def sent(self, parcel: Parcel, mark: bytes, at: int) -> None:
        """Keep of a sent answer what calls it back, for half an hour; if it was to be called back meanwhile, at once."""
        sealed = sealing.close(mark, self._key(), sealing.TIP_BLOCK)
        kept = {"sealed": sealed, "at": at, "stale_at": minute_start(at) + KEPT_SENT}
        with self._database.write() as connection:
            connection.execute(_SENT, self._mine(parcel) | kept)

    def again(self, parcel: Parcel, due_at: int) -> None:
        """Put back what certainly did not leave, for a later moment."""
        with self._database.write() as connection:
            connection.execute(_AGAIN, self._mine(parcel) | {"due_at": due_at})

    def doubtful(self, parcel: Parcel, due_at: int) -> None:
        """Put back once what may have left; the second time, and a nudge at once, it is given up."""
        with self._database.write() as connection:
            self._settle(connection, self._mine(parcel) | {"due_at": due_at})

    def drop_stale(self, at: int) -> int:
        """Delete what nobody may send any more, and give how many texts that were which never left."""
        limits = {"at": at, "latest": at + KEPT_SENT}
        with self._database.read() as connection:
            if not _any(connection):
                return 0
        with self._database.write() as connection:
            rows = connection.execute(_STALE, limits | _STATES).fetchall()
        return sum(kind != "recall" and state != SENT for kind, state in rows)

    def waiting(self, at: int) -> Waiting:
        """Tell how many answers wait, and for how long the oldest of them has."""
        told = "SELECT count(*), coalesce(min(posted_at), :at) FROM outbox WHERE kind = 'answer' AND state < :sent"
        with self._database.read() as connection:
            texts, oldest = connection.execute(told, {"at": at} | _STATES).fetchone()
        return Waiting(texts, max(0, at - oldest))

    @staticmethod
    def _settle(connection: sqlite3.Connection, what: dict[str, object]) -> None:
        """Send once more what may be, and give the rest up."""
        connection.execute(_ONCE_MORE, what | _STATES)
        connection.execute(_GIVE_UP, what | _STATES)

    def _mine(self, parcel: Parcel) -> dict[str, object]:
        me = self._presence.me()
        return {"who": parcel.who, "number": parcel.number, "me": me, "owner": me} | _STATES

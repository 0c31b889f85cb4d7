"""The audit: who did what in which hour, each entry chained to the one before, no word of a tip in it (D11)."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from storage.desk.sessions import Session
from storage.ground.database import Database
from storage.ground.days import hour_start
from storage.ground.errors import BrokenChain
from storage.ground.keys import Keyring, as_bytes, keyed

Verb = Literal[
    "founded",
    "member-added",
    "member-revoked",
    "recovered",
    "signed-in",
    "signed-out",
    "spare-code",
    "factor-set",
    "factor-removed",
    "factor-reset",
    "read",
    "status",
    "letter",
    "released",
    "read-release",
    "held",
    "hold-ended",
    "mislaned",
    "restored",
    "secret-changed",
]
"""Every act that is written down: the audit's page has words for each, and nothing else can be written."""
VERBS: tuple[Verb, ...] = get_args(Verb)

_HEAD = "SELECT number, chain FROM audit ORDER BY number DESC LIMIT 1"
_APPEND = """
    INSERT INTO audit (number, hour, actor, verb, about, chain)
    VALUES (:number, :hour, :actor, :verb, :about, :chain)
"""
_ENTRIES = """
    SELECT number, hour, actor, verb, about FROM audit
    WHERE :before IS NULL OR number < :before ORDER BY number DESC LIMIT :limit
"""
_CHAIN = "SELECT number, hour, actor, verb, about, chain FROM audit ORDER BY number"
_AFTER = (
    "SELECT number, hour, actor, verb, about FROM audit WHERE number > :number ORDER BY number LIMIT 1000"
)
_RELINK = "UPDATE audit SET chain = :chain WHERE number = :number"
_START = (0, bytes(32))


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of a member."""

    number: int
    hour: int
    """Start of the hour, epoch seconds."""
    actor: str
    verb: Verb
    about: bytes | None
    """For a tip: a hash of its id under a salt that is deleted with the tip, so that afterwards it means nothing."""


def commitment(tip: str, salt: bytes) -> bytes:
    """Refer to a tip in a way that only somebody who has the tip can follow."""
    return keyed(salt, b"audit", tip.encode(), 16)


def head(connection: sqlite3.Connection) -> tuple[int, bytes]:
    """Give the newest entry's number and chain, as a transaction sees them."""
    number, chain = connection.execute(_HEAD).fetchone() or _START
    return number, bytes(chain)


class Audit:
    """Appends to the chain, reads it and checks it."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database, self._key = database, keyring.key(b"audit")

    def append(
        self, connection: sqlite3.Connection, actor: str, verb: Verb, at: int, about: bytes | None = None
    ) -> None:
        """Add an act, inside the transaction that does it."""
        number, chain = head(connection)
        entry = Entry(number + 1, hour_start(at), actor, verb, about)
        connection.execute(
            _APPEND,
            {
                "number": entry.number,
                "hour": entry.hour,
                "actor": actor,
                "verb": verb,
                "about": about,
                "chain": self._link(chain, entry),
            },
        )

    def entries(self, limit: int = 100, before: int | None = None) -> list[Entry]:
        """Give the newest acts, newest first; with ``before`` those whose number is smaller."""
        with self._database.read() as connection:
            return [Entry(*row) for row in connection.execute(_ENTRIES, {"limit": limit, "before": before})]

    def page(
        self, session: Session, before: int | None = None, limit: int = 50
    ) -> tuple[list[Entry], int | None]:
        """Give an admin a page, and what to hand in as ``before`` for the next (None: there is none)."""
        session.must("admin")
        entries = self.entries(limit + 1, before)
        return entries[:limit], entries[limit - 1].number if len(entries) > limit else None

    def head(self) -> tuple[int, bytes]:
        """Give the last act's number and link: kept elsewhere, they prove that nothing was changed or cut off before."""
        with self._database.read() as connection:
            return head(connection)

    def verify(self, heads: Iterable[tuple[int, bytes]] = ()) -> None:
        """Go through the whole chain; raise BrokenChain where it does not fit, or lacks a head that was kept."""
        number, chain = _START
        missing = set(heads) - {_START}
        with self._database.read() as connection:
            for *row, link in connection.execute(_CHAIN):
                entry = Entry(*row)
                if entry.number != number + 1 or link != self._link(chain, entry):
                    raise BrokenChain
                number, chain = entry.number, link
                missing.discard((number, chain))
        if missing:
            raise BrokenChain

    def relink(self, connection: sqlite3.Connection) -> None:
        """Chain every entry anew, inside the transaction that brings entries from under another secret."""
        number, chain = _START
        while rows := connection.execute(_AFTER, {"number": number}).fetchall():
            for row in rows:
                entry = Entry(*row)
                number, chain = entry.number, self._link(chain, entry)
                connection.execute(_RELINK, {"number": number, "chain": chain})

    def _link(self, chain: bytes, entry: Entry) -> bytes:
        """Hash an entry together with all before it; no field can run into its neighbour."""
        fields = (str(entry.number), str(entry.hour), entry.actor, entry.verb, (entry.about or b"").hex())
        data = chain + b"".join(keyed(b"", b"field", as_bytes(field)) for field in fields)
        return keyed(self._key, b"chain", data)

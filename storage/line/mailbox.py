"""A report's mailbox: what whoever holds its receipt code may see, write and take back."""

import sqlite3
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from storage.ground.days import DAY, HOUR, local_day, minute_start, quarter_start
from storage.ground.keys import LOOKUP, Keyring, keyed
from storage.ground.tombstones import Tombstones
from storage.line import letters, receipts, tips
from storage.line.letters import Letter
from storage.line.tip_rows import LAST, WAITING

News = Literal["waiting", "read", "passed", "closed", "withdrawn"]
"""What became of a report, in a word that its sender may know."""
PASSED = frozenset({"referred", "told-911"})
WITHDRAWN_FOR = 3 * DAY
"""How long a report that its sender took back late is still there, hidden from every release."""
WRONG_CODES = 5
"""Wrong codes that one sender may try in an hour; after that even a right one opens nothing."""

_FIND = """
    SELECT tips.id, tips.status, tips.opened, tips.withdrawn,
        EXISTS (SELECT 1 FROM releases WHERE releases.tip = tips.id),
        EXISTS (SELECT 1 FROM fresh WHERE fresh.tip = tips.id AND fresh.expires_at > :at)
    FROM tips WHERE receipt = :receipt AND tips.expires_at > :at
"""
_WITHDRAW = """
    UPDATE tips SET withdrawn = 1, first = :last, expires_at = min(expires_at, :expires_at) WHERE id = :tip
"""
_TRIED = "SELECT failures FROM attempts WHERE name = :name AND expires_at > :at"
_TRY = """
    INSERT INTO attempts (name, failures, next_at, expires_at) VALUES (:name, 1, 0, :expires_at)
    ON CONFLICT (name) DO UPDATE SET
        failures = CASE WHEN attempts.expires_at > :at THEN attempts.failures ELSE 0 END + 1,
        expires_at = CASE WHEN attempts.expires_at > :at THEN attempts.expires_at ELSE excluded.expires_at END
"""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a receipt code opens: never the report itself."""

    tip: str
    news: News
    fresh: bool
    """Sent within the last hour: taking it back deletes it at once."""
    letters: tuple[Letter, ...]
    """What the readers wrote, the newest first."""


class Mailbox:
    """Opens threads inside one sender's turn; the caller brings the transaction."""

    def __init__(self, connection: sqlite3.Connection, keyring: Keyring, at: int, zone: tzinfo) -> None:
        self._connection, self._keyring, self._at, self._zone = connection, keyring, at, zone

    def thread(self, code: str) -> Thread | None:
        """Open a code's thread; None if there is none, or its time is over. Both take the same keys and statements."""
        private = self._keyring.mailbox(code)
        asked = {"receipt": self._keyring.receipt(code), "at": self._at}
        found = self._connection.execute(_FIND, asked).fetchone()
        tip, status, opened, withdrawn, released, fresh = found or ("", "new", 0, 0, 0, 0)
        written = letters.for_holder(self._connection, tip, private)
        if found is None:
            return None
        news = _news(status, opened=opened, withdrawn=withdrawn, released=released)
        return Thread(tip, news, bool(fresh), written)

    def try_code(self, code: str, who: bytes) -> Thread | None:
        """Open a thread for somebody who typed its code; wrong ones are counted, and too many open nothing.

        ``who`` names the sender for as long as a day key does.
        """
        name = keyed(who, b"tried code", b"", LOOKUP)
        found = self.thread(receipts.normalise(code) or "")
        tried = self._connection.execute(_TRIED, {"name": name, "at": self._at}).fetchone()
        if found and (tried is None or tried[0] < WRONG_CODES):
            return found
        self._connection.execute(
            _TRY, {"name": name, "at": self._at, "expires_at": minute_start(self._at) + HOUR}
        )
        return None

    def write(self, thread: Thread, text: bytes) -> bool:
        """Add the holder's letter for the readers; False if the mailbox holds all that it can."""
        written = local_day(self._at, self._zone)
        return letters.append(self._connection, thread.tip, letters.HOLDER, text, written)

    def take_back(self, thread: Thread, tombstones: Tombstones) -> None:
        """Delete a fresh report with its letters; hide an older one at once, and let it go in three days."""
        if thread.fresh:
            tips.erase(self._connection, tombstones, thread.tip, self._at)
        else:
            tombstones.bury("withdrawn", thread.tip, self._at)
            withdraw(self._connection, thread.tip, quarter_start(self._at, self._zone))


def withdraw(connection: sqlite3.Connection, tip: str, since: int) -> None:
    """Hide a tip that its sender took back from everybody but intake, and let it go three days after a moment."""
    connection.execute(_WITHDRAW, {"tip": tip, "last": LAST, "expires_at": since + WITHDRAWN_FOR})
    tips.recall(connection, tip)


def _news(status: str, *, opened: int, withdrawn: int, released: int) -> News:
    """Say in one word what became of a report."""
    if withdrawn:
        return "withdrawn"
    if released or status in PASSED:
        return "passed"
    if status not in WAITING:
        return "closed"
    return "read" if opened else "waiting"

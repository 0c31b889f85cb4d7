"""One sender's turn: what was known is loaded, what follows is kept, all of it or nothing.

On a full disk the room left belongs to deletions: a turn is kept that deletes something, or looks into a report's thread
(whoever wants the report erased comes that way). Any other is DiskFull before anything is written.
"""

import sqlite3
from collections import Counter
from typing import NamedTuple

from storage.ground import counts, sealing
from storage.ground.days import minute_start
from storage.ground.errors import DiskFull
from storage.ground.house import House
from storage.ground.keys import Alias, alias
from storage.line import drafts, nudges, outbox, tips
from storage.line.answers import Answers
from storage.line.mailbox import Mailbox, Thread
from storage.line.tips import TipFacts

REMEMBERED = 30 * 60
"""Seconds for which the id of a message is known; Twilio is done with all its retries after 15
(docs/usage/webhooks/webhooks-connection-overrides), and Signal never repeats itself."""

_SEE = """
    INSERT INTO seen (id, expires_at) VALUES (:id, :expires_at)
    ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE seen.expires_at <= :at
"""
_LOAD = "SELECT sealed FROM conversations WHERE sender = :sender AND expires_at > :at"
_SAVE = """
    INSERT INTO conversations (sender, sealed, expires_at) VALUES (:sender, :sealed, :expires_at)
    ON CONFLICT (sender) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at
"""
_FORGET = "DELETE FROM conversations WHERE sender IN (:today, :before)"


class Sender(NamedTuple):
    """Whose turn it is, with the keys of the two days under which that sender may be known."""

    address: str
    today: bytes
    before: bytes


class Turn:
    """What may be done with what is stored while one sender's message is answered; made by ``Turns``."""

    def __init__(
        self, connection: sqlite3.Connection, house: House, sender: Sender, at: int, *, tight: bool = False
    ) -> None:
        self._connection, self._house, self._sender, self._at = connection, house, sender, at
        self._tight, self._let_in = tight, not tight
        self._keyring = house.keyring
        self._today = alias(sender.address, sender.today)
        self._maybe_before = True  # until we have looked, there may be a row under yesterday's name
        self._counts: Counter[str] = Counter()
        self.answers = Answers(connection, at)

    def seen(self, message_id: str) -> bool:
        """Tell whether this sender's message was taken before, within half an hour; if not, note it now."""
        noted = self._connection.execute(
            _SEE,
            {
                "id": self._keyring.message(self._sender.address, message_id),
                "at": self._at,
                "expires_at": minute_start(self._at) + REMEMBERED,
            },
        )
        self._let_in |= noted.rowcount == 0  # what comes again writes nothing
        return noted.rowcount == 0

    def load(self) -> bytes | None:
        """Give the conversation's state; None if there is none, its time is over, or it cannot be opened."""
        found = self._find(self._today)
        if found is not None:
            self._maybe_before = False  # saving leaves one row
            return sealing.open_(found, self._today.key)
        before = self._before()
        found = self._find(before)
        self._maybe_before = found is not None
        return None if found is None else sealing.open_(found, before.key)

    def save(self, state: bytes, expires_at: int) -> None:
        """Keep the conversation's state until a moment, under today's name only."""
        if self._maybe_before:
            self.drop()
        sealed = sealing.close(state, self._today.key)
        row = {"sender": self._today.lookup, "sealed": sealed, "expires_at": expires_at}
        self._connection.execute(_SAVE, row)

    def drop(self) -> None:
        """Delete the conversation alone."""
        names = {"today": self._today.lookup, "before": self._before().lookup}
        self._connection.execute(_FORGET, names)
        self._maybe_before = False

    def forget(self) -> None:
        """Delete all that is still this sender's: the conversation, what they left unfinished, what waits to be sent."""
        self._let_in = True
        self.drop()
        outbox.forget(self._connection, self._house.out_key, self._sender.address)
        drafts.take_back(self._connection, self._draft_names(), self._house.tombstones, self._at)
        nudges.drop(self._connection, self._house.out_key, self._sender.address)

    def submit(self, tip: bytes, facts: TipFacts) -> str:
        """Seal a tip to those who read tips, and give its receipt code; raises NoIntakeKey if nobody could read it."""
        self._need_room()
        return tips.submit(self._connection, self._house, tip, facts, self._at)

    def draft(self, tip: bytes, facts: TipFacts, *, anew: bool = False) -> bool:
        """Keep an unfinished report, which goes to the readers after an hour of silence; False if there is no room.

        ``anew``: it is another one than an earlier conversation may have left, and does not take its place.
        """
        self._need_room()
        if anew:
            drafts.leave(self._connection, self._draft_names())
        return drafts.keep(self._connection, self._draft_names(), tip, facts, self._house.at_least(self._at))

    def undraft(self, *, earlier: bool = False) -> None:
        """Delete an unfinished report that no worker has moved on; with ``earlier``, all of this sender's."""
        self._let_in |= drafts.drop(self._connection, self._draft_names(), earlier=earlier)

    def take_back_unfinished(self) -> None:
        """Delete an unfinished report, also where a worker has moved it on within the day."""
        self._let_in = True
        drafts.take_back(self._connection, self._draft_names(), self._house.tombstones, self._at)

    def thread(self, code: str) -> Thread | None:
        """Give the thread that a conversation is in; None if its report is gone."""
        return self._opened(self._mailbox().thread(code))

    def try_code(self, code: str) -> Thread | None:
        """Open a thread for somebody who typed its code; None for a wrong one, and after five wrong ones for any."""
        return self._opened(self._mailbox().try_code(code, self._today.key))

    def write(self, thread: Thread, text: bytes) -> bool:
        """Add a letter to the readers; False if the thread holds all that it can."""
        self._need_room()
        return self._mailbox().write(thread, text)

    def take_back(self, thread: Thread, code: str) -> None:
        """Delete a fresh report at once, an older one in three days; nobody is nudged about it any more."""
        self._mailbox().take_back(thread, self._house.tombstones)
        nudges.drop_box(self._connection, self._house.out_key, self._keyring.receipt(code))

    def nudge(self, code: str, message: bytes) -> None:
        """Let the sender be told once that there is a message; ``message`` is what the worker will need to do it."""
        self._need_room()
        receipt = self._keyring.receipt(code)
        nudges.keep(self._connection, self._house.out_key, receipt, self._sender.address, message, self._at)

    def post(self, message: bytes, stale_at: int) -> None:
        """Have an answer sent by a worker, unless that is later than ``stale_at``."""
        key, address = self._house.out_key, self._sender.address
        outbox.post(self._connection, key, address, message, at=self._at, stale_at=stale_at)

    def recall(self) -> None:
        """Have the answers of the last half hour called back, where their channel can; before ``forget``."""
        outbox.recall(self._connection, self._house.out_key, self._sender.address, self._at)

    def count(self, name: str) -> None:
        """Add one to a month's counter; it is written last, because every sender shares that row."""
        self._counts[name] += 1

    def finish(self) -> None:
        """Write what every turn shares; the last thing before the transaction is kept, if it may be."""
        if not self._let_in:
            raise DiskFull
        if self._counts:
            counts.add(self._connection, self._counts, self._at, self._house.zone)
        self.answers.finish()

    def _need_room(self) -> None:
        """Refuse what only adds, while there is hardly any room."""
        if self._tight:
            raise DiskFull

    def _opened(self, thread: Thread | None) -> Thread | None:
        """Let in whoever has a report's code."""
        self._let_in |= thread is not None
        return thread

    def _mailbox(self) -> Mailbox:
        """Give what opens threads; few turns need it."""
        return Mailbox(self._connection, self._keyring, self._at, self._house.zone)

    def _draft_names(self) -> drafts.Names:
        """Give what the sender's unfinished reports are found by: not the conversation's name, which would join them."""
        return drafts.names(self._today.key, self._before().key)

    def _before(self) -> Alias:
        """Give yesterday's name of the sender; rarely needed, so made only then."""
        return alias(self._sender.address, self._sender.before)

    def _find(self, name: Alias) -> bytes | None:
        """Give what is sealed under a name, if its time is not over."""
        row = self._connection.execute(_LOAD, {"sender": name.lookup, "at": self._at}).fetchone()
        return None if row is None else bytes(row[0])

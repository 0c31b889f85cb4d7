"""The queue that staff work: tips in the order of their need, opened by whoever holds the intake key."""

from storage.desk import holds
from storage.desk.audit import Audit, commitment
from storage.desk.sessions import Session
from storage.ground import counts, sealing
from storage.ground.days import DAY, local_day
from storage.ground.errors import NoMailbox, NotAllowed, TakenBack, ThreadFull
from storage.ground.house import House
from storage.ground.reserve import with_its_room
from storage.line import letters, nudges, receipts, tip_rows, tips
from storage.line.letters import Letter
from storage.line.tip_rows import LAST, LIVE, SETTLED, WAITING, Page, Status, TipRow, case, one

JUNK_KEPT = DAY

_BODY = f"SELECT tips.pair, tips.sealed, tips.salt FROM tips WHERE tips.id = :id AND {LIVE}"  # noqa: S608 - made of our own constants
_OPENED = "UPDATE tips SET opened = 1 WHERE id = :id AND opened = 0"
_STATUS = f"""
    UPDATE tips SET status = :status,
        expires_at = CASE WHEN withdrawn THEN expires_at ELSE :expires_at END,
        first = CASE WHEN withdrawn THEN :last WHEN :waiting THEN child OR urgent ELSE :settled END
    WHERE tips.id = :id AND {LIVE} RETURNING salt
"""  # noqa: S608 - made of our own constants
_LATER = "UPDATE tips SET expires_at = :expires_at WHERE id = :id AND status <> 'junk'"
_FIND = "SELECT id FROM tips WHERE receipt = :receipt AND expires_at > :at"


class TipQueue:
    """What a member with the role intake does with tips; anybody else gets NotAllowed.

    Whatever is done to a tip raises NoSuchTip if there is none, or its time is over and nobody holds it.
    """

    def __init__(self, house: House, audit: Audit) -> None:
        self._house, self._audit = house, audit

    def page(
        self,
        session: Session,
        at: int,
        after: str | None = None,
        limit: int = 25,
        *,
        status: Status | None = None,
    ) -> Page:
        """Give a page, of all tips or of those with one status: a child or urgent need first, then the newest.

        Settled tips come after all that wait, and what its sender took back comes last. A spoilt ``after`` starts anew.
        """
        session.must("intake")
        with self._house.database.read() as connection:
            return tip_rows.page(connection, self._house.zone, at, after, limit, status)

    def row(self, session: Session, tip: str, at: int) -> TipRow:
        """Give one tip's line."""
        session.must("intake")
        with self._house.database.read() as connection:
            return tip_rows.row(connection, self._house.zone, tip, at)

    def read(self, session: Session, tip: str, at: int) -> bytes:
        """Open a tip, which its sender may know, and say so in the audit; NotAllowed if its key was never granted."""
        session.must("intake")
        with self._house.database.write() as connection:
            pair, sealed, salt = one(connection, _BODY, {"id": tip, "at": at})
            body = sealing.unseal(sealed, session.key_of(connection, pair))
            if body is None:
                raise NotAllowed
            connection.execute(_OPENED, {"id": tip})
            self._audit.append(connection, session.member, "read", at, commitment(tip, salt))
            return body

    def set_status(self, session: Session, tip: str, status: Status, at: int) -> None:
        """Set a tip's status, and say so in the audit; its 90 days start anew, and junk has one day left.

        What its sender took back keeps its own day. Junk is taken back from every agency that it was released to.
        """
        session.must("intake")
        kept = JUNK_KEPT if status == "junk" else self._house.kept
        change = {
            "id": tip,
            "status": status,
            "at": at,
            "expires_at": self._house.ends(at, kept),
            "waiting": status in WAITING,
            "settled": SETTLED,
            "last": LAST,
        }
        with self._house.database.write() as connection:
            (salt,) = one(connection, _STATUS, change)
            if status == "junk":
                tips.recall(connection, tip)
            self._audit.append(connection, session.member, "status", at, commitment(tip, salt))

    def letters(self, session: Session, tip: str, at: int) -> tuple[Letter, ...]:
        """Open both sides of a tip's thread, the oldest letter first."""
        session.must("intake")
        with self._house.database.read() as connection:
            found = case(connection, tip, at)
            return letters.for_readers(connection, found.id, lambda pair: session.key_of(connection, pair))

    def write(self, session: Session, tip: str, text: str, at: int) -> None:
        """Add a letter for whoever holds the code, who is nudged if they asked for it; the 90 days start anew.

        Raises TakenBack, NoMailbox or ThreadFull.
        """
        session.must("intake")
        with self._house.database.write() as connection:
            found = case(connection, tip, at)
            if found.withdrawn:
                raise TakenBack
            if found.mailbox is None or found.unfinished:
                raise NoMailbox
            written = local_day(at, self._house.zone)
            if not letters.append(connection, tip, letters.STAFF, text.encode(), written):
                raise ThreadFull
            nudges.make_due(connection, self._house.out_key, found.receipt, at)
            connection.execute(_LATER, {"id": tip, "expires_at": self._house.ends(at, self._house.kept)})
            self._audit.append(connection, session.member, "letter", at, commitment(tip, found.salt))

    def hold(self, session: Session, tip: str, reason: str, at: int) -> None:
        """Keep a tip beyond its day for a reason, which only those who read tips can open; it replaces another."""
        session.must("intake")
        with self._house.database.write() as connection:
            found = case(connection, tip, at)
            holds.put(connection, tip, reason)
            self._audit.append(connection, session.member, "held", at, commitment(tip, found.salt))

    def reason(self, session: Session, tip: str, at: int) -> str | None:
        """Give the reason for which a tip is held; None if it is not."""
        session.must("intake")
        with self._house.database.read() as connection:
            found = case(connection, tip, at)
            return holds.reason(connection, found.id, lambda pair: session.key_of(connection, pair))

    def lift(self, session: Session, tip: str, at: int) -> None:
        """End a hold: a tip whose day is over is gone for every reader at once. One that is not held stays as it is."""
        session.must("intake")
        with self._house.database.write() as connection:
            found = case(connection, tip, at)
            if holds.lift(connection, tip):
                self._audit.append(connection, session.member, "hold-ended", at, commitment(tip, found.salt))

    @with_its_room
    def erase_mislaned(self, session: Session, tip: str, at: int) -> None:
        """Delete what a person in trouble told of themself, with all that hangs on it; only a month's count is left.

        Letters, copies at agencies, a hold and the wish for a nudge go too, and nothing in the audit leads to the tip.
        """
        session.must("intake")
        with self._house.database.write() as connection:
            found = case(connection, tip, at)
            tips.erase(connection, self._house.tombstones, tip, at)
            nudges.drop_box(connection, self._house.out_key, found.receipt)
            self._audit.append(connection, session.member, "mislaned", at)
            counts.add(connection, {"mislaned": 1}, at, self._house.zone)

    def find(self, receipt: str, at: int) -> str | None:
        """Give the id of the tip that a receipt code was given for, however it was typed."""
        code = receipts.normalise(receipt)
        if code is None:
            return None
        asked = {"receipt": self._house.keyring.receipt(code), "at": at}
        with self._house.database.read() as connection:
            row = connection.execute(_FIND, asked).fetchone()
            return row and str(row[0])

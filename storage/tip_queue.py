"""The queue that staff work: tips in the order of their need, opened by whoever holds the intake key."""

import sqlite3
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Literal, get_args

from storage import letters, receipts, sealing
from storage.audit import Audit, commitment
from storage.database import Database
from storage.days import DAY, quarter_start
from storage.errors import NoSuchTip, NotAllowed
from storage.keys import Keyring
from storage.letters import Letter
from storage.sessions import Session
from storage.tips import Part

Status = Literal[
    "new",
    "needs-info",
    "duplicate",
    "nuisance",
    "referred",
    "told-911",
    "no-indicators",
    "insufficient",
    "closed",
    "junk",
]
STATUSES: tuple[Status, ...] = get_args(Status)
WAITING: frozenset[Status] = frozenset({"new", "needs-info"})
"""Somebody has still to decide something; every other status settles a tip, and it goes to the end of the queue."""
JUNK_KEPT = DAY

_PAGE = """
    SELECT id, block, day, part, kind, child, urgent, status, first FROM tips
    WHERE (first, id) < (:first, :id) AND expires_at > :at AND (:status IS NULL OR status = :status)
    ORDER BY first DESC, id DESC LIMIT :limit
"""
_RANKS = frozenset({"1", "0", "-1"})
"""What ``first`` may be: waiting with a child or urgent need, waiting, settled."""
_TOP = "2."
"""Before every tip."""
_ROW = (
    "SELECT id, block, day, part, kind, child, urgent, status FROM tips WHERE id = :id AND expires_at > :at"
)
_BODY = "SELECT pair, sealed, salt FROM tips WHERE id = :id AND expires_at > :at"
_STATUS = """
    UPDATE tips SET status = :status, expires_at = :expires_at,
        first = CASE WHEN :waiting THEN child OR urgent ELSE -1 END
    WHERE id = :id AND expires_at > :at RETURNING salt
"""
_LETTERS = "SELECT number, author, day, pair, sealed FROM letters WHERE tip = :tip ORDER BY number"
_FIND = "SELECT id FROM tips WHERE receipt = :receipt AND expires_at > :at"


@dataclass(frozen=True, slots=True)
class TipRow:
    """One line of the queue."""

    id: str
    """The day it came, the quarter of that day (0 to 3) and chance: ``20261123-37f3a…``."""
    block: str | None
    day: str
    part: Part
    kind: str
    child: bool
    urgent: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the queue, and what to hand in for the lines after them (None: there are no more)."""

    rows: list[TipRow]
    next: str | None


class TipQueue:
    """What a member with the role intake does with tips; anybody else gets NotAllowed."""

    def __init__(self, database: Database, keyring: Keyring, audit: Audit, zone: tzinfo, kept: int) -> None:
        self._database, self._keyring, self._audit = database, keyring, audit
        self._zone, self._kept = zone, kept

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

        Settled tips come after all that wait.
        A spoilt ``after`` starts anew.
        """
        session.must("intake")
        rank, _, tip = (after or "").partition(".")
        first, _, tip = (rank, "", tip) if rank in _RANKS else _TOP.partition(".")
        asked = {"first": int(first), "id": tip, "at": at, "limit": limit + 1, "status": status}
        with self._database.read() as connection:
            rows = connection.execute(_PAGE, asked).fetchall()
        page = rows[:limit]
        more = len(rows) > limit
        return Page(
            [_line(row[:8]) for row in page], f"{page[-1][8]}.{page[-1][0]}" if page and more else None
        )

    def row(self, session: Session, tip: str, at: int) -> TipRow:
        """Give one tip's line, or raise NoSuchTip."""
        session.must("intake")
        with self._database.read() as connection:
            return _line(_one(connection, _ROW, {"id": tip, "at": at}))

    def read(self, session: Session, tip: str, at: int) -> bytes:
        """Open a tip, and say so in the audit; raises NoSuchTip, or NotAllowed if its key was never granted."""
        session.must("intake")
        with self._database.write() as connection:
            pair, sealed, salt = _one(connection, _BODY, {"id": tip, "at": at})
            body = sealing.unseal(sealed, session.key_of(connection, pair))
            if body is None:
                raise NotAllowed
            self._audit.append(connection, session.member, "read", at, commitment(tip, salt))
            return body

    def set_status(self, session: Session, tip: str, status: Status, at: int) -> None:
        """Set a tip's status, and say so in the audit; its 90 days start anew, and junk has one day left."""
        session.must("intake")
        kept = JUNK_KEPT if status == "junk" else self._kept
        change = {
            "id": tip,
            "status": status,
            "at": at,
            "expires_at": quarter_start(at, self._zone) + kept,
            "waiting": status in WAITING,
        }
        with self._database.write() as connection:
            (salt,) = _one(connection, _STATUS, change)
            self._audit.append(connection, session.member, "status", at, commitment(tip, salt))

    def letters(self, session: Session, tip: str, at: int) -> tuple[Letter, ...]:
        """Open both sides of a tip's thread, the oldest letter first."""
        session.must("intake")
        with self._database.read() as connection:
            _one(connection, _ROW, {"id": tip, "at": at})
            rows = connection.execute(_LETTERS, {"tip": tip}).fetchall()
            opened = [
                (number, author, day, sealing.unseal(sealed, session.key_of(connection, pair)))
                for number, author, day, pair, sealed in rows
            ]
        return tuple(
            Letter(number, author, day, (text or b"").decode()) for number, author, day, text in opened
        )

    def write(self, session: Session, tip: str, text: str, at: int) -> None:
        """Add a letter for whoever holds the code, and say so in the audit."""
        session.must("intake")
        with self._database.write() as connection:
            salt = _one(connection, _BODY, {"id": tip, "at": at})[2]
            letters.append(connection, tip, letters.STAFF, text.encode(), letters.day(at, self._zone))
            self._audit.append(connection, session.member, "letter", at, commitment(tip, salt))

    def find(self, receipt: str, at: int) -> str | None:
        """Give the id of the tip that a receipt code was given for, however it was typed."""
        code = receipts.normalise(receipt)
        if code is None:
            return None
        with self._database.read() as connection:
            row = connection.execute(_FIND, {"receipt": self._keyring.receipt(code), "at": at}).fetchone()
            return row and str(row[0])


def _one(connection: sqlite3.Connection, statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    """Give the row that a statement finds or changes, or raise NoSuchTip."""
    row: tuple[Any, ...] | None = connection.execute(statement, values).fetchone()
    if row is None:
        raise NoSuchTip
    return row


def _line(row: tuple[Any, ...]) -> TipRow:
    """Make a line of the queue from its columns; SQLite keeps truth as 0 and 1."""
    tip, block, day, part, kind, child, urgent, status = row
    return TipRow(tip, block, day, part, kind, bool(child), bool(urgent), status)

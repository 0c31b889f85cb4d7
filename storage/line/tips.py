"""Tips as they come: sealed at once to those who read them, and gone 90 days after the last event."""

import secrets
import sqlite3
from dataclasses import dataclass
from typing import Literal

from storage.ground import sealing
from storage.ground.days import HOUR, minute_start, quarter
from storage.ground.house import House
from storage.ground.keyholders import newest_pair
from storage.ground.tombstones import Tombstones
from storage.line import receipts

Part = Literal["night", "morning", "afternoon", "evening"]
SALT = 16
FRESH = HOUR
"""How long a report can be taken back at once, as if it had never been sent."""
_INSERT = """
    INSERT INTO tips (
        id, pair, sealed, salt, receipt, mailbox, block, day, part, kind, child, urgent, first, status, unfinished,
        expires_at
    ) VALUES (
        :id, :pair, :sealed, :salt, :receipt, :mailbox, :block, :day, :part, :kind, :child, :urgent, :first, 'new',
        :unfinished, :expires_at
    )
"""
_ERASE = "DELETE FROM tips WHERE id = :tip"
_RECALL = "DELETE FROM releases WHERE tip = :tip"
_FRESH = "INSERT INTO fresh (tip, expires_at) VALUES (:tip, :expires_at)"


@dataclass(frozen=True, slots=True)
class TipFacts:
    """The coarse facts of a tip that the server may read; nothing here singles out a person."""

    block: str | None
    """The name of a place in the deployment's places.csv."""
    day: str
    """The day that is told of, ISO."""
    part: Part
    """Which quarter of that day."""
    kind: str
    """What the queue calls it."""
    child: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """A report that is sealed already, and what may be known of it."""

    pair: int
    body: bytes
    facts: TipFacts
    unfinished: bool = False
    """Its sender fell silent before sending it: nobody was given its code, so nobody could read a letter."""


def submit(connection: sqlite3.Connection, house: House, tip: bytes, facts: TipFacts, at: int) -> str:
    """Seal a tip inside a turn's transaction, and give its receipt code; it may be taken back for an hour."""
    pair, public = newest_pair(connection)
    sealed = Sealed(pair, sealing.seal(tip, public), facts)
    made, code = insert(connection, house, sealed, at)
    connection.execute(_FRESH, {"tip": made, "expires_at": minute_start(at) + FRESH})
    return code


def insert(connection: sqlite3.Connection, house: House, tip: Sealed, at: int) -> tuple[str, str]:
    """Put a sealed tip into the queue, and give its id and its receipt code."""
    code = receipts.new_code()
    day, part_of_day = quarter(at, house.zone)
    facts = tip.facts
    name = f"{day}-{part_of_day}{secrets.token_hex(8)}"
    connection.execute(
        _INSERT,
        {
            "id": name,
            "pair": tip.pair,
            "sealed": tip.body,
            "salt": secrets.token_bytes(SALT),
            "receipt": house.keyring.receipt(code),
            "mailbox": sealing.public_half(house.keyring.mailbox(code)) if not tip.unfinished else None,
            "block": facts.block,
            "day": facts.day,
            "part": facts.part,
            "kind": facts.kind,
            "child": facts.child,
            "urgent": facts.urgent,
            "first": facts.child or facts.urgent,
            "unfinished": tip.unfinished,
            # The second it came would tie it to a conversation.
            "expires_at": house.ends(at, house.kept),
        },
    )
    return name, code


def erase(connection: sqlite3.Connection, tombstones: Tombstones, tip: str, at: int) -> None:
    """Delete a tip with all that hangs on it, here and in every backup that is restored."""
    tombstones.bury("tip", tip, at)
    connection.execute(_ERASE, {"tip": tip})


def recall(connection: sqlite3.Connection, tip: str) -> None:
    """Take a tip back from every agency."""
    connection.execute(_RECALL, {"tip": tip})

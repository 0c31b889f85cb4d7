"""Tips as they come: sealed at once to those who read them, and gone 90 days after the last event."""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from storage import receipts, sealing
from storage.days import DAY, quarter, quarter_start
from storage.errors import NoIntakeKey
from storage.keys import Keyring

Part = Literal["night", "morning", "afternoon", "evening"]
KEPT = 90 * DAY
SALT = 16
_PAIR = "SELECT number, public FROM pairs ORDER BY number DESC LIMIT 1"
_SUBMIT = """
    INSERT INTO tips (id, pair, sealed, salt, receipt, block, day, part, kind, child, urgent, first, status, expires_at)
    VALUES (:id, :pair, :sealed, :salt, :receipt, :block, :day, :part, :kind, :child, :urgent, :first, 'new', :expires_at)
"""


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


def submit(
    connection: sqlite3.Connection, keyring: Keyring, zone: tzinfo, tip: bytes, facts: TipFacts, at: int
) -> str:
    """Seal a tip to the newest intake pair inside a turn's transaction, and give its receipt code."""
    pair = connection.execute(_PAIR).fetchone()
    if pair is None:
        raise NoIntakeKey
    code = receipts.new_code()
    day, part_of_day = quarter(at, zone)
    connection.execute(
        _SUBMIT,
        {
            "id": f"{day}-{part_of_day}{secrets.token_hex(8)}",
            "pair": pair[0],
            "sealed": sealing.seal(tip, pair[1]),
            "salt": secrets.token_bytes(SALT),
            "receipt": keyring.receipt(code),
            "block": facts.block,
            "day": facts.day,
            "part": facts.part,
            "kind": facts.kind,
            "child": facts.child,
            "urgent": facts.urgent,
            "first": facts.child or facts.urgent,
            "expires_at": quarter_start(at, zone) + KEPT,  # the second it came would tie it to a conversation
        },
    )
    return code

"""Unfinished reports: a sealed copy that goes to the readers after an hour of silence, and is its sender's for a day.

Whether there may be one at all is decided in the flows (hazards A1, A5): nobody's silence is a consent unless they said
that they saw something, wrote nothing about themselves, and were told what silence does. No page of the staff asks
this table; only the worker moves a row on.
"""

import json
import secrets
import sqlite3
from dataclasses import asdict

from storage import sealing, tips
from storage.days import DAY, HOUR, minute_start
from storage.house import House
from storage.keyholders import newest_pair
from storage.keys import LOOKUP
from storage.tips import TipFacts
from storage.tombstones import Tombstones

SILENCE = HOUR
"""How long its sender must be silent until it goes to the readers."""
THEIRS = DAY
"""How long after the last text its sender may still take it back."""

_OPEN = "SELECT id FROM drafts WHERE sender IN (:today, :before) AND tip IS NULL"
_KEEP = """
    INSERT INTO drafts (id, sender, pair, sealed, facts, due_at, expires_at)
    VALUES (:id, :sender, :pair, :sealed, :facts, :due_at, :expires_at)
    ON CONFLICT (id) DO UPDATE SET sender = excluded.sender, pair = excluded.pair, sealed = excluded.sealed,
        facts = excluded.facts, due_at = excluded.due_at, expires_at = excluded.expires_at
"""
_DROP = "DELETE FROM drafts WHERE sender IN (:today, :before) AND tip IS NULL"
_SENT = "SELECT tip FROM drafts WHERE sender IN (:today, :before) AND tip IS NOT NULL AND expires_at > :at"
_DUE = "SELECT id FROM drafts WHERE tip IS NULL AND due_at <= :at AND expires_at > :at"
_TAKE = "SELECT pair, sealed, facts FROM drafts WHERE id = :id AND tip IS NULL AND due_at <= :at"
_MOVED = "UPDATE drafts SET tip = :tip, pair = NULL, sealed = NULL, facts = NULL, due_at = 0 WHERE id = :id"


def keep(
    connection: sqlite3.Connection,
    names: tuple[bytes, bytes],
    body: bytes,
    facts: TipFacts,
    at: int,
) -> None:
    """Keep a sender's unfinished report, in the place of what was kept before; the hour begins anew. May raise NoIntakeKey.

    ``names`` are what the sender is called under today's and yesterday's key.
    """
    pair, public = newest_pair(connection)
    today, before = names
    found = connection.execute(_OPEN, {"today": today, "before": before}).fetchone()
    connection.execute(
        _KEEP,
        {
            "id": found[0] if found else secrets.token_bytes(LOOKUP),
            "sender": today,
            "pair": pair,
            "sealed": sealing.seal(body, public),
            "facts": json.dumps(asdict(facts)),
            "due_at": minute_start(at) + SILENCE,
            "expires_at": minute_start(at) + THEIRS,
        },
    )


def drop(connection: sqlite3.Connection, names: tuple[bytes, bytes]) -> None:
    """Delete what a sender left unfinished and no worker has moved on."""
    connection.execute(_DROP, {"today": names[0], "before": names[1]})


def take_back(
    connection: sqlite3.Connection, names: tuple[bytes, bytes], tombstones: Tombstones, at: int
) -> None:
    """Delete what a sender left unfinished, also where it went to the readers within the day."""
    asked = {"today": names[0], "before": names[1], "at": at}
    for (tip,) in connection.execute(_SENT, asked).fetchall():
        tips.erase(connection, tombstones, tip, at)  # the draft's row goes with it
    drop(connection, names)


def due(connection: sqlite3.Connection, at: int) -> list[bytes]:
    """Give the ids of what has been silent for an hour, in no order that tells who wrote when."""
    found = [bytes(row[0]) for row in connection.execute(_DUE, {"at": at})]
    secrets.SystemRandom().shuffle(found)
    return found


def send_on(connection: sqlite3.Connection, house: House, draft: bytes, at: int) -> bool:
    """Move one draft into the queue, marked unfinished; False if its sender was quicker."""
    row = connection.execute(_TAKE, {"id": draft, "at": at}).fetchone()
    if row is None:
        return False
    pair, sealed, facts = row
    known = TipFacts(**json.loads(facts))
    tip, _ = tips.insert(connection, house, tips.Sealed(pair, sealed, known, unfinished=True), at)
    connection.execute(_MOVED, {"tip": tip, "id": draft})
    return True

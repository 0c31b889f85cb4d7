"""Unfinished reports: a sealed copy that goes to the readers after an hour of silence, and is its sender's for a day.

Whether there may be one at all is decided in the flows (hazards A1, A5): nobody's silence is a consent unless they said
that they saw something, wrote nothing about themselves, and were told what silence does. No page of the staff asks
this table; only the worker moves a row on.

The one that a conversation is still about has a name of its own; one that an earlier conversation left has another, so
that whoever begins a second report within the hour does not lose the first.
"""

import json
import secrets
import sqlite3
from dataclasses import asdict
from typing import NamedTuple

from storage.ground import sealing
from storage.ground.days import DAY, HOUR, minute_start
from storage.ground.house import House
from storage.ground.keyholders import newest_pair
from storage.ground.keys import LOOKUP, keyed
from storage.ground.tombstones import Tombstones
from storage.line import tips
from storage.line.tips import TipFacts

SILENCE = HOUR
"""How long its sender must be silent until it goes to the readers."""
THEIRS = DAY
"""How long after the last text its sender may still take it back."""

MOST = 5_000
"""Unfinished reports of all senders together: about 60 MB where each is as long as it can be."""

_FULL = "SELECT count(*) FROM (SELECT 1 FROM drafts WHERE tip IS NULL LIMIT :most)"
_OPEN = "SELECT id FROM drafts WHERE sender IN (:today, :before) AND tip IS NULL"
_KEEP = """
    INSERT INTO drafts (id, sender, pair, sealed, facts, due_at, expires_at)
    VALUES (:id, :sender, :pair, :sealed, :facts, :due_at, :expires_at)
    ON CONFLICT (id) DO UPDATE SET sender = excluded.sender, pair = excluded.pair, sealed = excluded.sealed,
        facts = excluded.facts, due_at = excluded.due_at, expires_at = excluded.expires_at
"""
_LEAVE = "UPDATE drafts SET sender = :left_today WHERE sender IN (:today, :before) AND tip IS NULL"
_DROP = "DELETE FROM drafts WHERE sender IN (:today, :before) AND tip IS NULL"
_DROP_ALL = """
    DELETE FROM drafts WHERE sender IN (:today, :before, :left_today, :left_before) AND tip IS NULL
"""
_SENT = """
    SELECT tip FROM drafts
    WHERE sender IN (:today, :before, :left_today, :left_before) AND tip IS NOT NULL AND expires_at > :at
"""
_DUE = "SELECT id FROM drafts WHERE tip IS NULL AND due_at <= :at AND expires_at > :at"
_TAKE = "SELECT pair, sealed, facts FROM drafts WHERE id = :id AND tip IS NULL AND due_at <= :at"
_MOVED = "UPDATE drafts SET tip = :tip, pair = NULL, sealed = NULL, facts = NULL, due_at = 0 WHERE id = :id"


class Names(NamedTuple):
    """What a sender's unfinished reports are found by, under today's and yesterday's key."""

    today: bytes
    before: bytes
    left_today: bytes
    left_before: bytes


def names(*days: bytes) -> Names:
    """Name them under a sender's key of today and that of yesterday."""
    return Names(
        *(keyed(day, b"draft", b"", LOOKUP) for day in days),
        *(keyed(day, b"draft", b"left", LOOKUP) for day in days),
    )


def leave(connection: sqlite3.Connection, names: Names) -> None:
    """Let what an earlier conversation left unfinished wait for itself: another report does not take its place."""
    connection.execute(_LEAVE, names._asdict())


def keep(connection: sqlite3.Connection, names: Names, body: bytes, facts: TipFacts, at: int) -> bool:
    """Keep a sender's unfinished report, in the place of what was kept before; the hour begins anew.

    False if others' leave no room for another one. May raise NoIntakeKey.
    """
    pair, public = newest_pair(connection)
    found = connection.execute(_OPEN, {"today": names.today, "before": names.before}).fetchone()
    if found is None and connection.execute(_FULL, {"most": MOST}).fetchone()[0] >= MOST:
        return False
    connection.execute(
        _KEEP,
        {
            "id": found[0] if found else secrets.token_bytes(LOOKUP),
            "sender": names.today,
            "pair": pair,
            "sealed": sealing.seal(body, public),
            "facts": json.dumps(asdict(facts)),
            "due_at": minute_start(at) + SILENCE,
            "expires_at": minute_start(at) + THEIRS,
        },
    )
    return True


def drop(connection: sqlite3.Connection, names: Names, *, earlier: bool = False) -> bool:
    """Delete what a conversation is about and no worker has moved on; with ``earlier``, what others left as well.

    Tells whether there was anything.
    """
    return connection.execute(_DROP_ALL if earlier else _DROP, names._asdict()).rowcount > 0


def take_back(connection: sqlite3.Connection, names: Names, tombstones: Tombstones, at: int) -> None:
    """Delete what a sender left unfinished, also where it went to the readers within the day."""
    for (tip,) in connection.execute(_SENT, {**names._asdict(), "at": at}).fetchall():
        tips.erase(connection, tombstones, tip, at)  # the draft's row goes with it
    drop(connection, names, earlier=True)


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

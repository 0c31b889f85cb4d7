"""Holds: a report that must outlive its day, and the reason, which only those who read reports can open."""

import sqlite3
from collections.abc import Callable

from storage.ground import sealing
from storage.ground.keyholders import newest_pair

_PUT = """
    INSERT INTO holds (tip, pair, sealed) VALUES (:tip, :pair, :sealed)
    ON CONFLICT (tip) DO UPDATE SET pair = excluded.pair, sealed = excluded.sealed
"""
_REASON = "SELECT pair, sealed FROM holds WHERE tip = :tip"
_LIFT = "DELETE FROM holds WHERE tip = :tip"


def put(connection: sqlite3.Connection, tip: str, reason: str) -> None:
    """Hold a tip, in the place of an earlier hold."""
    pair, public = newest_pair(connection)
    sealed = sealing.seal(reason.encode(), public, sealing.LETTER_BLOCK)
    connection.execute(_PUT, {"tip": tip, "pair": pair, "sealed": sealed})


def reason(connection: sqlite3.Connection, tip: str, key_of: Callable[[int], bytes]) -> str | None:
    """Open the reason; None if the tip is not held. ``key_of`` gives the private half of a pair by its number."""
    row = connection.execute(_REASON, {"tip": tip}).fetchone()
    opened = row and sealing.unseal(row[1], key_of(row[0]))
    return opened.decode("utf-8", "replace") if opened else None


def lift(connection: sqlite3.Connection, tip: str) -> bool:
    """End a hold; False if there was none."""
    return connection.execute(_LIFT, {"tip": tip}).rowcount == 1

"""Counts by month: all that is kept of how much the line is used, and the one row that every turn shares."""

import sqlite3
from collections.abc import Mapping
from datetime import tzinfo

from storage.ground.days import month

_ADD = """
    INSERT INTO counts (month, name, n) VALUES (:month, :name, :n)
    ON CONFLICT (month, name) DO UPDATE SET n = counts.n + excluded.n
"""


def add(connection: sqlite3.Connection, counts: Mapping[str, int], at: int, zone: tzinfo) -> None:
    """Add to the counters of a month; the last thing before a transaction is kept, because the rows are shared."""
    of = month(at, zone)
    rows = [{"month": of, "name": name, "n": n} for name, n in sorted(counts.items())]
    connection.executemany(_ADD, rows)

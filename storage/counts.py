"""Counters: by month and name, and nothing else."""

import sqlite3
from collections.abc import Mapping
from datetime import tzinfo

from storage.days import month

_COUNT = """
    INSERT INTO counts (month, name, n) VALUES (:month, :name, :n)
    ON CONFLICT (month, name) DO UPDATE SET n = counts.n + excluded.n
"""


def add_counts(connection: sqlite3.Connection, counts: Mapping[str, int], at: int, zone: tzinfo) -> None:
    """Add to the counters of a moment's month."""
    of = month(at, zone)
    rows = [{"month": of, "name": name, "n": n} for name, n in sorted(counts.items())]
    connection.executemany(_COUNT, rows)

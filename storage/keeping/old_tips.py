"""Reports that have reached their age: deleted with all that hangs on them, unless that would be too many at once."""

import sqlite3
from typing import NamedTuple

from storage.ground.days import DAY
from storage.ground.errors import TooMany
from storage.ground.house import House
from storage.line import nudges

BATCH = 50
"""Reports deleted while turns wait: each takes its letters and releases along."""
SHARE = 5
"""More than one in so many at once is asked about."""
FEW = 5
"""So few are never asked about."""

_DUE = "expires_at <= :at AND NOT EXISTS (SELECT 1 FROM holds WHERE holds.tip = tips.id)"
_PROMISED = "(status = 'junk' OR withdrawn)"
_FIND = f"SELECT id, {_PROMISED} FROM tips WHERE {_DUE}"  # noqa: S608 - our own two conditions
_ALL = "SELECT count(*) FROM tips"
_DELETE = f"DELETE FROM tips WHERE id = :id AND {_DUE} RETURNING id, receipt, {_PROMISED}"  # noqa: S608 - the same
_AHEAD = "SELECT id FROM tips WHERE expires_at > :latest"
_SHORTEN = "UPDATE tips SET expires_at = :latest WHERE id = :id AND expires_at > :latest"


class Overdue(NamedTuple):
    """The ids of reports whose time is over and that nobody holds."""

    aged: list[str]
    promised: list[str]
    """Junk, and what its sender took back: somebody decided that these go."""
    too_many: bool
    """Whether so many have reached their age at once that somebody must agree."""


def find(connection: sqlite3.Connection, at: int) -> Overdue:
    """Look for what is over."""
    rows = connection.execute(_FIND, {"at": at}).fetchall()
    aged = [tip for tip, promised in rows if not promised]
    everything = connection.execute(_ALL).fetchone()[0]
    return Overdue(
        aged,
        [tip for tip, promised in rows if promised],
        len(aged) > FEW and len(aged) * SHARE > everything,
    )


def sweep(house: House, at: int, *, agreed: bool) -> int:
    """Delete what is over and give how many; raises TooMany, once what was promised to go is gone."""
    _shorten(house, at)
    with house.database.read() as connection:
        overdue = find(connection, at)
    deleted = _delete(house, overdue.promised, at)
    if overdue.too_many and not agreed:
        raise TooMany
    return deleted + _delete(house, overdue.aged, at)


def _shorten(house: House, at: int) -> None:
    """Let no report outlive its promise: one that came while a clock ran ahead, or before the profile's days were fewer."""
    latest = at + house.kept
    with house.database.read() as connection:
        ahead = connection.execute(_AHEAD, {"latest": latest + DAY}).fetchall()
    if ahead:
        with house.database.write() as connection:
            connection.executemany(_SHORTEN, [{"id": tip, "latest": latest} for (tip,) in ahead])


def _delete(house: House, tips: list[str], at: int) -> int:
    """Delete in small batches whatever is still over."""
    deleted = 0
    for start in range(0, len(tips), BATCH):
        with house.database.write() as connection:
            gone = [
                row
                for tip in tips[start : start + BATCH]
                for row in connection.execute(_DELETE, {"id": tip, "at": at}).fetchall()
            ]
            for _, receipt, _ in gone:
                nudges.drop_box(connection, house.out_key, receipt)
            # What merely reached its age needs no tombstone: whoever restores an old backup sweeps it.
            house.tombstones.bury_all("tip", [tip for tip, _, promised in gone if promised], at)
        deleted += len(gone)
    return deleted
